//! What is generated from our own WIT and checked in is what the generator
//! gives: the bindings, the paths and features by which authors reach them, and
//! the tables that tell of them. `BLESS=1` writes all of it anew.

mod support;

use std::collections::BTreeSet;
use std::path::Path;

use greentic_guest_bindgen::{Options, Wit};
use support::catalogue::{self, Catalogue};
use support::{Comparison, compare, published};

const WORLDS: &str = "../guest/src/worlds";
const COMMAND: &str = "BLESS=1 cargo test -p greentic-guest-bindgen --test worlds";

/// Complains of each text that is not in its file.
#[derive(Default)]
struct Complaints(Vec<String>);

impl Complaints {
    fn hold(&mut self, path: &Path, text: &str) {
        match compare(path, text) {
            Comparison::Equal => {}
            Comparison::Missing => self.0.push(format!("{} does not exist", path.display())),
            Comparison::Different(diff) => self.0.push(diff),
        }
    }

    fn hold_rust(&mut self, path: &Path, text: &str) {
        let text = greentic_guest_bindgen::rustfmt(text).expect("rustfmt is installed");
        self.hold(path, &text);
    }

    /// The lines between two marks, which a file by hand has in it.
    fn hold_part(&mut self, path: &Path, [begin, end]: [&str; 2], part: &str) {
        let text = std::fs::read_to_string(path).expect("a file by hand");
        let (before, rest) = text.split_once(begin).expect("a mark at the beginning");
        let (_, after) = rest.split_once(end).expect("a mark at the end");
        self.hold(path, &format!("{before}{begin}\n{part}{end}{after}"));
    }

    fn end(self) {
        assert!(
            self.0.is_empty(),
            "{}\nthis writes them anew:\n{COMMAND}",
            self.0.join("\n")
        );
    }
}

#[test]
fn the_worlds_of_the_guest_are_up_to_date() {
    let [usual, revision] = catalogue::all();
    let mut complaints = Complaints::default();
    let folder = Path::new(WORLDS);
    bindings(&usual, &[&revision], folder, &mut complaints);
    let inner = folder.join(published::folder(&revision));
    bindings(&revision, &[], &inner, &mut complaints);
    complaints.end();
}

fn bindings(
    catalogue: &Catalogue,
    revisions: &[&Catalogue],
    folder: &Path,
    complaints: &mut Complaints,
) {
    let options = Options {
        runtime: "crate".into(),
        revision: Some(catalogue.revision.to_owned()).filter(|name| !name.is_empty()),
    };
    let files = Wit::read(catalogue.folder)
        .and_then(|wit| wit.bindings_with(&options))
        .expect("bindings of our own WIT")
        .files();
    let mut generated: BTreeSet<_> = revisions
        .iter()
        .map(|revision| published::folder(revision))
        .collect();
    if support::blessing() {
        std::fs::create_dir_all(folder).expect("a folder for the bindings");
    }
    for (name, text) in files {
        let path = folder.join(&name);
        if name == "mod.rs" {
            complaints.hold_rust(&path, &published::index(catalogue, revisions));
        } else {
            complaints.hold(&path, &text);
        }
        generated.insert(name);
    }
    for entry in std::fs::read_dir(folder).expect("the bindings") {
        let path = entry.expect("a file").path();
        let name = path.file_name().expect("a name").to_string_lossy();
        if !generated.contains(&*name) {
            complaints.0.push(format!(
                "{} comes from no package: remove it",
                path.display()
            ));
        }
    }
}

#[test]
fn the_ways_to_the_bindings_are_up_to_date() {
    let [usual, revision] = catalogue::all();
    let mut complaints = Complaints::default();
    complaints.hold_rust(
        Path::new("../guest/src/paths.rs"),
        &published::paths(&usual, &revision),
    );
    complaints.hold_part(
        Path::new("../guest/Cargo.toml"),
        [
            "# Generated from wit/packages.toml: begin.",
            "# Generated: end.",
        ],
        &published::features(&usual, &revision),
    );
    complaints.hold(
        Path::new("../guest/src/features.md"),
        &published::feature_table(&usual, &revision),
    );
    complaints.end();
}

#[test]
fn the_table_of_the_packages_is_up_to_date() {
    let mut complaints = Complaints::default();
    complaints.hold_part(
        Path::new("../wit/README.md"),
        ["<!-- generated: begin -->", "<!-- generated: end -->"],
        &published::wit_table(&catalogue::all()),
    );
    complaints.end();
}

/// What authors wrote once goes on compiling: no two packages share a feature
/// or a path, and all names are in the style of the others.
#[test]
fn features_and_paths_are_unique_and_in_style() {
    let [usual, revision] = catalogue::all();
    for catalogue in [&usual, &revision] {
        let mut seen = BTreeSet::new();
        for package in &catalogue.packages {
            assert!(seen.insert(&package.path), "{} twice", package.path.0);
            let (module, version) = &package.path;
            let name = package.name.split(['@', ':']).nth(1).expect("a name");
            assert!(
                module.ends_with(&name.replace('-', "_")),
                "{module} is not {name}"
            );
            let numbers = package.name.split('@').nth(1).expect("a version");
            let numbers = format!("v{}", numbers.replace('.', "_"));
            assert!(
                numbers.starts_with(version.as_str()),
                "{version} of {numbers}"
            );
        }
    }
    let features: BTreeSet<_> = usual
        .packages
        .iter()
        .map(|package| &package.feature)
        .collect();
    assert_eq!(features.len(), usual.packages.len());
    let style = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(features.iter().all(|feature| feature.chars().all(style)));
}
