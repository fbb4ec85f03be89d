//! The types that have no schema, and the refusal of each: where, what, and what to do.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use greentic_guest_bindgen::Error;

use super::{of_field, schema};

/// Types for all cases.
const TYPES: &str = "
    resource r;
    enum level { low, high }
    flags rights { read, write }
    variant shape { none, circle(u8) }
    record point { x: u8, y: option<u8> }
";

fn refused(docs: &str, ty: &str) -> String {
    match of_field(TYPES, docs, ty) {
        Ok(schema) => panic!("{docs} {ty}: {schema}"),
        Err(Error::Unsupported {
            at,
            item,
            what,
            instead,
        }) => {
            assert!(at.starts_with("settings.wit:"), "{at}");
            assert!(!instead.is_empty());
            format!("{item}: {what}")
        }
        Err(error) => panic!("{error}"),
    }
}

#[test]
fn what_json_has_no_form_for() {
    for (ty, what) in [
        ("r", "a resource, for which JSON has no form"),
        ("list<borrow<r>>", "a resource, for which"),
        ("future<u8>", "a future, for which"),
        ("option<future>", "a future, for which"),
        ("tuple<u8, stream<u8>>", "a stream, for which"),
        ("error-context", "an error context, for which"),
        ("map<u8, u8>", "a map whose keys are no text"),
        ("list<option<option<u8>>>", "an option of an option"),
        ("option<option<option<u8>>>", "an option of an option"),
    ] {
        let said = refused("", ty);
        let (item, rest) = said.split_once(": ").unwrap();
        assert!(item.starts_with("a:b/i, "), "{said}");
        assert!(rest.starts_with(what), "{said}");
    }
    assert_eq!(
        refused("", "list<future<u8>>"),
        "a:b/i, record settings, field x: a future, for which JSON has no form"
    );
}

#[test]
fn the_item_is_named_where_it_stands() {
    let error = schema(
        "package a:b;
interface i {
  resource r;
  record inner {
    deep: own<r>,
  }
  record config { a: list<inner> }
}",
    );
    assert_eq!(
        error.unwrap_err().to_string(),
        "settings.wit:5:5: a:b/i, record inner, field deep: a resource, for which JSON has no form; settings are made of numbers, \
         text, records, variants, enums, flags, options, lists and tuples"
    );
}

#[test]
fn a_default_of_another_type_is_refused() {
    let word = "a:b/i, record settings, field x: `@default` is not of the type of the field: ";
    for (ty, default, what) in [
        ("bool", "1", "this is no `true` or `false`"),
        ("u8", "256", "this is no whole number from 0 to 255"),
        ("u8", "-1", "this is no whole number from 0 to 255"),
        ("u8", "1.5", "this is no whole number from 0 to 255"),
        ("u8", "1e99", "this is no whole number from 0 to 255"),
        ("s8", "-129", "this is no whole number from -128 to 127"),
        (
            "u64",
            "18446744073709551616",
            "this is no whole number from 0",
        ),
        ("s64", "9223372036854775808", "this is no whole number from"),
        ("f32", "1e39", "this is no number in the range of f32"),
        ("f64", "\"1\"", "this is no number"),
        ("char", "\"ab\"", "this is no text of one character"),
        ("char", "\"\"", "this is no text of one character"),
        ("string", "null", "this is no text"),
        ("level", "\"mid\"", "this is none of `low`, `high`"),
        ("level", "0", "this is none of `low`, `high`"),
        ("rights", "\"read\"", "this is no array"),
        (
            "rights",
            "[\"run\"]",
            "at `/0`: this is none of `read`, `write`",
        ),
        (
            "rights",
            "[\"read\",\"read\"]",
            "at `/1`: this flag stands there twice",
        ),
        ("list<u8>", "[1,[]]", "at `/1`: this is no whole number"),
        ("list<u8, 2>", "[1]", "these are 1 items, and not 2"),
        (
            "map<string, u8>",
            "{\"a\":\"\"}",
            "at `/a`: this is no whole number",
        ),
        ("tuple<u8, u8>", "[1,2,3]", "these are 3 items, and not 2"),
        (
            "tuple<u8, tuple<bool>>",
            "[1,[2]]",
            "at `/1/0`: this is no `true` or `false`",
        ),
        (
            "shape",
            "\"none\"",
            "this is no object with one field, one of `none`, `circle`",
        ),
        ("shape", "{}", "this is no object with one field"),
        (
            "shape",
            "{\"none\":null,\"circle\":1}",
            "this is no object with one field",
        ),
        (
            "shape",
            "{\"square\":1}",
            "this is no object with one field",
        ),
        (
            "shape",
            "{\"none\":1}",
            "at `/none`: the case holds nothing",
        ),
        (
            "result<u8>",
            "{\"ok\":-1}",
            "at `/ok`: this is no whole number",
        ),
        ("point", "{}", "the field `x` is missing"),
        (
            "point",
            "{\"x\":1,\"z\":1}",
            "at `/z`: the record has no such field",
        ),
        (
            "point",
            "{\"x\":1,\"y\":null}",
            "at `/y`: this is no whole number",
        ),
        (
            "option<u8>",
            "null",
            "this is no whole number from 0 to 255",
        ),
    ] {
        let said = refused(&format!("@default({default})"), ty);
        let rest = said.strip_prefix(word).unwrap_or_else(|| panic!("{said}"));
        assert!(rest.starts_with(what), "{ty}, {default}: {said}");
        // The validator agrees.
        let schema = of_field(TYPES, "", ty).unwrap();
        let value = serde_json::from_str(default).unwrap();
        let field = &schema["properties"]["x"];
        assert!(!jsonschema::is_valid(field, &value), "{ty}: {default}");
    }
}

#[test]
fn lines_for_tools_stand_where_they_say_something() {
    for text in [
        "/// @default(1)\n type t = u8; /// @config\n record c { x: t }",
        "/// @config\n /// @default(1)\n record c { x: u8 }",
        "variant t {\n/// @flow:hidden\n a } /// @config\n record c { x: t }",
    ] {
        let error = schema(&format!("package a:b; interface i {{ {text} }}")).unwrap_err();
        assert!(
            error
                .to_string()
                .contains("stands here, where it says nothing"),
            "{error}"
        );
    }
    assert!(refused("@default(x)", "u8").contains("is no JSON"));
    let error = schema("package a:b; interface i { /// @config\n variant v { a } }").unwrap_err();
    assert!(
        error.to_string().contains("`@config` stands on a variant"),
        "{error}"
    );
}

/// The reader of WIT says so.
#[test]
fn a_record_of_itself_is_refused() {
    let text = "package a:b; interface i { record config { x: option<config> } }";
    let error = greentic_guest_bindgen::Wit::parse("a.wit", text).unwrap_err();
    assert!(error.to_string().contains("depends on itself"), "{error}");
}

/// Ends soon, and says why.
fn too_large(text: &str, says: &str) {
    let wit = super::wit(text);
    let begin = Instant::now();
    let error = wit.config_schema(None).unwrap_err().to_string();
    assert!(error.contains(says), "{error}");
    assert!(error.len() < 1000, "{}", error.len());
    assert!(begin.elapsed() < Duration::from_secs(5));
}

#[test]
fn what_would_be_very_large_is_refused() {
    let mut doubling = String::from("type t0 = u8;");
    for at in 1..25 {
        write!(doubling, "type t{at} = tuple<t{0}, t{0}>;", at - 1).unwrap();
    }
    too_large(
        &format!("package a:b; interface i {{ {doubling} record config {{ x: t24 }} }}"),
        "more than 1048576 bytes",
    );
    let cases: Vec<_> = (0..5000).map(|at| format!("case-{at}")).collect();
    let uses: String = (0..5000).map(|at| format!("x{at}: e,")).collect();
    too_large(
        &format!(
            "package a:b; interface i {{ enum e {{ {} }} record config {{ {uses} }} }}",
            cases.join(",")
        ),
        "more than 1048576 bytes",
    );
    let docs = "word ".repeat(50_000);
    too_large(
        &format!(
            "package a:b; interface i {{ \n/// {docs}\n type t = u8; record config {{ {} }} }}",
            uses.replace(": e", ": t")
        ),
        "more than 1048576 bytes",
    );
}

/// Takes schemas only that readers of JSON can read which go down to 63.
#[test]
fn what_is_very_deep_is_refused() {
    for link in ["list<T>", "tuple<T>", "option<T>", "result<T>", "RECORD"] {
        let mut deepest = 0;
        for depth in 1..80 {
            let mut types = String::from("type t0 = u8;\n");
            for at in 1..=depth {
                let below = format!("t{}", at - 1);
                types += &match link {
                    "RECORD" => format!("record t{at} {{ x: {below} }}\n"),
                    // An option within a list, as one within an option is refused.
                    "option<T>" => format!("type t{at} = list<option<{below}>>;\n"),
                    _ => format!("type t{at} = {};\n", link.replace('T', &below)),
                };
            }
            match of_field(&types, "", &format!("t{depth}")) {
                Ok(_) => deepest = depth,
                Err(error) => {
                    assert!(
                        error.to_string().contains("63 objects and arrays deep"),
                        "{error}"
                    );
                    break;
                }
            }
        }
        assert!((14..63).contains(&deepest), "{link}: {deepest}");
    }
    // Chains of names have no depth of their own.
    let mut names = String::from("type t0 = u8;\n");
    for at in 1..2000 {
        writeln!(names, "type t{at} = t{};", at - 1).unwrap();
    }
    of_field(&names, "", "t1999").unwrap();
}
