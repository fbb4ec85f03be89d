//! Groups the bytes of a file by their purpose.

mod kept;
mod retained;
mod rows;

use std::collections::BTreeMap;

use serde::Serialize;

pub use self::kept::{Chain, Query, Step, keeps};
pub use self::retained::{Others, Retained, retained};
pub use self::rows::{Row, rows};
use crate::File;
use crate::cause::{Advice, Cause, CauseCache};
use crate::names::{Source, path};
use crate::part::{Kind, PartId, Section};

/// The property by which bytes are grouped.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "clap", derive(clap::ValueEnum))]
#[serde(rename_all = "kebab-case")]
pub enum Key {
    /// The purpose of the bytes: panics, formatting, an allocator, the author's own code
    #[default]
    Cause,
    /// The crate that they are of
    Crate,
    /// The function that they are in, generic instances as one
    Function,
    /// The section that they are in, of the component and of each core module
    Section,
    /// The line of the source, where DWARF is there
    Line,
}

/// All bytes of a file, in groups.
#[derive(Clone, Debug, Serialize)]
pub struct Explanation {
    /// The size of the file, in bytes: the sum of all groups.
    pub bytes: u64,
    /// The property by which bytes are grouped.
    pub by: Key,
    /// The number of functions that have code.
    pub functions: usize,
    /// The number of these functions that have a name.
    pub named: usize,
    /// `true` if the lines of code are known. Then inlined code counts where it was
    /// written.
    pub lines: bool,
    /// The groups, the largest first.
    pub groups: Vec<Group>,
}

/// Bytes that have something in common.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Group {
    /// The name of the group, for people.
    pub name: String,
    /// The size, in bytes.
    pub bytes: u64,
    /// The cause, if bytes are grouped by cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub cause: Option<Cause>,
    /// The advice for this cause.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<Advice>,
    /// The items of the group, the largest first.
    pub items: Vec<Item>,
}

/// Functions of one name, or other parts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// The name.
    pub name: String,
    /// The size, in bytes.
    pub bytes: u64,
    /// The number of parts in the file. A generic function has one for each instance.
    pub parts: usize,
}

/// Some bytes of one part.
struct Unit {
    part: PartId,
    bytes: u64,
    group: String,
    cause: Option<Cause>,
    item: String,
}

/// Groups all bytes of a file by a property.
///
/// ```
/// use greentic_size_model::{Aids, File, explain::{Key, explain}};
///
/// let bytes = wat::parse_str(
///     r#"(module (func $core::fmt::write nop nop nop) (func $quote (call 0)) (memory 1))"#,
/// )?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let explained = explain(&file, Key::Crate);
/// let core = explained.groups.iter().find(|group| group.name == "core").unwrap();
/// // Its length, no locals, three times `nop`, and `end`.
/// assert_eq!(core.bytes, 6);
/// let sum: u64 = explained.groups.iter().map(|group| group.bytes).sum();
/// assert_eq!(sum, bytes.len() as u64);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn explain(file: &File<'_>, by: Key) -> Explanation {
    let mut groups: BTreeMap<String, Groups> = BTreeMap::new();
    let mut add = |unit: Unit| {
        let group = groups.entry(unit.group).or_default();
        group.cause = unit.cause;
        group.bytes += unit.bytes;
        let item = group.items.entry(unit.item).or_default();
        item.0 += unit.bytes;
        if item.2 != Some(unit.part) {
            item.1 += 1;
            item.2 = Some(unit.part);
        }
    };
    let mut known = CauseCache::default();
    for (_, body) in file.bodies() {
        let unknown = body.part == PartId::FILE;
        if !unknown {
            function(file, by, body, &mut known, &mut add);
        }
    }
    for (part, one) in file.model().parts() {
        // All of a function was counted above.
        let bytes = file.model().own(part);
        if one.kind != Kind::Function && bytes > 0 {
            add(other(file, by, part, bytes));
        }
    }
    let mut functions = file.bodies();
    let named = functions
        .by_ref()
        .filter(|(_, body)| file.names().function(body.part).is_some())
        .count();
    let mut groups: Vec<_> = groups
        .into_iter()
        .map(|(name, group)| group.sorted(name))
        .collect();
    groups.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
    Explanation {
        bytes: file.model().bytes(),
        by,
        functions: file.bodies().count(),
        named,
        lines: file.names().has_lines(),
        groups,
    }
}

/// A group that is being built: items with their bytes, their number of parts, and the
/// part that was counted last.
#[derive(Default)]
struct Groups {
    bytes: u64,
    cause: Option<Cause>,
    items: BTreeMap<String, (u64, usize, Option<PartId>)>,
}

impl Groups {
    fn sorted(self, name: String) -> Group {
        let items = self.items.into_iter();
        let mut items: Vec<_> = items
            .map(|(name, (bytes, parts, _))| Item { name, bytes, parts })
            .collect();
        items.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
        Group {
            name,
            bytes: self.bytes,
            advice: self.cause.and_then(Cause::advice),
            cause: self.cause,
            items,
        }
    }
}

/// Adds the code of a function, piece by piece.
fn function(
    file: &File<'_>,
    by: Key,
    body: &crate::core::Body,
    known: &mut CauseCache,
    add: &mut impl FnMut(Unit),
) {
    let named = file.names().function(body.part);
    let name = named.map(|named| &*named.name);
    let item = named.map_or_else(|| file.label(body.part), crate::names::Named::generic);
    let unit = |bytes, group: String, cause| Unit {
        part: body.part,
        bytes,
        group,
        cause,
        item: item.clone(),
    };
    match by {
        Key::Function => add(unit(file.model()[body.part].bytes(), item.clone(), None)),
        Key::Section => {
            let bytes = file.model()[body.part].bytes();
            add(unit(bytes, section(file, body.part), None));
        }
        Key::Cause | Key::Crate | Key::Line => {
            for piece in file.names().pieces(file.model(), body) {
                let (group, cause) = match by {
                    Key::Cause => {
                        let cause = cause_of_piece(file, body, &piece, known);
                        (cause.label().to_owned(), Some(cause))
                    }
                    Key::Crate => (crate_of(&piece, name, known), None),
                    _ => (line_of(&piece), None),
                };
                add(unit(piece.bytes, group, cause));
            }
        }
    }
}

/// Returns the cause of a piece of code.
fn cause_of_piece(
    file: &File<'_>,
    body: &crate::core::Body,
    piece: &crate::names::Piece,
    known: &mut CauseCache,
) -> Cause {
    if shim(file, body.part) {
        return Cause::Shims;
    }
    let named = file.names().function(body.part);
    // An export tells who calls the code, and not what it does.
    let exported = named.is_some_and(|named| named.source == Source::Export);
    if exported && piece.places.is_empty() {
        return Cause::Unnamed;
    }
    known.of_code(&piece.places, named.map(|named| &*named.name))
}

/// Returns the crate that a piece of code was written in: the crate of the innermost
/// function that does not serve any caller.
fn crate_of(piece: &crate::names::Piece, function: Option<&str>, known: &mut CauseCache) -> String {
    let written = piece.places.iter();
    let written = written.filter_map(|place| place.function.as_deref());
    let mut names = written.chain(function);
    let first = names.clone().find(|name| !known.serves_its_caller(name));
    let found = first
        .and_then(path::crate_of)
        .or_else(|| names.find_map(path::crate_of));
    found.unwrap_or("(no crate)").to_owned()
}

fn line_of(piece: &crate::names::Piece) -> String {
    let place = piece.places.iter().find_map(|place| {
        let file = place.file.as_deref()?;
        Some(format!("{file}:{}", place.line.unwrap_or(0)))
    });
    place.unwrap_or_else(|| "(no line)".to_owned())
}

/// Checks whether a part is in a core module that a linker of components adds around
/// imports.
fn shim(file: &File<'_>, part: PartId) -> bool {
    let module = file.model().container(part);
    let name = file.names().modules.get(&module);
    name.is_some_and(|name| name.starts_with("wit-component:"))
}

/// Returns the place of a part, for people: its section, and its core module if there are
/// several.
fn section(file: &File<'_>, part: PartId) -> String {
    let model = file.model();
    let container = model.container(part);
    let label = match model.section(part) {
        Some(Section::Custom) => {
            let mut one = part;
            while model[one].kind != Kind::Section(Section::Custom) {
                one = model[one].parent;
            }
            let name = model[one].name.as_deref().unwrap_or_default();
            format!("custom section `{name}`")
        }
        Some(section) => section.label().to_owned(),
        None => "header".to_owned(),
    };
    if container == PartId::FILE {
        return label;
    }
    let one = &model[container];
    let mut alike = model.parts().filter(|(_, part)| part.kind == one.kind);
    let number = alike.position(|(id, _)| id == container);
    let number = number.unwrap_or_default();
    match file.names().modules.get(&container) {
        Some(name) => format!("{} {number} ({name}), {label}", one.kind.label()),
        None => format!("{} {number}, {label}", one.kind.label()),
    }
}

/// Makes the unit of a part that is not code.
fn other(file: &File<'_>, by: Key, part: PartId, bytes: u64) -> Unit {
    let model = file.model();
    let one = &model[part];
    let cause = cause_of(file, part);
    let item = match one.kind {
        Kind::Section(Section::Custom) => {
            format!("`{}`", one.name.as_deref().unwrap_or_default())
        }
        Kind::Section(section) => format!("headers of {}", section.label()),
        Kind::Component | Kind::Module => "headers".to_owned(),
        kind => kind.plural(),
    };
    let group = match by {
        Key::Cause => cause.label().to_owned(),
        Key::Section => section(file, part),
        Key::Crate | Key::Function | Key::Line => match cause {
            Cause::Data => "(data)".to_owned(),
            Cause::CoreDeclarations => "(core declarations)".to_owned(),
            Cause::DebugInformation | Cause::CustomSections => "(custom sections)".to_owned(),
            Cause::Shims => "(shims)".to_owned(),
            _ => "(wrapper)".to_owned(),
        },
    };
    Unit {
        part,
        bytes,
        group,
        cause: (by == Key::Cause).then_some(cause),
        item,
    }
}

/// Returns the cause of a part that is not code.
fn cause_of(file: &File<'_>, part: PartId) -> Cause {
    let model = file.model();
    let section = model.section(part);
    if section == Some(Section::Custom) {
        let name = model[part].name.as_deref().unwrap_or_default();
        let debug = name == "name" || name == "component-name" || name.starts_with(".debug");
        return if debug || name == "sourceMappingURL" {
            Cause::DebugInformation
        } else {
            Cause::CustomSections
        };
    }
    if shim(file, part) {
        return Cause::Shims;
    }
    let in_module = model[model.container(part)].kind == Kind::Module;
    match section {
        Some(Section::Data) => Cause::Data,
        Some(Section::Types) => Cause::ComponentTypes,
        _ if in_module => Cause::CoreDeclarations,
        _ => Cause::Wrapper,
    }
}
