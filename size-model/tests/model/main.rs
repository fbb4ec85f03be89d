//! Tests of the model, of explanations, and of differences.

mod adds_up;
mod broken;
mod corpus;
mod differs;
mod example;
mod explains;
mod keeps;
mod rebuilt;
mod shrunk;

use greentic_size_model::diff::Quiet;
use greentic_size_model::explain::{Key, explain, retained};
use greentic_size_model::{Aids, File, Model, diff};

/// Checks everything that must be true of every file that can be read.
fn hold(bytes: &[u8], name: &str) {
    let model = Model::read(bytes).unwrap_or_else(|error| panic!("{name}: {error}"));
    let whole = bytes.len() as u64;
    let sum: u64 = model.parts().map(|(part, _)| model.own(part)).sum();
    assert_eq!(sum, whole, "{name}");
    // Parts lie within what they are in, one behind the other.
    for (part, one) in model.parts() {
        let mut at = one.start;
        for child in model.children(part) {
            let child = &model[child];
            assert_eq!(child.parent, part, "{name}");
            assert!(
                at <= child.start && child.start <= child.end,
                "{name}: {child:?}"
            );
            assert!(child.end <= one.end, "{name}: {child:?} in {one:?}");
            at = child.end;
        }
    }
    let file = File::read(bytes, &Aids::none()).unwrap_or_else(|error| panic!("{name}: {error}"));
    for by in [
        Key::Cause,
        Key::Crate,
        Key::Function,
        Key::Section,
        Key::Line,
    ] {
        let explained = explain(&file, by);
        let groups = explained.groups.iter().map(|group| group.bytes);
        assert_eq!(groups.sum::<u64>(), whole, "{name}: {by:?}");
        for group in &explained.groups {
            let items: u64 = group.items.iter().map(|item| item.bytes).sum();
            assert_eq!(items, group.bytes, "{name}: {}", group.name);
        }
    }
    assert_eq!(retained(&file, 5).retained, whole, "{name}");
    let difference = diff(&file, &file, 1);
    assert!(difference.changes.is_empty(), "{name}: {difference:?}");
    assert_eq!(difference.quiet, Quiet::default(), "{name}");
}

/// Checks everything that must be true of two files.
fn hold_between(one: &[u8], other: &[u8], name: &str) {
    let read = |bytes| File::read(bytes, &Aids::none());
    let (Ok(before), Ok(after)) = (read(one), read(other)) else {
        return;
    };
    for min_change in [1, 20] {
        let difference = diff(&before, &after, min_change);
        let spoken: i64 = difference
            .changes
            .iter()
            .map(|change| change.difference)
            .sum();
        let quiet = difference.quiet.bytes();
        let bytes = |file: &[u8]| i64::try_from(file.len()).unwrap();
        assert_eq!(
            spoken + quiet,
            bytes(other) - bytes(one),
            "{name}: {difference:?}"
        );
    }
}
