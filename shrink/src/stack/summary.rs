//! The effect of a call on the stack.

use std::collections::BTreeMap;

use super::value::AbstractValue;

/// A place in the call graph, by its index there.
pub(super) type Node = usize;

/// The effect of a call of a function on the stack, in terms of the stack pointer
/// and the parameters that it begins with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Summary {
    /// The number of bytes below the stack pointer that it takes, with all that it
    /// calls.
    pub(super) depth: i64,
    /// The same below a parameter that becomes the stack pointer. Outlined code
    /// does so.
    pub(super) below: BTreeMap<u32, i64>,
    /// The number of bytes below the stack pointer that it takes by itself.
    pub(super) frame: i64,
    /// The number of bytes below the stack pointer at which it calls a function
    /// that may lead back to it; `None` if it calls none.
    pub(super) again: Option<i64>,
    /// The called function that goes deepest.
    pub(super) deepest: Option<Node>,
    /// The stack pointer at its end; `None` if it never comes to it.
    pub(super) pointer: Option<AbstractValue>,
    /// Its results; unknown where there are none here.
    pub(super) results: Vec<AbstractValue>,
    /// `true` if it moves the stack pointer by an amount that nobody knows
    /// beforehand.
    pub(super) dynamic: bool,
}

impl Summary {
    /// Returns the summary of a function that leaves the stack alone.
    pub(super) fn nothing() -> Self {
        Self {
            pointer: Some(AbstractValue::Stack(0)),
            ..Self::default()
        }
    }

    /// Takes down that so many bytes below a number are in use.
    pub(super) fn reach(&mut self, from: AbstractValue, below: i64, by: Option<Node>) {
        let depth = match from {
            AbstractValue::Stack(at) => below - i64::from(at),
            AbstractValue::Parameter(index, at) => {
                let depth = self.below.entry(index).or_insert(i64::MIN);
                *depth = (*depth).max(below - i64::from(at));
                return;
            }
            // Nothing better is known than that it is below all that was in use so
            // far.
            AbstractValue::Constant(_) | AbstractValue::Unknown => self.frame + below,
        };
        if depth > self.depth {
            self.depth = depth;
            self.deepest = by;
        }
    }

    /// Takes down that the function itself uses the bytes above this number.
    pub(super) fn uses(&mut self, from: AbstractValue) {
        if let AbstractValue::Stack(at) = from {
            self.frame = self.frame.max(-i64::from(at));
        }
        if matches!(from, AbstractValue::Stack(_) | AbstractValue::Parameter(..)) {
            self.reach(from, 0, None);
        }
    }

    /// Joins in the effect of another function that may be called instead.
    pub(super) fn or(&mut self, other: &Self, node: Node) {
        if other.depth > self.depth {
            self.depth = other.depth;
            self.deepest = Some(node);
        }
        for (index, depth) in &other.below {
            let known = self.below.entry(*index).or_insert(i64::MIN);
            *known = (*known).max(*depth);
        }
        self.pointer = match (self.pointer, other.pointer) {
            (Some(a), Some(b)) => Some(a.or(b)),
            (a, b) => a.or(b),
        };
    }
}
