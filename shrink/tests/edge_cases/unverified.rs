//! A component that was not run is not verified.

use greentic_shrink::verify::{Inputs, Settings, verify};

use super::{parsed, run, said};

/// Runs `--verify` on a component with other arguments.
fn verifying(text: &str, arguments: &[&str]) -> (Option<i32>, String, bool) {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), parsed(text)).unwrap();
    let arguments = [&["in.wasm", "-o", "out.wasm"], arguments].concat();
    let (code, text) = said(&run(folder.path(), arguments));
    (code, text, folder.path().join("out.wasm").exists())
}

#[test]
fn what_cannot_be_run_is_a_failure_unless_that_is_all_that_is_asked() {
    let takes_a_handle = r#"(component
        (type $box' (resource (rep i32)))
        (export $box "box" (type $box'))
        (core module $m (func (export "f") (param i32)))
        (core instance $i (instantiate $m))
        (func (export "f") (param "box" (own $box)) (canon lift (core func $i "f"))))"#;
    let never_ends = r#"(component
        (core module $m (func (export "f") (loop $l (br $l))))
        (core instance $i (instantiate $m))
        (func (export "f") (canon lift (core func $i "f"))))"#;
    for (text, why) in [
        (r#"(component (import "m" (core module)))"#, "imports m"),
        (takes_a_handle, "f: it takes a handle"),
        (never_ends, "it comes to no end"),
        (
            "(component (core module $m (func $f unreachable) (start $f))
                (core instance (instantiate $m)))",
            "cannot be instantiated",
        ),
        (
            r#"(component (component $c) (export "c" (component $c)))"#,
            "exporting a component",
        ),
    ] {
        let (code, said, written) = verifying(text, &["--verify=3"]);
        assert_eq!((code, written), (Some(1), false), "{text}: {said}");
        assert!(said.contains(why) && said.contains("if-possible"), "{said}");
        for possible in [
            ["--verify=if-possible,3"].as_slice(),
            &["--verify=3", "--verify=if-possible"],
        ] {
            let (code, said, written) = verifying(text, possible);
            assert_eq!((code, written), (Some(0), true), "{text}: {said}");
            assert!(
                said.contains("not verified: ") && said.contains(why),
                "{said}"
            );
        }
    }
}

/// A function that only traps was run, and little of it was compared.
#[test]
fn functions_that_only_trap_are_named() {
    let text = |code: &str| {
        format!(
            r#"(component
            (core module $m (func (export "f") (param i32) {code}))
            (core instance $i (instantiate $m))
            (func (export "f") (param "n" u32) (canon lift (core func $i "f"))))"#
        )
    };
    let named = "f: all its calls trap";
    let (code, said, _) = verifying(&text("unreachable"), &["--verify=3"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(said.contains(named), "{said}");
    // Some do: a number is even as often as it is odd.
    let sometimes = text("(if (i32.and (local.get 0) (i32.const 1)) (then unreachable))");
    let (code, said, _) = verifying(&sometimes, &["--verify=50"]);
    assert_eq!(code, Some(0), "{said}");
    assert!(
        !said.contains(named) && !said.contains("(0 trapped)"),
        "{said}"
    );
}

#[test]
fn an_import_that_is_not_called_needs_no_answer() {
    let text = |called: &str| {
        format!(
            r#"(component
            (import "i" (func $i (result error-context)))
            (core func $i (canon lower (func $i)))
            (core module $m (import "" "i" (func $i (result i32)))
                (func (export "f") (result i32) {called}))
            (core instance $m (instantiate $m (with "" (instance (export "i" (func $i))))))
            (func (export "f") (result u32) (canon lift (core func $m "f"))))"#
        )
    };
    let compare = |text: &str| {
        let input = parsed(text);
        verify(&input, &input, &Settings::default()).unwrap()
    };
    let verified = compare(&text("i32.const 1"));
    assert!(verified.is_complete(), "{verified:?}");
    let verified = compare(&text("call $i"));
    assert!(!verified.is_complete(), "{verified:?}");
    assert!(
        verified.skipped[0].why.contains("error-context"),
        "{verified:?}"
    );
}

#[test]
fn several_are_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| std::fs::write(folder.path().join(name), bytes).unwrap();
    write("a.wasm", &super::component());
    write(
        "b.wasm",
        &parsed(r#"(component (import "m" (core module)))"#),
    );
    let out = |name: &str| folder.path().join("out").join(name).exists();
    let arguments = ["a.wasm", "b.wasm", "-o", "out", "--verify"];
    assert_eq!(said(&run(folder.path(), arguments)).0, Some(1));
    assert!(out("a.wasm") && !out("b.wasm"));
    write("c.wasm", b"nothing");
    let arguments = ["a.wasm", "b.wasm", "c.wasm", "-o", "out", "--verify"];
    assert_eq!(said(&run(folder.path(), arguments)).0, Some(1));
}

/// Returns a component that answers differently for one input of many, and asks for
/// two things.
fn choosy(answer: u32) -> Vec<u8> {
    parsed(&format!(
        r#"(component
        (import "shop:api/prices@1.0.0" (instance $prices
            (export "price" (func (param "of" u32) (result u32)))))
        (core func $price (canon lower (func $prices "price")))
        (core module $m
            (import "" "price" (func $price (param i32) (result i32)))
            (func (export "total") (param i32 i32) (result i32)
                (if (result i32) (i32.and
                        (i32.eq (local.get 0) (i32.const 1234567))
                        (i32.eq (call $price (local.get 1)) (i32.const 7654321)))
                    (then (i32.const {answer})) (else (i32.const 0)))))
        (core instance $m (instantiate $m (with "" (instance (export "price" (func $price))))))
        (func $total (param "a" u32) (param "b" u32) (result u32)
            (canon lift (core func $m "total")))
        (instance $till (export "total" (func $total)))
        (export "shop:api/till@1.0.0" (instance $till)))"#
    ))
}

const ANSWERS: &str = r#"
[[answer]]
call = "shop:api/till@1.0.0#total"
arguments = ["1234567", "5"]
host = { "shop:api/prices@1.0.0#price" = "7654321" }
result = "1"
"#;

#[test]
fn inputs_of_a_file_find_what_made_up_values_do_not() {
    let settings = Settings::default();
    let made_up = verify(&choosy(1), &choosy(2), &settings).unwrap();
    assert!(made_up.is_complete());
    let settings = Settings {
        inputs: Inputs::parse(ANSWERS).unwrap(),
        ..settings
    };
    let difference = verify(&choosy(1), &choosy(2), &settings).unwrap_err();
    assert_eq!(
        (&*difference.before, &*difference.after),
        ("returns 1", "returns 2")
    );
    assert_eq!(difference.arguments, "1234567, 5");
    let verified = verify(&choosy(1), &choosy(1), &settings).unwrap();
    assert_eq!((verified.inputs, verified.is_complete()), (1, true));
}

#[test]
fn inputs_that_do_not_fit_are_named() {
    for (from, to, why) in [
        ("till@1.0.0#total", "till@1.0.0#sum", "no such function"),
        ("\"1234567\", \"5\"", "\"1234567\"", "takes 2 arguments"),
        ("\"5\"", "\"five\"", "`b`"),
        ("\"7654321\"", "\"none\"", "is to answer"),
    ] {
        let text = ANSWERS.replace(from, to);
        let settings = Settings {
            inputs: Inputs::parse(&text).unwrap(),
            ..Settings::default()
        };
        let verified = verify(&choosy(1), &choosy(1), &settings).unwrap();
        let mut skipped = verified.skipped.iter();
        assert!(
            skipped.any(|skipped| skipped.why.contains(why)),
            "{why}: {verified:?}"
        );
    }
}

/// The short names of calls, with secrets: the shape of Greentic's nodes.
#[test]
fn calls_of_nodes_get_their_texts_and_secrets() {
    let text = |secret: &str| {
        format!(
            r#"(component
        (import "greentic:secrets-store/secrets-store@1.0.0" (instance $secrets
            (export "get" (func (param "key" string)
                (result (result (option (list u8)) (error u32)))))))
        (core module $memory (memory (export "memory") 2)
            (global $next (mut i32) (i32.const 1024))
            (func (export "realloc") (param i32 i32 i32 i32) (result i32)
                (local $at i32)
                (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
                (global.set $next (i32.add (local.get $at) (local.get 3)))
                (local.get $at)))
        (core instance $memory (instantiate $memory))
        (alias core export $memory "memory" (core memory $m))
        (alias core export $memory "realloc" (core func $realloc))
        (core func $get (canon lower (func $secrets "get") (memory $m) (realloc $realloc)))
        (core module $main (import "" "memory" (memory 1))
            (import "" "get" (func $get (param i32 i32 i32)))
            (data (i32.const 16) "KEY{secret}")
            (func (export "invoke") (param i32 i32 i32 i32 i32) (result i32)
                (call $get (i32.const 16) (i32.const 3) (i32.const 64))
                (i32.store (i32.const 128) (i32.load (i32.const 72)))
                (i32.store (i32.const 132) (i32.load (i32.const 76)))
                ;; ok, some, and as long as the secret that the file has
                (if (i32.or (i32.load8_u (i32.const 64))
                        (i32.or (i32.ne (i32.load8_u (i32.const 68)) (i32.const 1))
                            (i32.ne (i32.load (i32.const 76)) (i32.const 5))))
                    (then (i32.store (i32.const 132) (i32.const 0))))
                (i32.const 128)))
        (core instance $main (instantiate $main (with "" (instance
            (export "memory" (memory $m)) (export "get" (func $get))))))
        (func $invoke (param "ctx" u32) (param "op" string) (param "input" string) (result string)
            (canon lift (core func $main "invoke") (memory $m) (realloc $realloc)))
        (instance $node (export "invoke" (func $invoke)))
        (export "greentic:component/node@0.5.0" (instance $node)))"#
        )
    };
    let answers = "[[answer]]\ncall = \"invoke\"\nop = \"echo\"\ninput = \"{}\"\n\
                   secrets = { KEY = \"seven\" }\nok = \"seven\"\n";
    // The answer is the length of the secret only if the secret is the file's.
    let without = answers.replace("seven", "eleven letters");
    let settings = |text: &str| Settings {
        cases: 1,
        inputs: Inputs::parse(text).unwrap(),
        ..Settings::default()
    };
    let faulty = text("").replace(
        "(i32.ne (i32.load (i32.const 76)) (i32.const 5))",
        "(i32.const 1)",
    );
    let [plain, faulty] = [&text(""), &faulty].map(|text| parsed(text));
    let difference = verify(&plain, &faulty, &settings(answers)).unwrap_err();
    assert_eq!(
        (&*difference.before, &*difference.after),
        ("returns \"seven\"", "returns \"\"")
    );
    assert!(
        difference.arguments.ends_with("\"echo\", \"{}\""),
        "{difference}"
    );
    assert!(verify(&plain, &faulty, &settings(&without)).is_ok());
}

#[test]
fn the_command_takes_a_file_of_answers() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("in.wasm"), choosy(1)).unwrap();
    std::fs::write(folder.path().join("answers.toml"), ANSWERS).unwrap();
    let verify = |what: &str| {
        let flag = format!("--verify={what}");
        said(&run(folder.path(), ["in.wasm", "-o", "out.wasm", &flag]))
    };
    let (code, text) = verify("answers.toml,7");
    assert_eq!(code, Some(0), "{text}");
    assert!(text.contains("verified: 8 calls of 1 functions"), "{text}");
    assert!(text.contains("1 of 1 calls with inputs"), "{text}");
    assert_eq!(verify("missing.toml").0, Some(6));
    assert_eq!(verify("0").0, Some(2));
    assert_eq!(verify("nonsense").0, Some(2));
    std::fs::write(folder.path().join("answers.toml"), "[[answer]]\nkall = 1").unwrap();
    let (code, text) = verify("answers.toml");
    assert_eq!(code, Some(3));
    assert!(
        text.contains("answers.toml") && text.contains("kall"),
        "{text}"
    );
}
