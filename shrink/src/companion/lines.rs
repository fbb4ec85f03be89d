//! Functions and lines, from names and DWARF.

use std::collections::HashMap;

use addr2line::gimli::{Dwarf, EndianSlice, LittleEndian, SectionId};
use wasmparser::{BinaryReader, Name, NameSectionReader};

type Slice<'d> = EndianSlice<'d, LittleEndian>;

/// A function, and where in its source; `None` where that is not known.
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

/// What is known of a core module.
pub(super) struct Lines<'d> {
    names: HashMap<u32, String>,
    dwarf: Option<addr2line::Context<Slice<'d>>>,
}

impl<'d> Lines<'d> {
    /// Reads the custom sections of a module. What is damaged tells nothing.
    pub(super) fn read(sections: &'d [(String, Vec<u8>)]) -> Self {
        let section = |name: &str| {
            let mut sections = sections.iter();
            let found = sections.find(|(other, _)| other == name);
            found.map_or(&[][..], |(_, data)| data)
        };
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

    /// The name of a function by its index.
    pub(super) fn name(&self, function: u32) -> Option<String> {
        self.names.get(&function).map(|name| demangled(name))
    }

    /// The functions that the source has at an address, those that the compiler
    /// put into others first. At least one.
    pub(super) fn places(&self, function: u32, address: u32) -> Vec<Place> {
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

/// A name as its author wrote it, without the hash that makes it unique.
fn demangled(name: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(name))
}
