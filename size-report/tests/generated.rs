//! Components whose sources a program wrote, built in one package.

mod fixture;

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use fixture::Fixture;
use greentic_size_report::progress::{Progress, Silent};
use greentic_size_report::{Generated, LinkFlags, Workspace, measure};

/// The steps of a build, one line each.
#[derive(Default)]
struct Recorded(Vec<String>);

impl Progress for Recorded {
    fn step(&mut self, number: usize, of: usize, what: &str) {
        self.0.push(format!("[{number}/{of}] {what}"));
    }
    fn note(&mut self, line: &str) {
        self.0.push(line.to_owned());
    }
}

/// Returns the source of a component whose core module exports a function of this name.
fn source(function: &str) -> String {
    format!(
        "#![no_std]\nuse greentic_guest as _;\n\
         #[unsafe(no_mangle)]\npub extern \"C\" fn {function}() {{}}\n\
         #[panic_handler]\nfn panic(_: &core::panic::PanicInfo<'_>) -> ! {{ loop {{}} }}\n"
    )
}

fn package(names: &[&str]) -> Generated {
    Generated {
        name: "made".to_owned(),
        features: vec!["wit-all".to_owned()],
        sources: names
            .iter()
            .map(|name| ((*name).to_owned(), source(name)))
            .collect(),
    }
}

fn build(
    fixture: &Fixture,
    package: &Generated,
    progress: &mut dyn Progress,
) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let workspace = Workspace {
        target: fixture.target(),
        ..Workspace::find(fixture.root()).unwrap()
    };
    let flags = LinkFlags::read(fixture.root()).unwrap();
    package.build_with(&workspace, &flags, progress)
}

fn with_guest() -> Fixture {
    let fixture = Fixture::new();
    fixture.add_guest();
    fixture
}

fn has(file: &PathBuf, word: &str) -> bool {
    let bytes = fs::read(file).unwrap();
    bytes
        .windows(word.len())
        .any(|part| part == word.as_bytes())
}

#[test]
fn each_source_becomes_a_component_of_its_name() {
    let fixture = with_guest();
    let mut progress = Recorded::default();
    let built = build(&fixture, &package(&["first", "second"]), &mut progress).unwrap();
    assert_eq!(built.keys().collect::<Vec<_>>(), ["first", "second"]);
    for (name, other) in [("first", "second"), ("second", "first")] {
        assert!(has(&built[name], name), "{name}");
        assert!(!has(&built[name], other), "{name}");
        let sizes = measure(&fs::read(&built[name]).unwrap()).unwrap();
        let flags = LinkFlags::read(fixture.root()).unwrap();
        flags.check(&sizes).unwrap();
        // The profile: no names of functions.
        assert!(!sizes.custom_sections.contains_key("name"), "{sizes:?}");
    }
    progress.0[1..].sort_unstable_by_key(|line| line.rsplit(' ').next().map(str::to_owned));
    assert_eq!(progress.0.len(), 3, "{:?}", progress.0);
    assert_eq!(
        progress.0[0],
        "[1/3] building what all components depend on"
    );
    assert!(
        progress.0[1].ends_with("/3] built first"),
        "{:?}",
        progress.0
    );
    assert!(
        progress.0[2].ends_with("/3] built second"),
        "{:?}",
        progress.0
    );
}

#[test]
fn what_is_not_wanted_any_more_goes_and_what_changed_is_built_anew() {
    let fixture = with_guest();
    build(&fixture, &package(&["first", "second"]), &mut Silent).unwrap();
    let sources = fixture.target().join("generated/made/examples");
    let first = sources.join("first.rs");
    let written = fs::metadata(&first).unwrap().modified().unwrap();

    let mut package = package(&["first", "third"]);
    package
        .sources
        .insert("third".to_owned(), source("changed"));
    let built = build(&fixture, &package, &mut Silent).unwrap();
    assert!(has(&built["third"], "changed"));
    assert!(!sources.join("second.rs").exists());
    assert_eq!(fs::metadata(&first).unwrap().modified().unwrap(), written);

    package.sources.insert("third".to_owned(), source("again"));
    let built = build(&fixture, &package, &mut Silent).unwrap();
    assert!(has(&built["third"], "again"));
}

#[test]
fn what_does_not_compile_is_named_and_warnings_are_noted() {
    let fixture = with_guest();
    let mut package = package(&["first", "second"]);
    let nonsense = format!("{}fn f() {{ nonsense }}\n", source("second"));
    package.sources.insert("second".to_owned(), nonsense);
    let error = build(&fixture, &package, &mut Silent)
        .unwrap_err()
        .to_string();
    for part in ["cargo build", "second.rs", "nonsense"] {
        assert!(error.contains(part), "{part:?} is not in: {error}");
    }

    let unused = format!("{}fn unused() {{}}\n", source("second"));
    package.sources.insert("second".to_owned(), unused);
    let mut progress = Recorded::default();
    build(&fixture, &package, &mut progress).unwrap();
    let notes = progress.0.join("\n");
    assert!(notes.contains("`unused` is never used"), "{notes}");

    package.features = vec!["no-such-feature".to_owned()];
    let error = build(&fixture, &package, &mut Silent)
        .unwrap_err()
        .to_string();
    assert!(error.contains("no-such-feature"), "{error}");
}

#[test]
fn the_flags_are_those_that_were_given() {
    let fixture = with_guest();
    let built = build(&fixture, &package(&["first"]), &mut Silent).unwrap();
    let expected = fs::read(&built["first"]).unwrap();
    // Cargo would add these to the others.
    let path = fixture.root().join(".cargo/config.toml");
    let config = fs::read_to_string(&path).unwrap();
    let more = "[target.wasm32-wasip2]\nrustflags = [\"-Cstrip=none\"]\n";
    fs::write(&path, format!("{config}\n{more}")).unwrap();
    let built = build(&fixture, &package(&["first"]), &mut Silent).unwrap();
    assert_eq!(fs::read(&built["first"]).unwrap(), expected);
}

#[test]
fn a_workspace_without_the_profile_is_refused() {
    let fixture = with_guest();
    let manifest = "[workspace]\nresolver = \"3\"\nmembers = [\"examples/*\"]\n";
    fixture.write("Cargo.toml", manifest);
    let error = build(&fixture, &package(&["first"]), &mut Silent).unwrap_err();
    assert!(format!("{error:#}").contains("[profile.tiny]"), "{error:#}");
}
