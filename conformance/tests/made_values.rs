//! The values that go through the mirrors are of the classes that they should be. These
//! tests count the values themselves, not the notes of their maker.

use std::collections::BTreeSet;

use anyhow::{Context as _, Result};
use greentic_conformance::roundtrip::check::{CASES, Cases};
use greentic_conformance::roundtrip::components::{SYNTHETIC, mirrors};
use greentic_conformance::roundtrip::host::{Function, Mirror};
use wasmtime::Engine;
use wasmtime::component::Val;

/// A function of the synthetic WIT.
fn function(interface: &str, name: &str) -> Result<Function> {
    let full = format!("conformance:synthetic/{interface}@1.0.0");
    let built = mirrors(SYNTHETIC[0]).find(|built| built.interface == full);
    let built = built.context("an interface")?;
    let mirror = Mirror::new(&Engine::default(), &std::fs::read(&built.path)?)?;
    let mut functions = mirror.functions().iter();
    let function = functions.find(|function| function.name == name);
    Ok(function.context("a function")?.clone())
}

/// All values of the first parameter.
fn first(function: &Function, seed: u64) -> Vec<Val> {
    let cases = Cases::new(function, seed);
    cases
        .filter_map(|case| case.arguments.into_iter().next())
        .collect()
}

#[test]
fn a_seed_makes_the_same_values_and_another_one_others() -> Result<()> {
    let function = function("numbers", "plain")?;
    let made = |seed| -> Vec<_> {
        Cases::new(&function, seed)
            .map(|case| case.arguments)
            .collect()
    };
    assert!(made(1) == made(1));
    assert!(made(1) != made(2));
    assert!(made(1).len() >= CASES as usize);
    Ok(())
}

#[test]
fn every_case_and_every_flag_is_made() -> Result<()> {
    for seed in 0..3 {
        let enums: BTreeSet<_> = first(&function("wide", "fits")?, seed)
            .into_iter()
            .filter_map(|value| match value {
                Val::Enum(case) => Some(case),
                _ => None,
            })
            .collect();
        assert_eq!(enums.len(), 256);

        let variants: BTreeSet<_> = first(&function("wide", "variants")?, seed)
            .into_iter()
            .filter_map(|value| match value {
                Val::Variant(case, payload) => Some((case, payload.is_some())),
                _ => None,
            })
            .collect();
        assert_eq!(variants.len(), 300);
        assert_eq!(variants.iter().filter(|(_, payload)| *payload).count(), 100);

        let flags: Vec<_> = first(&function("wide", "many-flags")?, seed)
            .into_iter()
            .filter_map(|value| match value {
                Val::Flags(set) => Some(set),
                _ => None,
            })
            .collect();
        for bit in 0..16 {
            let name = format!("b{bit}");
            let count = flags.iter().filter(|set| set.contains(&name)).count();
            assert!(0 < count && count < flags.len(), "{name}: {count}");
        }
        assert!(flags.iter().any(Vec::is_empty));
        assert!(flags.iter().any(|set| set.len() == 16));
    }
    Ok(())
}

#[test]
fn numbers_and_characters_reach_their_ends() -> Result<()> {
    let made = |name: &str| Ok::<_, anyhow::Error>(first(&function("numbers", name)?, 1));
    for due in [Val::S64(i64::MIN), Val::S64(-1), Val::S64(i64::MAX)] {
        assert!(made("give-s64")?.contains(&due), "{due:?}");
    }
    for due in [Val::U64(0), Val::U64(1 << 63), Val::U64(u64::MAX)] {
        assert!(made("give-u64")?.contains(&due), "{due:?}");
    }
    // As Wasmtime compares them: both zeros differ, and NaN is itself.
    let extremes = [
        0.0,
        -0.0,
        f64::NAN,
        f64::INFINITY,
        f64::NEG_INFINITY,
        f64::MAX,
    ];
    for due in extremes.map(Val::Float64) {
        assert!(made("give-f64")?.contains(&due), "{due:?}");
    }
    let ends = [
        '\0',
        '\u{d7ff}',
        '\u{e000}',
        '\u{ffff}',
        '\u{10000}',
        '\u{10ffff}',
    ];
    for due in ends.map(Val::Char) {
        assert!(made("give-char")?.contains(&due), "{due:?}");
    }
    Ok(())
}

#[test]
fn texts_and_lists_are_empty_and_fill_a_page() -> Result<()> {
    let texts: Vec<_> = first(&function("spills", "eight-texts")?, 1)
        .into_iter()
        .filter_map(|value| match value {
            Val::String(text) => Some(text),
            _ => None,
        })
        .collect();
    assert!(texts.iter().any(String::is_empty));
    assert!(
        texts
            .iter()
            .any(|text| text.len() == 65_536 && !text.is_ascii())
    );
    // A few only: the run is short.
    assert!(texts.iter().filter(|text| text.len() > 1_000).count() < 4);
    for bytes in 1..=4 {
        let mut characters = texts.iter().flat_map(|text| text.chars());
        assert!(characters.any(|one| one.len_utf8() == bytes), "{bytes}");
    }

    let lengths: BTreeSet<_> = first(&function("numbers", "aligned")?, 1)
        .into_iter()
        .filter_map(|value| match value {
            Val::List(items) => Some(items.len()),
            _ => None,
        })
        .collect();
    // Records of eight bytes each.
    assert!(
        lengths.is_superset(&[0, 1, 2, 3, 4, 8_192].into()),
        "{lengths:?}"
    );
    Ok(())
}

#[test]
fn options_are_none_at_each_depth() -> Result<()> {
    let depths: BTreeSet<_> = Cases::new(&function("nesting", "options")?, 1)
        .filter_map(|case| case.arguments.into_iter().nth(2))
        .map(|mut value| {
            let mut depth = 0;
            while let Val::Option(Some(some)) = value {
                value = *some;
                depth += 1;
            }
            depth
        })
        .collect();
    assert_eq!(depths, BTreeSet::from([0, 1, 2, 3, 4]));
    Ok(())
}
