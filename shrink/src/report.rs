//! The changes that were made, and the parts that were left alone and why.

use serde::Serialize;

use crate::pass::Pass;
use crate::sections::Sections;

/// The result of shrinking a component.
#[derive(Clone, Debug, Serialize)]
pub struct Report {
    /// Bytes of the input.
    pub before: usize,
    /// Bytes of the output.
    pub after: usize,
    /// Bytes that each pass took away, in the order of the passes.
    pub passes: Vec<Saved>,
    /// Bytes of the input by section.
    pub sections_before: Sections,
    /// Bytes of the output by section.
    pub sections_after: Sections,
    /// The parts that were left as they were, and the reasons.
    pub notes: Vec<Note>,
    /// Warnings for everybody: signatures that are gone, for example.
    pub warnings: Vec<String>,
}

/// The bytes that a pass took away.
#[derive(Clone, Debug, Serialize)]
pub struct Saved {
    /// The pass.
    pub pass: Pass,
    /// The number of bytes.
    pub bytes: usize,
}

/// Something that was left as it was.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Note {
    /// The pass that left it; `None` if all of them did.
    pub pass: Option<Pass>,
    /// The reason.
    pub reason: String,
}

impl Report {
    /// Returns a report on `input` in which nothing is done yet.
    pub(crate) fn of(input: &[u8]) -> Self {
        let sections = Sections::of(input).unwrap_or_default();
        Self {
            before: input.len(),
            after: input.len(),
            passes: Pass::ALL
                .iter()
                .map(|pass| Saved {
                    pass: *pass,
                    bytes: 0,
                })
                .collect(),
            sections_before: sections.clone(),
            sections_after: sections,
            notes: Vec::new(),
            warnings: Vec::new(),
        }
    }

    /// Notes that a pass took bytes away.
    pub(crate) fn saved(&mut self, pass: Pass, bytes: usize) {
        for saved in &mut self.passes {
            if saved.pass == pass {
                saved.bytes += bytes;
            }
        }
    }

    /// Takes down the size of the output. The pass gets the bytes that no other one
    /// accounts for.
    pub(crate) fn account(&mut self, pass: Pass, after: usize) {
        self.after = after;
        let others = self.passes.iter().filter(|saved| saved.pass != pass);
        let others: usize = others.map(|saved| saved.bytes).sum();
        let bytes = self.before.saturating_sub(after).saturating_sub(others);
        for saved in &mut self.passes {
            if saved.pass == pass {
                saved.bytes = bytes;
            }
        }
    }

    /// Notes something that everybody should know, once.
    pub(crate) fn warn(&mut self, warning: String) {
        if !self.warnings.contains(&warning) {
            self.warnings.push(warning);
        }
    }

    /// Notes that something was left as it was, once.
    pub(crate) fn left(&mut self, pass: Option<Pass>, reason: impl Into<String>) {
        let note = Note {
            pass,
            reason: reason.into(),
        };
        if !self.notes.contains(&note) {
            self.notes.push(note);
        }
    }
}
