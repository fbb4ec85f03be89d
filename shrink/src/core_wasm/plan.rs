//! The plan of a pass: the module that it has decided to write.

use std::borrow::Cow;
use std::collections::HashMap;

use wasmparser::{ExternalKind, TypeRef};

use super::custom::ModuleCustomSection;
use super::module::Module;
use super::space::{ItemIndex, Space, index};

/// The module that is to be written, in terms of the items of a module that was
/// read. All indices are those of that module.
pub(crate) struct Plan<'a> {
    /// Recursion groups, by their place in the module.
    pub(crate) groups: Vec<usize>,
    /// Imports.
    pub(crate) imports: Vec<PlannedImport<'a>>,
    /// Functions to define.
    pub(crate) functions: Vec<u32>,
    /// Tables to define.
    pub(crate) tables: Vec<u32>,
    /// Memories to define.
    pub(crate) memories: Vec<u32>,
    /// Tags to define.
    pub(crate) tags: Vec<u32>,
    /// Globals to define.
    pub(crate) globals: Vec<u32>,
    /// Exports.
    pub(crate) exports: Vec<PlannedExport<'a>>,
    /// The start function.
    pub(crate) start: Option<u32>,
    /// Element segments.
    pub(crate) elements: Vec<PlannedElement>,
    /// Data segments.
    pub(crate) data: Vec<PlannedData>,
    /// Custom sections, in their order.
    pub(crate) customs: Vec<ModuleCustomSection<'a>>,
    /// Items that another one of their space stands in for. That one is written,
    /// and nothing stands in for it.
    pub(crate) aliases: HashMap<ItemIndex, u32>,
    /// Code that replaces that of a function: locals and instructions.
    pub(crate) bodies: HashMap<u32, Vec<u8>>,
    /// The new places of the locals of a function, parameters included; `None` for
    /// a local that is gone. A function that is not here has its locals where they
    /// were.
    pub(crate) locals: HashMap<u32, Vec<Option<u32>>>,
    /// Functions that were put into another one. That one gets their name if it has
    /// none of its own.
    pub(crate) heirs: HashMap<u32, u32>,
}

/// An import to be written.
pub(crate) struct PlannedImport<'a> {
    /// The name of the module that it is imported from.
    pub(crate) module: Cow<'a, str>,
    /// Its name in there.
    pub(crate) name: Cow<'a, str>,
    /// The type.
    pub(crate) ty: TypeRef,
    /// The item of the module that it is or stands in for.
    pub(crate) item: u32,
}

/// An export to be written.
pub(crate) struct PlannedExport<'a> {
    /// Its name.
    pub(crate) name: Cow<'a, str>,
    /// The kind.
    pub(crate) kind: ExternalKind,
    /// The item that is exported.
    pub(crate) item: u32,
}

/// An element segment to be written.
pub(crate) enum PlannedElement {
    /// One of the module.
    Kept(u32),
    /// A new one that only declares that there may be references to functions.
    Declared(Vec<u32>),
}

/// A data segment to be written.
pub(crate) enum PlannedData {
    /// One of the module.
    Kept(u32),
    /// A new one that is copied into a memory at the start.
    Active {
        /// The memory.
        memory: u32,
        /// `true` if addresses in it have 64 bits.
        memory64: bool,
        /// The address in the memory.
        offset: u64,
        /// The bytes.
        bytes: Vec<u8>,
    },
}

impl<'a> Plan<'a> {
    /// Plans to write all of a module as it is.
    pub(crate) fn all_of(module: &Module<'a>) -> Self {
        let mut next = super::space::PerSpace::<u32>::default();
        let imports = module
            .imports
            .iter()
            .map(|import| {
                let next = &mut next[Space::of_import(&import.ty)];
                *next += 1;
                PlannedImport {
                    module: import.module.into(),
                    name: import.name.into(),
                    ty: import.ty,
                    item: *next - 1,
                }
            })
            .collect();
        let defined = |space| (module.imported[space]..module.count(space)).collect();
        Self {
            groups: (0..module.groups.len()).collect(),
            imports,
            functions: defined(Space::Function),
            tables: defined(Space::Table),
            memories: defined(Space::Memory),
            tags: defined(Space::Tag),
            globals: defined(Space::Global),
            exports: module
                .exports
                .iter()
                .map(|export| PlannedExport {
                    name: export.name.into(),
                    kind: export.kind,
                    item: export.index,
                })
                .collect(),
            start: module.start,
            elements: (0..index(module.elements.len()))
                .map(PlannedElement::Kept)
                .collect(),
            data: (0..index(module.data.len()))
                .map(PlannedData::Kept)
                .collect(),
            customs: module.customs.clone(),
            aliases: HashMap::new(),
            bodies: HashMap::new(),
            locals: HashMap::new(),
            heirs: HashMap::new(),
        }
    }

    /// Returns the item that stands in for `item`, or itself.
    pub(crate) fn alias(&self, (space, item): ItemIndex) -> u32 {
        self.aliases.get(&(space, item)).copied().unwrap_or(item)
    }
}
