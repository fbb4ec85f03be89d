//! Rules for locals.

use wasmparser::Operator as Op;

use super::lines::{BlockKind, CodeLines, Ins};

/// Removes the setting of locals that nobody reads, and the setting to zero of
/// locals that are zero from the start.
pub(super) fn apply(lines: &mut CodeLines<'_>, parameters: u32) {
    forget(lines);
    start_as_zero(lines, parameters);
    lines.apply_edits();
}

/// A set of locals.
#[derive(Default)]
struct Marks(Vec<bool>);

impl Marks {
    fn has(&self, local: u32) -> bool {
        self.0.get(local as usize).copied().unwrap_or(false)
    }

    fn set(&mut self, local: u32) {
        let local = local as usize;
        if local >= self.0.len() {
            self.0.resize(local + 1, false);
        }
        self.0[local] = true;
    }

    fn clear(&mut self, local: u32) {
        if let Some(mark) = self.0.get_mut(local as usize) {
            *mark = false;
        }
    }
}

/// Drops the values that are put into locals that are never read.
fn forget(lines: &mut CodeLines<'_>) {
    let mut read = Marks::default();
    for line in &lines.lines {
        if let Ins::Plain(Op::LocalGet { local_index }) = line.ins {
            read.set(local_index);
        }
    }
    for line in &mut lines.lines {
        match line.ins {
            Ins::Plain(Op::LocalSet { local_index }) if !read.has(local_index) => {
                line.ins = Ins::Plain(Op::Drop);
            }
            Ins::Plain(Op::LocalTee { local_index }) if !read.has(local_index) => {
                line.ins = Ins::Gone;
            }
            _ => {}
        }
    }
}

/// Removes the first thing that is done to a local if that is to set it to zero,
/// which it is already. Code in a loop is not the first thing when it runs again.
fn start_as_zero(lines: &mut CodeLines<'_>, parameters: u32) {
    let mut set = Marks::default();
    let mut open = Vec::new();
    let mut loops = 0_u32;
    for at in 0..lines.lines.len() {
        match lines.lines[at].ins {
            Ins::Open(kind, ..) => {
                open.push(kind);
                loops += u32::from(kind == BlockKind::Loop);
            }
            Ins::End => {
                loops -= u32::from(open.pop() == Some(BlockKind::Loop));
            }
            Ins::Plain(Op::LocalSet { local_index } | Op::LocalTee { local_index }) => {
                if set.has(local_index) {
                    continue;
                }
                set.set(local_index);
                if loops > 0 || local_index < parameters || at == 0 {
                    continue;
                }
                if !is_zero(&lines.lines[at - 1].ins) {
                    continue;
                }
                // A local that is still zero may be set to zero again, and stays
                // so.
                set.clear(local_index);
                if matches!(lines.lines[at].ins, Ins::Plain(Op::LocalSet { .. })) {
                    lines.lines[at - 1].ins = Ins::Gone;
                }
                lines.lines[at].ins = Ins::Gone;
            }
            _ => {}
        }
    }
}

/// Checks whether an instruction puts the value on the stack that locals start
/// with.
fn is_zero(ins: &Ins<'_>) -> bool {
    let Ins::Plain(operator) = ins else {
        return false;
    };
    match operator {
        Op::I32Const { value: 0 } | Op::I64Const { value: 0 } | Op::RefNull { .. } => true,
        // The negative zero is another value.
        Op::F32Const { value } => value.bits() == 0,
        Op::F64Const { value } => value.bits() == 0,
        Op::V128Const { value } => value.i128() == 0,
        _ => false,
    }
}
