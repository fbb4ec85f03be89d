//! The cost of each world, for people.

use std::fmt::Write as _;

use console::Style;

use crate::worlds::{Cost, WorldReport};
use greentic_size_model::numerals::{counted, number};
use greentic_size_track::cli::grid;

/// The title of a column, and the functions that make its text for a world and for all
/// together.
type WorldColumn = (
    &'static str,
    fn(&Cost) -> String,
    fn(&WorldReport) -> String,
);

/// The number of columns with words. All others have numbers.
const WORDS: usize = 2;

const COLUMNS: [WorldColumn; 10] = [
    (
        "world",
        |cost| cost.world.clone(),
        |report| counted(report.worlds.len(), "world"),
    ),
    (
        "revision",
        |cost| cost.revision.clone().unwrap_or_else(|| "usual".to_owned()),
        |_| String::new(),
    ),
    (
        "functions",
        |cost| cost.functions.to_string(),
        |report| number(report.total.functions as u64),
    ),
    (
        "bytes",
        |cost| number(cost.sizes.bytes),
        |report| number(report.total.bytes),
    ),
    (
        "plain",
        |cost| number(cost.sizes.plain_bytes),
        |report| number(report.total.plain_bytes),
    ),
    (
        "core",
        |cost| number(cost.sizes.plain_core_bytes),
        |report| number(report.total.plain_core_bytes),
    ),
    (
        "limit",
        |cost| number(cost.limit),
        |report| number(report.total.limit),
    ),
    (
        "code",
        |cost| number(cost.sizes.core_code_bytes),
        |report| {
            let code = report.worlds.iter().map(|cost| cost.sizes.core_code_bytes);
            number(code.sum())
        },
    ),
    (
        "pages",
        |cost| number(cost.sizes.memory_pages),
        |_| String::new(),
    ),
    (
        "imports",
        |cost| cost.sizes.imports.len().to_string(),
        |_| String::new(),
    ),
];

/// Returns the report as text. `colour` is for terminals only.
pub fn render(report: &WorldReport, colour: bool) -> String {
    let style = |style: Style| style.force_styling(colour);
    let (bold, bad) = (style(Style::new().bold()), style(Style::new().red().bold()));

    let mut text = format!(
        "{}, profile {}, target {}; bytes: shrunk, plain: as linked\ncore of the plain form: at most {} bytes and {} for each function\n\n",
        report.toolchain,
        report.profile,
        report.target,
        report.limit.bytes,
        report.limit.bytes_per_function
    );
    let rows = report
        .worlds
        .iter()
        .map(|cost| COLUMNS.iter().map(|(_, show, _)| show(cost)).collect())
        .chain([COLUMNS.iter().map(|(_, _, all)| all(report)).collect()]);
    let table = grid(COLUMNS.iter().map(|(title, _, _)| *title), rows, WORDS);
    for (index, line) in table.lines().enumerate() {
        // The title and a rule come before the first world.
        let cost = index
            .checked_sub(2)
            .and_then(|index| report.worlds.get(index));
        let line = line.trim_end();
        let line = match cost {
            Some(cost) if is_broken(report, cost) => bad.apply_to(line),
            None if index != 1 => bold.apply_to(line),
            _ => Style::new().apply_to(line),
        };
        let _ = writeln!(text, "{line}");
    }
    let _ = writeln!(text, "\nThe components are in {}.", report.folder);
    text.push_str(&verdict(report, colour));
    text
}

/// Returns the worlds that are over their limit, one line each, and the verdict.
pub fn verdict(report: &WorldReport, colour: bool) -> String {
    let bad = Style::new().red().bold().force_styling(colour);
    let mut text = String::new();
    for violation in &report.violations {
        let cost = report
            .worlds
            .iter()
            .find(|cost| cost.name == violation.component);
        let whose = match cost {
            Some(Cost {
                world,
                revision: Some(revision),
                ..
            }) => format!("{world} of revision {revision}"),
            Some(cost) => cost.world.clone(),
            None => violation.component.clone(),
        };
        let _ = writeln!(
            text,
            "{} {whose}: {}",
            bad.apply_to("BROKEN"),
            violation.message
        );
    }
    let all = counted(report.worlds.len(), "world");
    let _ = match report.violations.len() {
        0 => writeln!(text, "All of {all} keep within their limits."),
        1 => writeln!(text, "1 of {all} is over its limit."),
        broken => writeln!(text, "{broken} of {all} are over their limits."),
    };
    text
}

fn is_broken(report: &WorldReport, cost: &Cost) -> bool {
    report
        .violations
        .iter()
        .any(|violation| violation.component == cost.name)
}
