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
    modules: Vec<ModuleTables>,
}

/// The tables of one core module.
#[derive(Default)]
struct ModuleTables {
    /// The range of its code in the file: addresses count from its start.
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
                    module = Some(ModuleTables::default());
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

impl ModuleTables {
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

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// A table with one row, line 10 and column 7 of `src/lib.rs`, for these addresses.
    fn table(addresses: Range<u8>) -> Vec<u8> {
        // Minimal lengths, a statement, line base and range, and the standard opcodes.
        let mut header = vec![1, 1, 1, 0xfb, 14, 13];
        header.extend([0, 1, 1, 1, 1, 0, 0, 0, 1, 0, 0, 1]);
        header.extend(b"src\0\0");
        header.extend(b"lib.rs\0\x01\0\0\0");
        // The address, 9 lines on, column 7, a row, to the end, the end.
        let mut program = vec![0, 5, 2, addresses.start, 0, 0, 0];
        program.extend([3, 9, 5, 7, 1, 2, addresses.end - addresses.start, 0, 1, 1]);
        let word = |length: usize| u32::try_from(length).unwrap().to_le_bytes();
        let mut rest = vec![4, 0];
        rest.extend(word(header.len()));
        rest.extend(header);
        rest.extend(program);
        [&word(rest.len())[..], &rest].concat()
    }

    /// A component of two modules, with these tables in the second one.
    fn component(tables: &[u8]) -> Vec<u8> {
        let mut text = String::new();
        for byte in tables {
            let _ = write!(text, "\\{byte:02x}");
        }
        let nops = "nop ".repeat(30);
        wat::parse_str(format!(
            r#"(component
                (core module (func {nops}))
                (core module (func {nops}) (@custom ".debug_line" "{text}")))"#
        ))
        .unwrap()
    }

    fn place(tables: &[u8], address: usize) -> Option<String> {
        let lines = Lines::of(&component(tables))?;
        let code = lines.modules[0].code.start;
        lines.places(&[None, Some(code + address)]).pop()?
    }

    #[test]
    fn an_address_is_on_the_line_of_its_row() {
        let tables = table(3..20);
        for (address, there) in [(2, false), (3, true), (19, true), (20, false)] {
            let expected = there.then(|| "src/lib.rs:10:7".to_owned());
            assert_eq!(place(&tables, address), expected, "{address}");
        }
        // Behind another table, and not in one of code that the linker left out.
        let both = [table(9..10), table(3..20)].concat();
        assert_eq!(place(&both, 4), Some("src/lib.rs:10:7".to_owned()));
        assert_eq!(place(&table(0..20), 4), None);
        // Nothing of the code of the module before.
        let lines = Lines::of(&component(&tables)).unwrap();
        let before = lines.modules[0].code.start - 20;
        assert_eq!(
            lines.places(&[Some(before), Some(usize::MAX)]),
            [None, None]
        );
    }

    #[test]
    fn a_component_without_tables_has_no_lines() {
        assert!(Lines::of(&component(&[])).is_none());
        assert!(Lines::of(b"\0asm").is_none());
    }

    #[test]
    fn damaged_tables_do_no_harm() {
        let whole = [table(3..20), table(20..30)].concat();
        let addresses = [Some(4), None, Some(25), Some(u64::MAX)];
        let mut module = ModuleTables::default();
        for at in 0..whole.len() {
            for byte in [0, 1, 2, 0x7f, 0x80, 0xfe, 0xff] {
                module.line.clone_from(&whole);
                module.line[at] = byte;
                // Not guarded here.
                assert_eq!(module.find(&addresses).len(), addresses.len());
            }
            module.line = whole[..at].to_vec();
            assert_eq!(module.find(&addresses).len(), addresses.len());
        }
    }

    #[test]
    fn the_end_of_a_long_name_is_shown() {
        let mut tables = table(3..20);
        let at = tables
            .windows(6)
            .position(|part| part == b"lib.rs")
            .unwrap();
        let long = "ä".repeat(5_000);
        tables.splice(at..at, long.bytes());
        for (at, length) in [(0, tables.len() - 4), (6, 0)] {
            let now = u32::from_le_bytes(*tables[at..].first_chunk().unwrap());
            let length = if length > 0 {
                length
            } else {
                now as usize + long.len()
            };
            let length = u32::try_from(length).unwrap().to_le_bytes();
            tables[at..at + 4].copy_from_slice(&length);
        }
        let shown = place(&tables, 4).unwrap();
        assert!(
            shown.starts_with("…ä") && shown.ends_with("lib.rs:10:7"),
            "{shown}"
        );
        assert!(shown.chars().count() < SHOWN + 20, "{shown}");
    }
}
