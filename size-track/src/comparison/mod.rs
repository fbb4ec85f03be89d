//! The same component made in several ways, side by side.
//!
//! [`Comparison`] is the document that `greentic-tiny size compare --json` prints.
//! [`claims()`] holds it to what we say of it; [`markdown`] and [`picture`] show it.

pub mod claims;
pub mod markdown;
pub mod picture;

use serde::{Deserialize, Serialize};

pub use claims::{Claim, Verdict, claims};

/// The version of the JSON that a [`Comparison`] turns into. It grows when a field changes
/// its meaning or goes away; new fields do not count.
pub const SCHEMA_VERSION: u32 = 1;

/// Measurements of one process and one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The day of the run, `2026-11-28`.
    pub date: String,
    /// What `rustc --version` says.
    pub rust: String,
    /// The engine with its version.
    pub engine: String,
    /// How many processors the machine lends to the process.
    pub processors: usize,
    /// The components that are compared, ours first in each.
    pub subjects: Vec<Subject>,
    /// The ways that are missing because a tool is.
    pub left_out: Vec<LeftOut>,
}

/// One component, in all the ways in which it was made.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The example that does the same.
    pub example: String,
    /// The example's component, the floor, and the peers.
    pub rows: Vec<Row>,
}

/// A component that was made in one way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// How it was made.
    pub route: Route,
    /// The tools that made it, with their versions.
    pub tools: String,
    /// What was measured.
    pub figures: Figures,
}

/// A way to make a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// With our bindings, shrunk.
    Ours,
    /// As text, by hand: what bindings and a linker could reach at best.
    Text,
    /// With wit-bindgen and no standard library.
    BindgenNoStd,
    /// With wit-bindgen and the standard library.
    BindgenStd,
    /// With the published guest crate.
    Published,
    /// In C, with wit-bindgen.
    C,
    /// In JavaScript, with `QuickJS`.
    #[serde(rename = "javascript")]
    JavaScript,
}

/// What was measured of a component, which is run as it ships: ours shrunk, all others as
/// their tools leave them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// Bytes of the file that ships.
    pub bytes: u64,
    /// Bytes as linked, before any shrinking.
    pub linked_bytes: u64,
    /// Bytes after `component-shrink`, without wasm-opt.
    pub shrunk_bytes: u64,
    /// Bytes of the file that ships after gzip at its best level.
    pub gzip_bytes: u64,
    /// Linear memory after the calls, all memories together, in bytes.
    pub memory_bytes: u64,
    /// What it imports, by name, sorted.
    pub imports: Vec<String>,
    /// From the bytes to the first answer, in an engine that has compiled nothing, in
    /// nanoseconds of processor time.
    pub cold_start_ns: u64,
    /// A call of an instance that has answered before, in nanoseconds of processor time.
    pub warm_call_ns: u64,
}

/// A row that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The example that it would stand beside.
    pub example: String,
    /// How it would be made.
    pub route: Route,
    /// Why it is missing.
    pub reason: String,
}

/// Why a document cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is no JSON, or has other fields.
    #[error("no comparison: {0}; write it anew with `greentic-tiny size compare --json`")]
    Syntax(#[from] serde_json::Error),
    /// It is of another version of the command.
    #[error(
        "a comparison with schema_version {found}; this command reads {SCHEMA_VERSION} (write it anew with `greentic-tiny size compare --json`)"
    )]
    Version {
        /// The version that it has.
        found: u64,
    },
}

impl Comparison {
    /// Reads what `greentic-tiny size compare --json` printed. Fields that are not known are
    /// passed over.
    ///
    /// # Errors
    /// When it is something else, or of another version.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let value: serde_json::Value = serde_json::from_str(text)?;
        let version = value.get("schema_version").and_then(serde_json::Value::as_u64);
        match version {
            Some(found) if found != u64::from(SCHEMA_VERSION) => Err(ReadError::Version { found }),
            _ => Ok(serde_json::from_value(value)?),
        }
    }

    /// Returns the subject of an example.
    pub fn subject(&self, example: &str) -> Option<&Subject> {
        let mut subjects = self.subjects.iter();
        subjects.find(|subject| subject.example == example)
    }
}

impl Subject {
    /// Returns the row of a route.
    pub fn row(&self, route: Route) -> Option<&Row> {
        self.rows.iter().find(|row| row.route == route)
    }

    /// Returns the row of the published route. Where the published crate cannot make the
    /// component (it exports `describe-v1` only beside `component-api`), that is wit-bindgen
    /// with the standard library, which the crate is made with.
    pub fn published(&self) -> Option<&Row> {
        self.row(Route::Published)
            .or_else(|| self.row(Route::BindgenStd))
    }
}

impl Row {
    /// Returns what a table calls the row.
    pub fn label(&self) -> String {
        match self.route {
            Route::Ours => "ours".to_owned(),
            Route::Text => "written by hand as text (the floor)".to_owned(),
            Route::BindgenNoStd => "wit-bindgen, `no_std`, dlmalloc".to_owned(),
            Route::BindgenStd => "wit-bindgen, `std`".to_owned(),
            Route::Published => format!("published crate {}", self.version()),
            Route::C => "C, wasi-libc".to_owned(),
            Route::JavaScript => "JavaScript, QuickJS".to_owned(),
        }
    }

    /// Returns the version of the first tool: `greentic-interfaces-guest 0.4.93`.
    fn version(&self) -> &str {
        let first = self.tools.split(',').next().unwrap_or_default();
        first.rsplit(' ').next().unwrap_or_default()
    }
}

impl Figures {
    /// Returns how many interfaces of WASI are imported.
    pub fn wasi_imports(&self) -> usize {
        let wasi = |name: &&String| name.starts_with("wasi:");
        self.imports.iter().filter(wasi).count()
    }

    /// Returns the pages of 64 KiB that the memory takes.
    pub fn memory_pages(&self) -> u64 {
        self.memory_bytes.div_ceil(65_536)
    }
}
