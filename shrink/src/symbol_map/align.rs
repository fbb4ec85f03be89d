//! The instructions of the input that the instructions of the output were.

use similar::{Algorithm, DiffOp, capture_diff_slices};
use wasmparser::BinaryReaderError;

use super::code::{CodeLayout, Instruction, InstructionKey};
use super::code_map::{InputAddress, InstructionRun};

/// Functions with more instructions than this are aligned only when nothing in
/// them has changed: comparing takes time by the number of differences.
const MOST_INSTRUCTIONS: usize = 20_000;

/// The depth to which functions may be put into each other.
const MOST_NESTED: usize = 4;

/// Returns the text by which an instruction is compared. The index of a called
/// function is left out: the place of the call tells it apart.
fn comparison_key(instruction: &Instruction) -> &str {
    match &instruction.key {
        InstructionKey::Call(_) => "Call",
        InstructionKey::Other(text) => text,
    }
}

/// An instruction of the input, and the calls by which it was reached if its
/// function was put into another one.
#[derive(Clone, Debug)]
struct InputInstruction {
    instruction: Instruction,
    function: u32,
    via: Vec<InputAddress>,
}

/// A core module of the input, to align functions with.
pub(super) struct InputModule<'i> {
    /// Its bytes.
    pub(super) bytes: &'i [u8],
    /// Its outline.
    pub(super) code: &'i CodeLayout,
    /// Returns `true` if a function is no longer in the output: it may have been
    /// put into another one.
    pub(super) gone: &'i dyn Fn(u32) -> bool,
}

/// The places that instructions had in the input.
pub(super) struct Alignment {
    /// `true` if the instructions are the very same. Otherwise they were found by
    /// comparing, and can be wrong where the same ones come again and again.
    pub(super) exact: bool,
    /// The places, as runs of instructions.
    pub(super) runs: Vec<InstructionRun>,
}

impl InputModule<'_> {
    /// Aligns a function of the output with one of the input.
    ///
    /// # Errors
    ///
    /// - The function of the input cannot be parsed.
    pub(super) fn align(
        &self,
        function: u32,
        new: &[Instruction],
        end: u32,
    ) -> Result<Alignment, BinaryReaderError> {
        let mut plain = Vec::new();
        self.collect(function, &[], false, &mut plain)?;
        let same = plain.len() == new.len()
            && plain
                .iter()
                .zip(new)
                .all(|(old, new)| comparison_key(&old.instruction) == comparison_key(new));
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
        via: &[InputAddress],
        expand: bool,
        to: &mut Vec<InputInstruction>,
    ) -> Result<(), BinaryReaderError> {
        for instruction in self
            .code
            .instructions(self.bytes, function)?
            .unwrap_or_default()
        {
            if let InstructionKey::Call(callee) = instruction.key
                && expand
                && via.len() < MOST_NESTED
                && to.len() < MOST_INSTRUCTIONS
                && self.code.body(callee).is_some()
                && (self.gone)(callee)
            {
                let mut inner = vec![InputAddress(function, self.address(instruction.at))];
                inner.extend_from_slice(via);
                self.collect(callee, &inner, expand, to)?;
                continue;
            }
            to.push(InputInstruction {
                instruction,
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

    fn aligned(
        &self,
        exact: bool,
        pairs: Vec<(&InputInstruction, usize)>,
        new: &[Instruction],
        end: u32,
    ) -> Alignment {
        let mut runs: Vec<InstructionRun> = Vec::new();
        for (old, place) in pairs {
            let next = new.get(place + 1).map_or(end, |instruction| instruction.at);
            let run = InstructionRun {
                at: new[place].at,
                bytes: next.saturating_sub(new[place].at),
                site: InputAddress(old.function, self.address(old.instruction.at)),
                via: old.via.clone(),
            };
            match runs.last_mut() {
                Some(last) if last.goes_on_with(&run) => last.bytes += run.bytes,
                _ => runs.push(run),
            }
        }
        Alignment { exact, runs }
    }
}

/// Returns the places of the same instructions, in order.
fn pairs(old: &[InputInstruction], new: &[Instruction]) -> Vec<(usize, usize)> {
    if old.len().max(new.len()) > MOST_INSTRUCTIONS {
        return Vec::new();
    }
    let before: Vec<_> = old
        .iter()
        .map(|old| comparison_key(&old.instruction))
        .collect();
    let after: Vec<_> = new.iter().map(comparison_key).collect();
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
