//! A comparison, for people.

use std::fmt::Write as _;

use greentic_command::style::{Tone, paint};
use greentic_size_model::numerals::number;
use greentic_size_track::cli::grid;

use crate::track::comparison::{Claim, Comparison, Subject, Verdict};

const TITLES: [&str; 9] = [
    "made with",
    "bytes",
    "linked",
    "shrunk",
    "gzip",
    "memory",
    "imports",
    "cold start",
    "warm call",
];

/// Returns the tables, and below them each claim with its verdict. `colour` is for terminals
/// only.
pub fn render(comparison: &Comparison, claims: &[Claim], colour: bool) -> String {
    let mut text = format!(
        "{}, {}, {} processors, {}; bytes as they ship, memory in KiB, cold start in ms, warm call in us, medians of processor time\n",
        comparison.date, comparison.engine, comparison.processors, comparison.rust
    );
    for subject in &comparison.subjects {
        let _ = writeln!(text, "\n{}", subject.example);
        for line in table(subject).lines() {
            let _ = writeln!(text, "  {}", line.trim_end());
        }
        for row in &subject.rows {
            let _ = writeln!(text, "  {}: {}", row.label(), row.tools);
        }
    }
    for left_out in &comparison.left_out {
        let line = format!("LEFT OUT of {}: {}", left_out.example, left_out.reason);
        let _ = writeln!(text, "\n{}", paint(colour, Tone::Warning, &line));
    }
    text.push('\n');
    for claim in claims {
        let (word, tone) = match claim.verdict {
            Verdict::Holds => ("holds", Tone::Good),
            Verdict::Broken => ("BROKEN", Tone::Bad),
            Verdict::NotMeasured => ("not measured", Tone::Warning),
        };
        let word = paint(colour, tone, word);
        let _ = writeln!(
            text,
            "{word} {}: {} ({})",
            claim.example, claim.claim, claim.figures
        );
    }
    text
}

fn table(subject: &Subject) -> String {
    let rows = subject.rows.iter().map(|row| {
        let figures = &row.figures;
        vec![
            row.label(),
            number(figures.bytes),
            number(figures.linked_bytes),
            number(figures.shrunk_bytes),
            number(figures.gzip_bytes),
            number(figures.memory_bytes / 1024),
            figures.imports.len().to_string(),
            thousandths(figures.cold_start_ns / 1_000),
            thousandths(figures.warm_call_ns),
        ]
    });
    grid(TITLES.into_iter(), rows, 1).to_string()
}

/// Returns a number of thousandths with a point: `4.120`.
fn thousandths(number: u64) -> String {
    format!("{}.{:03}", number / 1_000, number % 1_000)
}
