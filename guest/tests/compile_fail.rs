//! The components that must not compile, with messages that say what to do.

#[test]
#[cfg_attr(miri, ignore = "compiles other programs")]
fn what_must_not_compile_does_not() {
    let tests = trybuild::TestCases::new();
    tests.pass("tests/compile_pass/*.rs");
    tests.compile_fail("tests/compile_fail/*.rs");
}

/// These need packages that are not there by default.
#[cfg(feature = "wit-all")]
#[test]
fn what_all_bindings_make_possible_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail_all/*.rs");
}

/// These list errors of all formats, which are there in a build of the whole workspace.
#[cfg(all(feature = "wit-all", feature = "cbor"))]
#[test]
fn what_all_bindings_and_formats_make_possible_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail_formats/*.rs");
}

/// These are of a module that is not there by default.
#[cfg(feature = "json")]
#[test]
#[cfg_attr(miri, ignore = "compiles other programs")]
fn what_is_no_json_does_not_compile() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail_json/*.rs");
}

/// These read differently where all packages are there: the compiler writes
/// paths in full when names are not unique. A build of the whole workspace has
/// what the examples ask for.
#[cfg(not(any(
    feature = "dlmalloc",
    feature = "wit-all",
    feature = "mcp-v25-6-18",
    feature = "rev-0-4-113",
    feature = "worker-api"
)))]
#[test]
#[cfg_attr(miri, ignore = "compiles other programs")]
fn what_must_not_compile_with_the_default_features_does_not() {
    trybuild::TestCases::new().compile_fail("tests/compile_fail_default/*.rs");
}
