//! Where things stand in the text of the WIT.

use wit_parser::{Resolve, Span};

/// File, line and column; empty where the WIT is no text, but a component type.
pub(crate) fn place(resolve: &Resolve, at: Span) -> String {
    if at.is_known() {
        resolve.render_location(at)
    } else {
        String::new()
    }
}

/// The same at the beginning of a message.
pub(crate) fn begin(at: &str) -> String {
    if at.is_empty() {
        String::new()
    } else {
        format!("{at}: ")
    }
}
