//! The functions in which the code of a changed function was written.

use std::collections::BTreeMap;

use serde::Serialize;

use super::pairs::Function;
use super::signed;
use crate::File;
use crate::cause::CauseCache;
use crate::names::path;

/// Code of a function that was written in another one, or in itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct OriginChange {
    /// The function that it was written in, generic instances as one.
    pub name: String,
    /// Bytes more, or fewer where it is less than 0.
    pub difference: i64,
}

/// Returns the changes of a function, by the functions that its code was written in. The
/// list is empty if only one of the files has lines.
pub(super) fn written(
    (before, one): (&File<'_>, &Function<'_>),
    (after, other): (&File<'_>, &Function<'_>),
    known: &mut CauseCache,
) -> Vec<OriginChange> {
    let (Some(old), Some(new)) = (sources(before, one, known), sources(after, other, known)) else {
        return Vec::new();
    };
    // A crate of another name is the same crate.
    let crates = [one.name, other.name].map(|name| name.and_then(path::crate_of));
    let renamed = match (crates[0], crates[1]) {
        (Some(before), Some(after)) if before != after => Some((before, after)),
        _ => None,
    };
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    for (name, bytes) in new {
        *sums.entry(name).or_default() += bytes;
    }
    for (name, bytes) in old {
        let name = match renamed {
            Some((before, after)) if path::crate_of(&name) == Some(before) => {
                name.replacen(before, after, 1)
            }
            _ => name,
        };
        *sums.entry(name).or_default() -= bytes;
    }
    let mut all: Vec<_> = sums
        .into_iter()
        .filter(|(_, difference)| *difference != 0)
        .map(|(name, difference)| OriginChange { name, difference })
        .collect();
    all.sort_by_key(|one| std::cmp::Reverse(one.difference.unsigned_abs()));
    all
}

/// Returns the bytes of a function by the functions that they were written in; `None` if
/// nothing is known.
fn sources(
    file: &File<'_>,
    function: &Function<'_>,
    known: &mut CauseCache,
) -> Option<BTreeMap<String, i64>> {
    let mut sums: BTreeMap<String, i64> = BTreeMap::new();
    let mut told = false;
    for piece in file.names().pieces(file.model(), function.body) {
        let mut names = piece
            .places
            .iter()
            .filter_map(|place| place.function.as_deref());
        told |= names.clone().next().is_some();
        let outermost = names.clone().next_back();
        let name = match names.find(|name| !known.serves_its_caller(name)) {
            // Debug information often has only the last word of a method's path.
            Some(name) if Some(name) == outermost && same_word(name, function) => None,
            name => name,
        };
        let name = name.map_or_else(|| function.label(), path::generic);
        *sums.entry(name).or_default() += signed(piece.bytes);
    }
    told.then_some(sums)
}

/// Checks whether a path and the name of a function have the same last word.
fn same_word(name: &str, function: &Function<'_>) -> bool {
    let last = name.rsplit("::").next();
    function
        .name
        .is_some_and(|own| own.rsplit("::").next() == last)
}
