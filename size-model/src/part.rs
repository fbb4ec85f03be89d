//! The parts of a file.

use serde::Serialize;

/// The number of a part in its [`Model`](crate::Model). Parts are counted in the order of
/// the file. Number 0 is the whole file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct PartId(pub(crate) u32);

impl PartId {
    /// The whole file.
    pub const FILE: Self = Self(0);

    /// Returns the number as an index.
    pub fn index(self) -> usize {
        self.0 as usize
    }
}

/// A part: a range of bytes with a meaning of its own.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The kind of the part.
    pub kind: Kind,
    /// Its index among the parts of its kind in its component or module. Imported ones
    /// count as the format counts them. It is 0 if there is only one.
    pub index: u32,
    /// The offset of its first byte in the file. Its header, an id and a length, belongs
    /// to it.
    pub start: u32,
    /// The offset of its end.
    pub end: u32,
    /// The part that contains it; the file contains itself.
    pub parent: PartId,
    /// The name in the file, of an import, an export or a custom section.
    pub name: Option<Box<str>>,
    /// The number of the part after the last one within it.
    pub(crate) after: u32,
}

impl Part {
    /// Returns its size in bytes, with all parts within it.
    pub fn bytes(&self) -> u64 {
        u64::from(self.end - self.start)
    }
}

/// The kind of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
    /// A component: the file, or one within it.
    Component,
    /// A core module: the file, or one within a component.
    Module,
    /// A section of a component or a core module.
    Section(Section),
    /// A type of a core module, or a group of types that refer to each other.
    CoreType,
    /// An import of a core module, or several that share a name.
    CoreImport,
    /// A table.
    Table,
    /// A memory.
    Memory,
    /// A tag of exceptions.
    Tag,
    /// A global.
    Global,
    /// An export of a core module.
    CoreExport,
    /// An element segment.
    Element,
    /// A function: its length, its locals and its code.
    Function,
    /// A data segment.
    Data,
    /// A core instance of a component.
    CoreInstance,
    /// An instance of a component.
    Instance,
    /// An alias: an item of an instance or of an enclosing component, with an index here.
    Alias,
    /// A type of a component.
    Type,
    /// A canonical function: it lifts or lowers a function, or deals with a resource.
    Canonical,
    /// An import of a component.
    Import,
    /// An export of a component.
    Export,
}

/// The kind of a section.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Section {
    /// Types of a core module, or core types of a component.
    CoreTypes,
    /// Imports of a core module.
    CoreImports,
    /// The types of the functions of a core module.
    Functions,
    /// Tables.
    Tables,
    /// Memories.
    Memories,
    /// Tags.
    Tags,
    /// Globals.
    Globals,
    /// Exports of a core module.
    CoreExports,
    /// The start function of a core module.
    CoreStart,
    /// Element segments.
    Elements,
    /// The number of data segments.
    DataCount,
    /// Code.
    Code,
    /// Data segments.
    Data,
    /// A core module.
    Module,
    /// A component within a component.
    Component,
    /// Core instances.
    CoreInstances,
    /// Instances.
    Instances,
    /// Aliases.
    Aliases,
    /// Types of a component.
    Types,
    /// Canonical functions.
    Canonicals,
    /// The start function of a component.
    Start,
    /// Imports of a component.
    Imports,
    /// Exports of a component.
    Exports,
    /// A custom section; the part has its name.
    Custom,
    /// A section of a kind that is not known here.
    Unknown,
}

impl Section {
    /// Returns the name of the section for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::CoreTypes => "core types",
            Self::CoreImports => "core imports",
            Self::Functions => "types of functions",
            Self::Tables => "tables",
            Self::Memories => "memories",
            Self::Tags => "tags",
            Self::Globals => "globals",
            Self::CoreExports => "core exports",
            Self::CoreStart => "core start function",
            Self::Elements => "element segments",
            Self::DataCount => "count of data segments",
            Self::Code => "code",
            Self::Data => "data",
            Self::Module => "header of a core module",
            Self::Component => "header of a component",
            Self::CoreInstances => "core instances",
            Self::Instances => "instances",
            Self::Aliases => "aliases",
            Self::Types => "component types",
            Self::Canonicals => "canonical functions",
            Self::Start => "start function",
            Self::Imports => "imports",
            Self::Exports => "exports",
            Self::Custom => "custom section",
            Self::Unknown => "unknown section",
        }
    }
}

impl Kind {
    /// Returns the name of one such part for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Component => "component",
            Self::Module => "core module",
            Self::Section(section) => section.label(),
            Self::CoreType => "core type",
            Self::CoreImport => "core import",
            Self::Table => "table",
            Self::Memory => "memory",
            Self::Tag => "tag",
            Self::Global => "global",
            Self::CoreExport => "core export",
            Self::Element => "element segment",
            Self::Function => "function",
            Self::Data => "data segment",
            Self::CoreInstance => "core instance",
            Self::Instance => "instance",
            Self::Alias => "alias",
            Self::Type => "type",
            Self::Canonical => "canonical function",
            Self::Import => "import",
            Self::Export => "export",
        }
    }

    /// Returns the name of several such parts for people.
    pub fn plural(self) -> String {
        match self {
            Self::Alias => "aliases".to_owned(),
            Self::Memory => "memories".to_owned(),
            Self::Section(section) => section.label().to_owned(),
            kind => format!("{}s", kind.label()),
        }
    }
}
