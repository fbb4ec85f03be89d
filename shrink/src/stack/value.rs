//! The value of a number while a function runs, as far as it is known.

/// A number, as far as it is known, in terms of the values at the beginning of the
/// function.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AbstractValue {
    /// An unknown number.
    Unknown,
    /// This constant.
    Constant(i32),
    /// The stack pointer at the beginning, plus this number.
    Stack(i32),
    /// The parameter with this index at the beginning, plus this number.
    Parameter(u32, i32),
}

impl AbstractValue {
    /// Adds two numbers.
    pub(super) fn plus(self, other: Self) -> Self {
        match (self, other) {
            (value, Self::Constant(by)) | (Self::Constant(by), value) => value.moved(by),
            _ => Self::Unknown,
        }
    }

    /// Subtracts a number.
    pub(super) fn minus(self, other: Self) -> Self {
        match other {
            Self::Constant(by) => by.checked_neg().map_or(Self::Unknown, |by| self.moved(by)),
            _ => Self::Unknown,
        }
    }

    /// Cuts a number down with a mask. For a mask that aligns addresses the result
    /// is the lowest one possible: the stack pointer begins at a multiple of 16.
    pub(super) fn masked(self, mask: Self) -> Self {
        match (self, mask) {
            (Self::Constant(a), Self::Constant(b)) => Self::Constant(a & b),
            (Self::Stack(by), Self::Constant(mask)) | (Self::Constant(mask), Self::Stack(by)) => {
                let Some(step) = mask.checked_neg().filter(|step| step.count_ones() == 1) else {
                    return Self::Unknown;
                };
                let down = if step <= ALIGNMENT {
                    by & mask
                } else {
                    (by & -ALIGNMENT).saturating_sub(step - ALIGNMENT)
                };
                Self::Stack(down)
            }
            _ => Self::Unknown,
        }
    }

    /// Returns the number if both are the same; otherwise it is unknown.
    pub(super) fn or(self, other: Self) -> Self {
        if self == other { self } else { Self::Unknown }
    }

    /// Returns a number of a called function in terms of the caller.
    pub(super) fn in_caller(self, pointer: Self, arguments: &[Self]) -> Self {
        match self {
            Self::Unknown | Self::Constant(_) => self,
            Self::Stack(by) => pointer.moved(by),
            Self::Parameter(index, by) => arguments
                .get(index as usize)
                .map_or(Self::Unknown, |argument| argument.moved(by)),
        }
    }

    fn moved(self, by: i32) -> Self {
        let sum = |from: i32| from.checked_add(by);
        match self {
            Self::Unknown => None,
            Self::Constant(from) => Some(Self::Constant(from.wrapping_add(by))),
            Self::Stack(from) => sum(from).map(Self::Stack),
            Self::Parameter(index, from) => sum(from).map(|to| Self::Parameter(index, to)),
        }
        .unwrap_or(Self::Unknown)
    }
}

/// The number that the stack pointer is a multiple of at calls, by the convention
/// of all compilers.
const ALIGNMENT: i32 = 16;
