//! Claims about a comparison, and their verdicts.

use serde::Serialize;

use crate::comparison::{Comparison, Figures, Route, Subject};

/// A claim, and its verdict.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Claim {
    /// The example that it is about.
    pub example: String,
    /// The claim.
    pub claim: String,
    /// The verdict.
    pub verdict: Verdict,
    /// The figures that decide.
    pub figures: String,
}

/// The verdict on a claim.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// The claim holds.
    Holds,
    /// The claim does not hold.
    Broken,
    /// A row of the claim is missing.
    NotMeasured,
}

/// A column in which less is better.
type Metric = (&'static str, fn(&Figures) -> u64);

const BYTES: Metric = ("bytes", |figures| figures.bytes);
const MEMORY: Metric = ("memory", |figures| figures.memory_bytes);
const COLD_START: Metric = ("cold start", |figures| figures.cold_start_ns);

/// The columns in which our row is the best.
const COLUMNS: [Metric; 8] = [
    BYTES,
    ("bytes as linked", |figures| figures.linked_bytes),
    ("bytes shrunk", |figures| figures.shrunk_bytes),
    ("gzip", |figures| figures.gzip_bytes),
    MEMORY,
    COLD_START,
    ("warm call", |figures| figures.warm_call_ns),
    ("imports", |figures| figures.imports.len() as u64),
];

/// An example, a column, and a divisor: our figure is at most this part of the published
/// route's.
const PARTS: [(&str, Metric, u64); 4] = [
    ("node-minimal", BYTES, 24),
    ("node-minimal", MEMORY, 17),
    ("node-minimal", COLD_START, 11),
    ("component-describe", BYTES, 190),
];

/// Returns every claim. Our figures are at most a part of those of the published route.
/// They are also the best in each column of each subject, without the floor.
pub fn claims(comparison: &Comparison) -> Vec<Claim> {
    let parts = PARTS
        .iter()
        .map(|(example, column, part)| at_most(comparison, example, column, *part));
    let leads = comparison.subjects.iter().flat_map(|subject| {
        let leads = COLUMNS.iter();
        leads.map(move |column| leads_in(subject, column))
    });
    parts.chain(leads).collect()
}

fn at_most(comparison: &Comparison, example: &str, column: &Metric, part: u64) -> Claim {
    let (name, of) = column;
    let claim = |verdict, figures| Claim {
        example: example.to_owned(),
        claim: format!("{name}: at most 1/{part} of the published route"),
        verdict,
        figures,
    };
    let subject = comparison.subject(example);
    let rows = subject.map(|subject| (subject.row(Route::Ours), subject.published()));
    let Some((Some(ours), Some(published))) = rows else {
        return claim(Verdict::NotMeasured, "a row is missing".to_owned());
    };
    let (ours, theirs) = (of(&ours.figures), of(&published.figures));
    let verdict = if ours.saturating_mul(part) <= theirs {
        Verdict::Holds
    } else {
        Verdict::Broken
    };
    claim(verdict, format!("1/{:.1}", ratio(theirs, ours)))
}

fn leads_in(subject: &Subject, (name, of): &Metric) -> Claim {
    let claim = |verdict, figures| Claim {
        example: subject.example.clone(),
        claim: format!("{name}: ours leads"),
        verdict,
        figures,
    };
    let ours = subject.row(Route::Ours).map(|row| of(&row.figures));
    let peers = subject.rows.iter();
    let peers = peers.filter(|row| !matches!(row.route, Route::Ours | Route::Text));
    let best = peers.min_by_key(|row| of(&row.figures));
    let (Some(ours), Some(best)) = (ours, best) else {
        return claim(Verdict::NotMeasured, "there is no peer".to_owned());
    };
    let theirs = of(&best.figures);
    let verdict = if ours <= theirs {
        Verdict::Holds
    } else {
        Verdict::Broken
    };
    let label = best.label();
    claim(verdict, format!("{ours} beside {theirs} of {label}"))
}

/// Returns the ratio of `one` to `other`.
pub(crate) fn ratio(one: u64, other: u64) -> f64 {
    // Bytes and nanoseconds are far smaller than what an f64 counts exactly.
    #[allow(clippy::cast_precision_loss, reason = "as above")]
    let ratio = one as f64 / other.max(1) as f64;
    ratio
}
