//! What is left of the budget of a file.

use serde::Serialize;

/// The budget of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BudgetReport {
    /// The budgets file.
    pub file: String,
    /// The table that is for the file.
    pub table: String,
    /// Each number of it, and what is the case.
    pub bounds: Vec<Left>,
}

/// A number of a budget.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Left {
    /// The key.
    pub key: &'static str,
    /// The most.
    pub most: u64,
    /// What is the case.
    pub actual: u64,
    /// What is left; less than 0 where it is broken.
    pub left: i64,
}
