//! The limits for the sizes of components: `size-budgets.toml`.
//!
//! The file has one table a component, all of whose keys must be there:
//!
//! ```toml
//! [node-minimal]
//! bytes = 2300        # the whole file, shrunk
//! plain_bytes = 6000  # the whole file, as the linker left it
//! core_bytes = 1450   # the core modules of the shrunk form
//! memory_pages = 1    # of 64 KiB, at the start
//! stack = 96          # what calls take of it, but for what is unbounded
//! core_modules = 1
//! imports = ["greentic:interfaces-types/types@0.1.0"]
//! ```
//!
//! Numbers are upper bounds. `imports` is the exact list, in any order.
//!
//! [`own`] reads the same file for any project. There every key may be left out, and there
//! are more keys.
//!
//! [`Budgets::tighten`] writes the measured sizes: all of them for a component without a
//! budget, and the numbers that have become smaller for any other. It raises nothing. A
//! number that is too small is changed by hand, by somebody who knows the value of the
//! added bytes.

mod allowance;
mod keys;
pub mod own;
pub mod patterns;

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

use greentic_untrusted::files::read_at_most;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use toml_edit::{Array, DocumentMut, Item, Table, value};

pub use self::allowance::Allowance;
use self::own::OwnBudgets;
use self::patterns::is_pattern;
use crate::file;
use crate::measure::Measurement;
use crate::violation::{Check, Violation};

/// The budget of one component. A missing key is a broken promise, not a free pass. Other keys of
/// [`own::Limits`] are for `size check` alone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Budget {
    /// Most bytes of the whole file, shrunk.
    pub bytes: Option<u64>,
    /// Most bytes of the whole file as linked.
    pub plain_bytes: Option<u64>,
    /// Most bytes of all core modules of the shrunk form, without custom sections.
    pub core_bytes: Option<u64>,
    /// Most pages of 64 KiB that the memories have at the start.
    pub memory_pages: Option<u64>,
    /// Most bytes of stack that calls take, as far as they have a bound.
    pub stack: Option<u64>,
    /// Most core modules.
    pub core_modules: Option<u64>,
    /// The exact imports of the component.
    pub imports: Option<Vec<String>>,
}

/// The number behind one key of a budget.
struct BudgetKey {
    key: &'static str,
    /// The thing that the key counts, for people.
    what: &'static str,
    budget: fn(&Budget) -> Option<u64>,
    measured: fn(&Measurement) -> u64,
}

/// Every key that holds a number, in the order in which they are reported.
const BOUNDS: [BudgetKey; 6] = [
    BudgetKey {
        key: "bytes",
        what: "bytes",
        budget: |budget| budget.bytes,
        measured: |sizes| sizes.bytes,
    },
    BudgetKey {
        key: "plain_bytes",
        what: "bytes before shrinking",
        budget: |budget| budget.plain_bytes,
        measured: |sizes| sizes.plain_bytes,
    },
    BudgetKey {
        key: "core_bytes",
        what: "bytes of core modules",
        budget: |budget| budget.core_bytes,
        measured: |sizes| sizes.core_bytes,
    },
    BudgetKey {
        key: "memory_pages",
        what: "pages of memory",
        budget: |budget| budget.memory_pages,
        measured: |sizes| sizes.memory_pages,
    },
    BudgetKey {
        key: "stack",
        what: "bytes of stack",
        budget: |budget| budget.stack,
        measured: |sizes| sizes.stack.bytes,
    },
    BudgetKey {
        key: "core_modules",
        what: "core modules",
        budget: |budget| budget.core_modules,
        measured: |sizes| sizes.core_modules as u64,
    },
];

/// Most bytes of a budgets file.
pub const MOST_BYTES: u64 = 1 << 20;

/// A budgets file.
#[derive(Clone, Debug)]
pub struct Budgets {
    path: PathBuf,
    source: String,
    components: BTreeMap<String, Budget>,
    /// The tables that are for `size check` alone: they name a file, or are patterns.
    of_files: BTreeSet<String>,
}

/// The reason why a budgets file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BudgetsError {
    /// There is no such file, or it cannot be read or written.
    #[error("{}: {error}{}", path.display(), remedy(error))]
    File {
        /// The file.
        path: PathBuf,
        /// The error of the system.
        error: io::Error,
    },
    /// The file is not TOML, or has keys or values that mean nothing.
    #[error("{}: {error}", path.display())]
    Syntax {
        /// The file.
        path: PathBuf,
        /// The place of the fault and its description.
        error: Box<toml_edit::de::Error>,
    },
    /// A table has an unknown key.
    #[error("{}: line {line}: there is no key `{key}`, in the table [{table}]; {hint}", path.display())]
    UnknownKey {
        /// The file.
        path: PathBuf,
        /// The line, the first one being 1.
        line: usize,
        /// The table.
        table: String,
        /// The key.
        key: String,
        /// The key that is probably meant, or all known keys.
        hint: String,
    },
    /// A table has the name of no component.
    #[error(
        "{}: there is no example `{name}`; examples are {}. Was it renamed or removed?",
        path.display(),
        known.join(", ")
    )]
    UnknownComponent {
        /// The file.
        path: PathBuf,
        /// The name of the table.
        name: String,
        /// The known components.
        known: Vec<String>,
    },
}

impl Budgets {
    /// Reads the budgets file at `path`.
    ///
    /// # Errors
    /// When the file cannot be read, or has a key that is not one of
    /// [`own::Limits`].
    pub fn read(path: &Path) -> Result<Self, BudgetsError> {
        Self::parse(path, text(path)?)
    }

    /// Reads a file as [`Budgets::read`] does. Without such a file the budgets are empty.
    ///
    /// # Errors
    /// As for [`Budgets::read`].
    pub fn read_or_begin(path: &Path) -> Result<Self, BudgetsError> {
        match Self::read(path) {
            Err(BudgetsError::File { error, .. }) if error.kind() == io::ErrorKind::NotFound => {
                Self::parse(path, String::new())
            }
            read => read,
        }
    }

    /// Parses the text of a budgets file. Changes are written to `path`, and messages name
    /// it.
    ///
    /// # Errors
    /// As for [`Budgets::read`].
    pub fn parse(path: &Path, source: String) -> Result<Self, BudgetsError> {
        let own = OwnBudgets::parse(path, source.clone())?;
        let of_files = own
            .tables()
            .filter(|(table, limits)| limits.file.is_some() || is_pattern(table))
            .map(|(table, _)| table.to_owned())
            .collect();
        let components =
            toml_edit::de::from_str(&source).map_err(|error| BudgetsError::Syntax {
                path: path.to_owned(),
                error: Box::new(error),
            })?;
        Ok(Self {
            path: path.to_owned(),
            source,
            components,
            of_files,
        })
    }

    /// Refuses budgets for components that are not among `known`. Tables for other files may
    /// stand beside them.
    ///
    /// # Errors
    /// For the first such budget.
    pub fn check_names(&self, known: &[String]) -> Result<(), BudgetsError> {
        let is_unknown = |name: &&String| !known.contains(name) && !self.of_files.contains(*name);
        match self.components.keys().find(is_unknown) {
            None => Ok(()),
            Some(name) => Err(BudgetsError::UnknownComponent {
                path: self.path.clone(),
                name: name.clone(),
                known: known.to_vec(),
            }),
        }
    }

    /// Returns the budget of a component; an empty one if there is none.
    pub fn of(&self, component: &str) -> Budget {
        self.components.get(component).cloned().unwrap_or_default()
    }

    /// Returns the text of the file, with the changes made since it was read.
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Returns the promises in the budget of `component` that `sizes` break. If there is
    /// no budget at all, that counts as one fault, and not as one for each key.
    pub fn hold(&self, component: &str, sizes: &Measurement) -> Vec<Violation> {
        let budget = self.of(component);
        let violation = |key: &str, expected: Value, actual: Value, message: String| Violation {
            component: component.to_owned(),
            check: Check::Budget,
            key: key.to_owned(),
            expected,
            actual,
            message,
        };
        let missing = |key: &str, actual: Value| {
            let message = format!(
                "{}: the table [{component}] has no `{key}`; write `{key} = {actual}` into it, or let --tighten do so",
                self.path.display()
            );
            violation(key, Value::Null, actual, message)
        };

        let mut all = Vec::new();
        if let Some(message) = sizes.stack.overflow() {
            let (expected, actual) = (json!(sizes.stack.size), json!(sizes.stack.bytes));
            all.push(violation("stack-size", expected, actual, message));
        }
        if budget == Budget::default() {
            let message = format!(
                "{}: there is no budget for [{component}], which takes {} bytes; --tighten writes what is measured there",
                self.path.display(),
                sizes.bytes
            );
            all.push(violation(
                "budget",
                Value::Null,
                json!(sizes.bytes),
                message,
            ));
            return all;
        }
        for bound in &BOUNDS {
            let actual = (bound.measured)(sizes);
            match (bound.budget)(&budget) {
                None => all.push(missing(bound.key, json!(actual))),
                Some(most) if actual > most => {
                    let message = format!(
                        "{actual} {} are {} more than the budget of {most}; take them away, or write `{} = {actual}` into {} (--tighten raises nothing)",
                        bound.what,
                        actual - most,
                        bound.key,
                        self.path.display()
                    );
                    all.push(violation(bound.key, json!(most), json!(actual), message));
                }
                Some(_) => {}
            }
        }
        match budget.imports {
            None => all.push(missing("imports", json!(sizes.imports))),
            Some(mut expected) => {
                expected.sort_unstable();
                if expected != sizes.imports {
                    let message = imports_message(&expected, &sizes.imports, &self.path);
                    let (expected, actual) = (json!(expected), json!(sizes.imports));
                    all.push(violation("imports", expected, actual, message));
                }
            }
        }
        all
    }

    /// Lowers the budget of `component` to the measured sizes. Fills in the keys that are
    /// missing, all of them for a new component. Never raises a number or changes a list.
    ///
    /// Returns one line for each change, for people. The file stays unchanged until
    /// [`Budgets::write`].
    ///
    /// # Panics
    /// Never: the text was parsed before.
    pub fn tighten(&mut self, component: &str, sizes: &Measurement) -> Vec<String> {
        let mut document: DocumentMut = self.source.parse().expect("it was parsed before");
        let mut changes = Vec::new();
        let budget = self.of(component);
        let table = document
            .entry(component)
            .or_insert_with(|| Item::Table(Table::new()));

        for bound in &BOUNDS {
            let actual = (bound.measured)(sizes);
            match (bound.budget)(&budget) {
                Some(most) if actual >= most => continue,
                Some(most) => {
                    changes.push(format!("{component}: {} {most} -> {actual}", bound.key));
                }
                None => changes.push(format!("{component}: {} = {actual}", bound.key)),
            }
            // Beyond i64 there is no TOML, and no component either.
            set(
                table,
                bound.key,
                value(i64::try_from(actual).unwrap_or(i64::MAX)),
            );
        }
        if budget.imports.is_none() {
            changes.push(format!("{component}: imports = {:?}", sizes.imports));
            set(
                table,
                "imports",
                value(sizes.imports.iter().collect::<Array>()),
            );
        }

        if !changes.is_empty() {
            let source = document.to_string();
            *self = Self::parse(&self.path, source).expect("only known keys were set");
        }
        changes
    }

    /// Writes the changes back to the file.
    ///
    /// # Errors
    /// When the file cannot be written; it is unchanged then.
    pub fn write(&self) -> Result<(), BudgetsError> {
        file::replace(&self.path, self.source.as_bytes()).map_err(|error| BudgetsError::File {
            path: self.path.clone(),
            error,
        })
    }
}

/// Reads the text of a budgets file.
fn text(path: &Path) -> Result<String, BudgetsError> {
    let read = || {
        let bytes = read_at_most(&File::open(path)?, MOST_BYTES)?;
        String::from_utf8(bytes).map_err(|_| {
            let message = "the file is no text in UTF-8; restore it, or write it anew";
            io::Error::new(io::ErrorKind::InvalidData, message)
        })
    };
    read().map_err(|error| BudgetsError::File {
        path: path.to_owned(),
        error,
    })
}

/// Returns the remedy for an error of the system, as the end of a message.
fn remedy(error: &io::Error) -> &'static str {
    match error.kind() {
        io::ErrorKind::NotFound => "; begin one with --tighten, or with `size check --init`",
        io::ErrorKind::PermissionDenied => "; let this user read and write it",
        io::ErrorKind::FileTooLarge => "; a budgets file has at most 1 MiB",
        // The error has one of its own, or none is known.
        _ => "",
    }
}

/// Returns the line that an offset is in, the first one being 1.
fn line_at(source: &str, offset: usize) -> usize {
    let before = source.as_bytes().iter().take(offset);
    before.filter(|byte| **byte == b'\n').count() + 1
}

/// Sets a key of a table and keeps the comment behind its old value.
fn set(table: &mut Item, key: &str, mut new: Item) {
    let old = table.get(key).and_then(Item::as_value);
    if let (Some(old), Some(new)) = (old, new.as_value_mut()) {
        *new.decor_mut() = old.decor().clone();
    }
    table[key] = new;
}

/// Returns a message about the imports that are too many or missing. `path` is the file with
/// the budgets.
fn imports_message(expected: &[String], actual: &[String], path: &Path) -> String {
    let without = |these: &[String], those: &[String]| {
        let rest: Vec<_> = these.iter().filter(|name| !those.contains(name)).collect();
        rest.into_iter().cloned().collect::<Vec<_>>().join(", ")
    };
    let added = without(actual, expected);
    let gone = without(expected, actual);
    let path = path.display();
    match (added.is_empty(), gone.is_empty()) {
        (false, true) => format!(
            "imports {added}, which the budget does not name; take that away, or add it to \
             `imports` in {path}"
        ),
        (true, false) => {
            format!("does not import {gone} any more; take it out of `imports` in {path}")
        }
        // Both can only be empty when a name stands twice.
        _ => format!("imports [{added}] instead of [{gone}]; mend `imports` in {path}"),
    }
}
