//! JSON that is known when the component is compiled.

use super::checker::Checker;

/// Returns `text`, which is checked to be one JSON value and stripped of the
/// space around it: schemas and manifests that are constants.
///
/// It costs no code where it makes a constant, and a text that is not JSON does
/// not compile: the compiler then names the byte, as the index that is out of
/// bounds.
///
/// ```
/// use greentic_guest::json;
///
/// const SCHEMA: &str = json::constant(r#"{"type":"object"}"#);
/// # assert_eq!(SCHEMA, r#"{"type":"object"}"#);
/// ```
///
/// ```compile_fail
/// const SCHEMA: &str = greentic_guest::json::constant(r#"{"type":"object"]"#);
/// ```
///
/// # Panics
///
/// When it is not JSON. Call it in constants only.
#[allow(
    clippy::indexing_slicing,
    clippy::no_effect,
    reason = "tells the place, to the compiler"
)]
pub const fn constant(text: &str) -> &str {
    if let Some(the_text_is_no_json_at_this_byte) = Checker::fault(text) {
        [(); 0][the_text_is_no_json_at_this_byte];
    }
    // Nothing but ASCII space stands around the value.
    text.trim_ascii()
}

/// Returns whether `name` stands for itself between quotation marks.
#[doc(hidden)]
pub const fn is_plain(name: &str) -> bool {
    Checker::is_plain(name)
}
