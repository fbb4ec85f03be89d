//! The candidates that become functions: those that save most first.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

use super::candidates::{Candidate, length};
use crate::core_wasm::module::Module;
use crate::core_wasm::space::Space;

/// The number of bytes of a function beside its code, its type and its parameters:
/// its length, its locals, its end, and getting the local that it sets.
const FUNCTION: u32 = 5;

/// The most times that a group is looked at again because others have taken some of
/// its places. Hostile code could have it lose one at a time.
const AGAIN: u32 = 8;

/// Returns groups of two or more candidates that do the same. No candidate overlaps
/// another one of any group.
pub(super) fn choose(module: &Module<'_>, mut candidates: Vec<Candidate>) -> Vec<Vec<Candidate>> {
    candidates.sort_unstable();
    let mut heap = BinaryHeap::new();
    let mut start = 0;
    for group in candidates.chunk_by(|left, right| left.hash == right.hash) {
        let end = start + group.len();
        if let Some(gain) = worth(module, group) {
            heap.push(CandidateGroup {
                gain,
                range: Reverse((start, end)),
                again: AGAIN,
            });
        }
        start = end;
    }
    let mut taken = OutlinedRanges::default();
    let mut chosen = Vec::new();
    while let Some(CandidateGroup {
        gain,
        range: Reverse((start, end)),
        again,
    }) = heap.pop()
    {
        let group: &[Candidate] = candidates.get(start..end).unwrap_or_default();
        let mut last = 0;
        let free: Vec<Candidate> = group
            .iter()
            .filter(|candidate| {
                let free = candidate.start >= last && taken.is_free(candidate);
                if free {
                    last = candidate.end;
                }
                free
            })
            .copied()
            .collect();
        match worth(module, &free) {
            Some(now) if now == gain => {
                for candidate in &free {
                    taken.take(candidate);
                }
                chosen.push(free);
            }
            // Others may save more by now.
            Some(now) if again > 0 => heap.push(CandidateGroup {
                gain: now,
                range: Reverse((start, end)),
                again: again - 1,
            }),
            _ => {}
        }
    }
    chosen
}

/// A group that waits for its turn, by the bytes that it saves.
#[derive(PartialEq, Eq, PartialOrd, Ord)]
struct CandidateGroup {
    gain: u64,
    /// The first one first, where several save the same.
    range: Reverse<(usize, usize)>,
    again: u32,
}

/// Returns the number of bytes that a function for a group saves; `None` if it
/// saves none.
fn worth(module: &Module<'_>, group: &[Candidate]) -> Option<u64> {
    let [first, _, ..] = group else {
        return None;
    };
    let saved: u64 = group.iter().map(|one| u64::from(one.saves)).sum();
    let ty = length(module.count(Space::Type));
    let parameters = u32::from(first.parameters);
    let cost = u64::from(first.end - first.start + FUNCTION + ty + parameters);
    saved.checked_sub(cost).filter(|gain| *gain > 0)
}

/// The ranges of code that are in a function of their own already.
#[derive(Default)]
struct OutlinedRanges(BTreeMap<u32, u32>);

impl OutlinedRanges {
    fn is_free(&self, candidate: &Candidate) -> bool {
        let before = self.0.range(..candidate.end).next_back();
        before.is_none_or(|(_, end)| *end <= candidate.start)
    }

    fn take(&mut self, candidate: &Candidate) {
        self.0.insert(candidate.start, candidate.end);
    }
}
