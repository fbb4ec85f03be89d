//! The instructions of the input that the instructions of the output were.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use wasmparser::BinaryReaderError;

use super::code::{Code, Line, What};
use super::map::{Run, Site};

/// Functions with more instructions than this are aligned only when nothing in
/// them has changed: comparing takes time by the number of differences.
const MOST_LINES: usize = 20_000;

/// The depth to which functions may be put into each other.
const MOST_NESTED: usize = 4;

/// Returns the text by which an instruction is compared. The index of a called
/// function is left out: the place of the call tells it apart.
fn key(line: &Line) -> &str {
    match &line.what {
        What::Call(_) => "Call",
        What::Other(text) => text,
    }
}

/// An instruction of the input, and the calls by which it was reached if its
/// function was put into another one.
#[derive(Clone, Debug)]
struct Old {
    line: Line,
    function: u32,
    via: Vec<Site>,
}

/// A core module of the input, to align functions with.
pub(super) struct Input<'i> {
    /// Its bytes.
    pub(super) bytes: &'i [u8],
    /// Its outline.
    pub(super) code: &'i Code,
    /// Returns `true` if a function is no longer in the output: it may have been
    /// put into another one.
    pub(super) gone: &'i dyn Fn(u32) -> bool,
}

/// The places that instructions had in the input.
pub(super) struct Aligned {
    /// `true` if the instructions are the very same. Otherwise they were found by
    /// comparing, and can be wrong where the same ones come again and again.
    pub(super) exact: bool,
    /// The places, as runs of instructions.
    pub(super) runs: Vec<Run>,
}

impl Input<'_> {
    /// Aligns a function of the output with one of the input.
    ///
    /// # Errors
    ///
    /// - The function of the input cannot be parsed.
    pub(super) fn align(
        &self,
        function: u32,
        new: &[Line],
        end: u32,
    ) -> Result<Aligned, BinaryReaderError> {
        let mut plain = Vec::new();
        self.collect(function, &[], false, &mut plain)?;
        let same = plain.len() == new.len()
            && plain
                .iter()
                .zip(new)
                .all(|(old, new)| key(&old.line) == key(new));
        if same {
            let pairs = plain.iter().zip(0..new.len());
            return Ok(self.aligned(true, pairs.collect(), new, end));
        }
        let mut expanded = Vec::new();
        self.collect(function, &[], true, &mut expanded)?;
        let plain_pairs = pairs(&plain, new);
        let expanded_pairs = pairs(&expanded, new);
        let (old, pairs) = if expanded_pairs.len() > plain_pairs.len() {
            (&expanded, expanded_pairs)
        } else {
            (&plain, plain_pairs)
        };
        let pairs = pairs.into_iter().map(|(at, new)| (&old[at], new)).collect();
        Ok(self.aligned(false, pairs, new, end))
    }

    /// Adds the instructions of a function. With `expand`, the instructions of
    /// functions that are gone stand in place of their calls.
    fn collect(
        &self,
        function: u32,
        via: &[Site],
        expand: bool,
        to: &mut Vec<Old>,
    ) -> Result<(), BinaryReaderError> {
        for line in self.code.lines(self.bytes, function)?.unwrap_or_default() {
            if let What::Call(callee) = line.what
                && expand
                && via.len() < MOST_NESTED
                && to.len() < MOST_LINES
                && self.code.body(callee).is_some()
                && (self.gone)(callee)
            {
                let mut inner = vec![Site(function, self.address(line.at))];
                inner.extend_from_slice(via);
                self.collect(callee, &inner, expand, to)?;
                continue;
            }
            to.push(Old {
                line,
                function,
                via: via.to_vec(),
            });
        }
        Ok(())
    }

    /// Returns the address of an instruction as DWARF counts.
    fn address(&self, at: u32) -> u32 {
        at.saturating_sub(self.code.start)
    }

    fn aligned(&self, exact: bool, pairs: Vec<(&Old, usize)>, new: &[Line], end: u32) -> Aligned {
        let mut runs: Vec<Run> = Vec::new();
        for (old, place) in pairs {
            let next = new.get(place + 1).map_or(end, |line| line.at);
            let run = Run {
                at: new[place].at,
                bytes: next.saturating_sub(new[place].at),
                site: Site(old.function, self.address(old.line.at)),
                via: old.via.clone(),
            };
            match runs.last_mut() {
                Some(last) if last.goes_on_with(&run) => last.bytes += run.bytes,
                _ => runs.push(run),
            }
        }
        Aligned { exact, runs }
    }
}

/// Returns the places of the same instructions, in order.
fn pairs(old: &[Old], new: &[Line]) -> Vec<(usize, usize)> {
    if old.len().max(new.len()) > MOST_LINES {
        return Vec::new();
    }
    let before: Vec<_> = old.iter().map(|old| key(&old.line)).collect();
    let after: Vec<_> = new.iter().map(key).collect();
    let mut pairs = Vec::new();
    for operation in capture_diff_slices(Algorithm::Patience, &before, &after) {
        if let DiffOp::Equal {
            old_index,
            new_index,
            len,
        } = operation
        {
            pairs.extend((0..len).map(|at| (old_index + at, new_index + at)));
        }
    }
    pairs
}
