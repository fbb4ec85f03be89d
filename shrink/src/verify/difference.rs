//! A difference between two forms, and how it is told.

use std::fmt;

use greentic_untrusted::on_one_line;

/// Where two forms first did not do the same.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The exported function, or what else was being done.
    pub during: String,
    /// What it was called with.
    pub arguments: String,
    /// Which call it was, and the seed that brings it up again.
    pub call: (u32, u64),
    /// In what they differ.
    pub kind: Kind,
    /// What the first form did.
    pub before: String,
    /// What the second one did.
    pub after: String,
}

/// In what two forms differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Kind {
    /// One of them cannot be compiled, or lacks a function.
    Form,
    /// What a function answers.
    Result,
    /// Whether it traps, or how.
    Trap,
    /// Which imports it calls, or with what.
    Imports,
    /// One comes to no end in many times the time of the other.
    End,
}

impl std::error::Error for Difference {}

impl fmt::Display for Difference {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.kind {
            Kind::Form => "the component",
            Kind::Result => "the result",
            Kind::Trap => "how it ends",
            Kind::Imports => "the calls of imports",
            Kind::End => "when it ends",
        };
        let (number, seed) = self.call;
        writeln!(to, "{} differs: {kind}", on_one_line(&self.during))?;
        writeln!(to, "  arguments: {}", brief(&self.arguments))?;
        writeln!(to, "  before:    {}", brief(&self.before))?;
        writeln!(to, "  after:     {}", brief(&self.after))?;
        write!(to, "  in call {number} with seed {seed}")
    }
}

/// A text as a message has it: the beginning where it is long.
fn brief(text: &str) -> String {
    const LONGEST: usize = 400;
    let text = on_one_line(text);
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}.. ({} bytes more)", &text[..end], text.len() - end),
        None => text.into_owned(),
    }
}
