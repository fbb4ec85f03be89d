//! Modules as text.

use greentic_shrink::core_wasm::{ModuleRefusal, simplify, strip};

/// Returns the bytes of a module in text form, names aside: the expected text may
/// name things as it likes.
pub(crate) fn module(text: &str) -> Vec<u8> {
    let bytes = wat::parse_str(text).expect("text that parses");
    // A module that is not valid stays as it is.
    strip(&bytes, &|name| name != "name").unwrap_or(bytes)
}

/// Runs a pass on `input` and wants exactly `expected`, and no change when the
/// pass runs again.
#[track_caller]
pub(crate) fn becomes(
    pass: impl Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>,
    input: &str,
    expected: &str,
) {
    let input = module(input);
    let output = pass(&input).expect("a pass that does not refuse");
    let (got, expected) = (printed(&output), printed(&module(expected)));
    assert!(got == expected, "got\n{got}\nrather than\n{expected}");
    assert_eq!(
        pass(&output).expect("a second run"),
        output,
        "not idempotent"
    );
    assert!(output.len() <= input.len());
}

/// Runs a pass that must leave `input` as it is.
#[track_caller]
pub(crate) fn stays(pass: impl Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>, input: &str) {
    let input = module(input);
    let output = pass(&input).expect("a pass that does not refuse");
    assert!(output == input, "became\n{}", printed(&output));
}

/// Returns the message of a pass that refuses.
#[track_caller]
pub(crate) fn refuses(
    pass: impl Fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>,
    input: &[u8],
) -> String {
    pass(input).expect_err("a refusal").to_string()
}

/// Returns the text of a module.
pub(crate) fn printed(module: &[u8]) -> String {
    wasmprinter::print_bytes(module).expect("a module")
}

/// A function around instructions: the text of its module, with `{code}` where they go.
#[derive(Clone, Copy)]
pub(crate) struct Around(pub(crate) &'static str);

impl Around {
    fn module(self, code: &str) -> String {
        self.0.replace("{code}", code)
    }

    /// Runs [`becomes`] on instructions that are simplified.
    #[track_caller]
    pub(crate) fn becomes(self, input: &str, expected: &str) {
        becomes(simplify, &self.module(input), &self.module(expected));
    }

    /// Runs [`stays`] on instructions that there is nothing to simplify in.
    #[track_caller]
    pub(crate) fn stays(self, code: &str) {
        stays(simplify, &self.module(code));
    }
}
