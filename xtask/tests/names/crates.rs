//! The names that each crate of a workspace has.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use syn::visit::{self, Visit};
use syn::{Fields, ForeignItem, Ident, ImplItem, Item, Macro, TraitItem, Type, UseTree};

use crate::condition::Condition;
use crate::modules::{Module, modules};
use crate::tokens;

/// The names of one crate.
#[derive(Default)]
pub(crate) struct Names {
    /// Modules, items, and what a type or a trait says is in it, each by its whole path. What a
    /// macro would write counts where the macro stands.
    paths: BTreeSet<String>,
    /// The members that `impl` blocks add, each with the name of its type. A block may stand in
    /// another module than the type.
    members: BTreeSet<(String, String)>,
    /// The types, those in functions too.
    pub(crate) types: Vec<TypeName>,
}

/// The name of a type, in one place.
pub(crate) struct TypeName {
    pub(crate) name: String,
    pub(crate) file: String,
    /// The conditions of it and of all that it is in.
    pub(crate) conditions: Vec<Condition>,
}

/// Reads all crates of a workspace, by the names of their folders with `_` for `-`.
///
/// # Errors
///
/// The file that cannot be read, or two crates of one name.
pub(crate) fn crates(root: &Path) -> Result<BTreeMap<String, Names>, String> {
    let mut crates = BTreeMap::new();
    for package in members(root)? {
        let folder = package.rsplit('/').next().unwrap_or_default();
        let name = folder.replace('-', "_");
        let modules = modules(root, &package, &name)?;
        if crates.insert(name.clone(), Names::of(&modules)).is_some() {
            return Err(format!("{package}: there are two crates `{name}`"));
        }
    }
    Ok(crates)
}

/// Returns the folders of the packages of a workspace, by its manifest.
fn members(root: &Path) -> Result<Vec<String>, String> {
    let manifest = root.join("Cargo.toml");
    let manifest = fs::read_to_string(manifest).map_err(|error| format!("Cargo.toml: {error}"))?;
    let (_, list) = manifest.split_once("\nmembers = [").unwrap_or_default();
    let list = list.split(']').next().unwrap_or_default();
    let mut members = BTreeSet::new();
    for pattern in list.split('"').skip(1).step_by(2) {
        let Some(start) = pattern.strip_suffix('*') else {
            members.insert(pattern.to_owned());
            continue;
        };
        let (folder, start) = start.rsplit_once('/').unwrap_or(("", start));
        let fail = |error| format!("{pattern}: {error}");
        for entry in fs::read_dir(root.join(folder)).map_err(fail)? {
            let entry = entry.map_err(fail)?;
            let name = entry.file_name().to_string_lossy().into_owned();
            if name.starts_with(start) && entry.path().join("Cargo.toml").is_file() {
                members.insert(format!("{folder}/{name}"));
            }
        }
    }
    Ok(members.into_iter().collect())
}

impl Names {
    fn of(modules: &[Module]) -> Self {
        let mut names = Self::default();
        for module in modules {
            names.paths.insert(module.path.clone());
            for item in &module.items {
                names.item(&module.path, item);
            }
            if !module.is_repeated {
                let mut types = Types {
                    file: &module.file,
                    conditions: module.conditions.clone(),
                    found: &mut names.types,
                };
                module.items.iter().for_each(|item| types.visit_item(item));
            }
        }
        names
    }

    /// Says whether there is something of a path.
    pub(crate) fn has(&self, path: &str) -> bool {
        if self.paths.contains(path) {
            return true;
        }
        let Some((owner, member)) = path.rsplit_once("::") else {
            return false;
        };
        let name = owner.rsplit("::").next().unwrap_or_default();
        self.paths.contains(owner) && self.members.contains(&(name.to_owned(), member.to_owned()))
    }

    fn add(&mut self, within: &str, name: &Ident) {
        let name = name.to_string();
        self.paths
            .insert(format!("{within}::{}", name.trim_start_matches("r#")));
    }

    fn fields(&mut self, within: &str, fields: &Fields) {
        for name in fields.iter().filter_map(|field| field.ident.as_ref()) {
            self.add(within, name);
        }
    }

    fn item(&mut self, module: &str, item: &Item) {
        if let Some(name) = name_of(item) {
            self.add(module, name);
            self.parts(&format!("{module}::{name}"), item);
        }
        match item {
            Item::Macro(item) => {
                for name in tokens::items(&item.mac) {
                    self.paths.insert(format!("{module}::{name}"));
                }
            }
            Item::Use(item) => self.renamed(module, &item.tree),
            Item::ForeignMod(item) => {
                for item in &item.items {
                    match item {
                        ForeignItem::Fn(item) => self.add(module, &item.sig.ident),
                        ForeignItem::Static(item) => self.add(module, &item.ident),
                        _ => {}
                    }
                }
            }
            Item::Impl(item) => {
                let Some(of) = type_name(&item.self_ty) else {
                    return;
                };
                for item in &item.items {
                    let name = match item {
                        ImplItem::Const(item) => &item.ident,
                        ImplItem::Fn(item) => &item.sig.ident,
                        ImplItem::Type(item) => &item.ident,
                        _ => continue,
                    };
                    self.members.insert((of.clone(), name.to_string()));
                }
            }
            _ => {}
        }
    }

    /// Adds what an item has in it by its own text.
    fn parts(&mut self, path: &str, item: &Item) {
        match item {
            Item::Struct(item) => self.fields(path, &item.fields),
            Item::Union(item) => {
                for name in item
                    .fields
                    .named
                    .iter()
                    .filter_map(|field| field.ident.as_ref())
                {
                    self.add(path, name);
                }
            }
            Item::Enum(item) => {
                for variant in &item.variants {
                    self.add(path, &variant.ident);
                    self.fields(&format!("{path}::{}", variant.ident), &variant.fields);
                }
            }
            Item::Trait(item) => {
                for item in &item.items {
                    match item {
                        TraitItem::Const(item) => self.add(path, &item.ident),
                        TraitItem::Fn(item) => self.add(path, &item.sig.ident),
                        TraitItem::Type(item) => self.add(path, &item.ident),
                        _ => {}
                    }
                }
            }
            _ => {}
        }
    }

    /// Adds what a `use` gives another name: by `use a as Old` an old name is back.
    fn renamed(&mut self, module: &str, tree: &UseTree) {
        match tree {
            UseTree::Path(path) => self.renamed(module, &path.tree),
            UseTree::Group(group) => {
                group
                    .items
                    .iter()
                    .for_each(|tree| self.renamed(module, tree));
            }
            UseTree::Rename(renamed) if renamed.rename != "_" => {
                self.add(module, &renamed.rename);
            }
            _ => {}
        }
    }
}

/// Returns the name that an item has.
fn name_of(item: &Item) -> Option<&Ident> {
    Some(match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => &item.ident,
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => return item.ident.as_ref(),
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    })
}

/// Returns the name of the type that an `impl` block is of.
fn type_name(of: &Type) -> Option<String> {
    match of {
        Type::Path(path) => path.path.segments.last().map(|last| last.ident.to_string()),
        Type::Reference(reference) => type_name(&reference.elem),
        _ => None,
    }
}

/// The search for types, in functions too.
struct Types<'a> {
    file: &'a str,
    conditions: Vec<Condition>,
    found: &'a mut Vec<TypeName>,
}

impl Types<'_> {
    fn found(&mut self, name: String) {
        self.found.push(TypeName {
            name,
            file: self.file.to_owned(),
            conditions: self.conditions.clone(),
        });
    }
}

impl<'ast> Visit<'ast> for Types<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        let outer = self.conditions.len();
        self.conditions.extend(Condition::read(attributes(item)));
        let is_type = matches!(
            item,
            Item::Enum(_) | Item::Struct(_) | Item::Trait(_) | Item::Type(_) | Item::Union(_)
        );
        if let Some(name) = name_of(item).filter(|_| is_type) {
            self.found(name.to_string());
        }
        visit::visit_item(self, item);
        self.conditions.truncate(outer);
    }

    fn visit_macro(&mut self, of: &'ast Macro) {
        for name in tokens::types(of) {
            self.found(name);
        }
    }
}

fn attributes(item: &Item) -> &[syn::Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        _ => &[],
    }
}
