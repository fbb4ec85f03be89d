//! The same module in fewer bytes.

mod data;
mod functions;
mod locals;
mod order;
mod types;

use super::ModuleRefusal;
use super::custom::refuse_places;
use super::features::until_fixpoint;
use super::module::Module;
use super::plan::Plan;
use super::write::write;

/// Writes a module in fewer bytes:
///
/// - every number in its shortest form (linkers leave them padded), and the
///   count of data segments only where code refers to data;
/// - types that are equal once, and functions that are equal once; a function
///   that only hands its arguments on to another one is that one;
/// - locals that no code mentions are gone, those of one type stand together,
///   the most used ones first; likewise for functions and globals, whose first
///   128 indices take a byte less;
/// - active data: overlapping and adjacent segments are joined, zeros at the
///   ends go, and segments are split where zeros take more than another header.
///   That is done for memories that the module defines itself, which are zero at
///   first, when all active data provably fits; in an imported memory adjacent
///   and overlapping segments are joined, if no other one is filled.
///
/// The minimum of a memory is never lowered. Everybody who has the memory sees its
/// size, code asks for it by `memory.size`, and any access may be the one that
/// trapped. If none of that holds, the memory is not accessed at all, and
/// [`dce`](super::dce) removes it. Lowering it would not save more than a byte
/// either.
///
/// # Errors
/// When `module` is not a valid core module, or a custom section tells places
/// in the code (DWARF, say), which would move.
pub fn compact(module: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    until_fixpoint(module, once)
}

/// Trims once.
pub(super) fn once(bytes: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    let module = Module::read(bytes)?;
    refuse_places(&module)?;
    let mut plan = Plan::all_of(&module);
    types::merge(&module, &mut plan)?;
    locals::shorten(&module, &mut plan)?;
    functions::merge(&module, &mut plan)?;
    order::sort(&module, &mut plan)?;
    data::pack(&module, &mut plan)?;
    write(&module, &plan)
}
