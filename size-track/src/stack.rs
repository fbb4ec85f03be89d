//! The stack that a component needs, and the one that it has.

use std::fmt::Write as _;

use anyhow::{Context as _, Result};
use greentic_shrink::stack::{ExportStack, analyse};
use serde::Serialize;

use crate::artifacts::Artifacts;

/// The stack of a component: the most that any of its exports takes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Stack {
    /// Most bytes that a call takes, as far as it has a bound.
    pub bytes: u64,
    /// The size of the stack, in bytes; `None` if there is no stack, or if data lies below
    /// it.
    pub size: Option<u64>,
    /// The stack of each exported function.
    pub exports: Vec<ExportStack>,
}

impl Stack {
    /// Analyses both artifacts of a component. Names come from the linked one.
    ///
    /// # Errors
    /// When one of them cannot be analysed.
    pub fn of(artifacts: &Artifacts) -> Result<Self> {
        let exports = analyse(&artifacts.linked).context("the stack cannot be told")?;
        let shrunk = analyse(&artifacts.shrunk).context("the stack cannot be told")?;
        let both = || exports.iter().chain(&shrunk);
        Ok(Self {
            bytes: both().map(|export| export.bytes).max().unwrap_or(0),
            size: both().filter_map(|export| export.size).min(),
            exports,
        })
    }

    /// Analyses one file: a component or a core module.
    ///
    /// # Errors
    /// When it cannot be analysed.
    pub fn of_file(file: &[u8]) -> Result<Self> {
        let exports = analyse(file).context("the stack cannot be told")?;
        Ok(Self {
            bytes: exports.iter().map(|export| export.bytes).max().unwrap_or(0),
            size: exports.iter().filter_map(|export| export.size).min(),
            exports,
        })
    }

    /// Returns a message if the stack is too small.
    pub fn overflow(&self) -> Option<String> {
        let size = match self.size {
            _ if self.bytes == 0 => return None,
            Some(size) if self.bytes <= size => return None,
            Some(size) => format!("there are {size}: link it with -zstack-size={}", self.bytes),
            None => "data lies where it overflows to: link it with --stack-first".to_owned(),
        };
        let mut message = format!("calls take {} bytes of stack, and {size}", self.bytes);
        for unbounded in self.unbounded() {
            let _ = write!(message, "; in addition there is no bound: {unbounded}");
        }
        Some(message)
    }

    /// Returns the parts without a bound, each once.
    pub fn unbounded(&self) -> Vec<String> {
        let all = self.exports.iter().flat_map(|export| &export.unbounded);
        let mut texts: Vec<_> = all.map(ToString::to_string).collect();
        texts.sort();
        texts.dedup();
        texts
    }
}
