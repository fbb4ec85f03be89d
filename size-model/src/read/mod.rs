//! Splits a file into its parts.
//!
//! Sections lie one after the other, and so do the items in most of them. The bytes
//! between the end of one and the content of the next are the header of the latter,
//! however long its length is written.

mod items;

use std::ops::Range;

use wasmparser::{Encoding, Parser, Payload, TypeRef};

use crate::error::Error;
use crate::part::{Kind, Part, PartId, Section};

/// Returns the parts of a file, each before those within it.
pub(crate) fn parts(file: &[u8]) -> Result<Vec<Part>, Error> {
    if u32::try_from(file.len()).is_err() {
        return Err(Error::at(file, 0, "the file has 4 GiB and more"));
    }
    let mut walk = Walk {
        file,
        parts: Vec::new(),
        open: Vec::new(),
    };
    let mut end = 0;
    for payload in Parser::new(0).parse_all(file) {
        let payload = payload.map_err(Error::of(file))?;
        if let Payload::End(at) = &payload {
            end = *at;
        }
        walk.payload(payload)?;
    }
    if end != file.len() as u64 || !walk.open.is_empty() {
        return Err(Error::at(file, end, "it is cut off, or something follows"));
    }
    Ok(walk.parts)
}

/// A component or a core module that is being read.
struct Open {
    part: PartId,
    /// The offset of the next section.
    at: u64,
    counts: Counts,
}

/// The number of items of each kind so far, in a component or a core module.
#[derive(Default)]
struct Counts {
    /// Functions of a core module that are imported.
    imported: u32,
    of: std::collections::HashMap<Kind, u32>,
}

impl Counts {
    fn next(&mut self, kind: Kind) -> u32 {
        let count = self.of.entry(kind).or_default();
        let index = *count;
        *count = count.saturating_add(1);
        index
    }

    fn add(&mut self, kind: Kind, many: u32) {
        let count = self.of.entry(kind).or_default();
        *count = count.saturating_add(many);
    }
}

struct Walk<'f> {
    file: &'f [u8],
    parts: Vec<Part>,
    open: Vec<Open>,
}

/// Converts a place in a file of less than 4 GiB.
fn place(offset: u64) -> u32 {
    u32::try_from(offset).unwrap_or(u32::MAX)
}

impl<'f> Walk<'f> {
    fn payload(&mut self, payload: Payload<'f>) -> Result<(), Error> {
        match payload {
            Payload::Version {
                encoding, range, ..
            } => {
                self.begin(encoding, &range);
                Ok(())
            }
            Payload::ModuleSection {
                unchecked_range, ..
            } => self.section(Section::Module, &unchecked_range).map(drop),
            Payload::ComponentSection {
                unchecked_range, ..
            } => self.section(Section::Component, &unchecked_range).map(drop),
            Payload::End(_) => {
                if let Some(open) = self.open.pop() {
                    self.parts[open.part.index()].after = place(self.parts.len() as u64);
                    // The section around it ends with it.
                    if let Some(around) = self.open.last() {
                        debug_assert!(around.at >= open.at, "nested things end in order");
                        let section = self.parts[open.part.index()].parent;
                        self.parts[section.index()].after = place(self.parts.len() as u64);
                    }
                }
                Ok(())
            }
            Payload::CodeSectionEntry(body) => self.function(&body.range()),
            payload => self.items(payload),
        }
    }

    /// Begins a component or a core module with its header.
    fn begin(&mut self, encoding: Encoding, header: &Range<u64>) {
        let kind = match encoding {
            Encoding::Module => Kind::Module,
            Encoding::Component => Kind::Component,
        };
        // It is the whole file, or all of the section that was added last.
        let (end, parent) = match self.parts.last() {
            None => (place(self.file.len() as u64), PartId::FILE),
            Some(section) => (section.end, PartId(place(self.parts.len() as u64 - 1))),
        };
        let mut name = self.open.iter_mut().next_back();
        let index = name.as_mut().map_or(0, |open| open.counts.next(kind));
        let part = self.add(Part {
            kind,
            index,
            start: place(header.start),
            end,
            parent,
            name: None,
            after: 0,
        });
        self.open.push(Open {
            part,
            at: header.end,
            counts: Counts::default(),
        });
    }

    fn add(&mut self, mut part: Part) -> PartId {
        let id = PartId(place(self.parts.len() as u64));
        part.after = id.0.saturating_add(1);
        self.parts.push(part);
        id
    }

    /// Adds a section with its content at a range. The bytes before the content are its
    /// header.
    fn section(&mut self, section: Section, content: &Range<u64>) -> Result<PartId, Error> {
        let Some(open) = self.open.last_mut() else {
            return Err(Error::at(self.file, content.start, "no header"));
        };
        let start = open.at;
        open.at = content.end;
        let parent = open.part;
        let kind = Kind::Section(section);
        let index = open.counts.next(kind);
        if content.end > u64::from(self.parts[parent.index()].end) {
            return Err(Error::at(self.file, content.start, "a section is cut off"));
        }
        Ok(self.add(Part {
            kind,
            index,
            start: place(start),
            end: place(content.end),
            parent,
            name: None,
            after: 0,
        }))
    }

    /// Adds the next function, with its body at a range. The bytes before the body are its
    /// length.
    fn function(&mut self, body: &Range<u64>) -> Result<(), Error> {
        let no_code = || Error::at(self.file, body.start, "code without its section");
        let (Some(last), Some(open)) = (self.parts.last(), self.open.last_mut()) else {
            return Err(no_code());
        };
        let (start, parent) = match last.kind {
            Kind::Function => (last.end, last.parent),
            // Behind the count.
            Kind::Section(Section::Code) => {
                let header = items::count_at(self.file, last).map_err(Error::of(self.file))?;
                (header, PartId(place(self.parts.len() as u64 - 1)))
            }
            _ => return Err(no_code()),
        };
        let index = open.counts.imported + open.counts.next(Kind::Function);
        self.add(Part {
            kind: Kind::Function,
            index,
            start,
            end: place(body.end),
            parent,
            name: None,
            after: 0,
        });
        let after = place(self.parts.len() as u64);
        self.parts[parent.index()].after = after;
        Ok(())
    }

    /// Counts imports of a core module: they have the first indices of their kind.
    fn imported(&mut self, ty: &TypeRef) {
        let Some(open) = self.open.last_mut() else {
            return;
        };
        let kind = match ty {
            TypeRef::Func(_) | TypeRef::FuncExact(_) => {
                open.counts.imported = open.counts.imported.saturating_add(1);
                return;
            }
            TypeRef::Table(_) => Kind::Table,
            TypeRef::Memory(_) => Kind::Memory,
            TypeRef::Global(_) => Kind::Global,
            TypeRef::Tag(_) => Kind::Tag,
        };
        open.counts.add(kind, 1);
    }
}
