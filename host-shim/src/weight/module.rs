//! Counts the definitions of a core module, by its sections.

use wasmtime::wasmparser::{
    ElementItems, ExternalKind, FromReader, FuncType, Payload, SectionLimited, TypeRef,
};

use super::invalid;
use crate::Error;

/// Bytes that an instance of any module takes.
const INSTANCE: u64 = 1024;
/// Bytes of an import of any kind.
const IMPORT: u64 = 40;
/// Bytes of a function that can be referred to.
const FUNCTION: u64 = 32;
/// Bytes of a global.
const GLOBAL: u64 = 16;
/// Bytes of a memory or a table, beside what is in it.
const STORAGE: u64 = 256;
/// Bytes of a segment that stays there after the beginning.
const SEGMENT: u64 = 16;

/// Counts what one core module defines.
#[derive(Clone, Debug, Default)]
pub(super) struct Module {
    /// Parameters and results of each type; 0 of those that are no functions.
    types: Vec<u64>,
    /// Functions that it defines.
    pub(super) functions: u64,
    /// Imports and exports.
    pub(super) names: u64,
    /// Items of segments of tables.
    pub(super) elements: u64,
    /// Parameters and results of all functions, imported or not.
    pub(super) signatures: u64,
    /// Bytes that an instance takes outside of memories and tables.
    pub(super) record: u64,
    /// Parts of its types.
    pub(super) type_parts: u64,
}

impl Module {
    pub(super) fn new() -> Self {
        Self {
            record: INSTANCE,
            ..Self::default()
        }
    }

    /// Takes a section into account.
    pub(super) fn note(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        match payload {
            Payload::TypeSection(section) => {
                for group in section.clone() {
                    let group = group.map_err(invalid)?;
                    self.type_parts += super::types::group_parts(&group);
                    for ty in group.types() {
                        let arity = |ty: &FuncType| ty.params().len() + ty.results().len();
                        let arity = match &ty.composite_type.inner {
                            wasmtime::wasmparser::CompositeInnerType::Func(ty) => arity(ty),
                            _ => 0,
                        };
                        self.types.push(arity as u64);
                    }
                }
            }
            Payload::ImportSection(section) => {
                for import in section.clone().into_imports() {
                    self.record += IMPORT;
                    self.names += 1;
                    if let TypeRef::Func(ty) = import.map_err(invalid)?.ty {
                        self.function(ty);
                    }
                }
            }
            Payload::FunctionSection(section) => {
                for ty in section.clone() {
                    self.functions += 1;
                    self.function(ty.map_err(invalid)?);
                }
            }
            Payload::ExportSection(section) => {
                self.names += u64::from(section.count());
                for export in section.clone() {
                    let export = export.map_err(invalid)?;
                    if export.kind == ExternalKind::Func {
                        // Each has an entry for the host of its own.
                        self.signatures += 1;
                    }
                }
            }
            Payload::GlobalSection(section) => self.count(section, GLOBAL),
            Payload::TableSection(section) => self.count(section, STORAGE),
            Payload::MemorySection(section) => self.count(section, STORAGE),
            Payload::TagSection(section) => self.count(section, GLOBAL),
            Payload::ElementSection(section) => {
                self.count(section, SEGMENT);
                for segment in section.clone() {
                    self.elements += match segment.map_err(invalid)?.items {
                        ElementItems::Functions(items) => u64::from(items.count()),
                        ElementItems::Expressions(_, items) => u64::from(items.count()),
                    };
                }
            }
            Payload::DataSection(section) => self.count(section, SEGMENT),
            _ => {}
        }
        Ok(())
    }

    fn count<'a, T: FromReader<'a>>(&mut self, section: &SectionLimited<'a, T>, each: u64) {
        self.record += u64::from(section.count()) * each;
    }

    fn function(&mut self, ty: u32) {
        self.record += FUNCTION;
        // In its body, and once more in what lets the host call it.
        self.signatures += 2 * self.types.get(ty as usize).copied().unwrap_or(0);
    }
}
