//! Budgets of other projects: the same file, but every key may be left out.
//!
//! ```toml
//! [contract]
//! file = "target/wasm32v1-none/release/contract.wasm"
//! bytes = 65536         # the whole file; also gzip, brotli, zstd
//! headroom = "5 %"      # less than that left of a size: a warning
//! step = 256            # most growth since the baseline
//! drift = "10 %"        # most growth since the last release
//! imports = ["l#*"]     # at most these
//! message = "The network refuses contracts of more than 64 KiB."
//!
//! ["plugins/*.wasm"]    # files that have no table of their own
//! memory_pages = 17
//! ```

use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use toml_edit::{Array, DocumentMut, Item, Table, value};

use super::patterns::{fits, is_pattern};
use super::{Allowance, BudgetsError, keys, line_at, set, text};
use crate::file;
use crate::snapshot::Sizes;

/// The limits of one file of a project. Without a key there is no limit.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// The path from the folder of the budgets file to a file, a folder of files, or a
    /// Cargo package, which is built.
    pub file: Option<PathBuf>,
    /// `true` if the file is shrunk before it is measured, as it will be before it is
    /// used.
    #[serde(default)]
    pub shrink: bool,
    /// Most bytes of the file.
    pub bytes: Option<u64>,
    /// Most bytes of the file as linked.
    pub plain_bytes: Option<u64>,
    /// Most bytes of the file after gzip.
    pub gzip: Option<u64>,
    /// Most bytes of the file after Brotli.
    pub brotli: Option<u64>,
    /// Most bytes of the file after Zstandard.
    pub zstd: Option<u64>,
    /// Most bytes of all core modules, without custom sections.
    pub core_bytes: Option<u64>,
    /// Most pages of 64 KiB that the memories have at the start.
    pub memory_pages: Option<u64>,
    /// Most bytes of stack that calls take, as far as they have a bound.
    pub stack: Option<u64>,
    /// Most core modules.
    pub core_modules: Option<u64>,
    /// The imports that are allowed: names or [patterns](super::patterns::allows).
    pub imports: Option<Vec<String>>,
    /// `true` if each of these must be imported.
    #[serde(default)]
    pub exact_imports: bool,
    /// The bytes that should be left of each bound on the size of the file.
    pub headroom: Option<Allowance>,
    /// Most growth since the last release.
    pub drift: Option<Allowance>,
    /// Most growth since the baseline.
    pub step: Option<Allowance>,
    /// A text for people when a limit is broken.
    pub message: Option<String>,
}

impl Limits {
    /// Returns whether the limits are for the shrunk file: they say so, or have a number
    /// for the file before shrinking.
    pub fn is_of_shrunk(&self) -> bool {
        self.shrink || self.plain_bytes.is_some()
    }
}

/// Every key of [`Limits`].
const KEYS: [&str; 17] = [
    "file",
    "shrink",
    "bytes",
    "plain_bytes",
    "gzip",
    "brotli",
    "zstd",
    "core_bytes",
    "memory_pages",
    "stack",
    "core_modules",
    "imports",
    "exact_imports",
    "headroom",
    "drift",
    "step",
    "message",
];

/// The number behind one key.
pub struct Bound {
    /// The key.
    pub key: &'static str,
    /// The thing that it counts, for people.
    pub what: &'static str,
    /// `true` if it is a size of the file. Headroom is only for these.
    pub of_file: bool,
    /// Returns the limit.
    pub most: fn(&Limits) -> Option<u64>,
    /// Returns the measured number.
    pub measured: fn(&Sizes) -> u64,
}

/// Every key that holds a number, in the order in which they are reported.
pub const BOUNDS: [Bound; 9] = [
    Bound {
        key: "bytes",
        what: "bytes",
        of_file: true,
        most: |limits| limits.bytes,
        measured: |sizes| sizes.bytes,
    },
    Bound {
        key: "plain_bytes",
        what: "bytes before shrinking",
        of_file: true,
        most: |limits| limits.plain_bytes,
        measured: |sizes| sizes.plain_bytes,
    },
    Bound {
        key: "gzip",
        what: "bytes after gzip",
        of_file: true,
        most: |limits| limits.gzip,
        measured: |sizes| sizes.gzip_bytes,
    },
    Bound {
        key: "brotli",
        what: "bytes after Brotli",
        of_file: true,
        most: |limits| limits.brotli,
        measured: |sizes| sizes.brotli_bytes,
    },
    Bound {
        key: "zstd",
        what: "bytes after Zstandard",
        of_file: true,
        most: |limits| limits.zstd,
        measured: |sizes| sizes.zstd_bytes,
    },
    Bound {
        key: "core_bytes",
        what: "bytes of core modules",
        of_file: false,
        most: |limits| limits.core_bytes,
        measured: |sizes| sizes.core_bytes,
    },
    Bound {
        key: "memory_pages",
        what: "pages of memory",
        of_file: false,
        most: |limits| limits.memory_pages,
        measured: |sizes| sizes.memory_pages,
    },
    Bound {
        key: "stack",
        what: "bytes of stack",
        of_file: false,
        most: |limits| limits.stack,
        measured: |sizes| sizes.stack,
    },
    Bound {
        key: "core_modules",
        what: "core modules",
        of_file: false,
        most: |limits| limits.core_modules,
        measured: |sizes| sizes.core_modules,
    },
];

/// The keys that a new table has, besides `imports`.
const BEGUN: [&str; 3] = ["bytes", "memory_pages", "stack"];

/// The budgets file of another project.
#[derive(Clone, Debug)]
pub struct OwnBudgets {
    path: PathBuf,
    source: String,
    tables: BTreeMap<String, Limits>,
}

impl OwnBudgets {
    /// Reads the budgets file at `path`. Returns `None` if there is none.
    ///
    /// # Errors
    /// - It cannot be read, is no TOML, or larger than [`super::MOST_BYTES`].
    /// - A key is unknown, or its value is of another type.
    pub fn read(path: &Path) -> Result<Option<Self>, BudgetsError> {
        match text(path) {
            Err(BudgetsError::File { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                Ok(None)
            }
            read => Self::parse(path, read?).map(Some),
        }
    }

    /// Parses the text of a budgets file. Changes are written to `path`, and messages name
    /// it.
    ///
    /// # Errors
    /// As for [`OwnBudgets::read`].
    pub fn parse(path: &Path, source: String) -> Result<Self, BudgetsError> {
        keys::check(path, &source, &KEYS)?;
        let tables = toml_edit::de::from_str(&source).map_err(|error| BudgetsError::Syntax {
            path: path.to_owned(),
            error: Box::new(error),
        })?;
        Ok(Self {
            path: path.to_owned(),
            source,
            tables,
        })
    }

    /// Returns the path of the file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Returns the text of the file, with the changes made since it was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns all tables, by name.
    pub fn tables(&self) -> impl Iterator<Item = (&str, &Limits)> {
        self.tables.iter().map(|(name, limits)| (&**name, limits))
    }

    /// Returns the table for a file that is known by `names`: the table with one of these
    /// names, or the one with the longest pattern that fits one.
    pub fn of(&self, names: &[&str]) -> Option<(&str, &Limits)> {
        let exact = names
            .iter()
            .find_map(|name| self.tables.get_key_value(*name));
        let found = exact.or_else(|| {
            let patterns = self.tables.iter().filter(|(table, _)| is_pattern(table));
            patterns
                .filter(|(table, _)| names.iter().any(|name| fits(table, name)))
                .max_by_key(|(table, _)| table.len())
        });
        found.map(|(table, limits)| (&**table, limits))
    }

    /// Returns the first line of a table, the first one being 1.
    pub fn line(&self, table: &str) -> usize {
        let document = toml_edit::Document::parse(&*self.source).ok();
        let key = document
            .as_ref()
            .and_then(|document| document.get_key_value(table));
        let span = key.and_then(|(key, table)| table.span().or(key.span()));
        line_at(&self.source, span.map_or(0, |span| span.start))
    }

    /// Lowers the numbers of a table to the measured ones. Raises nothing, and adds no
    /// key. Returns one line for each change, for people. The file stays unchanged until
    /// [`OwnBudgets::write`].
    ///
    /// # Panics
    /// Never: the text was parsed before.
    pub fn tighten(&mut self, table: &str, sizes: &Sizes) -> Vec<String> {
        let Some(limits) = self.tables.get(table).cloned() else {
            return Vec::new();
        };
        self.change(|document| {
            let mut changes = Vec::new();
            for bound in &BOUNDS {
                let actual = (bound.measured)(sizes);
                if let Some(most) = (bound.most)(&limits).filter(|most| actual < *most) {
                    changes.push(format!("{table}: {} {most} -> {actual}", bound.key));
                    set(&mut document[table], bound.key, integer(actual));
                }
            }
            changes
        })
    }

    /// Begins a table for a file that has none, with the measured numbers as its limits.
    /// Returns one line, for people. The file stays unchanged until [`OwnBudgets::write`].
    ///
    /// # Panics
    /// Never: the text was parsed before.
    pub fn begin(&mut self, table: &str, path: Option<&str>, sizes: &Sizes) -> Vec<String> {
        if self.tables.contains_key(table) {
            return Vec::new();
        }
        self.change(|document| {
            let mut new = Table::new();
            if let Some(path) = path {
                new["file"] = value(path);
            }
            for bound in BOUNDS.iter().filter(|bound| BEGUN.contains(&bound.key)) {
                new[bound.key] = integer((bound.measured)(sizes));
            }
            new["imports"] = value(sizes.imports.iter().collect::<Array>());
            document[table] = Item::Table(new);
            vec![format!("{table}: bytes = {}", sizes.bytes)]
        })
    }

    /// Changes the text, and parses it again if it has changed.
    fn change(&mut self, change: impl FnOnce(&mut DocumentMut) -> Vec<String>) -> Vec<String> {
        let mut document: DocumentMut = self.source.parse().expect("it was parsed before");
        let changes = change(&mut document);
        if !changes.is_empty() {
            let source = document.to_string();
            *self = Self::parse(&self.path, source).expect("only known keys were set");
        }
        changes
    }

    /// Writes the changes back to the file.
    ///
    /// # Errors
    /// - The file cannot be written; it is unchanged then.
    pub fn write(&self) -> Result<(), BudgetsError> {
        file::replace(&self.path, self.source.as_bytes()).map_err(|error| BudgetsError::File {
            path: self.path.clone(),
            error,
        })
    }
}

/// Converts a number for TOML, which has none beyond i64. No file is larger either.
fn integer(number: u64) -> Item {
    value(i64::try_from(number).unwrap_or(i64::MAX))
}
