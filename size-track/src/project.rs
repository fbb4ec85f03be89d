//! The files of one's own project, and the budgets that they have.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use greentic_shrink::companion::Companion;
use greentic_size_model::names::shrunk_from;
use greentic_size_model::{Aids, File};
use greentic_untrusted::on_one_line;

use crate::budget::own::OwnBudgets;
use crate::budget::patterns::is_pattern;
use crate::forms::Forms;
use crate::input::{Build, Found, Input, InputError, Kind, find};
use crate::measure::{Measurement, measure};
use crate::progress::Progress;
use crate::snapshot::Sizes;
use crate::stack::Stack;

/// A file of the project.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// What it is called in snapshots: the name of its table, or its path.
    pub name: String,
    /// Where it is, as somebody would name it.
    pub path: String,
    /// The table of the budgets that is for it.
    pub table: Option<String>,
    /// Whether it is shrunk before it is measured.
    pub shrink: bool,
    /// What is in it; anything at all.
    pub bytes: Vec<u8>,
}

/// Why the files of a project cannot be looked at.
#[derive(Debug, thiserror::Error)]
pub enum ProjectError {
    /// A file cannot be found or read.
    #[error(transparent)]
    Input(#[from] InputError),
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
        /// Where they are.
        paths: [String; 2],
    },
}

/// Finds the files at `paths`, or where there are none those that the budgets name.
///
/// A file has the table that names it by `file`; else the one that is called as its path,
/// its name, or its name without the ending; else the longest pattern that one of these
/// fits.
///
/// # Errors
/// - A file cannot be found or read.
/// - There are no paths, and no budgets that name files.
/// - Two files have one name.
pub fn entries(
    paths: &[PathBuf],
    budgets: Option<&OwnBudgets>,
    build: &Build,
    progress: &mut dyn Progress,
) -> Result<Vec<Entry>, ProjectError> {
    let mut entries = Vec::new();
    if paths.is_empty() {
        for (table, path) in named(budgets)? {
            let found = find(&path, build, progress)?;
            let shrink = budgets.and_then(|budgets| budgets.of(&[table]));
            let shrink = shrink.is_some_and(|(_, limits)| limits.shrink);
            add(&mut entries, &path, found, Some((table, shrink)))?;
        }
    }
    for path in paths {
        let found = find(path, build, progress)?;
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

/// The files that budgets name, with their tables.
fn named(budgets: Option<&OwnBudgets>) -> Result<Vec<(&str, PathBuf)>, ProjectError> {
    let Some(budgets) = budgets else {
        let message = "there are no paths, and no size-budgets.toml that names files; name files, \
                       folders or packages, and --init writes the budgets";
        return Err(ProjectError::Nothing(message.to_owned()));
    };
    let path = budgets.path();
    let folder = path.parent().unwrap_or(Path::new(""));
    let (mut files, mut without) = (Vec::new(), BTreeSet::new());
    for (table, limits) in budgets.tables() {
        match &limits.file {
            Some(file) => files.push((table, folder.join(file))),
            // Patterns are for files that are named.
            None if is_pattern(table) => {}
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

/// The table that names a path by `file`, and whether its file is shrunk.
fn by_file<'b>(budgets: &'b OwnBudgets, path: &Path) -> Option<(&'b str, bool)> {
    let folder = budgets.path().parent().unwrap_or(Path::new(""));
    let path = path.canonicalize().ok()?;
    let mut tables = budgets.tables();
    tables.find_map(|(table, limits)| {
        let file = folder.join(limits.file.as_ref()?).canonicalize().ok()?;
        (file == path).then_some((table, limits.shrink))
    })
}

/// Adds what was found at a path that has a table: one file by the name of the table,
/// several by its name and theirs.
fn add(
    entries: &mut Vec<Entry>,
    path: &Path,
    found: Found,
    table: Option<(&str, bool)>,
) -> Result<(), ProjectError> {
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

/// What was found, with the name that each file has by itself.
fn found_at(path: &Path, found: Found) -> Result<Vec<(String, Entry)>, ProjectError> {
    if let Some(unread) = found.unread.into_iter().next() {
        return Err(unread.error.into());
    }
    let entry = |input: Input| {
        let at = match found.kind {
            Kind::Folder => portable(&path.join(&input.name)),
            Kind::Package => input.name.clone(),
            Kind::File => portable(Path::new(&input.name)),
        };
        let path = match (&input.path, found.kind) {
            (Some(path), Kind::Package) => portable(path),
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
    /// Gives a file the table that is called as it is, or whose pattern it fits.
    fn tabled(mut self, budgets: Option<&OwnBudgets>) -> Self {
        let file = self.name.rsplit('/').next().unwrap_or(&self.name);
        let stem = file.strip_suffix(".wasm").unwrap_or(file);
        let found = budgets.and_then(|budgets| budgets.of(&[&self.name, file, stem]));
        if let Some((table, limits)) = found {
            let name = (!is_pattern(table)).then(|| table.to_owned());
            self.table = Some(table.to_owned());
            self.shrink = limits.shrink;
            self.name = name.unwrap_or(self.name);
        }
        self
    }
}

/// A file that was measured: in the form that counts, with what knows its names.
pub struct Measured {
    form: Vec<u8>,
    plain: Option<Vec<u8>>,
    companion: Option<Companion>,
    sizes: Measurement,
}

impl Measured {
    /// Measures a file, shrunk if that is asked for.
    ///
    /// # Errors
    /// - It is no component and no core module, or cannot be shrunk.
    pub fn of(bytes: Vec<u8>, shrink: bool) -> anyhow::Result<Self> {
        // What is damaged is told by the place of the damage.
        File::read(&bytes, &Aids::none())?;
        if !shrink {
            let stack = Stack::of_file(&bytes)?;
            let sizes = Measurement {
                stack,
                ..measure(&bytes)?
            };
            return Ok(Self {
                form: bytes,
                plain: None,
                companion: None,
                sizes,
            });
        }
        let forms = Forms::of(bytes)?;
        let sizes = forms.measure()?;
        Ok(Self {
            companion: shrunk_from(&forms.shrunk, &forms.plain),
            form: forms.shrunk,
            plain: Some(forms.plain),
            sizes,
        })
    }

    /// Returns the file with the names that are known.
    ///
    /// # Errors
    /// - It cannot be taken apart.
    pub fn file(&self) -> Result<File<'_>, greentic_size_model::Error> {
        let mut aids = Aids::none();
        if let Some(companion) = &self.companion {
            aids = aids.companion(companion);
        }
        if let Some(plain) = &self.plain {
            aids = aids.twin(plain);
        }
        File::read(&self.form, &aids)
    }

    /// Returns what is kept of its sizes.
    pub fn sizes(&self, file: &File<'_>) -> Sizes {
        let mut sizes = Sizes::of(&self.sizes, file);
        if let Some(plain) = &self.plain {
            // Shrinking takes it out.
            sizes.producers = crate::snapshot::producers(plain);
        }
        sizes
    }
}
