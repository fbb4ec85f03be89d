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

/// Writes the WIT's documentation as Markdown that rustdoc takes as it was meant. No code
/// in it becomes a test of the author's.
#[test]
fn the_documentation_is_nothing_that_rustdoc_minds() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    krate::write(folder.path(), |_, bindings| bindings);
    let output = krate::documented(folder.path());
    let message = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{message}");
    let output = krate::cargo(folder.path(), &["test", "--doc"]);
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}");
    assert!(
        said.contains("0 passed") && said.contains("0 failed"),
        "{said}"
    );

    // As the documentation of the WIT has it.
    let faults = [
        ("\\[link]", "[link]"),
        ("list\\<u8>", "list<u8>"),
        (
            "<https://example.org/a_b?c=d>",
            "https://example.org/a_b?c=d",
        ),
    ];
    for (right, wrong) in faults {
        krate::write(folder.path(), |case, bindings| {
            if case != "documented" {
                return bindings;
            }
            assert!(bindings.contains(right), "no {right}");
            bindings.replacen(right, wrong, 1)
        });
        let output = krate::documented(folder.path());
        assert!(!output.status.success(), "rustdoc did not mind {wrong}");
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
