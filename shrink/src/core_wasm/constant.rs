//! Constant expressions.

use wasmparser::{ConstExpr, Operator};

/// Returns the value of an expression that is one constant and nothing else, as an
/// unsigned address or index; `None` for any other one.
pub fn address(expression: &ConstExpr<'_>) -> Option<u64> {
    let mut operators = expression.get_operators_reader();
    let value = match operators.read().ok()? {
        Operator::I32Const { value } => u64::from(value.cast_unsigned()),
        Operator::I64Const { value } => value.cast_unsigned(),
        _ => return None,
    };
    operators.is_end_then_eof().then_some(value)
}

/// Returns `true` if evaluating an expression cannot trap, so that nobody notices
/// if it is not evaluated. Arrays are taken to trap: their length can be too much.
pub(crate) fn is_harmless(expression: &ConstExpr<'_>) -> bool {
    use Operator as Op;
    let mut operators = expression.get_operators_reader();
    while !operators.eof() {
        match operators.read() {
            Ok(
                Op::I32Const { .. }
                | Op::I64Const { .. }
                | Op::F32Const { .. }
                | Op::F64Const { .. }
                | Op::V128Const { .. }
                | Op::GlobalGet { .. }
                | Op::RefNull { .. }
                | Op::RefFunc { .. }
                | Op::I32Add
                | Op::I32Sub
                | Op::I32Mul
                | Op::I64Add
                | Op::I64Sub
                | Op::I64Mul
                | Op::RefI31
                | Op::End,
            ) => {}
            _ => return false,
        }
    }
    true
}
