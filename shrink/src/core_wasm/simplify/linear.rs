//! Rules for instructions that follow each other.

use wasmparser::Operator as Op;

use super::lines::{CodeLines, Ins, Line};
use super::stores;

/// Applies the rules from the beginning to the end. Each instruction that is left
/// is looked at together with those before it.
pub(super) fn apply(lines: &mut CodeLines<'_>) {
    let mut done: Vec<Line<'_>> = Vec::with_capacity(lines.lines.len());
    for line in std::mem::take(&mut lines.lines) {
        done.push(line);
        while values(&mut done) || arithmetic(&mut done) || stores::join(&mut done) {}
    }
    lines.lines = done;
}

/// Applies one rule for locals and for values that nobody wants to the last
/// instructions. Returns `true` if one applied.
fn values(done: &mut Vec<Line<'_>>) -> bool {
    let Some((last, rest)) = done.split_last_mut() else {
        return false;
    };
    let Some(before) = rest.last_mut() else {
        return false;
    };
    match (&mut before.ins, &mut last.ins) {
        // Setting and getting is keeping.
        (
            Ins::Plain(Op::LocalSet { local_index: set }),
            Ins::Plain(Op::LocalGet { local_index: get }),
        ) if set == get => {
            before.ins = Ins::Plain(Op::LocalTee { local_index: *get });
            done.pop();
            true
        }
        (Ins::Plain(Op::LocalTee { local_index }), Ins::Plain(Op::Drop)) => {
            before.ins = Ins::Plain(Op::LocalSet {
                local_index: *local_index,
            });
            done.pop();
            true
        }
        // Setting a local to its own value does nothing.
        (
            Ins::Plain(Op::LocalGet { local_index: get } | Op::LocalTee { local_index: get }),
            Ins::Plain(Op::LocalTee { local_index: set }),
        ) if get == set => {
            done.pop();
            true
        }
        (
            Ins::Plain(Op::LocalGet { local_index: get }),
            Ins::Plain(Op::LocalSet { local_index: set }),
        ) if get == set => {
            done.truncate(done.len() - 2);
            true
        }
        // A value that nobody wants.
        (Ins::Plain(value), Ins::Plain(Op::Drop)) if is_value(value) => {
            done.truncate(done.len() - 2);
            true
        }
        (Ins::Plain(unary), Ins::Plain(Op::Drop)) if is_unary(unary) => {
            let place = done.len() - 2;
            done.remove(place);
            true
        }
        _ => false,
    }
}

/// Applies one rule for comparisons and sums to the last instructions. Returns
/// `true` if one applied.
fn arithmetic(done: &mut Vec<Line<'_>>) -> bool {
    let Some((last, rest)) = done.split_last_mut() else {
        return false;
    };
    let Some((before, rest)) = rest.split_last_mut() else {
        return false;
    };
    let third = rest.last_mut();
    match (
        third.map(|line| &mut line.ins),
        &mut before.ins,
        &mut last.ins,
    ) {
        // Comparing with zero.
        (_, Ins::Plain(zero @ Op::I32Const { value: 0 }), Ins::Plain(Op::I32Eq)) => {
            *zero = Op::I32Eqz;
            done.pop();
            true
        }
        (_, Ins::Plain(zero @ Op::I64Const { value: 0 }), Ins::Plain(Op::I64Eq)) => {
            *zero = Op::I64Eqz;
            done.pop();
            true
        }
        (Some(Ins::Plain(Op::I32Const { value: 0 })), Ins::Plain(Op::I32Ne), last)
            if is_asked(last) =>
        {
            let place = done.len() - 3;
            done.drain(place..place + 2);
            true
        }
        (Some(Ins::Plain(Op::I32Eqz)), Ins::Plain(Op::I32Eqz), last) if is_asked(last) => {
            let place = done.len() - 3;
            done.drain(place..place + 2);
            true
        }
        (_, Ins::Plain(comparison), Ins::Plain(Op::I32Eqz)) => match inverse(comparison) {
            Some(inverse) => {
                *comparison = inverse;
                done.pop();
                true
            }
            None => false,
        },
        // The shorter of a constant and its negative.
        (
            _,
            Ins::Plain(constant),
            Ins::Plain(sum @ (Op::I32Add | Op::I32Sub | Op::I64Add | Op::I64Sub)),
        ) => {
            let Some(shorter) = negated(constant) else {
                return false;
            };
            *constant = shorter;
            *sum = match sum {
                Op::I32Add => Op::I32Sub,
                Op::I32Sub => Op::I32Add,
                Op::I64Add => Op::I64Sub,
                _ => Op::I64Add,
            };
            true
        }
        _ => false,
    }
}

/// Checks whether an instruction only asks if the number before it is zero.
fn is_asked(ins: &Ins<'_>) -> bool {
    use super::lines::BlockKind;
    matches!(
        ins,
        Ins::BrIf(_)
            | Ins::Open(BlockKind::If, ..)
            | Ins::Plain(Op::I32Eqz | Op::Select | Op::TypedSelect { .. })
    )
}

/// Checks whether an instruction only puts a value on the stack.
fn is_value(operator: &Op<'_>) -> bool {
    matches!(
        operator,
        Op::I32Const { .. }
            | Op::I64Const { .. }
            | Op::F32Const { .. }
            | Op::F64Const { .. }
            | Op::V128Const { .. }
            | Op::LocalGet { .. }
            | Op::GlobalGet { .. }
            | Op::RefNull { .. }
            | Op::RefFunc { .. }
            | Op::MemorySize { .. }
            | Op::TableSize { .. }
    )
}

/// Checks whether an instruction only turns one value into another, and never
/// traps.
fn is_unary(operator: &Op<'_>) -> bool {
    matches!(
        operator,
        Op::I32Eqz
            | Op::I64Eqz
            | Op::I32WrapI64
            | Op::I64ExtendI32S
            | Op::I64ExtendI32U
            | Op::I32Clz
            | Op::I32Ctz
            | Op::I32Popcnt
            | Op::I64Clz
            | Op::I64Ctz
            | Op::I64Popcnt
            | Op::RefIsNull
    )
}

/// Returns the comparison that is true exactly when this one is false. There is
/// none for the order of floats: both are false if one is not a number.
pub(super) fn inverse(comparison: &Op<'_>) -> Option<Op<'static>> {
    Some(match comparison {
        Op::I32Eq => Op::I32Ne,
        Op::I32Ne => Op::I32Eq,
        Op::I32LtS => Op::I32GeS,
        Op::I32LtU => Op::I32GeU,
        Op::I32GtS => Op::I32LeS,
        Op::I32GtU => Op::I32LeU,
        Op::I32LeS => Op::I32GtS,
        Op::I32LeU => Op::I32GtU,
        Op::I32GeS => Op::I32LtS,
        Op::I32GeU => Op::I32LtU,
        Op::I64Eq => Op::I64Ne,
        Op::I64Ne => Op::I64Eq,
        Op::I64LtS => Op::I64GeS,
        Op::I64LtU => Op::I64GeU,
        Op::I64GtS => Op::I64LeS,
        Op::I64GtU => Op::I64LeU,
        Op::I64LeS => Op::I64GtS,
        Op::I64LeU => Op::I64GtU,
        Op::I64GeS => Op::I64LtS,
        Op::I64GeU => Op::I64LtU,
        Op::F32Eq => Op::F32Ne,
        Op::F32Ne => Op::F32Eq,
        Op::F64Eq => Op::F64Ne,
        Op::F64Ne => Op::F64Eq,
        _ => return None,
    })
}

/// Returns the negative of a constant, if that takes fewer bytes.
fn negated(constant: &Op<'_>) -> Option<Op<'static>> {
    match constant {
        Op::I32Const { value } => {
            let negative = value.checked_neg()?;
            (sleb(negative.into()) < sleb((*value).into()))
                .then_some(Op::I32Const { value: negative })
        }
        Op::I64Const { value } => {
            let negative = value.checked_neg()?;
            (sleb(negative) < sleb(*value)).then_some(Op::I64Const { value: negative })
        }
        _ => None,
    }
}

/// Returns the number of bytes that a signed number takes.
fn sleb(number: i64) -> u32 {
    let magnitude = if number < 0 { !number } else { number };
    (i64::BITS - magnitude.leading_zeros() + 1).div_ceil(7)
}
