//! All bytes of a file by function, crate and cause at once.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Key, cause_of, cause_of_piece, crate_of, other};
use crate::File;
use crate::cause::{Cause, CauseCache};
use crate::names::Named;
use crate::part::{Kind, PartId};

/// Bytes of functions of one name, or of other parts of one kind, that have one crate and
/// one cause.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The name; all instances of a generic function share one.
    pub name: String,
    /// The crate. Parts that belong to none have the word in parentheses that
    /// [`explain()`](super::explain()) gives them.
    pub crate_name: String,
    /// The cause.
    pub cause: Cause,
    /// The size, in bytes.
    pub bytes: u64,
    /// The number of parts in the file. A generic function has one for each instance.
    pub parts: usize,
}

/// Groups all bytes of a file by name, crate and cause, the largest row first. The rows of
/// one cause, or of one crate, have as many bytes as its group from
/// [`explain()`](super::explain()).
///
/// ```
/// use greentic_size_model::{Aids, Cause, File, explain::rows};
///
/// let bytes = wat::parse_str("(module (func $core::fmt::write nop nop nop) (memory 1))")?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let rows = rows(&file);
/// let write = rows.iter().find(|row| row.name == "core::fmt::write").unwrap();
/// assert_eq!((&*write.crate_name, write.cause, write.bytes), ("core", Cause::Formatting, 6));
/// assert_eq!(rows.iter().map(|row| row.bytes).sum::<u64>(), bytes.len() as u64);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn rows(file: &File<'_>) -> Vec<Row> {
    let mut rows: BTreeMap<(String, String, Cause), Counted> = BTreeMap::new();
    let mut add = |name, crate_name, cause, bytes, part| {
        let row = rows.entry((name, crate_name, cause)).or_default();
        row.bytes += bytes;
        if row.last != Some(part) {
            row.parts += 1;
            row.last = Some(part);
        }
    };
    let mut known = CauseCache::default();
    for (_, body) in file.bodies() {
        // It is in no section of the file.
        if body.part == PartId::FILE {
            continue;
        }
        let named = file.names().function(body.part);
        let name = named.map_or_else(|| file.label(body.part), Named::generic);
        for piece in file.names().pieces(file.model(), body) {
            let cause = cause_of_piece(file, body, &piece, &mut known);
            let of = crate_of(&piece, named.map(|named| &*named.name), &mut known);
            add(name.clone(), of, cause, piece.bytes, body.part);
        }
    }
    for (part, one) in file.model().parts() {
        let bytes = file.model().own(part);
        if one.kind != Kind::Function && bytes > 0 {
            let unit = other(file, Key::Crate, part, bytes);
            add(unit.item, unit.group, cause_of(file, part), bytes, part);
        }
    }
    let mut rows: Vec<_> = rows
        .into_iter()
        .map(|((name, crate_name, cause), row)| Row {
            name,
            crate_name,
            cause,
            bytes: row.bytes,
            parts: row.parts,
        })
        .collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.bytes));
    rows
}

/// A row that is being built.
#[derive(Default)]
struct Counted {
    bytes: u64,
    parts: usize,
    /// The part that was counted last.
    last: Option<PartId>,
}
