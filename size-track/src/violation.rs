//! Violations: budgets, answers and limits that do not hold.

use serde::Serialize;
use serde_json::Value;

/// A budget, an answer or a limit that does not hold.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Violation {
    /// Name of the component.
    pub component: String,
    /// The kind of the promise.
    pub check: Check,
    /// The name of the promise: the key of a budget, `answer 3`, `answers.toml`, or the
    /// subject of a limit.
    pub key: String,
    /// The promised value; `null` if nothing was promised.
    pub expected: Value,
    /// The actual value; `null` if it is unknown.
    pub actual: Value,
    /// The fault and its remedy, for people. It may have several lines.
    pub message: String,
}

/// The kinds of promises that a component makes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Check {
    /// A line of `size-budgets.toml`.
    Budget,
    /// An answer of `answers.toml`.
    Answer,
    /// The limit of a world.
    Limit,
    /// The imports that are allowed.
    Imports,
    /// The bytes that should be left of a budget.
    Headroom,
    /// The most growth since the baseline.
    Step,
    /// The most growth since the last release.
    Drift,
    /// The tool chain of the baseline.
    Toolchain,
}
