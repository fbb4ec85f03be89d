//! Lines of the source, from the tables that a compiler left in a component.
//!
//! Only the tables of lines are read, each once and in one pass: who makes a component may
//! have made tables that refer to each other over and over.

use std::ops::Range;

use gimli::{
    AttributeValue, DebugLine, DebugLineOffset, DebugLineStr, DebugStr, EndianSlice,
    LineProgramHeader, LineRow, LittleEndian,
};
use greentic_untrusted::guarded;
use wasmtime::wasmparser::{Chunk, Parser, Payload};

type Slice<'d> = EndianSlice<'d, LittleEndian>;

/// Bytes of tables that are kept; what has more is shown without lines.
const MOST: usize = 32 << 20;

/// Characters of a name that are shown, the last ones.
const SHOWN: usize = 200;

/// Addresses have 4 bytes in modules of 32 bits.
const ADDRESS_BYTES: u8 = 4;

/// The tables of a component's core modules.
pub(crate) struct Lines {
    modules: Vec<Module>,
}

/// The tables of one core module.
#[derive(Default)]
struct Module {
    /// Where its code lies in the file: addresses count from there.
    code: Range<usize>,
    line: Vec<u8>,
    line_str: Vec<u8>,
    str: Vec<u8>,
}

/// The best row for an address so far, and how many bytes of code it is of.
struct Best {
    bytes: u64,
    text: String,
}

impl Lines {
    /// Takes the tables out of a component that was found valid. `None` where it has none.
    pub(crate) fn of(component: &[u8]) -> Option<Self> {
        let mut modules = Vec::new();
        let mut kept = 0;
        let (mut rest, mut parser, mut outer) = (component, Parser::new(0), Vec::new());
        let mut module = None;
        loop {
            let Ok(Chunk::Parsed { consumed, payload }) = parser.parse(rest, true) else {
                return None;
            };
            rest = &rest[consumed..];
            match payload {
                Payload::ModuleSection { parser: inner, .. } => {
                    module = Some(Module::default());
                    outer.push(std::mem::replace(&mut parser, inner));
                }
                Payload::ComponentSection { parser: inner, .. } => {
                    outer.push(std::mem::replace(&mut parser, inner));
                }
                Payload::CodeSectionStart { range, .. } => {
                    if let Some(module) = &mut module {
                        module.code = range;
                    }
                }
                Payload::CustomSection(section) => {
                    if let Some(module) = &mut module {
                        let to = match section.name() {
                            ".debug_line" => &mut module.line,
                            ".debug_line_str" => &mut module.line_str,
                            ".debug_str" => &mut module.str,
                            _ => continue,
                        };
                        kept += section.data().len();
                        if kept > MOST {
                            return None;
                        }
                        to.extend_from_slice(section.data());
                    }
                }
                Payload::End(_) => {
                    modules.extend(module.take().filter(|module| !module.line.is_empty()));
                    let Some(parent) = outer.pop() else {
                        let there = !modules.is_empty();
                        return there.then_some(Self { modules });
                    };
                    parser = parent;
                }
                _ => {}
            }
        }
    }

    /// Returns file, line and column of places in the file that have any.
    pub(crate) fn places(&self, offsets: &[Option<usize>]) -> Vec<Option<String>> {
        let mut places: Vec<Option<String>> = offsets.iter().map(|_| None).collect();
        for module in &self.modules {
            let addresses: Vec<_> = offsets
                .iter()
                .map(|offset| {
                    let offset = offset.filter(|offset| module.code.contains(offset))?;
                    u64::try_from(offset - module.code.start).ok()
                })
                .collect();
            if addresses.iter().all(Option::is_none) {
                continue;
            }
            // Readers of tables give up over damaged ones, in whatever way.
            let found = guarded(|| module.find(&addresses)).unwrap_or_default();
            for (place, found) in places.iter_mut().zip(found) {
                *place = place.take().or(found.map(|best| best.text));
            }
        }
        places
    }
}

impl Module {
    /// Goes through all tables, one after the other.
    fn find(&self, addresses: &[Option<u64>]) -> Vec<Option<Best>> {
        let mut best: Vec<Option<Best>> = addresses.iter().map(|_| None).collect();
        let tables = DebugLine::new(&self.line, LittleEndian);
        let mut offset = 0;
        while offset < self.line.len() {
            let Ok(program) = tables.program(DebugLineOffset(offset), ADDRESS_BYTES, None, None)
            else {
                break;
            };
            let header = program.header();
            let word = usize::from(header.format().initial_length_size());
            let Some(end) = offset.checked_add(word + header.unit_length()) else {
                break;
            };
            offset = end;
            let mut rows = program.rows();
            // The row before, which reaches to this one; and where its sequence begins.
            let (mut before, mut begin): (Option<LineRow>, Option<u64>) = (None, None);
            while let Ok(Some((header, row))) = rows.next_row() {
                let start = *begin.get_or_insert(row.address());
                if let Some(before) = before.take()
                    // Code that the linker left out has the address 0, where none is.
                    && start > 0
                {
                    let range = before.address()..row.address();
                    for (address, best) in addresses.iter().zip(&mut best) {
                        let inside = address.is_some_and(|address| range.contains(&address));
                        let bytes = range.end - range.start.min(range.end);
                        if inside && best.as_ref().is_none_or(|best| bytes < best.bytes) {
                            let text = self.text(header, &before);
                            *best = text.map(|text| Best { bytes, text });
                        }
                    }
                }
                if row.end_sequence() {
                    begin = None;
                } else {
                    before = Some(*row);
                }
            }
        }
        best
    }

    fn text(&self, header: &LineProgramHeader<Slice<'_>>, row: &LineRow) -> Option<String> {
        let line = row.line()?;
        let file = row.file(header)?;
        let mut name = self.string(file.path_name())?;
        // The first one is the folder that the compiler ran in.
        if file.directory_index() > 0
            && !name.starts_with('/')
            && let Some(folder) = file
                .directory(header)
                .and_then(|folder| self.string(folder))
        {
            name = format!("{folder}/{name}");
        }
        if let Some((cut, _)) = name.char_indices().rev().nth(SHOWN) {
            name = format!("…{}", &name[name.ceil_char_boundary(cut + 1)..]);
        }
        Some(match row.column() {
            gimli::ColumnType::LeftEdge => format!("{name}:{line}"),
            gimli::ColumnType::Column(column) => format!("{name}:{line}:{column}"),
        })
    }

    fn string(&self, value: AttributeValue<Slice<'_>>) -> Option<String> {
        let line_str = DebugLineStr::new(&self.line_str, LittleEndian);
        let str = DebugStr::new(&self.str, LittleEndian);
        let bytes = match value {
            AttributeValue::String(text) => text,
            AttributeValue::DebugLineStrRef(offset) => line_str.get_str(offset).ok()?,
            AttributeValue::DebugStrRef(offset) => str.get_str(offset).ok()?,
            _ => return None,
        };
        // One of megabytes may stand in every row.
        let bytes = &bytes.slice()[bytes.slice().len().saturating_sub(4 * SHOWN)..];
        Some(String::from_utf8_lossy(bytes).into_owned())
    }
}
