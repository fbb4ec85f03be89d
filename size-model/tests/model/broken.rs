//! Files that are cut off, damaged, made up, or cost more than they should.

use greentic_size_model::explain::{Key, Query, explain, keeps, retained};
use greentic_size_model::{Aids, File, Model, diff};
use greentic_testkit::handmade::{describe, hostile, node};

use crate::hold;

/// Takes a file through all functions of the crate. It need not be readable.
fn go_through(bytes: &[u8]) {
    let Ok(file) = File::read(bytes, &Aids::none()) else {
        return;
    };
    let explained = explain(&file, Key::Cause);
    let sum: u64 = explained.groups.iter().map(|group| group.bytes).sum();
    assert_eq!(sum, bytes.len() as u64);
    assert_eq!(retained(&file, 3).retained, bytes.len() as u64);
    let _ = keeps(&file, Query::Import("greentic:component"));
    assert!(diff(&file, &file, 1).changes.is_empty());
}

#[test]
fn what_is_cut_off_is_an_error() {
    for whole in [describe(), node()] {
        hold(&whole, "whole");
        for end in 0..whole.len() {
            let error = Model::read(&whole[..end]);
            // A file that is cut off at the end of a section is a whole file.
            if let Ok(model) = error {
                assert_eq!(model.bytes(), end as u64);
                go_through(&whole[..end]);
                continue;
            }
            let said = error.unwrap_err().to_string();
            assert!(said.contains("that are whole"), "{said}");
            assert!(said.starts_with("byte "), "{said}");
        }
        let more = [&whole[..], b"\0"].concat();
        assert!(Model::read(&more).is_err());
    }
}

#[test]
fn what_is_damaged_does_no_harm() {
    let mut random = fastrand::Rng::with_seed(16);
    for whole in [describe(), node()] {
        for _ in 0..1_500 {
            let mut bytes = whole.clone();
            for _ in 0..random.usize(1..4) {
                let at = random.usize(8..bytes.len());
                bytes[at] = random.u8(..);
            }
            go_through(&bytes);
        }
    }
    for length in [0, 4, 8, 100, 5_000] {
        let bytes: Vec<u8> = std::iter::repeat_with(|| random.u8(..))
            .take(length)
            .collect();
        assert!(Model::read(&bytes).is_err());
        let bytes = [&b"\0asm\x01\0\0\0"[..], &bytes].concat();
        go_through(&bytes);
        let bytes = [&b"\0asm\x0d\0\x01\0"[..], &bytes[8..]].concat();
        go_through(&bytes);
    }
}

#[test]
fn what_costs_more_than_it_should_ends() {
    for one in hostile::of_structure()
        .into_iter()
        .chain(hostile::of_modules())
    {
        let start = std::time::Instant::now();
        go_through(&one.bytes);
        let took = start.elapsed();
        assert!(took.as_secs() < 60, "{}: {took:?}", one.name);
    }
}

#[test]
fn many_instances_of_many_imports_take_no_time_in_proportion_to_both() {
    use std::fmt::Write as _;
    let mut text = String::from("(component (core module $m");
    for import in 0..4_000 {
        write!(text, "(import \"a\" \"{import}\" (func))").unwrap();
    }
    text.push_str(") (core module $e (func (export \"f\"))) (core instance $e (instantiate $e))");
    for _ in 0..4_000 {
        text.push_str("(core instance (instantiate $m (with \"a\" (instance $e))))");
    }
    text.push(')');
    // It is not valid: nobody gives what is imported. It can be read.
    let bytes = wat::parse_str(&text).unwrap();
    let start = std::time::Instant::now();
    go_through(&bytes);
    assert!(start.elapsed().as_secs() < 30, "{:?}", start.elapsed());
}
