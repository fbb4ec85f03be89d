//! Advice about errors of the compiler and the linker that do not name their real cause.

use std::collections::BTreeSet;

use serde::Deserialize;

/// A message of the compiler, as Cargo passes it on.
#[derive(Deserialize)]
pub(super) struct Diagnostic {
    pub(super) rendered: Option<String>,
    pub(super) level: String,
    message: String,
    code: Option<Code>,
}

#[derive(Deserialize)]
struct Code {
    code: String,
}

/// Functions of floats that `std` has and `core` does not have.
const FLOATS: [&str; 26] = [
    "acos", "asin", "atan", "atan2", "ceil", "cos", "cosh", "exp", "exp2", "floor", "fract",
    "hypot", "ln", "log", "log10", "log2", "mul_add", "powf", "powi", "round", "sin", "sinh",
    "sqrt", "tan", "tanh", "trunc",
];

/// Returns advice about messages of the compiler, each piece once.
pub(super) fn advice(diagnostics: &[Diagnostic]) -> BTreeSet<&'static str> {
    let errors = diagnostics.iter().filter(|one| one.level == "error");
    errors.filter_map(of).collect()
}

fn of(error: &Diagnostic) -> Option<&'static str> {
    let message = &*error.message;
    let code = error.code.as_ref().map_or("", |code| &*code.code);
    let rendered = error.rendered.as_deref().unwrap_or_default();
    if code == "E0152" && rendered.contains("crate `std`") {
        return Some(
            "`std` is in this component, and must not be: the crate says \
             `#![cfg_attr(target_family = \"wasm\", no_std)]` at the top, and so does every crate that \
             it depends on, or has a feature for it (`default-features = false`). `cargo tree -e \
             features --target wasm32-wasip2` shows what asks for what",
        );
    }
    // Both items are of one crate, or the note would name the other crate.
    if code == "E0152" && message.contains("panic_impl") && rendered.contains("first defined here")
    {
        return Some(
            "two statements say what the component exports, and there is one: put the items of the \
             second one into the first, or into its key `exports`; a short form that begins with \
             `as NAME` only makes a type, for a `component!` that exports several",
        );
    }
    if message.contains("multiple global allocators") {
        return Some("a component has one heap: keep one `greentic_guest::heap!`");
    }
    if code == "E0599" && FLOATS.iter().any(|name| names_float(message, name)) {
        return Some(
            "this function of floats is part of `std`, which tests have and components have not: take \
             the crate `libm` (`libm::sqrt(x)`), or whole numbers",
        );
    }
    if code == "E0599" && (message.contains("to_lowercase") || message.contains("to_uppercase")) {
        return Some(
            "this makes a `String`, which takes a heap: `Text::push_lower` and `push_upper` put ASCII \
             into the memory of the call",
        );
    }
    if message.contains("no global memory allocator") {
        return Some(
            "the crate `alloc` is in this component, which has no heap: say \
             `greentic_guest::heap!(call)`, or leave out what makes a `String` or a `Vec`",
        );
    }
    if message.contains("`#[panic_handler]` function required") {
        return Some(
            "nothing says what the component exports: `greentic_guest::component!` or one of its short \
             forms does, once, and brings the panic handler",
        );
    }
    if message.contains("linking with") && rendered.contains("memcmp") {
        return Some(
            "the component compares text though no text comes in: say `with memory_functions` in \
             `component!`",
        );
    }
    if code == "E0433" && message.contains("std") || code == "E0463" {
        return Some(
            "there is no `std` in a component: take what `core`, `alloc` and `greentic_guest` have",
        );
    }
    None
}

/// Returns whether a message is about this method of a float.
fn names_float(message: &str, name: &str) -> bool {
    message.contains(&format!("`{name}`"))
        && (message.contains("f64") || message.contains("f32") || message.contains("float"))
}
