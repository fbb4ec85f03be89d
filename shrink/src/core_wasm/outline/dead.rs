//! Locals whose value does not matter after an instruction.

use std::collections::HashMap;

use super::steps::{Step, StepKind};

/// The places where a function mentions its locals, and those where its code does
/// not go straight on.
#[derive(Default)]
pub(super) struct Mentions {
    /// The mentions of each local, by their places among the steps.
    locals: HashMap<u32, Vec<Mention>>,
    /// For each step, the number of steps up to it, itself included, that do not
    /// lead straight to the next one.
    turns: Vec<u32>,
    /// The loops that stand in no other loop, as ranges of steps.
    loops: Vec<(usize, usize)>,
}

/// A mention of a local.
#[derive(Clone, Copy)]
struct Mention {
    place: usize,
    reads: bool,
}

impl Mentions {
    /// Collects the mentions in the steps of a function.
    pub(super) fn of(steps: &[Step]) -> Self {
        let mut mentions = Self::default();
        let mut turns = 0;
        // The beginning of the outermost loop, and the number of blocks around it.
        let mut outermost = None;
        for (place, step) in steps.iter().enumerate() {
            let mut mention = |local, reads| {
                let places: &mut Vec<_> = mentions.locals.entry(local).or_default();
                places.push(Mention { place, reads });
            };
            match step.kind {
                StepKind::Get(local) => mention(local, true),
                StepKind::Set(local) | StepKind::Tee(local) => mention(local, false),
                StepKind::Plain => {}
                StepKind::End => {
                    if let Some((start, depth)) = outermost
                        && step.depth == depth + 1
                    {
                        mentions.loops.push((start, place));
                        outermost = None;
                    }
                }
                StepKind::Loop => {
                    outermost.get_or_insert((place, step.depth));
                    turns += 1;
                }
                StepKind::Open
                | StepKind::Else
                | StepKind::Jump(_)
                | StepKind::Try
                | StepKind::Other => turns += 1,
            }
            mentions.turns.push(turns);
        }
        mentions
    }

    /// Returns true if nobody reads `local` after the steps `first` to `last`
    /// before it is set again. `reads_own` tells whether these steps may read the
    /// value that it had before them.
    ///
    /// May return false where a closer look would find that nobody does.
    pub(super) fn is_dead_after(
        &self,
        local: u32,
        first: usize,
        last: usize,
        reads_own: bool,
    ) -> bool {
        let Some(mentions) = self.locals.get(&local) else {
            return true;
        };
        let next = mentions.partition_point(|mention| mention.place <= last);
        // Set again on the only way that goes on.
        if let Some(mention) = mentions.get(next)
            && !mention.reads
            && self.turns.get(mention.place) == self.turns.get(last)
        {
            return true;
        }
        let reads = |mentions: &[Mention]| mentions.iter().any(|mention| mention.reads);
        let after = mentions.get(next..).unwrap_or_default();
        if reads(after) {
            return false;
        }
        let around = self.loops.partition_point(|(_, end)| *end < last);
        match self.loops.get(around) {
            // A loop comes back to the code before.
            Some((start, _)) if *start < last => {
                let from = mentions.partition_point(|mention| mention.place < *start);
                let to = mentions.partition_point(|mention| mention.place < first);
                !reads_own && !reads(mentions.get(from..to).unwrap_or_default())
            }
            _ => true,
        }
    }
}
