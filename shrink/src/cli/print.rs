//! The text that the command prints.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use crate::Report;
use greentic_untrusted::on_one_line;

/// Returns the report as a table.
pub(crate) fn stats(report: &Report) -> String {
    let mut text = String::new();
    let _ = writeln!(text, "{:<24} {:>10} {:>10}", "section", "before", "after");
    let names: BTreeSet<_> = report
        .sections_before
        .iter()
        .chain(report.sections_after.iter())
        .map(|(name, _)| name)
        .collect();
    for name in names {
        let before = report.sections_before.bytes(name);
        let after = report.sections_after.bytes(name);
        let _ = writeln!(text, "{name:<24} {before:>10} {after:>10}");
    }
    let _ = writeln!(
        text,
        "{:<24} {:>10} {:>10}",
        "all", report.before, report.after
    );
    let _ = writeln!(text, "\n{:<24} {:>10}", "pass", "saved");
    for saved in &report.passes {
        let _ = writeln!(text, "{:<24} {:>10}", saved.pass.name(), saved.bytes);
    }
    text
}

/// Returns the warnings of a report, one a line.
pub(crate) fn warnings(report: &Report) -> String {
    report.warnings.iter().fold(String::new(), |text, warning| {
        text + "warning: " + &on_one_line(warning) + "\n"
    })
}

/// Returns the parts that were left as they were, with the reasons, one a line.
pub(crate) fn notes(report: &Report) -> String {
    let mut text = String::new();
    for note in &report.notes {
        let pass = note.pass.map_or("all", |pass| pass.name());
        let _ = writeln!(
            text,
            "left as it was ({pass}): {}",
            on_one_line(&note.reason)
        );
    }
    text
}
