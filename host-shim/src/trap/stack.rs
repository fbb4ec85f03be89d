//! Tells an overflow of the stack in the linear memory from a bad pointer.

use wasmtime::{AsContextMut, Mutability, Val, ValType, WasmCoreDump};

/// Globals that are looked at: the linker's come first.
const MOST: usize = 1000;

/// The largest distance below address 0 that counts: a frame is smaller.
const DEEPEST: i32 = 1 << 28;

/// Returns how many bytes below address 0 the stack of a component has come, where it lies
/// at the bottom of the memory. Its end is kept in a global, as everything that was
/// compiled by LLVM has it: a number below 0 there is no address.
pub(crate) fn overflow(dump: &WasmCoreDump, mut store: impl AsContextMut) -> Option<u32> {
    let globals = dump.globals().iter().take(MOST);
    let mut below = globals.filter_map(|global| {
        let ty = global.ty(&store);
        if !matches!(ty.content(), ValType::I32) || ty.mutability() != Mutability::Var {
            return None;
        }
        match global.get(&mut store) {
            Val::I32(end) if (-DEEPEST..0).contains(&end) => Some(end.unsigned_abs()),
            _ => None,
        }
    });
    below.next()
}
