//! Every item that is public and not generated has an example in its documentation.
//!
//! An item is shown where its own documentation has an example, or where an example of
//! its type, its trait or its module names it. Only sources are read: what a macro of the
//! crates makes of one is not seen. The examples themselves are compiled by
//! `cargo test --doc`.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use syn::{Attribute, Expr, ImplItem, Item, Lit, Meta, TraitItem, Type, UseTree, Visibility};

/// Modules whose files are generated; each interface in them has an example by itself.
const GENERATED: [&str; 2] = ["worlds", "paths"];

/// Returns what attributes say in documentation, a line a line.
fn docs(attributes: &[Attribute]) -> String {
    let mut text = String::new();
    for attribute in attributes {
        if let Meta::NameValue(pair) = &attribute.meta
            && pair.path.is_ident("doc")
            && let Expr::Lit(literal) = &pair.value
            && let Lit::Str(line) = &literal.lit
        {
            text += &line.value();
            text.push('\n');
        }
    }
    text
}

/// Returns whether attributes leave an item out of the documentation, or have it only for tests.
fn hidden(attributes: &[Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let Meta::List(list) = &attribute.meta else {
            return false;
        };
        let words = list.tokens.to_string();
        list.path.is_ident("doc") && words.contains("hidden")
            || list.path.is_ident("cfg") && words == "test"
    })
}

fn exported(attributes: &[Attribute]) -> bool {
    let named = |attribute: &Attribute| attribute.path().is_ident("macro_export");
    attributes.iter().any(named)
}

/// Returns the code of the examples in documentation: blocks that rustdoc compiles.
fn examples(docs: &str) -> String {
    let mut code = String::new();
    let mut inside: Option<bool> = None;
    for line in docs.lines().map(str::trim) {
        if let Some(kind) = line.strip_prefix("```") {
            inside = match inside {
                Some(_) => None,
                None => Some(matches!(
                    kind.trim(),
                    "" | "rust" | "no_run" | "should_panic"
                )),
            };
        } else if inside == Some(true) {
            code += line;
            code.push('\n');
        }
    }
    code
}

/// Returns whether a text has a word, and not only as a part of another.
fn names(code: &str, word: &str) -> bool {
    let inside = |c: char| c.is_alphanumeric() || c == '_';
    code.match_indices(word).any(|(at, _)| {
        !code[..at].ends_with(inside) && !code[at + word.len()..].starts_with(inside)
    })
}

/// The search for examples in one crate.
struct Search {
    /// The folder of the sources.
    root: PathBuf,
    /// Examples of all modules, and of items by their names: a type's are its trait
    /// implementations' as well.
    shown: Vec<(String, String)>,
    /// Public items: the file, whom they belong to, the name.
    items: Vec<(String, Vec<String>, String)>,
    /// Modules that can be named from outside.
    open: BTreeSet<String>,
    /// The names that modules bring into the open, by the module; `globs` has whole modules.
    uses: Vec<(String, String)>,
    globs: Vec<(String, String)>,
}

impl Search {
    fn new(root: &Path) -> Self {
        let mut search = Self {
            root: root.to_owned(),
            shown: Vec::new(),
            items: Vec::new(),
            open: BTreeSet::from(["crate".to_owned()]),
            uses: Vec::new(),
            globs: Vec::new(),
        };
        search.file(&root.join("lib.rs"), &["crate".to_owned()]);
        while let Some(more) = search.opened() {
            search.open.insert(more);
        }
        search
    }

    /// Returns a module of which another that is open brings in everything.
    fn opened(&self) -> Option<String> {
        let found = self.globs.iter().find(|(module, of)| {
            self.open.contains(module) && !self.open.contains(&format!("{module}::{of}"))
        });
        found.map(|(module, of)| format!("{module}::{of}"))
    }

    /// Returns whether an item can be named from outside: its modules are open, or one that is
    /// brings it in.
    fn is_open(&self, within: &[String], name: &str) -> bool {
        let end = within
            .iter()
            .position(|one| one.starts_with(char::is_uppercase));
        let (modules, top) = match end {
            Some(end) => (&within[..end], &*within[end]),
            None => (within, name),
        };
        let brought = |(module, used): &(String, String)| used == top && self.open.contains(module);
        self.open.contains(&modules.join("::")) || self.uses.iter().any(brought)
    }

    fn bring(&mut self, module: &str, tree: &UseTree, last: &str) {
        match tree {
            UseTree::Path(path) => self.bring(module, &path.tree, &path.ident.to_string()),
            UseTree::Name(name) => self.uses.push((module.to_owned(), name.ident.to_string())),
            UseTree::Rename(name) => self.uses.push((module.to_owned(), name.ident.to_string())),
            UseTree::Glob(_) => self.globs.push((module.to_owned(), last.to_owned())),
            UseTree::Group(group) => {
                for tree in &group.items {
                    self.bring(module, tree, last);
                }
            }
        }
    }

    fn show(&mut self, of: &str, docs: &str) {
        let code = examples(docs);
        if !code.is_empty() {
            self.shown.push((of.to_owned(), code));
        }
    }

    /// Notes an item, `within` its modules and its type.
    fn item(&mut self, file: &Path, within: &[String], name: &str, docs: &str) {
        let key = format!("{}::{name}", within.join("::"));
        self.show(&key, docs);
        let file = file.strip_prefix(&self.root).unwrap_or(file);
        self.items
            .push((file.display().to_string(), within.to_vec(), name.to_owned()));
    }

    fn file(&mut self, path: &Path, module: &[String]) {
        let text = fs::read_to_string(path).unwrap_or_else(|_| panic!("{}", path.display()));
        let file = syn::parse_file(&text).unwrap_or_else(|_| panic!("{}", path.display()));
        if hidden(&file.attrs) {
            return;
        }
        self.show(&module.join("::"), &docs(&file.attrs));
        self.all(path, module, &file.items);
    }

    fn all(&mut self, path: &Path, module: &[String], items: &[Item]) {
        for item in items {
            self.one(path, module, item);
        }
    }

    fn one(&mut self, path: &Path, module: &[String], item: &Item) {
        let public = |visibility: &Visibility| matches!(visibility, Visibility::Public(_));
        let (attributes, name) = match item {
            Item::Mod(one) => {
                let name = one.ident.to_string();
                if hidden(&one.attrs) || GENERATED.contains(&&*name) {
                    return;
                }
                let inner: Vec<_> = module.iter().cloned().chain([name.clone()]).collect();
                if public(&one.vis) && self.open.contains(&module.join("::")) {
                    self.open.insert(inner.join("::"));
                }
                self.show(&inner.join("::"), &docs(&one.attrs));
                if let Some((_, items)) = &one.content {
                    self.all(path, &inner, items);
                } else {
                    let folder = match path.file_stem().and_then(|stem| stem.to_str()) {
                        Some("mod" | "lib") => path.parent().expect("a folder").to_owned(),
                        _ => path.with_extension(""),
                    };
                    let file = folder.join(format!("{name}.rs"));
                    let file = if file.is_file() {
                        file
                    } else {
                        folder.join(name).join("mod.rs")
                    };
                    self.file(&file, &inner);
                }
                return;
            }
            Item::Use(one) => {
                if public(&one.vis) && !hidden(&one.attrs) {
                    self.bring(&module.join("::"), &one.tree, "");
                }
                return;
            }
            Item::Impl(one) if one.trait_.is_none() => {
                let Type::Path(of) = &*one.self_ty else {
                    return;
                };
                let of = of.path.segments.last().expect("a type").ident.to_string();
                let within: Vec<_> = module.iter().cloned().chain([of]).collect();
                self.show(&within.join("::"), &docs(&one.attrs));
                for member in &one.items {
                    let (attributes, visibility, name) = match member {
                        ImplItem::Fn(one) => (&one.attrs, &one.vis, &one.sig.ident),
                        ImplItem::Const(one) => (&one.attrs, &one.vis, &one.ident),
                        _ => continue,
                    };
                    if public(visibility) && !hidden(attributes) {
                        self.item(path, &within, &name.to_string(), &docs(attributes));
                    }
                }
                return;
            }
            Item::Trait(one) if public(&one.vis) && !hidden(&one.attrs) => {
                let within: Vec<_> = module
                    .iter()
                    .cloned()
                    .chain([one.ident.to_string()])
                    .collect();
                for member in &one.items {
                    let (attributes, name) = match member {
                        TraitItem::Fn(one) => (&one.attrs, &one.sig.ident),
                        TraitItem::Const(one) => (&one.attrs, &one.ident),
                        _ => continue,
                    };
                    if !hidden(attributes) {
                        self.item(path, &within, &name.to_string(), &docs(attributes));
                    }
                }
                (&one.attrs, &one.ident)
            }
            Item::Fn(one) if public(&one.vis) => (&one.attrs, &one.sig.ident),
            Item::Struct(one) if public(&one.vis) => (&one.attrs, &one.ident),
            Item::Enum(one) if public(&one.vis) => (&one.attrs, &one.ident),
            Item::Type(one) if public(&one.vis) => (&one.attrs, &one.ident),
            Item::Const(one) if public(&one.vis) => (&one.attrs, &one.ident),
            Item::Macro(one) if exported(&one.attrs) && one.ident.is_some() => {
                (&one.attrs, one.ident.as_ref().expect("a name"))
            }
            _ => return,
        };
        if !hidden(attributes) {
            self.item(path, module, &name.to_string(), &docs(attributes));
        }
    }

    /// Returns the items without an example.
    fn missing(&self) -> Vec<String> {
        let lacks = |(file, within, name): &(String, Vec<String>, String)| {
            let own = format!("{}::{name}", within.join("::"));
            let around: Vec<_> = (1..=within.len())
                .map(|len| within[..len].join("::"))
                .collect();
            // A type may have its methods in another file than its own.
            let of = within
                .last()
                .filter(|last| last.starts_with(char::is_uppercase));
            let shown = self.shown.iter().any(|(of_what, code)| {
                *of_what == own
                    || (around.contains(of_what)
                        || of.is_some_and(|of| of_what.ends_with(&format!("::{of}"))))
                        && names(code, name)
            });
            let shown = shown || !self.is_open(within, name);
            let of = of.map_or_else(String::new, |of| format!("{of}::"));
            (!shown).then(|| format!("{file}: {of}{name}"))
        };
        self.items.iter().filter_map(lacks).collect()
    }
}

#[test]
#[cfg_attr(miri, ignore = "reads all sources, and has no memory of interest")]
fn what_is_public_is_shown_in_an_example() {
    let guest = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut missing = Vec::new();
    for (folder, least) in [("src", 300), ("../guest-alloc/src", 20)] {
        let search = Search::new(&guest.join(folder));
        let found = search.items.len();
        assert!(
            found >= least,
            "{folder}: only {found} public items are found"
        );
        missing.extend(search.missing());
    }
    assert!(
        missing.is_empty(),
        "{} public items have no example; add one to them, or name them in that of their type \
         or module: {missing:#?}",
        missing.len(),
    );
}

#[test]
#[cfg_attr(miri, ignore = "reads all sources, and has no memory of interest")]
fn an_item_without_an_example_is_found() {
    let folder = std::env::temp_dir().join(format!("greentic-examples-{}", std::process::id()));
    fs::create_dir_all(&folder).expect("a folder");
    let text = "//! A crate.\n//! ```\n//! shown();\n//! ```\n\
         pub fn shown() {}\npub fn shown_not() {}\n\
         /// ```text\n/// alone\n/// ```\npub fn alone() {}\n\
         /// ```\n/// One.method();\n/// ```\npub struct One;\n\
         impl One { pub fn method(&self) {} pub fn other(&self) {} fn own(&self) {} }\n\
         #[doc(hidden)] pub mod inner { pub fn hidden() {} }\n";
    fs::write(folder.join("lib.rs"), text).expect("a file");
    let missing = Search::new(&folder).missing();
    fs::remove_dir_all(&folder).expect("the folder");
    assert_eq!(
        missing,
        ["lib.rs: shown_not", "lib.rs: alone", "lib.rs: One::other"]
    );
}
