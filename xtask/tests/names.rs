//! Holds the names of the workspace: what was renamed stays so, and no two types of a crate
//! share a name.

#[path = "names/condition.rs"]
mod condition;
#[path = "names/crates.rs"]
mod crates;
#[path = "names/modules.rs"]
mod modules;
#[path = "names/renames.rs"]
mod renames;
#[path = "names/tokens.rs"]
mod tokens;
#[path = "names/twins.rs"]
mod twins;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use crates::Names;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

/// Returns the crates of this workspace, which takes seconds to read.
fn ours() -> &'static BTreeMap<String, Names> {
    static OURS: OnceLock<BTreeMap<String, Names>> = OnceLock::new();
    OURS.get_or_init(|| crates::crates(root()).unwrap_or_else(|error| panic!("{error}")))
}

fn none(faults: &[String]) {
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Makes a workspace of these files in a folder of its own.
fn workspace(name: &str, files: &[(&str, &str)]) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(name);
    if folder.exists() {
        fs::remove_dir_all(&folder).unwrap();
    }
    for (file, text) in files {
        let file = folder.join(file);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(file, text).unwrap();
    }
    folder
}

#[test]
fn replaced_names_stay_away() {
    let renamed = renames::lists(root()).unwrap();
    assert!(renamed.len() >= 60, "{}", renamed.len());
    none(&renames::faults(root(), ours(), &renamed));
}

#[test]
fn types_of_a_crate_have_names_of_their_own() {
    none(&twins::faults(ours()));
}

#[test]
fn every_crate_has_names() {
    for name in [
        "guest",
        "host_shim",
        "shrink",
        "xtask",
        "codegen",
        "weather",
    ] {
        assert!(ours().contains_key(name), "{name}");
    }
    for (crate_name, path) in [
        ("guest", "guest::json::error::JsonError::kind"),
        ("guest", "guest::imports::secrets::SecretValues"),
        ("guest_alloc", "guest_alloc::heap::kind::Kind"),
        ("xtask", "xtask::selection::Request::Words::list"),
    ] {
        assert!(ours()[crate_name].has(path), "{path}");
    }
}

const MANIFEST: &str = "[workspace]\nmembers = [\n    \"one-crate\",\n    \"more/*\",\n]\n";

const LIBRARY: &str = "mod a;\n#[path = \"elsewhere/named.rs\"]\nmod b;\nmod c { pub mod d; }\n\
    pub struct Type { field: u8 }\n\
    pub enum Cases { One, Two { width: u8 } }\n\
    pub trait Reads { const MOST: u8; type Item; fn read(&self); }\n\
    macro_rules! written { () => { pub struct Written; } }\n";

/// The files of a workspace that has something of each kind.
const FILES: [(&str, &str); 9] = [
    ("Cargo.toml", MANIFEST),
    ("one-crate/Cargo.toml", ""),
    ("one-crate/src/lib.rs", LIBRARY),
    (
        "one-crate/src/a/mod.rs",
        "mod e;\nuse crate::Type as Alias;\n",
    ),
    (
        "one-crate/src/a/e.rs",
        "impl crate::Type { pub fn method(&self) {} }\n",
    ),
    ("one-crate/src/elsewhere/named.rs", "mod beside;\n"),
    (
        "one-crate/src/elsewhere/beside.rs",
        "pub static S: u8 = 0;\npub fn f() {}\n",
    ),
    ("one-crate/src/c/d.rs", "pub const C: u8 = 0;\n"),
    ("more/two/Cargo.toml", ""),
];

#[test]
fn old_names_that_come_back_are_found() {
    let root = workspace("names-renames", &FILES);
    let crates = crates::crates(&root).unwrap();
    // Every kind of name, in every kind of module: none of these may be an old one.
    let back = [
        "one_crate::a",
        "one_crate::a::Alias",
        "one_crate::a::e",
        "one_crate::b::beside::S",
        "one_crate::b::beside::f",
        "one_crate::c::d::C",
        "one_crate::Type",
        "one_crate::Type::field",
        "one_crate::Type::method",
        "one_crate::Cases::Two",
        "one_crate::Cases::Two::width",
        "one_crate::Reads::MOST",
        "one_crate::Reads::Item",
        "one_crate::Reads::read",
        "one_crate::written",
        "one_crate::Written",
        "one-crate/src/a/mod.rs",
        "more/two",
    ];
    for old in back {
        let list = format!("[[renamed]]\nold = \"{old}\"\nnew = \"one_crate::Type\"\n");
        let renamed = renames::list("list", &list).unwrap();
        assert_eq!(
            renames::faults(&root, &crates, &renamed),
            [format!("list:1: `{old}` is back (call it one_crate::Type)")]
        );
        // The same names are there to be the new ones.
        let list = format!("[[renamed]]\nold = \"one_crate::old\"\nnew = \"{old}\"\n");
        let renamed = renames::list("list", &list).unwrap();
        none(&renames::faults(&root, &crates, &renamed));
    }
}

#[test]
fn new_names_that_are_missing_are_found() {
    let root = workspace("names-missing", &FILES);
    let crates = crates::crates(&root).unwrap();
    for new in [
        "one_crate::e",
        "one_crate::Alias",
        "one_crate::Type::read",
        "one_crate::Cases::method",
        "one_crate::a::e::method",
        "two::Type",
        "three::Type",
        "one-crate/src/e.rs",
    ] {
        let list = format!("[[renamed]]\nold = \"one_crate::old\"\nnew = \"{new}\"\n");
        let renamed = renames::list("list", &list).unwrap();
        let faults = renames::faults(&root, &crates, &renamed);
        let fault = format!("list:1: `{new}` is missing (correct the entry, or say `gone = true`)");
        assert_eq!(faults, [fault]);
        let renamed = renames::list("list", &format!("{list}gone = true\n")).unwrap();
        none(&renames::faults(&root, &crates, &renamed));
    }
}

#[test]
fn lists_are_read_strictly() {
    let root = workspace(
        "names-lists",
        &[
            (
                "docs/renames.toml",
                "# A.\n[[renamed]]\nold = \"a::b\"\nnew = \"a::c\"\n",
            ),
            (
                "docs/renames-more.toml",
                "\n[[renamed]]\nold = \"a/b\"\ngone = true\n",
            ),
            ("docs/other.toml", "[[renamed]]\n"),
        ],
    );
    let lists = renames::lists(&root).unwrap();
    let places: Vec<_> = lists
        .iter()
        .map(|entry| (&*entry.place, &*entry.old))
        .collect();
    assert_eq!(
        places,
        [
            ("docs/renames-more.toml:2", "a/b"),
            ("docs/renames.toml:2", "a::b")
        ]
    );
    for (text, error) in [
        (
            "old = \"a\"\n",
            "list:1: `old = \"a\"` is no part of an entry",
        ),
        (
            "[[renamed]]\nodl = \"a\"\n",
            "list:2: `odl = \"a\"` is no part of an entry",
        ),
        (
            "[[renamed]]\nold = a\n",
            "list:2: `old = a` is no part of an entry",
        ),
        (
            "[[renamed]]\ngone = false\n",
            "list:2: `gone = false` is no part of an entry",
        ),
        (
            "[[renamed]]\nold = \"a\"\n",
            "list:1: the entry lacks `old` or `new`",
        ),
        (
            "[[renamed]]\nnew = \"a\"\n",
            "list:1: the entry lacks `old` or `new`",
        ),
    ] {
        assert_eq!(renames::list("list", text).unwrap_err(), error);
    }
}

#[test]
fn types_that_share_a_name_are_found() {
    let library = "#[cfg(unix)]\nmod a;\n#[cfg(not(unix))]\nmod b;\nmod c;\nmod d;\n";
    let root = workspace(
        "names-twins",
        &[
            ("Cargo.toml", "[workspace]\nmembers = [\"one\"]\n"),
            ("one/Cargo.toml", ""),
            ("one/src/lib.rs", library),
            ("one/src/main.rs", "#[path = \"c.rs\"]\nmod shared;\n"),
            (
                "one/src/a.rs",
                "struct OnUnix;\nstruct Twin;\nstruct Half;\n",
            ),
            ("one/src/b.rs", "struct Twin;\n"),
            (
                "one/src/c.rs",
                "struct Alone;\nstruct Half;\nenum Same {}\ntype Alias = u8;\n\
                 #[cfg(a)]\ntrait Open {}\n#[cfg(not(a))]\ntrait Open {}\n\
                 impl Iterator for Alone { type Item = u8; fn next(&mut self) -> Option<u8> { None } }\n",
            ),
            (
                "one/src/d.rs",
                "fn f() { struct Same; struct Local; }\nfn g() { struct Local; }\n\
                 macro_rules! m { () => { trait Alias {} }; (a) => { trait Alias {} } }\n\
                 impl Iterator for D { type Item = u8; fn next(&mut self) -> Option<u8> { None } }\n\
                 struct D;\n",
            ),
        ],
    );
    let crates = crates::crates(&root).unwrap();
    assert_eq!(
        twins::faults(&crates),
        [
            "one: 2 types are called `Alias`: one/src/c.rs, one/src/d.rs (give each a name of its own)",
            "one: 2 types are called `Half`: one/src/a.rs, one/src/c.rs (give each a name of its own)",
            "one: 2 types are called `Local`: one/src/d.rs (give each a name of its own)",
            "one: 2 types are called `Same`: one/src/c.rs, one/src/d.rs (give each a name of its own)",
        ]
    );
}

#[test]
fn sources_that_are_missing_or_broken_are_found() {
    let manifest = ("Cargo.toml", "[workspace]\nmembers = [\"one\"]\n");
    let broken = workspace(
        "names-broken",
        &[
            manifest,
            ("one/src/lib.rs", "mod a;\n"),
            ("one/src/a.rs", "struct\n"),
        ],
    );
    let error = crates::crates(&broken).err().unwrap();
    assert!(error.starts_with("one/src/a.rs: "), "{error}");
    let missing = workspace("names-no-file", &[manifest, ("one/src/lib.rs", "mod a;\n")]);
    let error = crates::crates(&missing).err().unwrap();
    assert!(error.starts_with("one/src/a/mod.rs: "), "{error}");
}
