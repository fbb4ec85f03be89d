//! A verdict for people.

use std::fmt::Write;

use greentic_command::output::printable;
use greentic_command::style::{Tone, paint};
use similar::{ChangeTag, TextDiff};

use super::Verdict;
use greentic_host_runner::surface::{Difference, Direction, Kind};

/// The number of equal lines that are shown around a difference.
const CONTEXT: usize = 2;

pub(super) fn text(verdict: &Verdict, coloured: bool) -> String {
    let name = &verdict.target.name;
    let revision = match verdict.target.revision {
        None | Some("current") => String::new(),
        Some(revision) => format!(" as of revision {revision}"),
    };
    let mut out = if verdict.fits() {
        paint(coloured, Tone::Good, &format!("fits {name}{revision}"))
    } else {
        paint(
            coloured,
            Tone::Bad,
            &format!("does not fit {name}{revision}"),
        )
    };
    out.push('\n');
    let mut heading = None;
    for difference in &verdict.differences {
        let place = (difference.direction, difference.interface.as_deref());
        if heading != Some(place) {
            heading = Some(place);
            let (direction, interface) = place;
            let interface = printable(interface.unwrap_or("no interface"));
            let title = match direction {
                Direction::Export => format!("exports of {interface}"),
                Direction::Import => format!("imports of {interface}"),
            };
            out.push('\n');
            out.push_str(&paint(coloured, Tone::Heading, &title));
            out.push('\n');
        }
        one(&mut out, difference, coloured);
    }
    if verdict.misfits() == 0
        && let Some(message) = &verdict.message
    {
        let _ = writeln!(out, "\nthe validator refuses it: {}", printable(message));
    }
    out
}

pub(super) fn one(out: &mut String, difference: &Difference, coloured: bool) {
    let (mark, tone, says) = match (difference.kind, difference.matters()) {
        (Kind::Missing, _) => ('-', Tone::Bad, "missing"),
        (Kind::Different, _) => ('~', Tone::Bad, "different: - is expected, + is what it has"),
        (Kind::Additional, true) => ('+', Tone::Bad, "not offered by the world"),
        (Kind::Additional, false) => ('+', Tone::Good, "additional, which does no harm"),
    };
    let function = printable(&difference.function);
    let line = format!("{mark} {function}: {says}");
    let line = paint(coloured, tone, &line);
    // Writing to a string does not fail.
    let _ = writeln!(out, "  {line}");
    match (&difference.expected, &difference.found) {
        (Some(expected), Some(found)) => lines(out, expected, found, coloured),
        (Some(text), None) => {
            for line in text.lines() {
                let _ = writeln!(out, "      {line}");
            }
        }
        _ => {}
    }
}

/// Adds the lines that differ, with some lines around them.
fn lines(out: &mut String, expected: &str, found: &str, coloured: bool) {
    let diff = TextDiff::from_lines(expected, found);
    for (at, group) in diff.grouped_ops(CONTEXT).iter().enumerate() {
        if at > 0 {
            out.push_str("        ..\n");
        }
        for change in group.iter().flat_map(|op| diff.iter_changes(op)) {
            let (mark, tone) = match change.tag() {
                ChangeTag::Delete => ('-', Some(Tone::Bad)),
                ChangeTag::Insert => ('+', Some(Tone::Good)),
                ChangeTag::Equal => (' ', None),
            };
            let value = printable(change.value().trim_end());
            let line = format!("{mark} {value}");
            let line = tone.map_or(line.clone(), |tone| paint(coloured, tone, &line));
            let _ = writeln!(out, "    {line}");
        }
    }
}
