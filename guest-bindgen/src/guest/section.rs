//! The component type of one interface in one direction.
//!
//! wit-component reads the world of a component from custom sections of the
//! core module, and merges those that it finds. One section an interface and
//! direction is what lets a component say, in its own crate, just what it
//! exports and imports.
//!
//! By itself an interface takes the types of another one from an import. Where a
//! world exports both, the section of either has both in it, so that the order
//! in which they are merged does not matter.

use wit_component::StringEncoding;
use wit_parser::{InterfaceId, Resolve, WorldKey};

use crate::Error;
use crate::wit::items::{interfaces, uses};

/// Which way an interface is used.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Direction {
    Export,
    Import,
}

pub(crate) const DIRECTIONS: [Direction; 2] = [Direction::Export, Direction::Import];

impl Direction {
    pub(crate) const fn verb(self) -> &'static str {
        match self {
            Self::Export => "export",
            Self::Import => "import",
        }
    }

    pub(crate) const fn gerund(self) -> &'static str {
        match self {
            Self::Export => "exporting this interface",
            Self::Import => "importing this interface",
        }
    }
}

/// Encodes the type of a component that does nothing but use `interface`; where
/// it exports it, `beside` some others.
pub(crate) fn encode(
    resolve: &Resolve,
    interface: InterfaceId,
    direction: Direction,
    beside: &[InterfaceId],
) -> Result<Vec<u8>, Error> {
    // The same for each of them, which is what makes one of all in a component.
    let mut ids: Vec<_> = [interface].iter().chain(beside).copied().collect();
    ids.sort_by_key(|&id| resolve.id_of(id));
    let named: Vec<_> = ids.iter().filter_map(|&id| resolve.id_of(id)).collect();
    let verb = direction.verb();
    let fail = |cause: &dyn std::fmt::Display| Error::Encode {
        item: format!("{verb} {}", named.join(" with ")),
        cause: cause.to_string(),
    };
    // The names of worlds that are merged must differ.
    let world: String = format!("{verb}-{}", named.join("-with-"))
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c } else { '-' })
        .collect();
    let world: Vec<_> = world
        .split('-')
        .filter(|word| !word.is_empty())
        .map(|word| {
            if word.starts_with(|c: char| c.is_ascii_digit()) {
                format!("v{word}")
            } else {
                word.to_owned()
            }
        })
        .collect();
    let world = world.join("-");
    let items: String = ids
        .iter()
        .map(|&id| format!("    {verb} {};\n", escaped(resolve, id)))
        .collect();
    let text = format!("package greentic:guest;\nworld {world} {{\n{items}}}\n");
    let mut resolve = resolve.clone();
    let package = resolve
        .push_str("greentic-guest.wit", &text)
        .map_err(|cause| fail(&format!("{cause:#}")))?;
    let world = resolve
        .select_world(&[package], Some(&world))
        .map_err(|cause| fail(&format!("{cause:#}")))?;
    wit_component::metadata::encode(&resolve, world, StringEncoding::UTF8, None, false)
        .map_err(|cause| fail(&format!("{cause:#}")))
}

/// The others that an interface is exported beside, those that it uses types of
/// or that use its own, and so on from them: one list for each such set that a
/// world has.
pub(crate) fn companions(resolve: &Resolve, interface: InterfaceId) -> Vec<Vec<InterfaceId>> {
    let mut sets: Vec<Vec<InterfaceId>> = Vec::new();
    for (_, world) in &resolve.worlds {
        if !world.exports.contains_key(&WorldKey::Interface(interface)) {
            continue;
        }
        let mut apart: Vec<_> = interfaces(world.exports.values())
            .into_iter()
            .filter(|&id| id != interface)
            .map(|id| (id, uses(resolve, id)))
            .collect();
        let mut open = vec![(interface, uses(resolve, interface))];
        let mut beside = Vec::new();
        while let Some((id, used)) = open.pop() {
            let related: Vec<_> = apart
                .extract_if(.., |(other, uses)| {
                    used.contains(other) || uses.contains(&id)
                })
                .collect();
            beside.extend(related.iter().map(|(id, _)| *id));
            open.extend(related);
        }
        beside.sort_by_key(|&id| resolve.id_of(id));
        if !beside.is_empty() && !sets.contains(&beside) {
            sets.push(beside);
        }
    }
    sets
}

/// The full name of an interface as WIT text has it where words of WIT may be
/// among the names.
fn escaped(resolve: &Resolve, interface: InterfaceId) -> String {
    let interface = &resolve.interfaces[interface];
    let name = interface.name.as_deref().unwrap_or_default();
    let Some(package) = interface.package.map(|id| &resolve.packages[id].name) else {
        return format!("%{name}");
    };
    let version = match &package.version {
        Some(version) => format!("@{version}"),
        None => String::new(),
    };
    format!("%{}:%{}/%{name}{version}", package.namespace, package.name)
}

/// The inside of a byte string literal, in lines that end with `\`.
pub(crate) fn literal(bytes: &[u8]) -> String {
    const WIDTH: usize = 90;
    let mut lines = vec![String::new()];
    for &byte in bytes {
        let escaped = match byte {
            b'"' | b'\\' => format!("\\{}", byte as char),
            b' '..=b'~' => (byte as char).to_string(),
            _ => format!("\\x{byte:02x}"),
        };
        let full = lines
            .last()
            .is_none_or(|line| line.len() + escaped.len() > WIDTH);
        if full {
            lines.push(String::new());
        }
        if let Some(line) = lines.last_mut() {
            // A space at the beginning would be taken for indentation.
            if line.is_empty() && byte == b' ' {
                line.push_str("\\x20");
            } else {
                line.push_str(&escaped);
            }
        }
    }
    lines.join("\\\n")
}
