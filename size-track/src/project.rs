//! The files of a project, and their budgets.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use greentic_shrink::symbol_map::SymbolMap;
use greentic_size_model::names::shrunk_from;
use greentic_size_model::{Aids, File};
use greentic_untrusted::on_one_line;
use toml_edit::DocumentMut;

use crate::artifacts::Artifacts;
use crate::budget::own::OwnBudgets;
use crate::budget::patterns::is_pattern;
use crate::input::{Input, InputError, InputKind, InputSet};
use crate::measure::{Measurement, measure};
use crate::snapshot::Sizes;
use crate::stack::Stack;

/// A file of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// The name in snapshots: that of its table, or its path.
    pub name: String,
    /// The path, as a user would write it.
    pub path: String,
    /// The table of the budgets for the file.
    pub table: Option<String>,
    /// `true` if it is shrunk before it is measured.
    pub shrink: bool,
    /// The content; it may be any bytes.
    pub bytes: Vec<u8>,
}

/// The reason why the files of a project cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError<E> {
    /// A file cannot be found or read.
    #[error(transparent)]
    Input(E),
    /// There is nothing to look at.
    #[error("{0}")]
    Nothing(String),
    /// Two files have one name.
    #[error(
        "two files are called `{name}`: {} and {}; give each a table of its own with `file` in \
         the budgets", paths[0], paths[1]
    )]
    Twice {
        /// The name.
        name: String,
        /// Their paths.
        paths: [String; 2],
    },
}

/// Finds the files at `paths` by `find`. If there are no paths, finds the files that the
/// budgets name.
///
/// The first of these tables belongs to a file: the one that names it by `file`; the one
/// whose name is the path of the file, its name, or its name without the ending; the one
/// with the longest pattern that fits any of these.
///
/// # Errors
/// - A file cannot be found or read.
/// - There are no paths, and no budgets that name files.
/// - Two files have one name.
pub fn entries<E: From<InputError>>(
    paths: &[PathBuf],
    budgets: Option<&OwnBudgets>,
    find: impl Fn(&Path) -> Result<InputSet, E>,
) -> Result<Vec<Entry>, ProjectError<E>> {
    let mut entries = Vec::new();
    if paths.is_empty() {
        for (table, path) in named(budgets)? {
            let found = find(&path).map_err(ProjectError::Input)?;
            let shrink = budgets.and_then(|budgets| budgets.of(&[table]));
            let shrink = shrink.is_some_and(|(_, limits)| limits.is_of_shrunk());
            add(&mut entries, &path, found, Some((table, shrink)))?;
        }
    }
    for path in paths {
        let found = find(path).map_err(ProjectError::Input)?;
        let table = budgets.and_then(|budgets| by_file(budgets, path));
        if table.is_some() {
            add(&mut entries, path, found, table)?;
            continue;
        }
        for (_, entry) in found_at(path, found)? {
            entries.push(entry.tabled(budgets));
        }
    }
    let mut seen: Vec<&Entry> = entries.iter().collect();
    seen.sort_by(|one, other| one.name.cmp(&other.name));
    for pair in seen.windows(2) {
        if pair[0].name == pair[1].name {
            return Err(ProjectError::Twice {
                name: on_one_line(&pair[0].name).into_owned(),
                paths: [0, 1].map(|place| on_one_line(&pair[place].path).into_owned()),
            });
        }
    }
    Ok(entries)
}

/// Returns the files that budgets name, with their tables.
fn named<E>(budgets: Option<&OwnBudgets>) -> Result<Vec<(&str, PathBuf)>, ProjectError<E>> {
    let Some(budgets) = budgets else {
        let message = "there are no paths, and no size-budgets.toml that names files; name files, \
                       folders or packages, and --init writes the budgets";
        return Err(ProjectError::Nothing(message.to_owned()));
    };
    let path = budgets.path();
    let folder = path.parent().unwrap_or(Path::new(""));
    let package = package_in(folder);
    let (mut files, mut without) = (Vec::new(), BTreeSet::new());
    for (table, limits) in budgets.tables() {
        match &limits.file {
            Some(file) => files.push((table, folder.join(file))),
            // Patterns are for files that are named.
            None if is_pattern(table) => {}
            // As `greentic-tiny new` and `report` write it.
            None if package.as_deref() == Some(table) => {
                files.push((table, folder.join(".")));
            }
            None => {
                without.insert(table);
            }
        }
    }
    let path = on_one_line(&path.display().to_string()).into_owned();
    if let Some(table) = without.first() {
        let line = budgets.line(table);
        let table = on_one_line(table);
        return Err(ProjectError::Nothing(format!(
            "{path}: line {line}: there is no `file` in the table [{table}]; say there where the \
             file is, or name it after the command"
        )));
    }
    if files.is_empty() {
        return Err(ProjectError::Nothing(format!(
            "{path}: no table names a `file`; name files, folders or packages after the command"
        )));
    }
    Ok(files)
}

/// Returns the name of the Cargo package in a folder, if there is one.
fn package_in(folder: &Path) -> Option<String> {
    let manifest = std::fs::read_to_string(folder.join("Cargo.toml")).ok()?;
    let manifest = manifest.parse::<DocumentMut>().ok()?;
    let name = manifest.get("package")?.get("name")?.as_str()?;
    Some(name.to_owned())
}

/// Returns the table that names a path by `file`, and whether its file is shrunk.
pub(crate) fn by_file<'b>(budgets: &'b OwnBudgets, path: &Path) -> Option<(&'b str, bool)> {
    let folder = budgets.path().parent().unwrap_or(Path::new(""));
    let path = path.canonicalize().ok()?;
    let package = package_in(folder);
    let mut tables = budgets.tables();
    tables.find_map(|(table, limits)| {
        let file = match &limits.file {
            Some(file) => file.as_path(),
            None if package.as_deref() == Some(table) => Path::new("."),
            None => return None,
        };
        let file = folder.join(file).canonicalize().ok()?;
        (file == path).then_some((table, limits.is_of_shrunk()))
    })
}

/// Adds the files at a path that has a table. One file gets the name of the table, several
/// get its name and their own.
fn add<E: From<InputError>>(
    entries: &mut Vec<Entry>,
    path: &Path,
    found: InputSet,
    table: Option<(&str, bool)>,
) -> Result<(), ProjectError<E>> {
    let found = found_at(path, found)?;
    let only = found.len() == 1;
    for (own, entry) in found {
        let mut entry = entry;
        if let Some((table, shrink)) = table {
            entry.name = if only {
                table.to_owned()
            } else {
                format!("{table}/{own}")
            };
            entry.table = Some(table.to_owned());
            entry.shrink = shrink;
        }
        entries.push(entry);
    }
    Ok(())
}

/// Returns the files at a path, each with its own name.
fn found_at<E: From<InputError>>(
    path: &Path,
    found: InputSet,
) -> Result<Vec<(String, Entry)>, ProjectError<E>> {
    if let Some(unread) = found.unread.into_iter().next() {
        return Err(ProjectError::Input(unread.error.into()));
    }
    let entry = |input: Input| {
        let at = match found.kind {
            InputKind::Folder => portable(&path.join(&input.name)),
            InputKind::Package => input.name.clone(),
            InputKind::File => portable(Path::new(&input.name)),
        };
        let path = match (&input.path, found.kind) {
            (Some(path), InputKind::Package) => portable(path),
            _ => at.clone(),
        };
        let entry = Entry {
            name: at,
            path,
            table: None,
            shrink: false,
            bytes: input.bytes,
        };
        (input.name, entry)
    };
    Ok(found.inputs.into_iter().map(entry).collect())
}

/// Returns a path with `/` between its parts, without a `.` before it.
fn portable(path: &Path) -> String {
    let text = path.display().to_string();
    let text = if cfg!(windows) {
        text.replace('\\', "/")
    } else {
        text
    };
    text.strip_prefix("./").unwrap_or(&text).to_owned()
}

impl Entry {
    /// Finds the table of a file: one with its name, or one whose pattern fits.
    fn tabled(mut self, budgets: Option<&OwnBudgets>) -> Self {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        let stem = file.strip_suffix(".wasm").unwrap_or(file);
        let found = budgets.and_then(|budgets| budgets.of(&[&self.name, file, stem]));
        if let Some((table, limits)) = found {
            let name = (!is_pattern(table)).then(|| table.to_owned());
            self.table = Some(table.to_owned());
            self.shrink = limits.is_of_shrunk();
            self.name = name.unwrap_or(self.name);
        }
        self
    }
}

/// A measured file as it is judged, linked or shrunk, with the names that are known.
pub struct MeasuredFile {
    bytes: Vec<u8>,
    linked: Option<Vec<u8>>,
    symbol_map: Option<SymbolMap>,
    sizes: Measurement,
    stack_unknown: Option<String>,
}

impl MeasuredFile {
    /// Measures a file. Shrinks it first if `shrink` is set.
    ///
    /// # Errors
    /// - It is not a component or a core module, or cannot be shrunk.
    pub fn of(bytes: Vec<u8>, shrink: bool) -> anyhow::Result<Self> {
        // The error of a damaged file tells the place of the damage.
        File::read(&bytes, &Aids::none())?;
        if !shrink {
            let stack = Stack::of_file(&bytes);
            let sizes = measure(&bytes)?;
            return Ok(Self::with(bytes, None, None, sizes, stack));
        }
        let artifacts = Artifacts::of(bytes)?;
        let stack = Stack::of(&artifacts);
        let sizes = Measurement {
            plain_bytes: artifacts.linked.len() as u64,
            ..measure(&artifacts.shrunk)?
        };
        let symbol_map = shrunk_from(&artifacts.shrunk, &artifacts.linked);
        let Artifacts { linked, shrunk } = artifacts;
        Ok(Self::with(shrunk, Some(linked), symbol_map, sizes, stack))
    }

    fn with(
        bytes: Vec<u8>,
        linked: Option<Vec<u8>>,
        symbol_map: Option<SymbolMap>,
        mut sizes: Measurement,
        stack: anyhow::Result<Stack>,
    ) -> Self {
        let mut stack_unknown = None;
        match stack {
            Ok(stack) => sizes.stack = stack,
            Err(error) => stack_unknown = Some(format!("{error:#}")),
        }
        Self {
            bytes,
            linked,
            symbol_map,
            sizes,
            stack_unknown,
        }
    }

    /// Returns the reason why the stack of calls is unknown; then it is kept as 0 bytes.
    pub fn stack_unknown(&self) -> Option<&str> {
        self.stack_unknown.as_deref()
    }

    /// Returns the file with the names that are known.
    ///
    /// # Errors
    /// - It cannot be split into its parts.
    pub fn file(&self) -> Result<File<'_>, greentic_size_model::Error> {
        let mut aids = Aids::none();
        if let Some(symbol_map) = &self.symbol_map {
            aids = aids.symbol_map(symbol_map);
        }
        if let Some(linked) = &self.linked {
            aids = aids.twin(linked);
        }
        File::read(&self.bytes, &aids)
    }

    /// Returns the sizes in the form of snapshots.
    pub fn sizes(&self, file: &File<'_>) -> Sizes {
        let mut sizes = Sizes::of(&self.sizes, file);
        if let Some(linked) = &self.linked {
            // Shrinking removes the names of the tools.
            sizes.producers = crate::snapshot::producers(linked);
        }
        sizes
    }
}
