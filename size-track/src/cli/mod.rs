//! The commands about sizes that need no engine, and the parts that all of them share.

mod aids;
mod check;
mod diff;
mod differences;
mod explain;
mod explained;
mod grid;
mod history;
mod html;
mod inputs;
mod project;
mod report;
mod sheet;
mod snapshot;
mod text;

pub use self::check::CheckArgs;
pub use self::diff::DiffArgs;
pub use self::explain::ExplainArgs;
pub use self::grid::grid;
pub use self::history::HistoryArgs;
pub use self::html::HtmlArgs;
pub use self::inputs::BuildArgs;
pub use self::report::ReportArgs;
pub use self::snapshot::SnapshotArgs;
