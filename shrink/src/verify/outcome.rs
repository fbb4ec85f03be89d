//! The outcome of a call.

use std::collections::{BTreeMap, BTreeSet};

use wasmtime::Trap;

use super::DifferenceKind;
use super::host::Unread;

/// The fuel that the second form may use beyond twice that of the first one:
/// shrinking makes code shorter, but not always faster.
const MORE_FUEL: u64 = 1_000_000;

/// The outcome of a call, or of making an instance.
#[derive(Debug)]
pub(super) struct Outcome {
    /// The imports that were called, with their arguments.
    pub(super) calls: Vec<String>,
    /// The end of the call.
    pub(super) ending: Ending,
    /// The fuel that it used.
    pub(super) fuel: u64,
    /// Imports that could not be answered for, and why.
    pub(super) unanswered: BTreeMap<String, String>,
    /// The functions that gave away items which nobody read.
    pub(super) unread: BTreeSet<Unread>,
}

/// The end of a call.
#[derive(Debug)]
pub(super) enum Ending {
    /// It returned this result.
    Returned(String),
    /// It trapped, with a trap of this class.
    Trapped(String),
    /// It used up its fuel.
    OutOfFuel,
    /// It met another limit of the host.
    Limit(&'static str),
}

/// The verdict on two outcomes.
pub(super) enum Verdict {
    /// They are the same.
    Same,
    /// Nothing: a limit of the host came in between.
    Undecided(&'static str),
    /// They differ: the kind, the behaviour of the first one, and that of the
    /// second one.
    Different(DifferenceKind, String, String),
}

/// Returns the fuel that the second form may use after this outcome of the first
/// one.
pub(super) fn fuel_of_second(first: &Outcome) -> u64 {
    first.fuel.saturating_mul(2).saturating_add(MORE_FUEL)
}

impl Ending {
    /// Returns the end of a call that failed.
    pub(super) fn of(error: &wasmtime::Error, refused: bool) -> Self {
        match error.downcast_ref::<Trap>() {
            Some(Trap::OutOfFuel) => Self::OutOfFuel,
            Some(Trap::StackOverflow) => Self::Limit("calls nest too deep"),
            _ if refused => Self::Limit("it takes too much memory"),
            Some(trap) => Self::Trapped(trap.to_string()),
            None => Self::Trapped(class(&error.root_cause().to_string())),
        }
    }
}

/// Returns a message without the numbers in it: addresses are no part of a
/// component's behaviour.
fn class(message: &str) -> String {
    let mut class = String::new();
    let line = message.lines().next().unwrap_or_default();
    for word in line.split_inclusive(' ') {
        if word.starts_with(|c: char| c.is_ascii_digit()) {
            class.push_str("N ");
        } else {
            class.push_str(word);
        }
    }
    class.trim_end().to_owned()
}

impl Outcome {
    /// Returns the class of the trap, if it trapped.
    pub(super) fn trap(&self) -> Option<&str> {
        match &self.ending {
            Ending::Trapped(why) => Some(why),
            _ => None,
        }
    }

    /// Compares the outcomes of two forms.
    pub(super) fn compare(&self, after: &Self) -> Verdict {
        match (&self.ending, &after.ending) {
            (Ending::Limit(why), _) | (_, Ending::Limit(why)) => return Verdict::Undecided(why),
            (Ending::OutOfFuel, _) => return Verdict::Undecided("it comes to no end"),
            _ => {}
        }
        if let Some(at) = first_difference(&self.calls, &after.calls) {
            // A form that ends early has no more calls; then the end is the
            // difference.
            let ended_early = (at == self.calls.len() && self.trap().is_some())
                || (at == after.calls.len() && !matches!(after.ending, Ending::Returned(_)));
            if !ended_early {
                let call = |calls: &[String]| match calls.get(at) {
                    Some(call) => format!("import call {at}: {call}"),
                    None => format!("only {at} calls of imports"),
                };
                let (before, after) = (call(&self.calls), call(&after.calls));
                return Verdict::Different(DifferenceKind::Imports, before, after);
            }
        }
        let same_calls = self.calls == after.calls;
        let kind = match (&self.ending, &after.ending) {
            (Ending::Returned(before), Ending::Returned(after))
            | (Ending::Trapped(before), Ending::Trapped(after))
                if before == after && same_calls =>
            {
                return Verdict::Same;
            }
            (_, Ending::OutOfFuel) => DifferenceKind::End,
            (Ending::Returned(_), Ending::Returned(_)) => DifferenceKind::Result,
            _ => DifferenceKind::Trap,
        };
        Verdict::Different(kind, self.ending.to_string(), after.ending.to_string())
    }
}

fn first_difference(before: &[String], after: &[String]) -> Option<usize> {
    let same = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    (same < before.len().max(after.len())).then_some(same)
}

impl std::fmt::Display for Ending {
    fn fmt(&self, to: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Returned(result) if result.is_empty() => to.write_str("returns nothing"),
            Self::Returned(result) => write!(to, "returns {result}"),
            Self::Trapped(why) => write!(to, "traps: {why}"),
            Self::OutOfFuel => to.write_str("comes to no end"),
            Self::Limit(why) => to.write_str(why),
        }
    }
}
