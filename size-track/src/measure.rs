//! Splits a component or a core module so that each byte belongs to one part.

use std::collections::BTreeMap;
use std::ops::Range;

use serde::Serialize;
use wasmparser::{
    ComponentExportSectionReader, ComponentImportSectionReader, DataKind, DataSectionReader,
    Encoding, ExportSectionReader, GlobalSectionReader, ImportSectionReader, Imports,
    MemorySectionReader, Operator, Parser, Payload, TableSectionReader,
};

use crate::compress::Compressed;
use crate::stack::Stack;

/// The size of a WebAssembly page, in bytes.
const PAGE: u64 = 65_536;

/// Most bytes that the name of a module takes in the names of one group of imports.
const MOST_OF_GROUP: usize = 1 << 20;

/// The sizes of one component or core module.
///
/// `bytes` is exactly `core_bytes + wrapper_bytes + custom_bytes`. A section
/// counts with its id and length, a module with its header. A core module has no wrapper.
/// Sums stop at the largest `u64`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Measurement {
    /// The kind of the file.
    pub kind: Kind,
    /// All of the file.
    pub bytes: u64,
    /// The whole file before shrinking: as linked.
    pub plain_bytes: u64,
    /// `core_bytes` before shrinking.
    pub plain_core_bytes: u64,
    /// The file after [`gzip`](crate::compress::gzip).
    pub gzip_bytes: u64,
    /// The file after [`brotli`](crate::compress::brotli()).
    pub brotli_bytes: u64,
    /// The file after [`zstd`](crate::compress::zstd()).
    pub zstd_bytes: u64,
    /// All core modules, without custom sections.
    pub core_bytes: u64,
    /// The code sections of all core modules; a part of `core_bytes`.
    pub core_code_bytes: u64,
    /// The data sections of all core modules; a part of `core_bytes`.
    pub core_data_bytes: u64,
    /// The parts around the core modules: types, imports, exports, and the definitions
    /// that link the modules. Without custom sections.
    pub wrapper_bytes: u64,
    /// All custom sections, also those in core modules and in nested components.
    pub custom_bytes: u64,
    /// `custom_bytes` by the name of the section. Sections of one name are
    /// added up.
    pub custom_sections: BTreeMap<String, u64>,
    /// Pages of 64 KiB that all memories have at the start, together.
    pub memory_pages: u64,
    /// Pages that all memories can grow to, together; `None` if one of them has no
    /// maximum.
    pub memory_max_pages: Option<u64>,
    /// Elements that all tables have at the start, together.
    pub table_elements: u64,
    /// Elements that all tables can grow to, together; `None` if one of them has no
    /// maximum.
    pub table_max_elements: Option<u64>,
    /// The number of core modules, at any depth.
    pub core_modules: usize,
    /// The number of functions of core modules that have code.
    pub functions: u64,
    /// The names of the imports, sorted. An import of a core module is `MODULE#NAME`; each
    /// occurs once.
    pub imports: Vec<String>,
    /// The names of the exports, sorted.
    pub exports: Vec<String>,
    /// The stack that calls take, in the form that takes more.
    pub stack: Stack,
    /// The core modules, in the order of the file.
    pub modules: Vec<CoreModule>,
}

/// The kinds of WebAssembly files.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// A component.
    #[default]
    Component,
    /// A core module.
    Module,
}

/// The sizes and the memory layout of one core module.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct CoreModule {
    /// The module with its header, without custom sections.
    pub bytes: u64,
    /// The code section; a part of `bytes`.
    pub code_bytes: u64,
    /// The data section; a part of `bytes`.
    pub data_bytes: u64,
    /// The custom sections; not a part of `bytes`.
    pub custom_bytes: u64,
    /// The memories that the module defines, without imported ones.
    pub memories: Vec<Memory>,
    /// The tables that the module defines.
    pub tables: Vec<Table>,
    /// The number of its functions that have code.
    pub functions: u64,
    /// The initial value of the first mutable 32-bit global. In modules of `wasm-ld` this
    /// is the stack pointer; a module without a stack has none.
    pub stack_pointer: Option<u64>,
    /// The lowest address that an active data segment is copied to.
    pub lowest_data: Option<u64>,
}

/// The bounds of a memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Memory {
    /// Pages of 64 KiB at the start, rounded up.
    pub pages: u64,
    /// Pages of 64 KiB that it can grow to, rounded up; `None` is no bound.
    pub max_pages: Option<u64>,
}

/// The bounds of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Table {
    /// Elements at the start.
    pub elements: u64,
    /// Elements that it can grow to; `None` is no bound.
    pub max_elements: Option<u64>,
}

/// The reason why bytes cannot be measured.
#[derive(Debug, thiserror::Error)]
pub enum MeasureError {
    /// The bytes are not WebAssembly, or damaged.
    #[error(
        "this is no WebAssembly component and no core module: {0}; was the file cut off or changed?"
    )]
    Malformed(#[from] wasmparser::BinaryReaderError),
}

impl Measurement {
    /// Returns the largest core module, which holds the author's code. Other modules are
    /// glue that wit-component adds.
    pub fn main_module(&self) -> Option<&CoreModule> {
        // `max_by_key` would take the last of several.
        self.modules.iter().rev().max_by_key(|module| module.bytes)
    }
}

/// Measures a component or a core module.
///
/// The bytes are split into parts and not validated, because an engine does that.
/// [`Artifacts::measure`](crate::artifacts::Artifacts::measure) adds the figures that need
/// both artifacts: the sizes of the linked one, and the stack.
///
/// # Errors
/// When `bytes` cannot be parsed to its end.
pub fn measure(bytes: &[u8]) -> Result<Measurement, MeasureError> {
    let parts = parts(bytes)?;
    let compressed = Compressed::of(bytes);
    Ok(Measurement {
        gzip_bytes: compressed.gzip,
        brotli_bytes: compressed.brotli,
        zstd_bytes: compressed.zstd,
        ..parts
    })
}

/// Measures everything but the compressed sizes, which take most of the time.
pub(crate) fn parts(bytes: &[u8]) -> Result<Measurement, MeasureError> {
    let mut walk = Walk::default();
    for payload in Parser::new(0).parse_all(bytes) {
        walk.payload(payload?)?;
    }
    let Walk {
        kind,
        wrapper,
        custom,
        mut imports,
        mut exports,
        modules,
        ..
    } = walk;
    imports.sort_unstable();
    exports.sort_unstable();
    if kind == Kind::Module {
        imports.dedup();
    }

    let sum = |part: fn(&CoreModule) -> u64| modules.iter().map(part).sum::<u64>();
    let memories = || modules.iter().flat_map(|module| &module.memories);
    let tables = || modules.iter().flat_map(|module| &module.tables);
    Ok(Measurement {
        kind,
        bytes: bytes.len() as u64,
        plain_bytes: bytes.len() as u64,
        plain_core_bytes: sum(|module| module.bytes),
        core_bytes: sum(|module| module.bytes),
        core_code_bytes: sum(|module| module.code_bytes),
        core_data_bytes: sum(|module| module.data_bytes),
        wrapper_bytes: wrapper,
        custom_bytes: custom.values().sum(),
        custom_sections: custom,
        memory_pages: together(memories().map(|memory| memory.pages)),
        memory_max_pages: all_together(memories().map(|memory| memory.max_pages)),
        table_elements: together(tables().map(|table| table.elements)),
        table_max_elements: all_together(tables().map(|table| table.max_elements)),
        core_modules: modules.len(),
        functions: sum(|module| module.functions),
        imports,
        exports,
        modules,
        ..Measurement::default()
    })
}

/// Returns the sum of counts that a file declares, which may be any numbers.
fn together(counts: impl Iterator<Item = u64>) -> u64 {
    counts.fold(0, u64::saturating_add)
}

fn all_together(mut counts: impl Iterator<Item = Option<u64>>) -> Option<u64> {
    counts.try_fold(0, |sum: u64, count| Some(sum.saturating_add(count?)))
}

/// A module or component that is open while the file is read.
struct Open {
    /// Index into the modules; `None` for a component.
    module: Option<usize>,
    /// The offset of the next section: every byte before it is counted.
    at: u64,
}

/// The state of one pass over a file. Sections lie one after the other. So the bytes
/// between the end of one and the content of the next are the id and the length of the
/// latter, however long the length is written.
#[derive(Default)]
struct Walk {
    kind: Kind,
    open: Vec<Open>,
    wrapper: u64,
    custom: BTreeMap<String, u64>,
    imports: Vec<String>,
    exports: Vec<String>,
    modules: Vec<CoreModule>,
}

impl Walk {
    fn payload(&mut self, payload: Payload<'_>) -> Result<(), MeasureError> {
        match &payload {
            Payload::Version {
                encoding, range, ..
            } => {
                self.begin(*encoding, range);
                return Ok(());
            }
            Payload::ModuleSection {
                unchecked_range, ..
            }
            | Payload::ComponentSection {
                unchecked_range, ..
            } => {
                // Only the id and the length; what is inside follows.
                let header = self.section(&(unchecked_range.start..unchecked_range.start));
                self.owned(header);
                if let Some(parent) = self.open.last_mut() {
                    parent.at = unchecked_range.end;
                }
                return Ok(());
            }
            Payload::End(_) => {
                self.open.pop();
                return Ok(());
            }
            _ => {}
        }

        // Everything else is a section, or a function, which is a part of one.
        let Some((_, range)) = payload.as_section() else {
            return Ok(());
        };
        let bytes = self.section(&range);
        let module = self.open.last().and_then(|open| open.module);
        if let Payload::CustomSection(section) = &payload {
            *self.custom.entry(section.name().to_owned()).or_default() += bytes;
            if let Some(module) = module {
                self.modules[module].custom_bytes += bytes;
            }
            return Ok(());
        }
        self.owned(bytes);
        let outermost = self.open.len() == 1;
        match (payload, module.map(|module| &mut self.modules[module])) {
            (Payload::CodeSectionStart { count, .. }, Some(module)) => {
                module.code_bytes += bytes;
                module.functions += u64::from(count);
            }
            (Payload::DataSection(data), Some(module)) => {
                module.data_bytes += bytes;
                module.lowest_data = lowest_data(data)?;
            }
            (Payload::MemorySection(section), Some(module)) => {
                module.memories = memories(section)?;
            }
            (Payload::TableSection(section), Some(module)) => {
                module.tables = tables(section)?;
            }
            (Payload::GlobalSection(globals), Some(module)) => {
                module.stack_pointer = stack_pointer(globals)?;
            }
            // The imports of a nested component come from its parent.
            (Payload::ComponentImportSection(imports), None) if outermost => {
                self.imports.extend(import_names(imports)?);
            }
            (Payload::ComponentExportSection(exports), None) if outermost => {
                self.exports.extend(export_names(exports)?);
            }
            (Payload::ImportSection(imports), Some(_)) if outermost => {
                self.imports.extend(core_import_names(imports)?);
            }
            (Payload::ExportSection(exports), Some(_)) if outermost => {
                self.exports.extend(core_export_names(exports)?);
            }
            _ => {}
        }
        Ok(())
    }

    /// Begins a module or a component with its header at `range`.
    fn begin(&mut self, encoding: Encoding, range: &Range<u64>) {
        let module = match encoding {
            Encoding::Module => {
                if self.open.is_empty() {
                    self.kind = Kind::Module;
                }
                self.modules.push(CoreModule::default());
                Some(self.modules.len() - 1)
            }
            Encoding::Component => None,
        };
        self.open.push(Open {
            module,
            at: range.end,
        });
        self.owned(range.end - range.start);
    }

    /// Returns the bytes of the section with the content at `range`, with its id and
    /// length. Moves behind the section.
    fn section(&mut self, range: &Range<u64>) -> u64 {
        let open = self
            .open
            .last_mut()
            .expect("the parser hands out a header before any section");
        let bytes = range.end - open.at;
        open.at = range.end;
        bytes
    }

    /// Counts `bytes` for the open module or component. They are not of a custom section.
    fn owned(&mut self, bytes: u64) {
        match self.open.last().and_then(|open| open.module) {
            Some(module) => self.modules[module].bytes += bytes,
            None => self.wrapper += bytes,
        }
    }
}

fn memories(section: MemorySectionReader<'_>) -> wasmparser::Result<Vec<Memory>> {
    section
        .into_iter()
        .map(|memory| {
            let memory = memory?;
            // Modules may choose another page size.
            let size = 1_u64 << memory.page_size_log2.unwrap_or(16).min(16);
            let pages = |count: u64| count.saturating_mul(size).div_ceil(PAGE);
            Ok(Memory {
                pages: pages(memory.initial),
                max_pages: memory.maximum.map(pages),
            })
        })
        .collect()
}

fn tables(section: TableSectionReader<'_>) -> wasmparser::Result<Vec<Table>> {
    section
        .into_iter()
        .map(|table| {
            let ty = table?.ty;
            Ok(Table {
                elements: ty.initial,
                max_elements: ty.maximum,
            })
        })
        .collect()
}

fn stack_pointer(globals: GlobalSectionReader<'_>) -> wasmparser::Result<Option<u64>> {
    for global in globals {
        let global = global?;
        if global.ty.mutable && global.ty.content_type == wasmparser::ValType::I32 {
            return match global.init_expr.get_operators_reader().read()? {
                Operator::I32Const { value } => Ok(Some(u64::from(value.cast_unsigned()))),
                _ => Ok(None),
            };
        }
    }
    Ok(None)
}

fn lowest_data(section: DataSectionReader<'_>) -> wasmparser::Result<Option<u64>> {
    let mut lowest = None;
    for segment in section {
        if let DataKind::Active { offset_expr, .. } = segment?.kind
            && let Operator::I32Const { value } = offset_expr.get_operators_reader().read()?
        {
            let start = u64::from(value.cast_unsigned());
            lowest = Some(lowest.map_or(start, |lowest: u64| lowest.min(start)));
        }
    }
    Ok(lowest)
}

fn import_names(section: ComponentImportSectionReader<'_>) -> wasmparser::Result<Vec<String>> {
    section
        .into_iter()
        .map(|import| Ok(import?.name.full_name().into_owned()))
        .collect()
}

fn export_names(section: ComponentExportSectionReader<'_>) -> wasmparser::Result<Vec<String>> {
    section
        .into_iter()
        .map(|export| Ok(export?.name.full_name().into_owned()))
        .collect()
}

/// Returns the names as the size model has them. A group of imports has the name of its
/// module once, and may have many members at two bytes each. If their full names would
/// take more than [`MOST_OF_GROUP`], the name is `MODULE#*`.
fn core_import_names(section: ImportSectionReader<'_>) -> wasmparser::Result<Vec<String>> {
    let mut names = Vec::new();
    for group in section {
        let (module, items) = match group? {
            Imports::Single(_, import) => (import.module, vec![import.name]),
            Imports::Compact1 { module, items } => {
                let names = items.into_iter().map(|item| item.map(|item| item.name));
                (module, names.collect::<wasmparser::Result<_>>()?)
            }
            Imports::Compact2 { module, names, .. } => (
                module,
                names.into_iter().collect::<wasmparser::Result<_>>()?,
            ),
        };
        if items.len().saturating_mul(module.len()) > MOST_OF_GROUP {
            names.push(format!("{module}#*"));
        } else {
            names.extend(items.iter().map(|name| format!("{module}#{name}")));
        }
    }
    Ok(names)
}

fn core_export_names(section: ExportSectionReader<'_>) -> wasmparser::Result<Vec<String>> {
    section
        .into_iter()
        .map(|export| Ok(export?.name.to_owned()))
        .collect()
}
