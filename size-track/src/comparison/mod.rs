//! The same component made in several ways, side by side.
//!
//! [`Comparison`] is the document that `greentic-tiny size compare --json` prints.
//! [`claims()`] checks our claims about it; [`markdown`] and [`picture`] show it.

pub mod claims;
pub mod markdown;
pub mod picture;

use serde::{Deserialize, Serialize};

pub use claims::{Claim, Verdict, claims};

/// The version of the JSON form of a [`Comparison`]. It grows when a field changes its
/// meaning or goes away, but not with new fields.
pub const SCHEMA_VERSION: u32 = 1;

/// Measurements of one process and one run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Comparison {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The day of the run, `2026-11-28`.
    pub date: String,
    /// The output of `rustc --version`.
    pub rust: String,
    /// The engine with its version.
    pub engine: String,
    /// The number of processors that the process may use.
    pub processors: usize,
    /// The components that are compared. Our row is the first of each.
    pub subjects: Vec<Subject>,
    /// The ways that are missing because a tool is missing.
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
    /// The way in which it was made.
    pub route: Route,
    /// The tools that made it, with their versions.
    pub tools: String,
    /// The measured figures.
    pub figures: Figures,
}

/// A way to make a component.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Route {
    /// With our bindings, shrunk.
    Ours,
    /// As text, by hand: the best that bindings and a linker could reach.
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

/// The figures of a component in the form that ships: ours shrunk, all others as their
/// tools leave them.
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
    /// The names of its imports, sorted.
    pub imports: Vec<String>,
    /// The time from the bytes to the first answer, in an engine that has compiled
    /// nothing, in nanoseconds of processor time.
    pub cold_start_ns: u64,
    /// The time of a call to an instance that has answered before, in nanoseconds of
    /// processor time.
    pub warm_call_ns: u64,
}

/// A row that is missing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeftOut {
    /// The example to which it belongs.
    pub example: String,
    /// The way that is missing.
    pub route: Route,
    /// The reason why it is missing.
    pub reason: String,
}

/// The reason why a document cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    /// It is not JSON, or has other fields.
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
    /// Reads the output of `greentic-tiny size compare --json`. Unknown fields are
    /// ignored.
    ///
    /// # Errors
    /// When it is something else, or of another version.
    pub fn parse(text: &str) -> Result<Self, ReadError> {
        let value: serde_json::Value = serde_json::from_str(text)?;
        let version = value
            .get("schema_version")
            .and_then(serde_json::Value::as_u64);
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

    /// Returns the row of the published route. The published crate may be unable to make
    /// the component: it exports `describe-v1` only beside `component-api`. Then it is the
    /// row of wit-bindgen with the standard library, which the crate is made with.
    pub fn published(&self) -> Option<&Row> {
        self.row(Route::Published)
            .or_else(|| self.row(Route::BindgenStd))
    }
}

impl Row {
    /// Returns the label of the row in a table.
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
    /// Returns the number of imported interfaces of WASI.
    pub fn wasi_imports(&self) -> usize {
        let wasi = |name: &&String| name.starts_with("wasi:");
        self.imports.iter().filter(wasi).count()
    }

    /// Returns the number of pages of 64 KiB that the memory takes.
    pub fn memory_pages(&self) -> u64 {
        self.memory_bytes.div_ceil(65_536)
    }
}
