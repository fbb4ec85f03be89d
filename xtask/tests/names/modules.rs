//! The modules of a package, read as the compiler reads them: from the roots in `src`, through
//! `mod x;`, with `#[path]`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, Item, Lit, Meta};

use crate::condition::Condition;

/// Folders in which everything is generated.
const GENERATED: [&str; 2] = ["guest/src/worlds", "host-shim/src/bindings"];

/// A module.
pub(crate) struct Module {
    /// Its path, which begins with the name of the crate.
    pub(crate) path: String,
    /// Its file, from the root of the workspace.
    pub(crate) file: String,
    /// The conditions of it and of all that it is in.
    pub(crate) conditions: Vec<Condition>,
    /// The items in it but for modules.
    pub(crate) items: Vec<Item>,
    /// `true` if the file was read before: two targets of a package may share it.
    pub(crate) is_repeated: bool,
}

/// Returns the modules of a package. Those of its library and of `main.rs` are in the crate
/// `name`, those of another program in `name::bin::program`.
///
/// # Errors
///
/// The file that is missing, or that is no Rust.
pub(crate) fn modules(root: &Path, package: &str, name: &str) -> Result<Vec<Module>, String> {
    let mut reader = Reader {
        root,
        seen: BTreeSet::new(),
        modules: Vec::new(),
    };
    let src = Path::new(package).join("src");
    for file in ["lib.rs", "main.rs"] {
        if root.join(&src).join(file).is_file() {
            reader.file(&src.join(file), true, name.to_owned(), Vec::new())?;
        }
    }
    for (program, file) in programs(root, &src.join("bin"))? {
        reader.file(&file, true, format!("{name}::bin::{program}"), Vec::new())?;
    }
    Ok(reader.modules)
}

/// Returns the programs in `src/bin`: their names and the files that they begin with.
fn programs(root: &Path, folder: &Path) -> Result<Vec<(String, PathBuf)>, String> {
    if !root.join(folder).is_dir() {
        return Ok(Vec::new());
    }
    let mut programs = Vec::new();
    let entries = fs::read_dir(root.join(folder)).map_err(|error| fail(folder, &error))?;
    for entry in entries {
        let file_name = entry.map_err(|error| fail(folder, &error))?.file_name();
        let file = folder.join(&file_name);
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let name = name.replace('-', "_");
        let main = file.join("main.rs");
        if root.join(&main).is_file() {
            programs.push((name, main));
        } else if file.extension().is_some_and(|end| end == "rs") {
            programs.push((name, file));
        }
    }
    programs.sort();
    Ok(programs)
}

fn fail(path: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", path.display())
}

/// The place of items that are read.
struct Place {
    path: String,
    file: PathBuf,
    /// The folder that the files of its modules are in.
    folder: PathBuf,
    /// The folder that a `#[path]` begins at.
    beside: PathBuf,
    conditions: Vec<Condition>,
    is_repeated: bool,
}

struct Reader<'a> {
    root: &'a Path,
    seen: BTreeSet<PathBuf>,
    modules: Vec<Module>,
}

impl Reader<'_> {
    /// Reads a file, which has its modules beside it if it is an `owner`: a root, a `mod.rs`, or
    /// named by `#[path]`.
    fn file(
        &mut self,
        file: &Path,
        owner: bool,
        path: String,
        mut conditions: Vec<Condition>,
    ) -> Result<(), String> {
        let text = fs::read_to_string(self.root.join(file)).map_err(|error| fail(file, &error))?;
        let parsed = syn::parse_file(&text).map_err(|error| fail(file, &error))?;
        conditions.extend(Condition::read(&parsed.attrs));
        let beside = file.parent().unwrap_or(file).to_owned();
        let folder = if owner {
            beside.clone()
        } else {
            beside.join(file.file_stem().unwrap_or_default())
        };
        let place = Place {
            path,
            file: file.to_owned(),
            folder,
            beside,
            conditions,
            is_repeated: !self.seen.insert(file.to_owned()),
        };
        self.items(parsed.items, place)
    }

    fn items(&mut self, items: Vec<Item>, place: Place) -> Result<(), String> {
        let mut others = Vec::new();
        for item in items {
            match item {
                Item::Mod(module) => self.module(module, &place)?,
                other => others.push(other),
            }
        }
        self.modules.push(Module {
            path: place.path,
            file: place.file.to_string_lossy().replace('\\', "/"),
            conditions: place.conditions,
            items: others,
            is_repeated: place.is_repeated,
        });
        Ok(())
    }

    fn module(&mut self, module: syn::ItemMod, place: &Place) -> Result<(), String> {
        let name = module.ident.to_string();
        let name = name.trim_start_matches("r#");
        let path = format!("{}::{name}", place.path);
        let mut conditions = place.conditions.clone();
        conditions.extend(Condition::read(&module.attrs));
        if let Some((_, items)) = module.content {
            let place = Place {
                path,
                file: place.file.clone(),
                folder: place.folder.join(name),
                beside: place.folder.join(name),
                conditions,
                is_repeated: place.is_repeated,
            };
            return self.items(items, place);
        }
        let named = named_path(&module.attrs);
        let flat = place.folder.join(format!("{name}.rs"));
        let (file, owner) = match named {
            Some(named) => (normal(&place.beside.join(named)), true),
            None if self.root.join(&flat).is_file() => (flat, false),
            None => (place.folder.join(name).join("mod.rs"), true),
        };
        if GENERATED.iter().any(|folder| file.starts_with(folder)) {
            return self.items(
                Vec::new(),
                Place {
                    path,
                    file,
                    folder: PathBuf::new(),
                    beside: PathBuf::new(),
                    conditions,
                    is_repeated: false,
                },
            );
        }
        self.file(&file, owner, path, conditions)
    }
}

/// Returns the text of a `#[path = ".."]`.
fn named_path(attributes: &[Attribute]) -> Option<String> {
    attributes
        .iter()
        .find_map(|attribute| match &attribute.meta {
            Meta::NameValue(pair) if pair.path.is_ident("path") => match &pair.value {
                Expr::Lit(value) => match &value.lit {
                    Lit::Str(text) => Some(text.value()),
                    _ => None,
                },
                _ => None,
            },
            _ => None,
        })
}

/// Returns a path without `.` and `..` in it.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => drop(parts.pop()),
            std::path::Component::CurDir => {}
            other => parts.push(other),
        }
    }
    parts
}
