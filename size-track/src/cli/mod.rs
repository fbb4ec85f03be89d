//! The commands about sizes that need no engine, and what all of them have in common.

mod aids;
mod diff;
mod differences;
mod explain;
mod explained;
mod grid;
mod html;
mod inputs;
mod report;
mod sheet;

pub use self::diff::DiffArgs;
pub use self::explain::ExplainArgs;
pub use self::grid::grid;
pub use self::html::HtmlArgs;
pub use self::inputs::BuildArgs;
pub use self::report::ReportArgs;
