//! Every byte of a file, in a tree.

use std::ops::Range;

use crate::error::Error;
use crate::part::{Kind, Part, PartId, Section};
use crate::read;

/// The parts of a component or a core module. Each byte of the file belongs to one part
/// as its [own](Self::own), so that they add up to the file.
///
/// ```
/// use greentic_size_model::{Kind, Model};
///
/// let file = wat::parse_str(r#"(module (func (export "f") nop) (memory 1))"#)?;
/// let model = Model::read(&file)?;
///
/// let parts = model.parts().map(|(id, _)| model.own(id));
/// assert_eq!(parts.sum::<u64>(), file.len() as u64);
/// let functions = model.parts().filter(|(_, part)| part.kind == Kind::Function);
/// let bytes: Vec<_> = functions.map(|(_, part)| part.bytes()).collect();
/// // Its length, no locals, `nop` and `end`.
/// assert_eq!(bytes, [4]);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Clone, Debug)]
pub struct Model {
    parts: Vec<Part>,
}

impl Model {
    /// Takes a component or a core module apart. The bytes are parsed and not validated.
    ///
    /// # Errors
    ///
    /// - The bytes are no WebAssembly, cut off or damaged.
    /// - The file has 4 GiB and more.
    pub fn read(file: &[u8]) -> Result<Self, Error> {
        Ok(Self {
            parts: read::parts(file)?,
        })
    }

    /// Returns the size of the file, in bytes.
    pub fn bytes(&self) -> u64 {
        self[PartId::FILE].bytes()
    }

    /// Returns all parts in the order of the file, each before those within it.
    pub fn parts(&self) -> impl Iterator<Item = (PartId, &Part)> {
        (0..).map(PartId).zip(&self.parts)
    }

    /// Returns the parts that are directly in one, in the order of the file.
    pub fn children(&self, of: PartId) -> impl Iterator<Item = PartId> {
        let after = self[of].after;
        let mut next = of.0 + 1;
        std::iter::from_fn(move || {
            let child = (next < after).then_some(PartId(next))?;
            next = self[child].after;
            Some(child)
        })
    }

    /// Returns the number of bytes that belong to a part and to nothing within it:
    /// headers, lengths and counts.
    pub fn own(&self, part: PartId) -> u64 {
        let inner: u64 = self.children(part).map(|child| self[child].bytes()).sum();
        self[part].bytes() - inner
    }

    /// Returns the part that begins at an offset.
    pub fn at(&self, offset: u64) -> Option<PartId> {
        let offset = u32::try_from(offset).ok()?;
        let place = self.parts.binary_search_by_key(&offset, |part| part.start);
        Some(PartId(u32::try_from(place.ok()?).ok()?))
    }

    /// Returns the component or the core module that a part is in. For one of these it
    /// returns the part itself.
    pub fn container(&self, mut part: PartId) -> PartId {
        while !matches!(self[part].kind, Kind::Component | Kind::Module) {
            part = self[part].parent;
        }
        part
    }

    /// Returns the section that a part is in, if it is in one, or is one.
    pub fn section(&self, mut part: PartId) -> Option<Section> {
        loop {
            match self[part].kind {
                Kind::Section(section) => return Some(section),
                Kind::Component | Kind::Module => return None,
                _ => part = self[part].parent,
            }
        }
    }

    /// Returns the bytes of a part.
    pub fn slice<'f>(&self, part: PartId, file: &'f [u8]) -> &'f [u8] {
        let Range { start, end } = self[part].start as usize..self[part].end as usize;
        file.get(start..end).unwrap_or_default()
    }

    /// Returns the functions of a core module that have code, with their indices.
    pub fn functions_of(&self, module: PartId) -> impl Iterator<Item = (u32, PartId)> {
        let sections = self.children(module);
        let code = sections.filter(|section| self[*section].kind == Kind::Section(Section::Code));
        let functions = code.flat_map(|code| self.children(code));
        functions.map(|function| (self[function].index, function))
    }

    /// Returns the core modules, in the order of the file.
    pub fn modules(&self) -> impl Iterator<Item = PartId> {
        let modules = self.parts().filter(|(_, part)| part.kind == Kind::Module);
        modules.map(|(id, _)| id)
    }
}

impl std::ops::Index<PartId> for Model {
    type Output = Part;

    fn index(&self, part: PartId) -> &Part {
        &self.parts[part.index()]
    }
}
