//! The stack that components take at worst.

#![allow(
    clippy::format_push_string,
    reason = "reads better, and the text is short"
)]

mod compiled;
mod components;
mod hostile;
mod made_up;
mod measured;
mod shapes;
