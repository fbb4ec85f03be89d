//! The rest of a file's budget.

use std::path::Path;

use greentic_shrink::stack::analyse;
use serde::Serialize;

use super::{Fact, FileReport};
use crate::budget::own::{BOUNDS, Limits, OwnBudgets};
use crate::check::BoundCheck;
use crate::measure::{Measurement, parts};
use crate::project::by_file;
use crate::snapshot::Sizes;

/// The budget of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetReport {
    /// The budgets file.
    pub file: String,
    /// The table for the file.
    pub table: String,
    /// `true` if it is for the shrunk file: the table says `shrink = true`, or has a
    /// number for the file before shrinking.
    pub shrunk: bool,
    /// Each number of it, with the measured one.
    pub bounds: Vec<BoundCheck>,
}

/// Returns the table for a file at `path` called `name`. It is the table that names the
/// path, else the one with the name of the file, with its folders or without, or with a
/// pattern that fits it.
pub(super) fn table<'b>(
    budgets: &'b OwnBudgets,
    path: Option<&Path>,
    name: &str,
) -> Option<(&'b str, &'b Limits)> {
    let named = path.and_then(|path| by_file(budgets, path));
    if let Some((table, _)) = named {
        return budgets.of(&[table]);
    }
    let file = name.rsplit('/').next().unwrap_or(name);
    let stem = file.strip_suffix(".wasm").unwrap_or(file);
    budgets.of(&[name, file, stem])
}

/// Checks a file against its limits. `shrunk` is the shrunk file, if they are for it.
pub(super) fn left(
    report: &FileReport,
    budgets: &OwnBudgets,
    (table, limits): (&str, &Limits),
    shrunk: Option<&[u8]>,
) -> Option<BudgetReport> {
    let sizes = match (limits.is_of_shrunk(), shrunk) {
        (false, _) => numbers(&report.sizes),
        (true, Some(shrunk)) => of_shrunk(report, shrunk)?,
        (true, None) => return None,
    };
    let signed = |bytes: u64| i64::try_from(bytes).unwrap_or(i64::MAX);
    let bounds = BOUNDS.iter().filter_map(|bound| {
        let most = (bound.most)(limits)?;
        if bound.key == "stack" && report.stack_unknown.is_some() {
            return None;
        }
        let actual = (bound.measured)(&sizes);
        Some(BoundCheck {
            key: bound.key,
            most,
            actual,
            left: signed(most) - signed(actual),
        })
    });
    Some(BudgetReport {
        file: budgets.path().display().to_string(),
        table: table.to_owned(),
        shrunk: limits.is_of_shrunk(),
        bounds: bounds.collect(),
    })
}

/// Returns the numbers that limits are for.
fn numbers(sizes: &Measurement) -> Sizes {
    Sizes {
        bytes: sizes.bytes,
        plain_bytes: sizes.plain_bytes,
        gzip_bytes: sizes.gzip_bytes,
        brotli_bytes: sizes.brotli_bytes,
        zstd_bytes: sizes.zstd_bytes,
        core_bytes: sizes.core_bytes,
        memory_pages: sizes.memory_pages,
        core_modules: sizes.core_modules as u64,
        stack: sizes.stack.bytes,
        ..Sizes::default()
    }
}

/// Returns the same numbers of the shrunk file. The stack is that of the form that takes
/// more.
fn of_shrunk(report: &FileReport, shrunk: &[u8]) -> Option<Sizes> {
    let compressed = report.shrunk.as_ref().and_then(Fact::known)?;
    let mut sizes = parts(shrunk).ok()?;
    sizes.plain_bytes = report.sizes.bytes;
    sizes.gzip_bytes = compressed.gzip_bytes;
    sizes.brotli_bytes = compressed.brotli_bytes;
    sizes.zstd_bytes = compressed.zstd_bytes;
    let exports = analyse(shrunk).ok()?;
    let most = exports.iter().map(|export| export.bytes).max();
    sizes.stack.bytes = report.sizes.stack.bytes.max(most.unwrap_or(0));
    Some(numbers(&sizes))
}
