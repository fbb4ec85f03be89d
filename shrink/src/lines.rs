//! Functions and lines, from names and DWARF.

use std::collections::HashMap;
use std::ops::Range;

use addr2line::gimli::{Dwarf, EndianSlice, LittleEndian, SectionId};
use wasmparser::{BinaryReader, Name, NameSectionReader};

type Slice<'d> = EndianSlice<'d, LittleEndian>;

/// A function, and a place in its source; `None` for each part that is not known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// The name of the function, as its author wrote it.
    pub function: Option<String>,
    /// The file, as the compiler calls it.
    pub file: Option<String>,
    /// The line in it, from 1.
    pub line: Option<u32>,
    /// The column in that, from 1.
    pub column: Option<u32>,
}

/// Code that comes from one place of the source.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stretch {
    /// The offsets of the code, in bytes.
    pub range: Range<u32>,
    /// The places that it comes from: the functions that the compiler put into
    /// others first. At least one.
    pub places: Vec<Place>,
}

/// The names and the lines of a core module.
pub struct Lines<'d> {
    names: HashMap<u32, String>,
    dwarf: Option<addr2line::Context<Slice<'d>>>,
}

impl<'d> Lines<'d> {
    /// Reads the custom sections of a module. `section` gives the content of the
    /// section of a name, and nothing if there is none. A damaged section tells
    /// nothing.
    pub fn read(section: impl Fn(&str) -> &'d [u8]) -> Self {
        let load = |id: SectionId| -> Result<_, addr2line::gimli::Error> {
            Ok(Slice::new(section(id.name()), LittleEndian))
        };
        let dwarf = (!section(".debug_info").is_empty())
            .then(|| addr2line::Context::from_dwarf(Dwarf::load(load).ok()?).ok())
            .flatten();
        let mut names = HashMap::new();
        let parts = NameSectionReader::new(BinaryReader::new(section("name"), 0));
        for part in parts.into_iter().flatten() {
            if let Name::Function(map) = part {
                let map = map.into_iter().flatten();
                names.extend(map.map(|naming| (naming.index, naming.name.to_owned())));
            }
        }
        Self { names, dwarf }
    }

    /// Returns whether there is DWARF, that is, whether lines are known.
    pub fn has_dwarf(&self) -> bool {
        self.dwarf.is_some()
    }

    /// Returns the name of a function by its index, as its author wrote it.
    pub fn name(&self, function: u32) -> Option<String> {
        self.names.get(&function).map(|name| demangled(name))
    }

    /// Returns the functions that the source has at an address. Those that the
    /// compiler put into others come first; there is at least one. Addresses are
    /// those of DWARF: bytes from the content of the code section.
    pub fn places(&self, function: u32, address: u32) -> Vec<Place> {
        let mut places = self.dwarf.iter().flat_map(|dwarf| frames(dwarf, address));
        let mut places: Vec<_> = places.by_ref().collect();
        if places.is_empty() {
            places.push(Place {
                function: None,
                file: None,
                line: None,
                column: None,
            });
        }
        if let Some(last) = places.last_mut()
            && last.function.is_none()
        {
            last.function = self.name(function);
        }
        places
    }
}

impl Lines<'_> {
    /// Returns the sources of the code of a function between two addresses, in
    /// order. Code of which nothing is known is left out.
    pub fn stretches(&self, function: u32, addresses: Range<u32>) -> Vec<Stretch> {
        let mut stretches: Vec<Stretch> = Vec::new();
        let (low, high) = (u64::from(addresses.start), u64::from(addresses.end));
        let rows = self.dwarf.iter().filter_map(|dwarf| {
            let rows = dwarf.find_location_range(low, high);
            rows.ok()
        });
        for (start, bytes, _) in rows.flatten() {
            let clamped = |address: u64| u32::try_from(address.clamp(low, high)).ok();
            let range = clamped(start).zip(clamped(start.saturating_add(bytes)));
            let Some((start, end)) = range.filter(|(start, end)| start < end) else {
                continue;
            };
            let before = stretches
                .last()
                .map_or(addresses.start, |last| last.range.end);
            // Rows of damaged DWARF may overlap.
            let start = start.max(before);
            if start >= end {
                continue;
            }
            let places = self.places(function, start);
            match stretches.last_mut() {
                Some(last) if last.range.end == start && last.places == places => {
                    last.range.end = end;
                }
                _ => stretches.push(Stretch {
                    range: start..end,
                    places,
                }),
            }
        }
        stretches
    }
}

fn frames(dwarf: &addr2line::Context<Slice<'_>>, address: u32) -> Vec<Place> {
    let mut places = Vec::new();
    let frames = dwarf.find_frames(u64::from(address)).skip_all_loads();
    let Ok(mut frames) = frames else {
        return places;
    };
    while let Ok(Some(frame)) = frames.next() {
        let location = frame.location;
        let location = location.as_ref();
        let name = frame.function.and_then(|function| {
            let name = function.raw_name().ok()?;
            Some(demangled(&name))
        });
        places.push(Place {
            function: name,
            file: location.and_then(|location| location.file.map(str::to_owned)),
            line: location.and_then(|location| location.line),
            column: location
                .and_then(|location| location.column)
                .filter(|column| *column > 0),
        });
    }
    places
}

/// Returns a name as its author wrote it, without the hash that makes it unique.
fn demangled(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}
