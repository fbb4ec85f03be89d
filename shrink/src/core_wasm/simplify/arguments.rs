//! Arguments that are locals of the caller as they are.

use wasmparser::{Operator as Op, ValType};

use super::lines::{Ins, Line};

/// An argument that is nothing but the value of a local, which still has that
/// value when the call begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct LocalArgument {
    /// The line that puts it on the stack.
    pub(super) line: usize,
    /// The local of the caller.
    pub(super) local: u32,
}

/// Finds the arguments of a call that are locals, one entry for each parameter.
/// `lines` are those before the call; `height` is that of the stack before it.
pub(super) fn before(
    lines: &[Line<'_>],
    height: u32,
    parameters: &[ValType],
) -> Vec<Option<LocalArgument>> {
    let mut arguments = vec![None; parameters.len()];
    let mut set_since = Vec::new();
    // The beginning of the argument after the one in question: it must be the very
    // next line. No line puts more than one value on the stack, so nothing could
    // reach below the first line of an argument and come back above it.
    let mut end = lines.len();
    let mut at = lines.len();
    for (place, argument) in arguments.iter_mut().enumerate().rev() {
        let above = u32::try_from(parameters.len() - place).unwrap_or(u32::MAX);
        let Some(begin) = height.checked_sub(above) else {
            break;
        };
        loop {
            let Some(line) = at.checked_sub(1).and_then(|at| lines.get(at)) else {
                return arguments;
            };
            if !goes_straight(line) {
                return arguments;
            }
            at -= 1;
            if let Ins::Plain(Op::LocalSet { local_index } | Op::LocalTee { local_index }) =
                line.ins
            {
                set_since.push(local_index);
            }
            if line.height == begin {
                break;
            }
        }
        if let Ins::Plain(Op::LocalGet { local_index }) = lines[at].ins
            && at + 1 == end
            && !set_since.contains(&local_index)
        {
            *argument = Some(LocalArgument {
                line: at,
                local: local_index,
            });
        }
        end = at;
    }
    arguments
}

/// Checks whether a line goes on with the next one and puts one value on the stack
/// at most.
fn goes_straight(line: &Line<'_>) -> bool {
    line.before.is_empty()
        && line.reachable
        && match &line.ins {
            Ins::Plain(
                Op::Call { .. }
                | Op::CallIndirect { .. }
                | Op::CallRef { .. }
                | Op::I64Add128
                | Op::I64Sub128
                | Op::I64MulWideS
                | Op::I64MulWideU,
            ) => false,
            Ins::Plain(_) => !super::lines::leaves(&line.ins),
            _ => false,
        }
}
