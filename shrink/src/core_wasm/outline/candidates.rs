//! Code that could stand in a function of its own.

use std::ops::RangeInclusive;

use wasmparser::WasmFeatures;

use super::code;
use super::dead::Mentions;
use super::locals::LocalTypes;
use super::steps::{self, Step, StepKind};
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::functions;
use crate::core_wasm::module::Module;
use crate::core_wasm::space::Space;

/// The most instructions of a candidate. Longer code that stands in several places
/// is found piece by piece.
const LENGTH: usize = 150;

/// The most different locals that a candidate may mention.
const LOCALS: usize = 12;

/// The number of bytes that every call has to save at least.
const WORTH: u32 = 16;

/// The most candidates that begin with one instruction.
const ENDS: usize = 16;

/// The least number of bytes of a function for each of its candidates: code can be
/// made that has a hundred of them a byte.
const BYTES: u64 = 2;

/// Code that could stand in a function of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The same number for all candidates that do the same.
    pub(super) hash: u64,
    /// The offset of its beginning in the module.
    pub(super) start: u32,
    /// The offset of its end.
    pub(super) end: u32,
    /// The function that it stands in, counted from the first that is defined.
    pub(super) function: u32,
    /// The number of bytes that a call saves.
    pub(super) saves: u32,
    /// The number of locals that are handed over.
    pub(super) parameters: u8,
    /// The type of the value that it gives, as [`code`] has it.
    pub(super) value: Option<u8>,
    /// The local that it sets for the code behind it.
    pub(super) sets: Option<u32>,
}

/// The candidates of one function, and its locals.
#[derive(Default)]
pub(super) struct FunctionCandidates {
    /// Its candidates.
    pub(super) candidates: Vec<Candidate>,
    /// The types of its locals.
    pub(super) locals: LocalTypes,
}

/// Finds the candidates in each function that a module defines.
///
/// # Errors
/// When the module is not valid.
pub(super) fn find(
    module: &Module<'_>,
    bytes: &[u8],
) -> Result<Vec<FunctionCandidates>, ModuleRefusal> {
    // The functions that are to come count too.
    let count = module.count(Space::Function);
    let call = 1 + length(count.saturating_add(count / 4));
    functions::each(bytes, WasmFeatures::all(), |allocations, function| {
        let most = functions::length(&function.body) / BYTES;
        let ty = module.functions.get(function.place as usize);
        let parameters = match ty.and_then(|ty| module.signature(*ty)) {
            // Shared code may call only shared functions.
            Some(signature) if !ty.is_some_and(|ty| module.is_shared(*ty)) => signature.params(),
            _ => return Ok(FunctionCandidates::default()),
        };
        let mut found = FunctionCandidates {
            locals: LocalTypes::read(parameters, &function.body)?,
            candidates: Vec::new(),
        };
        let steps = steps::read(function.check, &function.body, allocations)?;
        let hash = |step: &Step| {
            let range = step.start as usize..step.end as usize;
            let bytes = bytes.get(range).unwrap_or_default().iter();
            bytes.copied().fold(0, mix_byte)
        };
        let hashes: Vec<u64> = steps.iter().map(hash).collect();
        let mut walk = CandidateSearch {
            steps: &steps,
            mentions: &Mentions::of(&steps),
            hashes: &hashes,
            locals: &found.locals,
            handlers: steps.iter().any(|step| step.kind == StepKind::Try),
            function: function.place,
            call,
            seen: Vec::new(),
        };
        for start in 0..steps.len() {
            if found.candidates.len() as u64 >= most {
                break;
            }
            walk.from(start, &mut found.candidates);
        }
        if found.candidates.is_empty() {
            found.locals = LocalTypes::default();
        }
        Ok(found)
    })
}

/// Returns the number of bytes that an index takes.
pub(super) fn length(index: u32) -> u32 {
    (u32::BITS - (index | 1).leading_zeros()).div_ceil(7)
}

/// A local that a candidate mentions.
struct CandidateLocal {
    local: u32,
    /// `true` if its value matters at the beginning: it may be read before it is
    /// set.
    handed_over: bool,
    set: bool,
}

/// Goes through a function.
struct CandidateSearch<'w> {
    steps: &'w [Step],
    mentions: &'w Mentions,
    hashes: &'w [u64],
    locals: &'w LocalTypes,
    /// `true` if there are handlers, which see the locals as they were before a
    /// throw.
    handlers: bool,
    function: u32,
    call: u32,
    seen: Vec<CandidateLocal>,
}

impl CandidateSearch<'_> {
    /// Finds the candidates that begin with one instruction.
    fn from(&mut self, start: usize, to: &mut Vec<Candidate>) {
        let (steps, hashes) = (self.steps, self.hashes);
        let Some(first) = steps.get(start) else {
            return;
        };
        // With less on the stack than it has, it would need another beginning.
        if first.untouched < first.before {
            return;
        }
        self.seen.clear();
        let mut hash = 0;
        let most = to.len() + ENDS;
        let following = steps.iter().zip(hashes).enumerate().skip(start);
        for (place, (step, own)) in following.take(LENGTH) {
            if !may_join(step, first) || !self.mention(step, first, *own, &mut hash) {
                return;
            }
            let depth = match step.kind {
                StepKind::Open | StepKind::Loop => step.depth + 1,
                StepKind::End => step.depth - 1,
                _ => step.depth,
            };
            if depth > first.depth {
                continue;
            }
            // A call of it would not come back.
            if !step.goes_on {
                return;
            }
            let value = match step.after.checked_sub(first.before) {
                Some(0) => None,
                Some(1) => match step.top.and_then(code) {
                    Some(ty) => Some(ty),
                    None => continue,
                },
                Some(_) => continue,
                None => return,
            };
            to.extend(self.candidate(start..=place, hash, value));
            if to.len() >= most {
                return;
            }
        }
    }

    /// Takes down an instruction and the local that it mentions. Returns `true` if
    /// it can be a part of a candidate.
    fn mention(&mut self, step: &Step, first: &Step, own: u64, hash: &mut u64) -> bool {
        let (local, way) = match step.kind {
            StepKind::Get(local) => (local, 1),
            StepKind::Set(local) => (local, 2),
            StepKind::Tee(local) => (local, 3),
            _ => {
                *hash = mix(*hash, own);
                return true;
            }
        };
        let Some(ty) = self.locals.get(local).and_then(code) else {
            return false;
        };
        let sets = way > 1;
        let place = self.seen.iter().position(|seen| seen.local == local);
        let place = place.unwrap_or_else(|| {
            self.seen.push(CandidateLocal {
                local,
                // In a block the code may go past it.
                handed_over: !sets || step.depth > first.depth,
                set: false,
            });
            self.seen.len() - 1
        });
        self.seen[place].set |= sets;
        *hash = mix(
            *hash,
            1 << 63 | way << 32 | (place as u64) << 8 | u64::from(ty),
        );
        place < LOCALS
    }

    fn candidate(
        &self,
        places: RangeInclusive<usize>,
        hash: u64,
        value: Option<u8>,
    ) -> Option<Candidate> {
        let (start, end) = places.into_inner();
        let (first, last) = (self.steps.get(start)?, self.steps.get(end)?);
        let length_before = last.end - first.start;
        let mut parameters = 0;
        let mut cost = self.call;
        for seen in self.seen.iter().filter(|seen| seen.handed_over) {
            parameters += 1;
            cost += 1 + length(seen.local);
        }
        // A closer look at the code that follows is taken only where it can be
        // worth it.
        length_before.checked_sub(cost + WORTH)?;
        // The local would be set after the call has returned, and not at all if it
        // throws.
        if self.handlers && self.seen.iter().any(|seen| seen.set) {
            return None;
        }
        let mut sets = None;
        for (place, seen) in self.seen.iter().enumerate() {
            let (local, reads_own) = (seen.local, seen.handed_over);
            if seen.set && !self.mentions.is_dead_after(local, start, end, reads_own) {
                // Every version of WebAssembly has functions with one result.
                if sets.is_some() || value.is_some() {
                    return None;
                }
                sets = Some((place, local));
                cost += 1 + length(local);
            }
        }
        let saves = length_before.checked_sub(cost)?;
        let hash = mix(hash, u64::from(value.unwrap_or(0)));
        (saves >= WORTH).then_some(Candidate {
            hash: mix(hash, sets.map_or(0, |(place, _)| 1 + place as u64)),
            start: first.start,
            end: last.end,
            function: self.function,
            saves,
            parameters,
            value,
            sets: sets.map(|(_, local)| local),
        })
    }
}

/// Checks whether code that begins with `first` can go on with `step`.
fn may_join(step: &Step, first: &Step) -> bool {
    if step.depth < first.depth {
        return false;
    }
    let within = step.depth - first.depth;
    match step.kind {
        StepKind::Try | StepKind::Other => false,
        // The end of a block that was there before.
        StepKind::End | StepKind::Else => within > 0,
        StepKind::Jump(depth) => step.reachable && depth < within && step.untouched >= first.before,
        _ => step.reachable && step.untouched >= first.before,
    }
}

fn mix_byte(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
}

fn mix(hash: u64, with: u64) -> u64 {
    let mixed = (hash ^ with).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mixed = (mixed ^ mixed >> 29).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ mixed >> 32
}
