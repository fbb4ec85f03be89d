//! Constants that are stored beside each other.

use wasmparser::{MemArg, MemArgTarget, Operator as Op};

use super::lines::{Ins, Line};

/// Lines of a store of a constant: base of the address, value, store.
const LINES: usize = 3;

/// Stores two constants at once that the last lines store beside each other, which
/// always takes fewer bytes. Returns `true` if it does.
///
/// The one with the higher address must come first. If it can be stored, so can the
/// other one. If not, nothing is stored, as when both are stored at once.
pub(super) fn join(done: &mut Vec<Line<'_>>) -> bool {
    let Some(start) = done.len().checked_sub(2 * LINES) else {
        return false;
    };
    let (first, second) = done[start..].split_at(LINES);
    let (Some(high), Some(low)) = (Store::read(first), Store::read(second)) else {
        return false;
    };
    // The base of the first store is kept, which may set the local.
    let is_set_between = matches!(second[0].ins, Ins::Plain(Op::LocalTee { .. }));
    if is_set_between || !low.is_just_below(&high) {
        return false;
    }
    let Some((value, store)) = low.joined(&high) else {
        return false;
    };
    let kept = match high.base {
        Base::Local(_) => start,
        Base::Number(_) => start + LINES,
    };
    done.swap(start, kept);
    done[start + 1].ins = Ins::Plain(value);
    done[start + 2].ins = Ins::Plain(store);
    done.truncate(start + LINES);
    true
}

/// The base that an address is counted from.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Base {
    Local(u32),
    Number(i32),
}

/// A store of a constant.
struct Store {
    base: Base,
    place: MemArg,
    value: i64,
    /// In bytes.
    width: u64,
}

impl Store {
    fn read(lines: &[Line<'_>]) -> Option<Self> {
        let [base, value, store] = lines else {
            return None;
        };
        let (Ins::Plain(base), Ins::Plain(value), Ins::Plain(store)) =
            (&base.ins, &value.ins, &store.ins)
        else {
            return None;
        };
        let base = match *base {
            Op::LocalGet { local_index } | Op::LocalTee { local_index } => Base::Local(local_index),
            Op::I32Const { value } => Base::Number(value),
            _ => return None,
        };
        let Op::I32Const { value } = *value else {
            return None;
        };
        let (width, place) = match *store {
            Op::I32Store8 { memarg } => (1, memarg),
            Op::I32Store16 { memarg } => (2, memarg),
            Op::I32Store { memarg } => (4, memarg),
            _ => return None,
        };
        // Other kinds are rare.
        if place.target != MemArgTarget::Memory(0) || place.ordering.is_some() {
            return None;
        }
        Some(Self {
            base,
            place,
            value: value.into(),
            width,
        })
    }

    /// Returns whether this one ends where the other one, of the same width, begins.
    fn is_just_below(&self, high: &Self) -> bool {
        // Addresses do not wrap around: they have 33 bits, and more in a larger memory.
        let starts = match (self.base, high.base) {
            (Base::Number(low), Base::Number(high)) => (
                u64::from(low.cast_unsigned()),
                u64::from(high.cast_unsigned()),
            ),
            (low, high) if low == high => (0, 0),
            _ => return false,
        };
        let end = (starts.0 + self.width).checked_add(self.place.offset);
        self.width == high.width && end.is_some() && end == starts.1.checked_add(high.place.offset)
    }

    /// Returns the value and the store that replace this one and the one above it.
    fn joined(&self, high: &Self) -> Option<(Op<'static>, Op<'static>)> {
        let memarg = self.place;
        let bits = self.width * 8;
        let value = self.value & ((1 << bits) - 1) | high.value << bits;
        Some(match self.width {
            // The bits above the value are not stored.
            1 => (
                Op::I32Const {
                    value: i16::try_from(value << 48 >> 48).ok()?.into(),
                },
                Op::I32Store16 { memarg },
            ),
            2 => (
                Op::I32Const {
                    value: i32::try_from(value << 32 >> 32).ok()?,
                },
                Op::I32Store { memarg },
            ),
            _ => (Op::I64Const { value }, Op::I64Store { memarg }),
        })
    }
}
