//! The items of sections.

use std::ops::Range;

use wasmparser::{
    BinaryReader, ComponentExport, ComponentImport, Export, FromReader, Imports, Payload, RecGroup,
    SectionLimited, TypeRef,
};

use super::{Walk, place};
use crate::error::Error;
use crate::part::{Kind, Part, PartId, Section};

/// Returns the offset where the items of a code section begin: after its count. `section`
/// is the part that ends with the content and whose last item has not been read yet.
pub(super) fn count_at(file: &[u8], section: &Part) -> wasmparser::Result<u32> {
    let start = section.start as usize;
    let bytes = file.get(start..).unwrap_or_default();
    let mut reader = BinaryReader::new(bytes, u64::from(section.start));
    reader.read_u8()?;
    reader.read_var_u32()?;
    reader.read_var_u32()?;
    Ok(place(reader.original_position()))
}

impl<'f> Walk<'f> {
    /// Adds a section, with its items.
    pub(super) fn items(&mut self, payload: Payload<'f>) -> Result<(), Error> {
        use Kind as K;
        use Section as S;
        match payload {
            Payload::TypeSection(types) => {
                self.each(S::CoreTypes, types, |walk, group: RecGroup| {
                    // A group may have several types, or none.
                    let first = walk.next(K::CoreType);
                    let others = group.types().len() as u64;
                    walk.skip(K::CoreType, place(others).wrapping_sub(1));
                    (K::CoreType, first, None)
                })
            }
            Payload::ImportSection(imports) => self.core_imports(imports),
            Payload::FunctionSection(section) => self.plain(S::Functions, &section.range()),
            Payload::TableSection(section) => self.all(S::Tables, K::Table, section),
            Payload::MemorySection(section) => self.all(S::Memories, K::Memory, section),
            Payload::TagSection(section) => self.all(S::Tags, K::Tag, section),
            Payload::GlobalSection(section) => self.all(S::Globals, K::Global, section),
            Payload::ExportSection(exports) => {
                self.each(S::CoreExports, exports, |walk, export: Export<'_>| {
                    let index = walk.next(K::CoreExport);
                    (K::CoreExport, index, Some(export.name.into()))
                })
            }
            Payload::StartSection { range, .. } => self.plain(S::CoreStart, &range),
            Payload::ElementSection(section) => self.all(S::Elements, K::Element, section),
            Payload::DataCountSection { range, .. } => self.plain(S::DataCount, &range),
            Payload::CodeSectionStart {
                unchecked_range, ..
            } => self.plain(S::Code, &unchecked_range),
            Payload::DataSection(section) => self.all(S::Data, K::Data, section),
            Payload::InstanceSection(section) => {
                self.all(S::CoreInstances, K::CoreInstance, section)
            }
            Payload::CoreTypeSection(section) => self.all(S::CoreTypes, K::CoreType, section),
            Payload::ComponentInstanceSection(section) => {
                self.all(S::Instances, K::Instance, section)
            }
            Payload::ComponentAliasSection(section) => self.all(S::Aliases, K::Alias, section),
            Payload::ComponentTypeSection(section) => self.all(S::Types, K::Type, section),
            Payload::ComponentCanonicalSection(section) => {
                self.all(S::Canonicals, K::Canonical, section)
            }
            Payload::ComponentStartSection { range, .. } => self.plain(S::Start, &range),
            Payload::ComponentImportSection(imports) => {
                self.each(S::Imports, imports, |walk, import: ComponentImport<'_>| {
                    let index = walk.next(K::Import);
                    (K::Import, index, Some(import.name.full_name().into()))
                })
            }
            Payload::ComponentExportSection(exports) => {
                self.each(S::Exports, exports, |walk, export: ComponentExport<'_>| {
                    let index = walk.next(K::Export);
                    (K::Export, index, Some(export.name.full_name().into()))
                })
            }
            Payload::CustomSection(section) => {
                let part = self.section(S::Custom, &section.range())?;
                self.parts[part.index()].name = Some(section.name().into());
                Ok(())
            }
            other => match other.as_section() {
                Some((_, range)) => self.plain(S::Unknown, &range),
                None => Ok(()),
            },
        }
    }

    /// Returns the index of the next item of a kind.
    fn next(&mut self, kind: Kind) -> u32 {
        self.open
            .last_mut()
            .map_or(0, |open| open.counts.next(kind))
    }

    /// Counts more items of a kind, or one less.
    fn skip(&mut self, kind: Kind, many: u32) {
        if let Some(open) = self.open.last_mut() {
            let count = open.counts.of.entry(kind).or_default();
            *count = count.wrapping_add(many);
        }
    }

    /// Adds a section without parts.
    fn plain(&mut self, section: Section, content: &Range<u64>) -> Result<(), Error> {
        self.section(section, content).map(drop)
    }

    /// Adds a section of items without names.
    fn all<T: FromReader<'f>>(
        &mut self,
        section: Section,
        kind: Kind,
        items: SectionLimited<'f, T>,
    ) -> Result<(), Error> {
        self.each(section, items, |walk, _| (kind, walk.next(kind), None))
    }

    /// Adds a section of items. Each item begins where the one before ends.
    fn each<T: FromReader<'f>>(
        &mut self,
        section: Section,
        items: SectionLimited<'f, T>,
        mut what: impl FnMut(&mut Self, T) -> (Kind, u32, Option<Box<str>>),
    ) -> Result<(), Error> {
        let content = items.range();
        let parent = self.section(section, &content)?;
        for item in items.into_iter_with_offsets() {
            let (start, item) = item.map_err(Error::of(self.file))?;
            let (kind, index, name) = what(self, item);
            self.item(parent, kind, index, start, name);
        }
        self.close(parent);
        Ok(())
    }

    /// Adds an item that ends with its section, unless another one follows.
    fn item(&mut self, parent: PartId, kind: Kind, index: u32, start: u64, name: Option<Box<str>>) {
        let end = self.parts[parent.index()].end;
        if let Some(last) = self.parts.last_mut()
            && last.parent == parent
            && last.kind == kind
        {
            last.end = place(start);
        }
        self.add(Part {
            kind,
            index,
            start: place(start),
            end,
            parent,
            name,
            after: 0,
        });
    }

    /// Ends a section after all its items were added.
    fn close(&mut self, section: PartId) {
        self.parts[section.index()].after = place(self.parts.len() as u64);
    }

    fn core_imports(&mut self, imports: SectionLimited<'f, Imports<'f>>) -> Result<(), Error> {
        let content = imports.range();
        let parent = self.section(Section::CoreImports, &content)?;
        for group in imports.into_iter_with_offsets() {
            let (start, group) = group.map_err(Error::of(self.file))?;
            let index = self.next(Kind::CoreImport);
            let mut count: u64 = 0;
            let mut each = |walk: &mut Self, ty: &TypeRef| {
                count += 1;
                walk.imported(ty);
            };
            let name = match group {
                Imports::Single(_, import) => {
                    each(self, &import.ty);
                    format!("{}#{}", import.module, import.name)
                }
                Imports::Compact1 { module, items } => {
                    for item in items {
                        let item = item.map_err(Error::of(self.file))?;
                        each(self, &item.ty);
                    }
                    format!("{module}#*")
                }
                Imports::Compact2 { module, ty, names } => {
                    for name in names {
                        name.map_err(Error::of(self.file))?;
                        each(self, &ty);
                    }
                    format!("{module}#*")
                }
            };
            self.skip(Kind::CoreImport, place(count).wrapping_sub(1));
            self.item(parent, Kind::CoreImport, index, start, Some(name.into()));
        }
        self.close(parent);
        Ok(())
    }
}
