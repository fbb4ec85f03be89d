//! Files without names, and the aids that know them.

use greentic_shrink::Options;
use greentic_shrink::symbol_map::shrink_with_symbol_map;
use greentic_size_model::explain::{Key, explain};
use greentic_size_model::names::{Source, shrunk_from};
use greentic_size_model::{Aids, File, Kind};

const PROGRAM: &str = r#"(component
    (core module $m
        (memory (export "memory") 1)
        (func $shop::price (param i32) (result i32)
            (i32.mul (local.get 0) (i32.const 350)))
        (func $core::fmt::write (param i32) (result i32)
            (i32.add (call $shop::price (local.get 0)) (i32.const 12345)))
        (func $shop::total (export "a long name of an export") (param i32) (result i32)
            (i32.xor
                (call $core::fmt::write (call $core::fmt::write (local.get 0)))
                (call $shop::price (i32.const 77)))))
    (core instance $i (instantiate $m))
    (func (export "total") (param "of" u32) (result u32)
        (canon lift (core func $i "a long name of an export"))))"#;

fn names(bytes: &[u8], aids: &Aids<'_>) -> Vec<(String, Source)> {
    let file = File::read(bytes, aids).unwrap();
    let functions = file
        .model()
        .parts()
        .filter(|(_, part)| part.kind == Kind::Function);
    functions
        .filter_map(|(part, _)| file.names().function(part))
        .map(|named| (named.name.to_string(), named.source))
        .collect()
}

#[test]
fn a_stripped_file_has_the_names_of_its_twin() {
    let twin = wat::parse_str(PROGRAM).unwrap();
    let options = Options::default();
    let options = greentic_shrink::pass::Pass::ALL
        .into_iter()
        .filter(|pass| *pass != greentic_shrink::pass::Pass::Custom)
        .fold(options, Options::without);
    let stripped = greentic_shrink::shrink(&twin, &options).unwrap().component;
    assert!(stripped.len() < twin.len());
    let found = names(&stripped, &Aids::none().twin(&twin));
    let expected = ["shop::price", "core::fmt::write", "shop::total"];
    let expected: Vec<_> = expected.map(|name| (name.to_owned(), Source::Twin)).into();
    assert_eq!(found, expected);
    assert!(!names(&stripped, &Aids::none()).contains(&expected[0]));
}

#[test]
fn a_shrunk_file_has_the_names_of_its_symbol_map() {
    let twin = wat::parse_str(PROGRAM).unwrap();
    let (shrunk, symbol_map) = shrink_with_symbol_map(&twin, &Options::default()).unwrap();
    let found = names(&shrunk.component, &Aids::none().symbol_map(&symbol_map));
    assert!(!found.is_empty());
    assert!(
        found.iter().all(|(_, source)| *source == Source::SymbolMap),
        "{found:?}"
    );
    assert!(
        found.iter().any(|(name, _)| name == "shop::total"),
        "{found:?}"
    );
    // The twin alone will do, by the code that stayed, or by shrinking it again.
    let aids = Aids::none().twin(&twin);
    match shrunk_from(&shrunk.component, &twin) {
        Some(again) => assert_eq!(again.to_bytes(), symbol_map.to_bytes()),
        None => assert_eq!(names(&shrunk.component, &aids).len(), found.len()),
    }
    // It is not a twin of another file.
    let other = twin.len() - 40;
    assert!(shrunk_from(&shrunk.component, &twin[..other]).is_none());
    let file = File::read(&shrunk.component, &Aids::none().symbol_map(&symbol_map)).unwrap();
    let explained = explain(&file, Key::Crate);
    let sum: u64 = explained.groups.iter().map(|group| group.bytes).sum();
    assert_eq!(sum, shrunk.component.len() as u64);
    assert!(
        explained.groups.iter().any(|group| group.name == "shop"),
        "{explained:?}"
    );
}
