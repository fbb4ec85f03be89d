//! The parts of a file.

use serde::Serialize;

/// The number of a part in its [`Model`](crate::Model): parts are counted in the order
/// of the file, from 0, which is the whole of it.
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

/// A range of bytes that is one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// What it is.
    pub kind: Kind,
    /// Its index among those of its kind in the component or module that it is in,
    /// imported ones counted as the format does; 0 where there is but one.
    pub index: u32,
    /// Where it begins, in bytes from the beginning of the file. Its header, an id and a
    /// length, belongs to it.
    pub start: u32,
    /// Where it ends.
    pub end: u32,
    /// What it is in; the file is in itself.
    pub parent: PartId,
    /// What the file calls it: the name of an import, an export or a custom section.
    pub name: Option<Box<str>>,
    /// The part behind the last one within it.
    pub(crate) after: u32,
}

impl Part {
    /// Returns how many bytes it has, with all that is in it.
    pub fn bytes(&self) -> u64 {
        u64::from(self.end - self.start)
    }
}

/// What a part is.
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
    /// An alias: what is in an instance, or around a component, by an index here.
    Alias,
    /// A type of a component.
    Type,
    /// A canonical function: what is lifted or lowered, or deals with a resource.
    Canonical,
    /// An import of a component.
    Import,
    /// An export of a component.
    Export,
}

/// Which section.
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
    /// How many data segments there are.
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
    /// Returns what people call the section.
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
    /// Returns what people call one of these.
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

    /// Returns what people call several of these.
    pub fn plural(self) -> String {
        match self {
            Self::Alias => "aliases".to_owned(),
            Self::Memory => "memories".to_owned(),
            Self::Section(section) => section.label().to_owned(),
            kind => format!("{}s", kind.label()),
        }
    }
}
