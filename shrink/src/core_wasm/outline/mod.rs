//! Outlining: code that stands in several places, once.

mod candidates;
mod choose;
mod dead;
mod locals;
mod region;
mod steps;
mod write;

use wasmparser::ValType;

use self::region::Region;
use self::write::CallSite;
use super::ModuleRefusal;
use super::custom::refuse_places;
use super::features::iterate;
use super::functions;
use super::module::Module;

/// A turn has to save at least one in so many bytes of the code. One that saves
/// less takes more time than it is worth.
const LITTLE: u64 = 1000;

/// Puts code that stands in several places into a function of its own, and calls
/// that instead.
///
/// Code is the same if the instructions are, whatever locals they use: those that
/// it reads are handed over. It may give one value, or set one local that is read
/// afterwards. It may jump within itself. Every call must save so many bytes that
/// calls stay rare where a program spends its time; a short piece of code stays
/// where it is.
///
/// # Errors
/// When `module` is not a valid core module, or a custom section tells places
/// in the code (DWARF, say), which would move.
pub fn outline(module: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    let outlined = iterate(module, once)?;
    // Code can be made in which each turn finds one more piece. Half of the pieces
    // would not be the end of it.
    if outlined.at_fixpoint {
        Ok(outlined.bytes)
    } else {
        Ok(module.to_vec())
    }
}

/// Outlines code that stands in several places of a module as it is.
fn once(bytes: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    let module = Module::read(bytes)?;
    refuse_places(&module)?;
    let mut found = candidates::find(&module, bytes)?;
    let mut candidates = Vec::new();
    for found in &mut found {
        candidates.extend(std::mem::take(&mut found.candidates));
    }
    let mut outlined = Vec::new();
    let mut sites = Vec::new();
    for group in choose::choose(&module, candidates) {
        let mut regions = Vec::new();
        for candidate in group {
            if let Some(function) = found.get(candidate.function as usize) {
                regions.push(Region::read(bytes, &candidate, &function.locals)?);
            }
        }
        // All of a group look the same by a hash of 64 bits. This compares the code
        // itself.
        regions.sort_by(|left, right| left.function.cmp(&right.function));
        for same in regions.chunk_by(|left, right| left.function == right.function) {
            if let [first, _, ..] = same {
                sites.extend(
                    same.iter()
                        .map(|region| CallSite::new(region, outlined.len())),
                );
                outlined.push(first.function.clone());
            }
        }
    }
    if sites.is_empty() {
        return Ok(bytes.to_vec());
    }
    sites.sort_by_key(|site| site.start);
    let written = write::write(&module, bytes, &outlined, &sites)?;
    // Each turn finds a little among the calls that the one before has left.
    let code: u64 = module.bodies.iter().map(functions::length).sum();
    let saved = bytes.len().saturating_sub(written.len()) as u64;
    if saved < code / LITTLE {
        return Ok(bytes.to_vec());
    }
    Ok(written)
}

/// Returns a byte for the types whose values are handed over; `None` for others.
fn code(ty: ValType) -> Option<u8> {
    Some(match ty {
        ValType::I32 => 0x7f,
        ValType::I64 => 0x7e,
        ValType::F32 => 0x7d,
        ValType::F64 => 0x7c,
        ValType::V128 => 0x7b,
        ValType::Ref(_) => return None,
    })
}
