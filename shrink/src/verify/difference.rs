//! A difference between two forms, and its text.

use std::fmt;

use greentic_untrusted::on_one_line;

/// The first difference between two forms.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The exported function, or else the step that was being done.
    pub during: String,
    /// The arguments of the call.
    pub arguments: String,
    /// The number of the call, and the seed that brings it up again.
    pub call: (u32, u64),
    /// The kind of the difference.
    pub kind: DifferenceKind,
    /// The behaviour of the first form.
    pub before: String,
    /// The behaviour of the second form.
    pub after: String,
}

/// The kind of a difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum DifferenceKind {
    /// One of them cannot be compiled, or lacks a function.
    Form,
    /// A function gives another answer.
    Result,
    /// A function traps in one form only, or in another way.
    Trap,
    /// Other imports are called, or with other arguments.
    Imports,
    /// One comes to no end in many times the time of the other.
    End,
}

impl std::error::Error for Difference {}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            DifferenceKind::Form => "the component",
            DifferenceKind::Result => "the result",
            DifferenceKind::Trap => "how it ends",
            DifferenceKind::Imports => "the calls of imports",
            DifferenceKind::End => "when it ends",
        };
        let (number, seed) = self.call;
        writeln!(to, "{} differs: {kind}", on_one_line(&self.during))?;
        writeln!(to, "  arguments: {}", brief(&self.arguments))?;
        writeln!(to, "  before:    {}", brief(&self.before))?;
        writeln!(to, "  after:     {}", brief(&self.after))?;
        write!(to, "  in call {number} with seed {seed}")
    }
}

/// Returns a text as a message has it: only the beginning of a long one.
fn brief(text: &str) -> String {
    const LONGEST: usize = 400;
    let text = on_one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}.. ({} bytes more)", &text[..end], text.len() - end),
        None => text.into_owned(),
    }
}
