//! A core module, taken apart.

use std::ops::Range;

use wasmparser::{
    BinaryReader, CodeSectionReader, CompositeInnerType, Data, Element, Encoding, Export, FuncType,
    FunctionBody, Global, Import, MemoryType, Parser, Payload, RecGroup, SubType, Table, TagType,
    TypeRef,
};

use super::ModuleRefusal;
use super::custom::ModuleCustomSection;
use super::space::{PerSpace, Space, index};

/// A valid core module. Everything in it is as in the file, in its order.
#[derive(Default)]
pub(crate) struct Module<'a> {
    /// Recursion groups; a type that stands alone is a group of one.
    pub(crate) groups: Vec<Group>,
    /// Imports, one by one even where the file has them in compact groups.
    pub(crate) imports: Vec<Import<'a>>,
    /// The number of imports of each space.
    pub(crate) imported: PerSpace<u32>,
    /// The places in `imports` of those of each space.
    import_places: PerSpace<Vec<usize>>,
    /// The types of the functions that are defined here.
    pub(crate) functions: Vec<u32>,
    /// The tables that are defined here.
    pub(crate) tables: Vec<Table<'a>>,
    /// The memories that are defined here.
    pub(crate) memories: Vec<MemoryType>,
    /// The tags that are defined here.
    pub(crate) tags: Vec<TagType>,
    /// The globals that are defined here.
    pub(crate) globals: Vec<Global<'a>>,
    /// Exports.
    pub(crate) exports: Vec<Export<'a>>,
    /// The start function.
    pub(crate) start: Option<u32>,
    /// Element segments.
    pub(crate) elements: Vec<Element<'a>>,
    /// The code of the functions that are defined here.
    pub(crate) bodies: Vec<FunctionBody<'a>>,
    /// Data segments.
    pub(crate) data: Vec<Data<'a>>,
    /// Custom sections.
    pub(crate) customs: Vec<ModuleCustomSection<'a>>,
}

/// A recursion group.
#[derive(Clone)]
pub(crate) struct Group {
    /// The index of its first type.
    pub(crate) first: u32,
    /// Its types.
    pub(crate) types: RecGroup,
}

impl Group {
    /// Returns the indices of its types.
    pub(crate) fn range(&self) -> Range<u32> {
        self.first..self.first.saturating_add(index(self.types.types().len()))
    }
}

impl<'a> Module<'a> {
    /// Takes a module apart. It must be valid: the indices in it are relied on.
    ///
    /// # Errors
    /// When the module has a section of an unknown kind, or cannot be parsed.
    pub(crate) fn read(bytes: &'a [u8]) -> Result<Self, ModuleRefusal> {
        let mut module = Self::default();
        // The id of the last section that was not a custom one, in the order
        // that the format demands.
        let mut after = 0;
        for payload in Parser::new(0).parse_all(bytes) {
            let payload = payload?;
            after = rank(&payload).unwrap_or(after);
            module.payload(bytes, payload, after)?;
        }
        for (place, import) in module.imports.iter().enumerate() {
            let space = Space::of_import(&import.ty);
            module.imported[space] += 1;
            module.import_places[space].push(place);
        }
        Ok(module)
    }

    /// Adds one part of the file.
    fn payload(
        &mut self,
        bytes: &'a [u8],
        payload: Payload<'a>,
        after: u8,
    ) -> Result<(), ModuleRefusal> {
        match payload {
            // The code comes as a whole; data is counted anew.
            Payload::Version {
                encoding: Encoding::Module,
                ..
            }
            | Payload::CodeSectionEntry(_)
            | Payload::DataCountSection { .. }
            | Payload::End(_) => {}
            Payload::TypeSection(section) => {
                let mut first = 0;
                for types in section {
                    let group = Group {
                        first,
                        types: types?,
                    };
                    first = group.range().end;
                    self.groups.push(group);
                }
            }
            Payload::ImportSection(section) => {
                self.imports = section.into_imports().collect::<Result<_, _>>()?;
            }
            Payload::FunctionSection(section) => self.functions = all(section)?,
            Payload::TableSection(section) => self.tables = all(section)?,
            Payload::MemorySection(section) => self.memories = all(section)?,
            Payload::TagSection(section) => self.tags = all(section)?,
            Payload::GlobalSection(section) => self.globals = all(section)?,
            Payload::ExportSection(section) => self.exports = all(section)?,
            Payload::StartSection { func, .. } => self.start = Some(func),
            Payload::ElementSection(section) => self.elements = all(section)?,
            Payload::CodeSectionStart {
                unchecked_range, ..
            } => {
                let section = slice(bytes, &unchecked_range)?;
                let reader = BinaryReader::new(section, unchecked_range.start);
                self.bodies = all(CodeSectionReader::new(reader)?)?;
            }
            Payload::DataSection(section) => self.data = all(section)?,
            Payload::CustomSection(section) => self.customs.push(ModuleCustomSection {
                name: section.name(),
                data: section.data(),
                after,
                offset: section.range().start,
            }),
            other => {
                let offset = other.as_section().map_or(0, |(_, range)| range.start);
                return Err(ModuleRefusal::at("this section is not known here", offset));
            }
        }
        Ok(())
    }

    /// Counts the items of a space, imported ones included.
    pub(crate) fn count(&self, space: Space) -> u32 {
        let defined = match space {
            Space::Type => return self.groups.last().map_or(0, |group| group.range().end),
            Space::Function => self.functions.len(),
            Space::Table => self.tables.len(),
            Space::Memory => self.memories.len(),
            Space::Global => self.globals.len(),
            Space::Tag => self.tags.len(),
            Space::Element => self.elements.len(),
            Space::Data => self.data.len(),
        };
        self.imported[space].saturating_add(index(defined))
    }

    /// Returns the place of an item among those that are defined here; `None` if it
    /// is imported.
    pub(crate) fn defined(&self, space: Space, item: u32) -> Option<usize> {
        item.checked_sub(self.imported[space])
            .map(|place| place as usize)
    }

    /// Returns the import that an item is; `None` if it is defined here.
    pub(crate) fn import(&self, space: Space, item: u32) -> Option<&Import<'a>> {
        let place = self.import_places[space].get(item as usize)?;
        self.imports.get(*place)
    }

    /// Returns the type index of a function.
    pub(crate) fn function_type(&self, function: u32) -> Option<u32> {
        match self.defined(Space::Function, function) {
            Some(place) => self.functions.get(place).copied(),
            None => match self.import(Space::Function, function)?.ty {
                TypeRef::Func(ty) | TypeRef::FuncExact(ty) => Some(ty),
                _ => None,
            },
        }
    }

    /// Returns the parameters and results of a type; `None` if it is no type of
    /// functions.
    pub(crate) fn signature(&self, ty: u32) -> Option<&FuncType> {
        match &self.sub_type(ty)?.composite_type.inner {
            CompositeInnerType::Func(ty) => Some(ty),
            _ => None,
        }
    }

    /// Returns a type by its index.
    pub(crate) fn sub_type(&self, ty: u32) -> Option<&SubType> {
        let place = self.groups.partition_point(|group| group.range().end <= ty);
        let group = self.groups.get(place)?;
        group.types.types().nth((ty - group.first) as usize)
    }

    /// Checks whether a type is shared among threads.
    pub(crate) fn is_shared(&self, ty: u32) -> bool {
        self.sub_type(ty).is_some_and(|ty| ty.composite_type.shared)
    }

    /// Returns the type index of a tag.
    pub(crate) fn tag_type(&self, tag: u32) -> Option<u32> {
        match self.defined(Space::Tag, tag) {
            Some(place) => self.tags.get(place).map(|tag| tag.func_type_idx),
            None => match self.import(Space::Tag, tag)?.ty {
                TypeRef::Tag(tag) => Some(tag.func_type_idx),
                _ => None,
            },
        }
    }

    /// Returns the type of a memory.
    pub(crate) fn memory_type(&self, memory: u32) -> Option<MemoryType> {
        match self.defined(Space::Memory, memory) {
            Some(place) => self.memories.get(place).copied(),
            None => match self.import(Space::Memory, memory)?.ty {
                TypeRef::Memory(ty) => Some(ty),
                _ => None,
            },
        }
    }
}

/// Returns all items of a section.
fn all<'a, T: wasmparser::FromReader<'a>>(
    section: wasmparser::SectionLimited<'a, T>,
) -> Result<Vec<T>, ModuleRefusal> {
    Ok(section.into_iter().collect::<Result<_, _>>()?)
}

/// Returns the bytes of a part of the file.
pub(crate) fn slice<'a>(bytes: &'a [u8], range: &Range<u64>) -> Result<&'a [u8], ModuleRefusal> {
    usize::try_from(range.start)
        .ok()
        .zip(usize::try_from(range.end).ok())
        .and_then(|(start, end)| bytes.get(start..end))
        .ok_or_else(|| ModuleRefusal::at("this section ends past the module", range.start))
}

/// Returns the rank of a section in the order that the format demands, from 1;
/// `None` for custom sections and for parts that are no section.
fn rank(payload: &Payload<'_>) -> Option<u8> {
    Some(match payload {
        Payload::TypeSection(_) => 1,
        Payload::ImportSection(_) => 2,
        Payload::FunctionSection(_) => 3,
        Payload::TableSection(_) => 4,
        Payload::MemorySection(_) => 5,
        Payload::TagSection(_) => 6,
        Payload::GlobalSection(_) => 7,
        Payload::ExportSection(_) => 8,
        Payload::StartSection { .. } => 9,
        Payload::ElementSection(_) => 10,
        Payload::DataCountSection { .. } => 11,
        Payload::CodeSectionStart { .. } => 12,
        Payload::DataSection(_) => 13,
        _ => return None,
    })
}
