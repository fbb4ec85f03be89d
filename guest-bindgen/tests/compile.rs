//! The golden bindings compile, natively and for components, without a
//! warning; and a type that is not laid out as it should be does not.

mod support;

use support::krate;

/// The target whose layout the assertions are about.
const COMPONENT: &[&str] = &["check", "--target", "wasm32-wasip2"];

#[test]
fn the_bindings_compile_natively_and_for_components() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    krate::write(folder.path(), |_, bindings| bindings);
    for arguments in [&["check"], COMPONENT] {
        let output = krate::cargo(folder.path(), arguments);
        assert!(
            output.status.success(),
            "{arguments:?}:\n{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}

/// A field that has changed its place, which Rust alone would not mind.
#[test]
fn a_wrong_layout_does_not_compile() {
    const RIGHT: &str = "        pub truth: bool,\n";
    const BEFORE: &str = "        pub tiny: u8,\n";
    let folder = tempfile::tempdir().expect("a temporary folder");
    krate::write(folder.path(), |case, bindings| {
        if case != "values" {
            return bindings;
        }
        assert!(bindings.contains(RIGHT) && bindings.contains(BEFORE));
        bindings
            .replacen(RIGHT, "", 1)
            .replacen(BEFORE, &format!("{RIGHT}{BEFORE}"), 1)
    });
    let output = krate::cargo(folder.path(), COMPONENT);
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(!output.status.success());
    assert!(
        message.contains("offset_of!(Plain, truth) == 0"),
        "{message}"
    );
}
