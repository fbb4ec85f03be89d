//! The sizes of files at one time.

mod baseline;
mod history;
mod producers;
mod sizes;
pub mod sources;
mod taken;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use self::baseline::{MOST_BYTES, SnapshotError};
pub use self::history::History;
pub use self::producers::{Producers, producers};
pub use self::sizes::{FUNCTIONS, FunctionSize, OtherFunctions, Sizes};

/// The version of the written form. It grows when a field goes away or changes its
/// meaning. Files of another version are refused.
pub const SCHEMA_VERSION: u32 = 1;

/// The sizes of files at one time: the baseline, `size-baseline.json`, and a line of
/// `size-history.jsonl`.
///
/// Lines of the history have no [`Sizes::functions`]. Everything else is the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Snapshot {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The time, in whole seconds.
    pub time: Timestamp,
    /// The commit that was checked out; `None` outside of a Git repository.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub commit: Option<String>,
    /// The release; `None` between releases.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub release: Option<String>,
    /// The tools that made and measured the files.
    pub toolchain: Tools,
    /// A digest of the sources, `sha256:` and 64 digits; `None` if the sources are not
    /// known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sources: Option<String>,
    /// The sizes of each file, by its name.
    pub files: BTreeMap<String, Sizes>,
}

/// The tools that made and measured files. The tools that a file itself names are in
/// [`Sizes::producers`].
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tools {
    /// The output of `rustc --version`; `None` if the project has no `Cargo.toml`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub rustc: Option<String>,
    /// The command that measured, which shrinks as well: `greentic-tiny 0.1.0`.
    pub measured_by: String,
}
