//! The handler, apart from the component so that a native test includes it and
//! compares.

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

/// `reverse`: the input back to front, built piece by piece. `twice`: the
/// input two times.
pub(crate) fn invoke<'a>(
    call: &'a Call,
    _: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    match op {
        "reverse" => {
            let mut text = call.text();
            let mut buffer = [0; 4];
            for character in input.chars().rev() {
                text.push(character.encode_utf8(&mut buffer));
            }
            Ok(text.finish())
        }
        "twice" => Ok(call.concat(&[input, input])),
        _ => Err(NodeError::new("unknown-op", op)),
    }
}
