//! Checks and histories for people.

use std::fmt::Write as _;

use greentic_command::style::{self, Tone, paint};
use greentic_size_model::numerals::{counted, number, signed};
use greentic_untrusted::on_one_line;

use crate::check::{BoundCheck, CheckReport, FileCheck, Growth, Stamp};
use crate::shown::short;

/// The number of letters that are shown of a commit.
const COMMIT: usize = 10;

/// Returns a report: a line for each file with its growth below it, and the faults at the
/// end.
pub(super) fn check(report: &CheckReport, top: usize) -> String {
    let colour = style::on_stdout();
    let mut text = String::new();
    if let Some(baseline) = &report.baseline {
        let _ = write!(text, "against the baseline of {}", stamp(baseline));
        if let Some(release) = &report.release {
            let from = match release.release {
                Some(_) => "",
                None => "the beginning of the history, ",
            };
            let _ = write!(text, "; drift from {from}{}", stamp(release));
        }
        text.push_str("\n\n");
    }
    for file in &report.files {
        let broken = report.violations_of(&file.name).next().is_some();
        text.push_str(&headline(file, broken, colour));
        if file.difference == Some(0) && !broken {
            continue;
        }
        let grown = file.grew.as_ref().map_or_else(Vec::new, Growth::all);
        for one in grown.iter().take(top) {
            let _ = writeln!(text, "{:>12}  {}", one.difference(), one.text());
        }
        if grown.len() > top {
            let rest = &grown[top..];
            let more: u64 = rest.iter().map(|one| one.more).sum();
            let more = format!("+{}", number(more));
            let _ = writeln!(
                text,
                "{more:>12}  in {} more (--top shows more)",
                rest.len()
            );
        }
    }
    for name in &report.missing {
        let _ = writeln!(text, "{}: in the baseline, and not looked at", short(name));
    }
    for (tone, label, list) in [
        (Tone::Warning, "warning:", &report.warnings),
        (Tone::Bad, "broken:", &report.violations),
    ] {
        for one in list {
            let label = paint(colour, tone, label);
            let mut lines = one.message.lines().map(on_one_line);
            let _ = writeln!(text, "\n{label} {}", lines.next().unwrap_or_default());
            for line in lines {
                let _ = writeln!(text, "  {line}");
            }
        }
    }
    text.push('\n');
    text.push_str(&verdict(report, colour));
    text
}

fn verdict(report: &CheckReport, colour: bool) -> String {
    let files = counted(report.files.len(), "file");
    if report.holds {
        let verb = if report.files.len() == 1 {
            "holds"
        } else {
            "hold"
        };
        let warnings = match report.warnings.len() {
            0 => String::new(),
            count => format!(", with {}", counted(count, "warning")),
        };
        let holds = paint(colour, Tone::Good, &format!("{files} {verb}"));
        return format!("{holds}{warnings}\n");
    }
    let broken = report.violations.len();
    let what = paint(colour, Tone::Bad, &format!("{broken} broken"));
    format!("{what}, of {files}\n")
}

/// Returns a line with the name, the bytes, the differences, and the bytes that are left.
fn headline(file: &FileCheck, broken: bool, colour: bool) -> String {
    let name = short(&file.name);
    let name = if broken {
        paint(colour, Tone::Bad, &name)
    } else {
        paint(colour, Tone::Heading, &name)
    };
    let mut parts = Vec::new();
    match file.difference {
        Some(0) => parts.push("unchanged".to_owned()),
        Some(difference) => parts.push(signed(difference)),
        None => {}
    }
    if let Some(drift) = file.drift.filter(|drift| *drift != 0) {
        parts.push(format!("{} since the release", signed(drift)));
    }
    // A bound on another number is only shown if it is broken.
    let shown = file.bounds.iter();
    let shown = shown.filter(|bound| bound.is_of_file() || bound.left < 0);
    parts.extend(shown.map(left));
    let parts = match parts.join("; ") {
        none if none.is_empty() => none,
        parts => format!(" ({parts})"),
    };
    format!("{name}: {} bytes{parts}\n", number(file.sizes.bytes))
}

fn left(bound: &BoundCheck) -> String {
    let key = match bound.key {
        "bytes" => String::new(),
        key => format!("{key} {}, ", number(bound.actual)),
    };
    let (most, by) = (number(bound.most), number(bound.left.unsigned_abs()));
    match bound.left {
        left if left < 0 => format!("{key}{by} over {most}"),
        _ => format!("{key}{by} left of {most}"),
    }
}

/// Returns the stamp of a snapshot: its release, its day, its commit.
fn stamp(stamp: &Stamp) -> String {
    let mut text = String::new();
    if let Some(release) = &stamp.release {
        let _ = write!(text, "{}, ", short(release));
    }
    let _ = write!(text, "{}", day(stamp.time));
    if let Some(commit) = &stamp.commit {
        let _ = write!(text, ", commit {}", short_commit(commit));
    }
    text
}

/// Returns the day of a time, in UTC.
pub(super) fn day(time: jiff::Timestamp) -> String {
    time.strftime("%Y-%m-%d").to_string()
}

/// Returns the beginning of a commit.
pub(super) fn short_commit(commit: &str) -> String {
    short(&commit.chars().take(COMMIT).collect::<String>())
}
