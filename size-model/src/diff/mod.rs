//! The differences between two files.
//!
//! Functions are matched by name and by their code, without the indices that change when
//! something else does. A function is no change if only its name or its place differs, or
//! if one copy of it is left of two.

mod pairs;
mod written;

use std::collections::BTreeMap;

use serde::Serialize;

use self::pairs::{Function, functions, matched};
pub use self::written::OriginChange;
use self::written::written;
use crate::File;
use crate::cause::CauseCache;
use crate::core::Core;
use crate::part::{Kind, PartId, Section};

/// The differences between two files. Those of all changes and the quiet ones add up to
/// the difference between the sizes of the files.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Bytes of the first file.
    pub before: u64,
    /// Bytes of the second file.
    pub after: u64,
    /// The parts that grew or shrank, the largest difference first.
    pub changes: Vec<Change>,
    /// Differences that are not worth a line of their own.
    pub quiet: Quiet,
}

/// A difference of one function, or of the parts of one kind.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The kind of the change.
    pub what: ChangeKind,
    /// The kind of part: a function, or other parts of one kind.
    pub of: ChangedPart,
    /// The name; the new one if it has changed.
    pub name: String,
    /// The crate that it is of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crate_name: Option<String>,
    /// Bytes before.
    pub before: u64,
    /// Bytes after.
    pub after: u64,
    /// The bytes after minus the bytes before.
    pub difference: i64,
    /// The functions that the code was written in before the compiler or the shrinker
    /// inlined it, the largest difference first. Empty if no lines are known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub written: Vec<OriginChange>,
}

/// The kind of a change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangeKind {
    /// It has more bytes.
    Grew,
    /// It has fewer bytes.
    Shrank,
    /// It is new.
    Came,
    /// It is gone.
    Went,
}

/// The kind of part that has changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum ChangedPart {
    /// A function.
    Function,
    /// An import of the file.
    Import,
    /// An export of the file.
    Export,
    /// All parts of one kind: data, types of a component, a custom section.
    Parts,
}

/// Differences that are not worth a line of their own, in bytes, and their numbers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Quiet {
    /// The same code with larger or smaller indices and addresses, and headers.
    pub indices: i64,
    /// Names and debug information.
    pub names: i64,
    /// Changes smaller than the least one that was asked for.
    pub small: i64,
    /// Functions that lost a copy because another function has the same code.
    pub merged: i64,
    /// Functions that have another name, and the same code.
    pub renamed: Vec<(String, String)>,
    /// The number of functions that were merged with others.
    pub merged_functions: usize,
    /// The number of functions with other code of the same size.
    pub rewritten: usize,
}

impl Quiet {
    /// Returns the sum of all bytes.
    pub fn bytes(&self) -> i64 {
        self.indices + self.names + self.small + self.merged
    }
}

/// Compares two files. A change of fewer than `min_change` bytes counts as quiet.
///
/// ```
/// use greentic_size_model::{Aids, File, diff, diff::ChangeKind};
///
/// let text = |name: &str, more: &str| {
///     wat::parse_str(format!("(module (func ${name} (export \"f\") nop {more}))"))
/// };
/// let (one, renamed, longer) = (text("a", "")?, text("b", "")?, text("a", "nop nop")?);
/// let file = |bytes| File::read(bytes, &Aids::none());
///
/// assert!(diff(&file(&one)?, &file(&renamed)?, 1).changes.is_empty());
/// let difference = diff(&file(&one)?, &file(&longer)?, 1);
/// assert_eq!(difference.changes[0].what, ChangeKind::Grew);
/// assert_eq!(difference.changes[0].difference, 2);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn diff(before: &File<'_>, after: &File<'_>, min_change: u64) -> Difference {
    let mut difference = Difference {
        before: before.model().bytes(),
        after: after.model().bytes(),
        changes: Vec::new(),
        quiet: Quiet::default(),
    };
    let (old, new) = (functions(before), functions(after));
    let pairs = matched(&old, &new);
    let mut known = CauseCache::default();
    for (one, other) in &pairs.both {
        let (one, other) = (&old[*one], &new[*other]);
        if let Some(mut change) = difference.function(one, other) {
            change.written = written((before, one), (after, other), &mut known);
            difference.changes.push(change);
        }
    }
    for one in &pairs.merged {
        difference.quiet.merged -= signed(old[*one].bytes);
        difference.quiet.merged_functions += 1;
    }
    for one in &pairs.went {
        let change = Change::of_function(ChangeKind::Went, Some(&old[*one]), None);
        difference.changes.push(change);
    }
    for one in &pairs.came {
        let change = Change::of_function(ChangeKind::Came, None, Some(&new[*one]));
        difference.changes.push(change);
    }
    difference.parts(&parts(before), &parts(after));
    let (spoken, small): (Vec<_>, Vec<_>) = std::mem::take(&mut difference.changes)
        .into_iter()
        .partition(|change| change.difference.unsigned_abs() >= min_change.max(1));
    difference.changes = spoken;
    difference.quiet.small = small.iter().map(|change| change.difference).sum();
    difference.changes.sort_by(|one, other| {
        let key = |change: &Change| std::cmp::Reverse(change.difference.unsigned_abs());
        let rest = |change: &Change| (change.what, change.of, change.name.clone());
        (key(one), rest(one)).cmp(&(key(other), rest(other)))
    });
    difference
}

/// Converts a number of bytes. Files have less than 4 GiB.
fn signed(bytes: u64) -> i64 {
    i64::try_from(bytes).unwrap_or(i64::MAX)
}

impl Change {
    fn of_function(
        what: ChangeKind,
        before: Option<&Function<'_>>,
        after: Option<&Function<'_>>,
    ) -> Self {
        let bytes = |function: Option<&Function<'_>>| function.map_or(0, |one| one.bytes);
        let shown = after.filter(|one| one.name.is_some()).or(before).or(after);
        Self {
            what,
            of: ChangedPart::Function,
            name: shown.map(Function::label).unwrap_or_default(),
            crate_name: shown
                .and_then(|one| one.name.and_then(crate::names::path::crate_of))
                .map(str::to_owned),
            before: bytes(before),
            after: bytes(after),
            difference: signed(bytes(after)) - signed(bytes(before)),
            written: Vec::new(),
        }
    }
}

impl Difference {
    /// Compares a function that is in both files. Returns the change, if there is one.
    fn function(&mut self, one: &Function<'_>, other: &Function<'_>) -> Option<Change> {
        let more = signed(other.bytes) - signed(one.bytes);
        let same = one.shape == other.shape;
        if same {
            self.quiet.indices += more;
            if let (Some(before), Some(after)) = (one.name, other.name)
                && before != after
            {
                let renamed = (before.to_owned(), after.to_owned());
                self.quiet.renamed.push(renamed);
            }
            return None;
        }
        let what = match more {
            0 => {
                self.quiet.rewritten += 1;
                return None;
            }
            more if more > 0 => ChangeKind::Grew,
            _ => ChangeKind::Shrank,
        };
        Some(Change::of_function(what, Some(one), Some(other)))
    }

    /// Compares the parts that are not code.
    fn parts(&mut self, before: &Parts, after: &Parts) {
        self.quiet.indices += after.headers - before.headers;
        self.quiet.names += after.names - before.names;
        let nothing = Kinds::default();
        let keys: std::collections::BTreeSet<_> =
            before.kinds.keys().chain(after.kinds.keys()).collect();
        for key in keys {
            let one = before.kinds.get(key).unwrap_or(&nothing);
            let other = after.kinds.get(key).unwrap_or(&nothing);
            let more = signed(other.bytes) - signed(one.bytes);
            if one.shapes == other.shapes {
                self.quiet.indices += more;
                continue;
            }
            let what = match (one.shapes.is_empty(), other.shapes.is_empty()) {
                (true, _) => ChangeKind::Came,
                (_, true) => ChangeKind::Went,
                _ if more > 0 => ChangeKind::Grew,
                _ => ChangeKind::Shrank,
            };
            if more != 0 {
                self.changes.push(Change {
                    what,
                    of: key.0,
                    name: key.1.clone(),
                    crate_name: None,
                    before: one.bytes,
                    after: other.bytes,
                    difference: more,
                    written: Vec::new(),
                });
            }
        }
    }
}

/// The parts of a file that are not functions.
#[derive(Default)]
struct Parts {
    /// Headers, counts, and the types of functions.
    headers: i64,
    /// Names and debug information.
    names: i64,
    kinds: BTreeMap<(ChangedPart, String), Kinds>,
}

/// Parts of one kind.
#[derive(Default)]
struct Kinds {
    bytes: u64,
    /// The properties of the parts that stay the same when indices change, each with its
    /// count.
    shapes: BTreeMap<(u64, Option<String>), usize>,
}

fn parts(file: &File<'_>) -> Parts {
    let model = file.model();
    let mut parts = Parts::default();
    let items = items(file.cores());
    for (part, one) in model.parts() {
        let bytes = model.own(part);
        let key = match one.kind {
            Kind::Function => continue,
            Kind::Section(Section::Custom) => {
                let name = one.name.as_deref().unwrap_or_default();
                if debug(name) {
                    parts.names += signed(bytes);
                    continue;
                }
                (ChangedPart::Parts, format!("custom section `{name}`"))
            }
            Kind::Component | Kind::Module | Kind::Section(_) => {
                parts.headers += signed(bytes);
                continue;
            }
            kind => {
                let name = one.name.as_deref().unwrap_or_default();
                let outside = model.container(part) == PartId::FILE;
                match kind {
                    Kind::Import | Kind::CoreImport if outside => {
                        (ChangedPart::Import, name.to_owned())
                    }
                    Kind::Export | Kind::CoreExport if outside => {
                        (ChangedPart::Export, name.to_owned())
                    }
                    _ => (ChangedPart::Parts, kind.plural()),
                }
            }
        };
        let named = matches!(
            one.kind,
            Kind::Import | Kind::Export | Kind::CoreImport | Kind::CoreExport
        );
        let shape = match items.get(&part) {
            Some(items) => *items as u64,
            // It is its name, and an index.
            None if named => 0,
            None => bytes,
        };
        let kind = parts.kinds.entry(key).or_default();
        kind.bytes += bytes;
        let name = one.name.as_deref().filter(|_| named).map(str::to_owned);
        *kind.shapes.entry((shape, name)).or_default() += 1;
    }
    parts
}

/// Returns the number of items of each element segment. Bytes do not tell it, because an
/// index may be long or short.
fn items(cores: &[Core<'_>]) -> BTreeMap<PartId, usize> {
    let elements = cores.iter().flat_map(|core| &core.elements);
    elements
        .map(|element| (element.part, element.items.len()))
        .collect()
}

/// Checks whether a custom section holds names or debug information.
fn debug(name: &str) -> bool {
    ["name", "component-name", "producers"].contains(&name) || name.starts_with(".debug")
}
