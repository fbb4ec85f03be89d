//! The sections that stripping removes.

use greentic_shrink::core_wasm::strip;

use super::support::text::refuses;

#[test]
fn sections_go_by_name_and_the_rest_is_as_it_was() {
    let text = |customs: [&str; 3]| {
        let [first, second, third] = customs;
        let text = format!("(module {first} (func (nop)) {second} (memory 1) {third})");
        wat::parse_str(text).expect("text that parses")
    };
    let a = r#"(@custom "a" (before first) "one")"#;
    let b = r#"(@custom "b" (after func) "two")"#;
    let c = r#"(@custom "a" (after last) "three")"#;
    let input = text([a, b, c]);
    let stripped = strip(&input, &|name| name != "a").expect("a module");
    assert_eq!(stripped, text(["", b, ""]));
    let stripped = strip(&input, &|name| name != "b").expect("a module");
    assert_eq!(stripped, text([a, "", c]));
    assert_eq!(strip(&input, &|_| true).expect("a module"), input);
}

#[test]
fn what_is_not_valid_is_refused() {
    let mut input =
        wat::parse_str(r#"(module (@custom "a" (before first) "x") (func))"#).expect("text");
    *input.last_mut().expect("bytes") = 0xff;
    assert!(refuses(|module| strip(module, &|_| false), &input).contains("offset"));
}
