//! Code that could stand in a function of its own.

use wasmparser::{ValType, WasmFeatures};

use super::code;
use super::steps::{self, Kind, Step};
use crate::core::Refusal;
use crate::core::functions;
use crate::core::module::Module;
use crate::core::space::{Space, index};

/// How many instructions one may have. Longer code that stands in several
/// places is found piece by piece.
const LENGTH: usize = 150;

/// How many different locals one may mention.
const LOCALS: usize = 12;

/// How many bytes every call has to save.
const WORTH: u32 = 16;

/// What a local costs to hand over, and a call that sets one, bytes of index
/// included.
const HAND_OVER: u32 = 2;

/// Code that could stand in a function of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Candidate {
    /// The same for all that do the same.
    pub(super) hash: u64,
    /// Where it begins in the module.
    pub(super) start: u32,
    /// Where it ends.
    pub(super) end: u32,
    /// The function that it stands in, counted from the first that is defined.
    pub(super) function: u32,
    /// How many bytes a call saves.
    pub(super) saves: u32,
    /// The type of the value that it gives, as [`code`] has it.
    pub(super) value: Option<u8>,
}

/// What is found in one function.
pub(super) struct Found {
    /// Its candidates.
    pub(super) candidates: Vec<Candidate>,
    /// The types of its locals, parameters first.
    pub(super) locals: Vec<ValType>,
}

/// Finds the candidates in each function that a module defines.
///
/// # Errors
/// When the module is not valid.
pub(super) fn find(module: &Module<'_>, bytes: &[u8]) -> Result<Vec<Found>, Refusal> {
    let call = 1 + length(module.count(Space::Function));
    functions::each(bytes, WasmFeatures::all(), |allocations, function| {
        let (locals, steps) = steps::read(function.check, &function.body, allocations)?;
        let hash = |step: &Step| {
            let range = step.start as usize..step.end as usize;
            let bytes = bytes.get(range).unwrap_or_default().iter();
            bytes.copied().fold(0, mix_byte)
        };
        let hashes: Vec<u64> = steps.iter().map(hash).collect();
        let mut walk = Walk {
            steps: &steps,
            hashes: &hashes,
            types: locals.iter().map(|ty| code(*ty)).collect(),
            function: function.place,
            call,
            seen: Vec::new(),
        };
        let mut candidates = Vec::new();
        for start in 0..steps.len() {
            walk.from(start, &mut candidates);
        }
        Ok(Found { candidates, locals })
    })
}

/// How many bytes an index takes.
pub(super) fn length(index: u32) -> u32 {
    (u32::BITS - (index | 1).leading_zeros()).div_ceil(7)
}

/// A local that a candidate mentions.
struct Seen {
    local: u32,
    /// Whether its value matters at the beginning: it may be read before it is
    /// set.
    handed_over: bool,
    set: bool,
}

/// Goes through a function.
struct Walk<'w> {
    steps: &'w [Step],
    hashes: &'w [u64],
    types: Vec<Option<u8>>,
    function: u32,
    call: u32,
    seen: Vec<Seen>,
}

impl Walk<'_> {
    /// Finds the candidates that begin with one instruction.
    fn from(&mut self, start: usize, to: &mut Vec<Candidate>) {
        let (steps, hashes) = (self.steps, self.hashes);
        let Some(first) = steps.get(start) else {
            return;
        };
        // With less on the stack than it has it would need another beginning.
        if first.untouched < first.before {
            return;
        }
        self.seen.clear();
        let mut hash = 0;
        for (step, own) in steps.iter().zip(hashes).skip(start).take(LENGTH) {
            if !may_join(step, first) || !self.mention(step, first, *own, &mut hash) {
                return;
            }
            let depth = match step.kind {
                Kind::Open => step.depth + 1,
                Kind::End => step.depth - 1,
                _ => step.depth,
            };
            if depth > first.depth {
                continue;
            }
            // Nobody would come back from it.
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
            to.extend(self.candidate(first, step, hash, value));
        }
    }

    /// Takes down the locals that an instruction mentions, and what it is.
    /// Whether it can be a part.
    fn mention(&mut self, step: &Step, first: &Step, own: u64, hash: &mut u64) -> bool {
        let (local, way) = match step.kind {
            Kind::Get(local) => (local, 1),
            Kind::Set(local) => (local, 2),
            Kind::Tee(local) => (local, 3),
            _ => {
                *hash = mix(*hash, own);
                return true;
            }
        };
        let Some(ty) = self.types.get(local as usize).copied().flatten() else {
            return false;
        };
        let sets = way > 1;
        let place = self.seen.iter().position(|seen| seen.local == local);
        let place = place.unwrap_or_else(|| {
            self.seen.push(Seen {
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
        first: &Step,
        last: &Step,
        hash: u64,
        value: Option<u8>,
    ) -> Option<Candidate> {
        let set = self.seen.iter().filter(|seen| seen.set).count();
        // One result is what every WebAssembly has.
        if set + usize::from(value.is_some()) > 1 {
            return None;
        }
        let handed_over = self.seen.iter().filter(|seen| seen.handed_over).count();
        let cost = self.call + HAND_OVER * index(handed_over + set);
        let saves = (last.end - first.start).checked_sub(cost)?;
        (saves >= WORTH).then_some(Candidate {
            hash: mix(hash, u64::from(value.unwrap_or(0))),
            start: first.start,
            end: last.end,
            function: self.function,
            saves,
            value,
        })
    }
}

/// Whether code that begins with `first` can go on with `step`.
fn may_join(step: &Step, first: &Step) -> bool {
    if step.depth < first.depth {
        return false;
    }
    let within = step.depth - first.depth;
    match step.kind {
        Kind::Other => false,
        // The end of a block that was there before.
        Kind::End | Kind::Else => within > 0,
        Kind::Jump(depth) => step.reachable && depth < within && step.untouched >= first.before,
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
