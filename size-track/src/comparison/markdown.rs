//! A comparison as tables of Markdown.

use std::fmt::Write as _;

use greentic_size_model::numerals::{counted, number};

use crate::comparison::claims::ratio;
use crate::comparison::{Comparison, Figures, Route, Subject};

/// Returns a table for each subject, below a line about the example: `title` makes it from
/// the name. Sizes are exact. Our times are as measured, and all others are multiples of
/// them, because the ratios of one run tell more about another machine.
pub fn render(comparison: &Comparison, title: impl Fn(&str) -> String) -> String {
    let mut text = String::new();
    for subject in &comparison.subjects {
        let Some(ours) = subject.row(Route::Ours) else {
            continue;
        };
        let _ = write!(
            text,
            "{}\n\n| made with | bytes | shrunk | gzip | memory | imports | cold start | warm call |\n| --- | --- | --- | --- | --- | --- | --- | --- |\n",
            title(&subject.example)
        );
        for row in &subject.rows {
            let figures = &row.figures;
            let times = if row.route == Route::Ours {
                [
                    milliseconds(figures.cold_start_ns),
                    microseconds(figures.warm_call_ns),
                ]
            } else {
                [
                    times(figures.cold_start_ns, ours.figures.cold_start_ns),
                    times(figures.warm_call_ns, ours.figures.warm_call_ns),
                ]
            };
            let _ = writeln!(
                text,
                "| {} | {} | {} | {} | {} | {} | {} | {} |",
                row.label(),
                number(figures.bytes),
                number(figures.shrunk_bytes),
                number(figures.gzip_bytes),
                pages(figures),
                imports(figures),
                times[0],
                times[1],
            );
        }
        text.push('\n');
    }
    let _ = writeln!(text, "{}", method(comparison));
    text
}

/// Returns the method of the measurement.
fn method(comparison: &Comparison) -> String {
    let mut text = format!(
        "`greentic-tiny size compare` on {}, {}, {} {}, {}: one process and one run, each row in turn, medians of processor time.",
        comparison.date,
        comparison.engine,
        comparison.processors,
        if comparison.processors == 1 {
            "processor"
        } else {
            "processors"
        },
        comparison.rust.split(" (").next().unwrap_or_default(),
    );
    for left_out in &comparison.left_out {
        let _ = write!(
            text,
            " Left out of {}: {}.",
            left_out.example, left_out.reason
        );
    }
    text
}

/// Returns the cell of the published route in the table of the examples; empty if the
/// example is not compared.
pub fn published(subject: Option<&Subject>) -> String {
    let Some(row) = subject.and_then(Subject::published) else {
        return String::new();
    };
    let mut text = format!("{}, {}", number(row.figures.bytes), pages(&row.figures));
    if row.figures.wasi_imports() > 0 {
        let _ = write!(text, ", {} of WASI", row.figures.wasi_imports());
    }
    text
}

fn pages(figures: &Figures) -> String {
    let pages = usize::try_from(figures.memory_pages()).unwrap_or(usize::MAX);
    counted(pages, "page")
}

fn imports(figures: &Figures) -> String {
    match (figures.imports.len(), figures.wasi_imports()) {
        (0, _) => "none".to_owned(),
        (all, 0) => number(all as u64),
        (all, wasi) => format!("{}, {wasi} of WASI", number(all as u64)),
    }
}

fn times(theirs: u64, ours: u64) -> String {
    let ratio = ratio(theirs, ours);
    if ratio < 10.0 {
        format!("{ratio:.1} times")
    } else {
        format!("{ratio:.0} times")
    }
}

fn milliseconds(ns: u64) -> String {
    format!("{:.1} ms", ratio(ns, 1_000_000))
}

fn microseconds(ns: u64) -> String {
    format!("{:.2} us", ratio(ns, 1_000))
}
