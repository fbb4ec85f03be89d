//! The bytes of each kind of section.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;
use wasmparser::{BinaryReaderError, Encoding, Parser, Payload};

/// Bytes by kind of section, nested components and core modules included.
/// Every byte has exactly one owner.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct Sections(BTreeMap<&'static str, usize>);

impl Sections {
    /// Returns the sections of a component.
    ///
    /// # Errors
    ///
    /// - It cannot be parsed.
    pub fn of(component: &[u8]) -> Result<Self, BinaryReaderError> {
        let mut sections = Self::default();
        let mut encodings = Vec::new();
        for payload in Parser::new(0).parse_all(component) {
            let payload = payload?;
            match &payload {
                Payload::Version { encoding, .. } => {
                    encodings.push(*encoding);
                    sections.add("preambles", 8);
                }
                Payload::End(_) => _ = encodings.pop(),
                // A part of its section.
                Payload::CodeSectionEntry(_) => {}
                // Only the header: the contents come by themselves.
                Payload::ModuleSection {
                    unchecked_range: range,
                    ..
                }
                | Payload::ComponentSection {
                    unchecked_range: range,
                    ..
                } => sections.add("preambles", header(range.end - range.start)),
                _ => {
                    if let Some((id, range)) = payload.as_section() {
                        let length = range.end - range.start;
                        let bytes = usize::try_from(length).unwrap_or(usize::MAX);
                        let core = encodings.last() == Some(&Encoding::Module);
                        sections.add(name(id, core), header(length).saturating_add(bytes));
                    }
                }
            }
        }
        Ok(sections)
    }

    /// Returns the kinds of sections with their bytes, by name.
    pub fn iter(&self) -> impl Iterator<Item = (&'static str, usize)> {
        self.0.iter().map(|(name, bytes)| (*name, *bytes))
    }

    /// Returns the number of bytes of one kind of section.
    pub fn bytes(&self, name: &str) -> usize {
        self.0.get(name).copied().unwrap_or(0)
    }

    fn add(&mut self, name: &'static str, bytes: usize) {
        *self.0.entry(name).or_default() += bytes;
    }
}

/// Returns the names of all custom sections, those of nested components and core
/// modules included.
///
/// # Errors
///
/// - It cannot be parsed.
pub fn customs(component: &[u8]) -> Result<BTreeSet<&str>, BinaryReaderError> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::CustomSection(section) = payload? {
            names.insert(section.name());
        }
    }
    Ok(names)
}

/// Returns the number of bytes before the content of a section: its id and its
/// length.
fn header(length: u64) -> usize {
    let mut bytes = 2;
    let mut rest = length >> 7;
    while rest > 0 {
        bytes += 1;
        rest >>= 7;
    }
    bytes
}

fn name(id: u8, core: bool) -> &'static str {
    match (core, id) {
        (_, 0) => "custom",
        (true, 1) => "core types",
        (true, 2) => "core imports",
        (true, 3) => "core functions",
        (true, 4) => "core tables",
        (true, 5) => "core memories",
        (true, 6) => "core globals",
        (true, 7) => "core exports",
        (true, 8) => "core start",
        (true, 9) => "core elements",
        (true, 10) => "core code",
        (true, 11) => "core data",
        (true, 12) => "core data count",
        (true, 13) => "core tags",
        (false, 2) => "core instances",
        (false, 3) => "core types of components",
        (false, 5) => "instances",
        (false, 6) => "aliases",
        (false, 7) => "types",
        (false, 8) => "canonical functions",
        (false, 10) => "imports",
        (false, 11) => "exports",
        _ => "other",
    }
}
