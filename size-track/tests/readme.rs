//! Tests that the tables and the picture of the README come from the measurements.

use std::fs;
use std::path::Path;

use greentic_size_track::readme::{PICTURE, Sources};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap()
}

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).unwrap()
}

#[test]
fn the_readme_has_what_the_measurements_say() {
    let sources = Sources::read(root()).unwrap();
    let readme = readme();
    assert_eq!(
        sources.readme(&readme).unwrap(),
        readme,
        "`cargo run -p greentic-size-report -- --readme` writes it"
    );
    let picture = fs::read_to_string(root().join(PICTURE)).unwrap();
    assert_eq!(sources.picture(), picture);
}

/// Compares the numbers of the comparison with those in the budgets.
#[test]
fn the_comparison_was_made_with_what_is_here() {
    let sources = Sources::read(root()).unwrap();
    let mut compared = 0;
    for example in &sources.examples {
        let Some(subject) = sources.comparison.subject(&example.name) else {
            continue;
        };
        let figures = &subject.rows[0].figures;
        assert_eq!(
            Some(figures.bytes),
            example.budget.bytes,
            "{}",
            example.name
        );
        assert_eq!(
            Some(figures.linked_bytes),
            example.budget.plain_bytes,
            "{}",
            example.name
        );
        compared += 1;
    }
    assert_eq!(compared, sources.comparison.subjects.len());
}

#[test]
fn another_number_or_text_is_another_readme() {
    let sources = Sources::read(root()).unwrap();
    let readme = readme();
    let mut other = sources.clone();
    *other.examples[0].budget.bytes.as_mut().unwrap() += 1;
    assert_ne!(other.readme(&readme).unwrap(), readme);
    let mut other = sources.clone();
    other.examples[0].what.push('!');
    assert_ne!(other.readme(&readme).unwrap(), readme);
    let mut other = sources.clone();
    other.comparison.subjects[0].rows[1].figures.gzip_bytes += 1;
    assert_ne!(other.readme(&readme).unwrap(), readme);
    let mut other = sources.clone();
    other.comparison.subjects[0].rows[0].figures.bytes *= 2;
    assert_ne!(other.picture(), sources.picture());
    // By hand, between the markers.
    let changed = readme.replacen("| 206 |", "| 205 |", 1);
    assert_ne!(changed, readme);
    assert_eq!(sources.readme(&changed).unwrap(), readme);
}

#[test]
fn a_readme_without_markers_is_named() {
    let sources = Sources::read(root()).unwrap();
    for marker in [
        "<!-- sizes: begin",
        "<!-- sizes: end",
        "<!-- compare: begin",
        "<!-- compare: end",
    ] {
        let error = sources.readme(&readme().replace(marker, "")).unwrap_err();
        assert!(
            error.to_string().starts_with("there is no region"),
            "{error}"
        );
    }
}
