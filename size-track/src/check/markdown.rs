//! A check for continuous integration: a summary in Markdown, and annotations of GitHub.

use std::fmt::Write as _;

use greentic_size_model::numerals::{number, signed};
use greentic_untrusted::on_one_line;

use super::{CheckReport, FileCheck};
use crate::budget::Allowance;
use crate::budget::own::OwnBudgets;
use crate::shown::short;
use crate::violation::Violation;

/// The number of grown things that are shown of each file.
const TOP: usize = 10;

/// Returns a report as Markdown. It is empty if everything holds and no file has changed
/// by `min_change` of its size in the baseline.
pub fn summary(report: &CheckReport, min_change: Allowance) -> String {
    let changed: Vec<_> = report
        .files
        .iter()
        .filter(|file| speaks(report, file, min_change))
        .collect();
    if report.holds && changed.is_empty() {
        return String::new();
    }
    let mut text = "### Sizes\n\n".to_owned();
    if !changed.is_empty() {
        let release = report
            .release
            .as_ref()
            .and_then(|stamp| stamp.release.as_ref());
        let since = release.map_or_else(
            || "the beginning".to_owned(),
            |release| escaped(&short(release)),
        );
        let _ = writeln!(
            text,
            "| file | bytes | since the baseline | since {since} | budget | left |\n\
             | --- | ---: | ---: | ---: | ---: | ---: |"
        );
        for file in &changed {
            text.push_str(&row(report, file));
        }
        let quiet = report.files.len() - changed.len();
        if quiet > 0 {
            let _ = writeln!(text, "\n{quiet} more changed by less than {min_change}.");
        }
    }
    for (title, list) in [
        ("Broken", &report.violations),
        ("To be looked at", &report.warnings),
    ] {
        if list.is_empty() {
            continue;
        }
        let _ = writeln!(text, "\n**{title}**\n");
        for one in list {
            let lines: Vec<_> = one
                .message
                .lines()
                .map(|line| escaped(&on_one_line(line)))
                .collect();
            let _ = writeln!(text, "- {}", lines.join("<br>"));
        }
    }
    for file in &changed {
        text.push_str(&grown(file));
    }
    text.push('\n');
    text
}

/// Returns whether a file is worth a line: it is broken, new, or has changed by enough.
fn speaks(report: &CheckReport, file: &FileCheck, min_change: Allowance) -> bool {
    let broken = report.violations_of(&file.name).next().is_some();
    let changed = match (file.baseline_bytes, file.difference) {
        (Some(before), Some(difference)) => difference.unsigned_abs() >= min_change.of(before),
        _ => report.baseline.is_some(),
    };
    broken || changed
}

fn row(report: &CheckReport, file: &FileCheck) -> String {
    let difference = |bytes: Option<i64>| match bytes {
        None => "–".to_owned(),
        Some(0) => "0".to_owned(),
        Some(bytes) => signed(bytes),
    };
    let bound = file.bounds.first();
    let mark = if report.violations_of(&file.name).next().is_some() {
        "❌ "
    } else {
        ""
    };
    format!(
        "| {mark}{} | {} | {} | {} | {} | {} |\n",
        escaped(&short(&file.name)),
        number(file.sizes.bytes),
        difference(file.difference),
        difference(file.drift),
        bound.map_or("–".to_owned(), |bound| match bound.key {
            "bytes" => number(bound.most),
            key => format!("{} ({})", number(bound.most), escaped(key)),
        }),
        bound.map_or("–".to_owned(), |bound| match bound.left {
            0 => "0".to_owned(),
            left if left < 0 => signed(left),
            left => number(left.unsigned_abs()),
        })
    )
}

fn grown(file: &FileCheck) -> String {
    let grown = file.grew.as_ref().map_or_else(Vec::new, super::Growth::all);
    if grown.is_empty() {
        return String::new();
    }
    let name = escaped(&short(&file.name));
    let mut text = format!("\n<details><summary>What grew in {name}</summary>\n\n");
    for one in grown.iter().take(TOP) {
        let _ = writeln!(text, "- {} {}", one.difference(), escaped(&one.text()));
    }
    if grown.len() > TOP {
        let more: u64 = grown[TOP..].iter().map(|one| one.more).sum();
        let _ = writeln!(text, "- +{} in {} more", number(more), grown.len() - TOP);
    }
    text.push_str("\n</details>\n");
    text
}

/// Returns a text without the meaning of Markdown and HTML.
fn escaped(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '<' => clean.push_str("&lt;"),
            '>' => clean.push_str("&gt;"),
            '&' => clean.push_str("&amp;"),
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '|' | '~' | '#' | '!' => {
                clean.push('\\');
                clean.push(letter);
            }
            _ => clean.push(letter),
        }
    }
    clean
}

/// Returns the faults and warnings as commands for GitHub's runners: one line for each,
/// with the place of its table in the budgets file.
pub fn annotations(report: &CheckReport, budgets: Option<&OwnBudgets>) -> String {
    let mut text = String::new();
    let lists = [("error", &report.violations), ("warning", &report.warnings)];
    for (command, one) in lists
        .iter()
        .flat_map(|(command, list)| list.iter().map(move |one| (command, one)))
    {
        let place = budgets.map_or(String::new(), |budgets| place(report, one, budgets));
        let title = property(&short(&format!("{}: {}", one.component, one.key)));
        let message = data(&one.message);
        let _ = writeln!(text, "::{command} {place}title={title}::{message}");
    }
    text
}

/// Returns the file and the line of a budget.
fn place(report: &CheckReport, violation: &Violation, budgets: &OwnBudgets) -> String {
    let mut files = report.files.iter();
    let file = files.find(|file| file.name == violation.component);
    let Some(table) = file.and_then(|file| file.budget.as_deref()) else {
        return String::new();
    };
    let path = budgets.path().display().to_string();
    format!("file={},line={},", property(&path), budgets.line(table))
}

/// Escapes the text after the second `::`.
fn data(text: &str) -> String {
    let lines: Vec<_> = text
        .lines()
        .map(|line| on_one_line(line).replace('%', "%25"))
        .collect();
    lines.join("%0A")
}

/// Escapes the value of a property.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_no_markdown_and_no_html() {
        assert_eq!(
            escaped("<img src=x> `a` | *b* [c](d) &amp;"),
            "&lt;img src=x&gt; \\`a\\` \\| \\*b\\* \\[c\\](d) &amp;amp;"
        );
    }

    #[test]
    fn an_annotation_is_one_line() {
        assert_eq!(
            data("5 % of\na::error::b\r\n\u{1b}"),
            "5 %25 of%0Aa::error::b%0A\\u{1b}"
        );
        assert_eq!(property("a:b,c\n%"), "a%3Ab%2Cc%0A%25");
    }
}
