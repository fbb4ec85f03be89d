//! Giving imports and exports other names.

use std::collections::BTreeSet;

use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{ExportSection, ImportSection, Section as _};
use wasmparser::{Parser, Payload, WasmFeatures};

use super::ModuleRefusal;
use super::features::validate;
use super::module::slice;

/// A function that answers with another module name and name for an import, or
/// `None`.
pub type ImportNames<'a> = dyn Fn(&str, &str) -> Option<(String, String)> + 'a;

/// Gives imports and exports the names that `imports` and `exports` answer for
/// them; `None` leaves a name. Everything else stays as it is, byte for byte.
///
/// The names are the caller's, so the result can be larger than the input.
///
/// # Errors
/// When `module` is not a valid core module, or two exports would have one name.
pub fn rename(
    module: &[u8],
    imports: &ImportNames<'_>,
    exports: &dyn Fn(&str) -> Option<String>,
) -> Result<Vec<u8>, ModuleRefusal> {
    let mut output = wasm_encoder::Module::HEADER.to_vec();
    // A section with its id and length starts where the one before it ends.
    let mut start = output.len() as u64;
    for payload in Parser::new(0).parse_all(module) {
        let payload = payload?;
        let Some((_, range)) = payload.as_section() else {
            continue;
        };
        let mut renamed = false;
        match payload {
            Payload::ImportSection(section) => {
                let mut written = ImportSection::new();
                for import in section.into_imports() {
                    let import = import?;
                    let ty = RoundtripReencoder.entity_type(import.ty)?;
                    if let Some((module, name)) = imports(import.module, import.name) {
                        renamed |= module != import.module || name != import.name;
                        written.import(&module, &name, ty);
                    } else {
                        written.import(import.module, import.name, ty);
                    }
                }
                if renamed {
                    written.append_to(&mut output);
                }
            }
            Payload::ExportSection(section) => {
                let mut written = ExportSection::new();
                let mut taken = BTreeSet::new();
                for export in section {
                    let export = export?;
                    let kind = RoundtripReencoder.export_kind(export.kind)?;
                    let new = exports(export.name);
                    let name = new.as_deref().unwrap_or(export.name);
                    renamed |= name != export.name;
                    written.export(name, kind, export.index);
                    if !taken.insert(name.to_owned()) {
                        return Err(ModuleRefusal::at(
                            format!("two exports would have the name `{name}`"),
                            range.start,
                        ));
                    }
                }
                if renamed {
                    written.append_to(&mut output);
                }
            }
            _ => {}
        }
        if !renamed {
            output.extend(slice(module, &(start..range.end))?);
        }
        start = range.end;
    }
    // Names do not use any feature.
    validate(&output, WasmFeatures::all())?;
    Ok(output)
}
