//! The names that renaming changes.

use greentic_shrink::core_wasm::rename;

use super::support::text::module;

const INPUT: &str = r#"(module
    (import "env" "one" (func))
    (import "env" "two" (func (param i32)))
    (func (export "long") (call 1 (i32.const 1)))
    (memory (export "memory") 1))"#;

#[test]
fn imports_and_exports_get_the_names_that_are_asked_for() {
    let output = rename(
        &module(INPUT),
        &|module, name| (name == "two").then(|| (format!("{module}!"), "2".to_owned())),
        &|name| (name == "long").then(|| "a".to_owned()),
    )
    .expect("a module");
    let expected = module(
        r#"(module
            (import "env" "one" (func))
            (import "env!" "2" (func (param i32)))
            (func (export "a") (call 1 (i32.const 1)))
            (memory (export "memory") 1))"#,
    );
    assert_eq!(output, expected);
}

#[test]
fn no_name_changes_nothing() {
    let input = module(INPUT);
    let output = rename(&input, &|_, _| None, &|_| None);
    assert_eq!(output.expect("a module"), input);
}

#[test]
fn the_code_stays_byte_for_byte() {
    // Numbers that are padded, as linkers leave them.
    let mut input = module(r#"(module (func (export "long") (call 0)))"#);
    let call = input.len() - 3;
    assert_eq!(input[call..], [0x10, 0, 0x0b]);
    input.splice(call + 1..call + 2, [0x80, 0]);
    let section = call - 5;
    input[section + 1] += 1;
    input[section + 3] += 1;
    let output = rename(&input, &|_, _| None, &|_| Some("a".into())).expect("a module");
    assert!(output.ends_with(&input[section..]), "{output:x?}");
}

#[test]
fn one_name_for_two_exports_is_refused() {
    let refusal = rename(&module(INPUT), &|_, _| None, &|_| Some("a".to_owned()))
        .expect_err("two exports of one name");
    assert!(refusal.to_string().contains("`a`"), "{refusal}");
    assert!(refusal.offset().is_some());
}
