//! What must not compile does not, and the message says what to do.

#[test]
#[cfg_attr(miri, ignore = "compiles other programs")]
fn what_must_not_compile_does_not() {
    let tests = trybuild::TestCases::new();
    tests.pass("tests/compile_pass/*.rs");
    tests.compile_fail("tests/compile_fail/*.rs");
}
