//! A comparison as a table.

use std::fmt::Write as _;

use super::{Comparison, Row};

/// The width of a column of bytes.
const WIDTH: usize = 17;

/// Returns the table, and below it the tools that are missing or failed.
pub(super) fn render(comparison: &Comparison) -> String {
    let names = comparison.rows.iter().map(|row| row.name.chars().count());
    let name = names.max().unwrap_or(0).max("component".len());
    let mut text = String::new();
    let _ = write!(text, "{:name$} {:>WIDTH$}", "component", "input");
    for column in &comparison.columns {
        let _ = write!(text, " {:>WIDTH$}", column.name);
    }
    text.push('\n');
    for row in &comparison.rows {
        line(&mut text, row, name);
    }
    line(&mut text, &comparison.total, name);
    share(&mut text, comparison, name);

    let all = comparison.rows.len();
    if comparison.summed < all {
        let left = all - comparison.summed;
        let _ = writeln!(
            text,
            "\nthe sums leave out {left} of {all}, where something failed"
        );
    }
    for column in &comparison.columns {
        if let Some(why) = &column.missing {
            let _ = writeln!(text, "missing: {}: {why}", column.name);
        }
    }
    for row in &comparison.rows {
        for failure in &row.failures {
            let _ = writeln!(text, "failed: {}: {failure}", row.name);
        }
    }
    text
}

fn line(text: &mut String, row: &Row, name: usize) {
    let _ = write!(text, "{:name$} {:>WIDTH$}", row.name, row.input);
    for bytes in &row.bytes {
        let bytes = bytes.map_or("-".to_owned(), |bytes| bytes.to_string());
        let _ = write!(text, " {bytes:>WIDTH$}");
    }
    text.push('\n');
}

/// Adds the sums in parts of the input, in tenths of a percent.
fn share(text: &mut String, comparison: &Comparison, name: usize) {
    let whole = comparison.total.input;
    let part = |bytes: u64| match (bytes * 1000).checked_div(whole) {
        Some(part) => format!("{}.{} %", part / 10, part % 10),
        None => "-".to_owned(),
    };
    let _ = write!(text, "{:name$} {:>WIDTH$}", "of the input", part(whole));
    for bytes in &comparison.total.bytes {
        let part = bytes.map_or("-".to_owned(), part);
        let _ = write!(text, " {part:>WIDTH$}");
    }
    text.push('\n');
}
