//! Removing custom sections.

use wasmparser::{Parser, Payload, WasmFeatures};

use super::ModuleRefusal;
use super::features::validate;
use super::module::slice;

/// Removes the custom sections whose names `keep` does not want. Everything else
/// stays as it is, byte for byte.
///
/// # Errors
/// When `module` is not a valid core module.
pub fn strip(module: &[u8], keep: &dyn Fn(&str) -> bool) -> Result<Vec<u8>, ModuleRefusal> {
    let mut output = wasm_encoder::Module::HEADER.to_vec();
    // A section with its id and length starts where the one before it ends.
    let mut start = output.len() as u64;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let kept = match &payload {
            Payload::CustomSection(section) => keep(section.name()),
            _ => true,
        };
        if let Some((_, range)) = payload.as_section() {
            if kept {
                output.extend(slice(module, &(start..range.end))?);
            }
            start = range.end;
        }
    }
    // The sections that are left use no other features.
    validate(&output, WasmFeatures::all())?;
    Ok(output)
}
