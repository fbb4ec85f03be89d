//! Budgets that are held, broken, missing, wrong and tightened.

use std::path::Path;

use greentic_shrink::stack::{ExportStack, Reason, Unbounded};
use greentic_size_track::violation::Check;
use greentic_size_track::{Budgets, Measurement, measure};
use serde_json::{Value, json};

const PATH: &str = "size-budgets.toml";

/// One module of 14 bytes in a component of 29 bytes, 4 of them custom.
fn sizes() -> Measurement {
    let wat = r#"(component
        (import "a" (func))
        (core module (memory 1))
        (@custom "x" ""))"#;
    measure(&wat::parse_str(wat).unwrap()).unwrap()
}

fn parse(source: &str) -> Result<Budgets, String> {
    Budgets::parse(Path::new(PATH), source.to_owned()).map_err(|error| error.to_string())
}

fn exact() -> String {
    let sizes = sizes();
    format!(
        "[it]\nbytes = {0}\nplain_bytes = {0}\ncore_bytes = {1}\nmemory_pages = 1\nstack = 0\ncore_modules = 1\nimports = [\"a\"]\n",
        sizes.bytes, sizes.core_bytes
    )
}

fn keys(source: &str) -> Vec<(String, Value, Value)> {
    let broken = parse(source).unwrap().hold("it", &sizes());
    assert!(broken.iter().all(|broken| broken.check == Check::Budget));
    assert!(broken.iter().all(|broken| broken.component == "it"));
    broken
        .into_iter()
        .map(|broken| (broken.key, broken.expected, broken.actual))
        .collect()
}

#[test]
fn the_exact_budget_holds() {
    assert_eq!(keys(&exact()), []);
}

#[test]
fn one_less_is_broken() {
    let (bytes, core) = (sizes().bytes, sizes().core_bytes);
    let one_less = [
        ("bytes", bytes),
        ("core_bytes", core),
        ("memory_pages", 1),
        ("core_modules", 1),
    ];
    for (key, actual) in one_less {
        // With a line feed before it `bytes` is not the end of `core_bytes`.
        let source = exact().replace(
            &format!("\n{key} = {actual}"),
            &format!("\n{key} = {}", actual - 1),
        );
        let expected = (key.to_owned(), json!(actual - 1), json!(actual));
        assert_eq!(keys(&source), [expected]);
    }
    let message = &parse(&exact().replace("core_modules = 1", "core_modules = 0"))
        .unwrap()
        .hold("it", &sizes())[0]
        .message;
    assert_eq!(
        message,
        "1 core modules are 1 more than the budget of 0; take them away, or write \
         `core_modules = 1` into size-budgets.toml (--tighten raises nothing)"
    );
}

#[test]
fn a_stack_that_is_too_small_is_broken_whatever_the_budget_says() {
    let source = exact().replace("stack = 0", "stack = 9000");
    let mut sizes = sizes();
    let hold = |sizes: &Measurement| parse(&source).unwrap().hold("it", sizes);
    sizes.stack.bytes = 4096;
    sizes.stack.size = Some(4096);
    assert_eq!(hold(&sizes), []);
    sizes.stack.exports.push(ExportStack {
        export: "f".to_owned(),
        bytes: 4112,
        size: Some(4096),
        path: Vec::new(),
        unbounded: vec![Unbounded {
            reason: Reason::Recursion,
            round: 96,
            functions: vec!["skip".to_owned()],
            others: 0,
        }],
    });
    // Recursion alone breaks nothing.
    assert_eq!(hold(&sizes), []);
    for (size, part) in [
        (Some(4096), "take 4112 bytes of stack, and there are 4096"),
        (None, "link it with --stack-first"),
    ] {
        sizes.stack.bytes = 4112;
        sizes.stack.size = size;
        let [broken] = &hold(&sizes)[..] else {
            panic!("{:?}", hold(&sizes));
        };
        assert_eq!(broken.key, "stack-size");
        assert!(broken.message.contains(part), "{}", broken.message);
        let named = "no bound: recursion, 96 bytes a round: skip";
        assert!(broken.message.contains(named), "{}", broken.message);
    }
}

#[test]
fn imports_are_an_exact_list() {
    for (declared, part) in [
        ("[]", "imports a, which the budget does not name"),
        (r#"["a", "b"]"#, "does not import b any more"),
        (r#"["b"]"#, "imports [a] instead of [b]"),
        (r#"["a", "a"]"#, "imports"),
    ] {
        let source = exact().replace("[\"a\"]", declared);
        let broken = parse(&source).unwrap().hold("it", &sizes());
        assert_eq!(broken.len(), 1, "{declared}");
        assert!(broken[0].message.contains(part), "{}", broken[0].message);
    }
}

#[test]
fn what_is_missing_is_broken() {
    // Without a budget that is said once.
    let sizes = sizes();
    for source in ["", "[it]\n"] {
        let broken = parse(source).unwrap().hold("it", &sizes);
        let [broken] = &broken[..] else {
            panic!("{broken:?}");
        };
        assert_eq!(
            (&*broken.key, &broken.actual),
            ("budget", &json!(sizes.bytes))
        );
        assert_eq!(
            broken.message,
            format!(
                "size-budgets.toml: there is no budget for [it], which takes {} bytes; \
                 --tighten writes what is measured there",
                sizes.bytes
            )
        );
    }
    let source = exact().replace("memory_pages = 1\n", "");
    assert_eq!(
        keys(&source),
        [("memory_pages".to_owned(), Value::Null, json!(1))]
    );
}

#[test]
fn unknown_keys_and_wrong_types_are_named_with_their_line() {
    for (source, parts) in [
        ("[it]\nbyte = 1\n", ["byte", "line 2"]),
        ("[it]\nbytes = -1\n", ["-1", "line 2"]),
        ("[it]\nbytes = \"1\"\n", ["bytes", "line 2"]),
        ("[it\n", ["line 1", "]"]),
        ("it = 3\n", ["it", "line 1"]),
    ] {
        let error = parse(source).unwrap_err();
        for part in parts.iter().chain(&[PATH]) {
            assert!(error.contains(part), "{part}: {error}");
        }
    }
}

#[test]
fn budgets_for_nobody_are_refused() {
    let budgets = parse(&exact()).unwrap();
    let known = ["it".to_owned(), "other".to_owned()];
    assert!(budgets.check_names(&known).is_ok());
    let error = budgets.check_names(&known[1..]).unwrap_err().to_string();
    assert!(error.contains("no example `it`"), "{error}");
    assert!(error.contains("other"), "{error}");
}

#[test]
fn keys_and_tables_of_size_check_may_stand_in_the_file() {
    let more = "file = \".\"\ngzip = 900\nheadroom = \"5 %\"\nmessage = \"Too large.\"\n\n\
        [other]\nfile = \"other.wasm\"\n\n[\"plugins/*.wasm\"]\nbytes = 1\n";
    let budgets = parse(&(exact() + more)).unwrap();
    assert!(budgets.check_names(&["it".to_owned()]).is_ok());
    assert_eq!(keys(&(exact() + more)), []);
    // A value of another type would be a fault for `size check`, too.
    assert!(parse("[it]\ngzip = \"small\"\n").is_err());
}

#[test]
fn tightening_lowers_numbers_and_keeps_the_rest() {
    let sizes = sizes();
    let source = "# Why.\n[it] # it\nbytes = 5000 # all of it\ncore_bytes = 1 # too few\n\
        # Pages.\nmemory_pages = 1\nstack = 0\nimports = [\n    \"b\",\n]\n\n[other]\nbytes = 9\n";
    let mut budgets = parse(source).unwrap();
    let changes = budgets.tighten("it", &sizes);
    assert_eq!(
        changes,
        [
            format!("it: bytes 5000 -> {}", sizes.bytes),
            format!("it: plain_bytes = {}", sizes.plain_bytes),
            "it: core_modules = 1".to_owned()
        ]
    );
    let expected = source.replace("5000", &sizes.bytes.to_string()).replace(
        "]\n\n[other]",
        &format!(
            "]\nplain_bytes = {}\ncore_modules = 1\n\n[other]",
            sizes.plain_bytes
        ),
    );
    assert_eq!(budgets.source(), expected);
    // Broken limits stay broken.
    let broken: Vec<_> = budgets.hold("it", &sizes);
    let keys: Vec<_> = broken.iter().map(|broken| broken.key.as_str()).collect();
    assert_eq!(keys, ["core_bytes", "imports"]);
    assert!(budgets.tighten("it", &sizes).is_empty());
}

#[test]
fn tightening_fills_in_a_new_component() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(PATH);
    let mut begun = Budgets::read_or_begin(&path).unwrap();
    assert_eq!(begun.tighten("it", &sizes()).len(), 7);
    begun.write().unwrap();
    assert_eq!(Budgets::read(&path).unwrap().hold("it", &sizes()), []);
    std::fs::write(&path, "# Why.\n").unwrap();
    let mut budgets = Budgets::read(&path).unwrap();
    assert_eq!(budgets.tighten("it", &sizes()).len(), 7);
    assert_eq!(budgets.hold("it", &sizes()), []);
    budgets.write().unwrap();

    let budgets = Budgets::read(&path).unwrap();
    assert_eq!(budgets.hold("it", &sizes()), []);
    assert!(budgets.source().contains("# Why."), "{}", budgets.source());
    // Nothing temporary is left.
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_missing_file_is_named() {
    let error = Budgets::read(Path::new("no/such/file.toml")).unwrap_err();
    assert!(error.to_string().contains("no/such/file.toml"), "{error}");
}
