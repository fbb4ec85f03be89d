//! The rows of the table: bytes by function, crate and cause.

use std::collections::{BTreeMap, HashMap, HashSet};

use greentic_size_model::Cause;
use greentic_size_model::explain::Row;

/// A row of the table: the name of a function, or the number of functions in the row.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Line<'r> {
    /// The name; `None` for many functions together.
    pub(super) name: Option<&'r str>,
    /// The crate; `None` for several crates together.
    pub(super) crate_name: Option<&'r str>,
    pub(super) cause: Cause,
    pub(super) bytes: u64,
    pub(super) parts: usize,
}

/// Returns the largest `keep` rows, and after them the sums of all others. There is a sum
/// for each cause of each of the largest `keep` crates, and one for each cause of all
/// other crates.
pub(super) fn lines(rows: &[Row], keep: usize) -> Vec<Line<'_>> {
    let keep = keep.min(rows.len());
    let (kept, others) = rows.split_at(keep);
    let mut lines: Vec<_> = kept
        .iter()
        .map(|row| Line {
            name: Some(&row.name),
            crate_name: Some(&row.crate_name),
            cause: row.cause,
            bytes: row.bytes,
            parts: row.parts,
        })
        .collect();
    let crates = crates(rows, keep);
    let mut sums: BTreeMap<(Option<&str>, Cause), (u64, usize)> = BTreeMap::new();
    for row in others {
        let of = crates
            .contains(&*row.crate_name)
            .then_some(&*row.crate_name);
        let sum = sums.entry((of, row.cause)).or_default();
        sum.0 += row.bytes;
        sum.1 += row.parts;
    }
    lines.extend(
        sums.into_iter()
            .map(|((crate_name, cause), (bytes, parts))| Line {
                name: None,
                crate_name,
                cause,
                bytes,
                parts,
            }),
    );
    lines
}

/// Returns the largest crates.
fn crates(rows: &[Row], keep: usize) -> HashSet<&str> {
    let mut crates: HashMap<&str, u64> = HashMap::new();
    for row in rows {
        *crates.entry(&row.crate_name).or_default() += row.bytes;
    }
    let mut crates: Vec<_> = crates.into_iter().collect();
    crates.sort_by_key(|(name, bytes)| (std::cmp::Reverse(*bytes), *name));
    crates
        .into_iter()
        .take(keep)
        .map(|(name, _)| name)
        .collect()
}
