//! WIT that nobody wrote: whatever a generator of WIT comes up with becomes
//! bindings that compile, or is refused by name.

mod support;

use std::path::Path;

use arbitrary::Unstructured;
use greentic_guest_bindgen::{Answers, Error, Stub, Wit, rustfmt};
use support::krate;
use wit_smith::{Config, smith};

/// The number of texts of each kind.
const TEXTS: u64 = 300;

/// The number of them that are compiled.
const COMPILED: usize = 24;

/// Small packages with what there are bindings for, most of the time.
fn plain() -> Config {
    Config {
        max_packages: 3,
        max_files_per_package: 2,
        max_pkg_items: 4,
        max_interface_items: 6,
        max_world_items: 1,
        max_type_parts: 6,
        max_type_size: 80,
        ..Config::default()
    }
}

/// Everything that WIT has.
fn wild() -> Config {
    Config {
        max_packages: 4,
        async_: true,
        futures: true,
        streams: true,
        error_context: true,
        fixed_length_lists: true,
        world_include: true,
        ..Config::default()
    }
}

/// Bytes that look random, the same for the same seed (`SplitMix64`).
fn noise(mut seed: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    for _ in 0..400 {
        seed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = seed;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        bytes.extend((mixed ^ (mixed >> 31)).to_le_bytes());
    }
    bytes
}

/// The WIT of a seed; `None` where the generator gives up on it.
fn wit(folder: &Path, config: &Config, seed: u64) -> Option<Wit> {
    let noise = noise(seed);
    let bytes = smith(config, &mut Unstructured::new(&noise)).ok()?;
    let file = folder.join("smith.wasm");
    std::fs::write(&file, bytes).expect("a file");
    Some(Wit::read(&file).unwrap_or_else(|error| panic!("seed {seed}: {error}")))
}

/// Returns the bindings, if there are any. A refusal has to be in full: what
/// it is, and what to do.
fn bindings(wit: &Wit, seed: u64) -> Option<String> {
    match wit.bindings() {
        Ok(bindings) => Some(bindings.text()),
        Err(Error::Unsupported {
            item,
            what,
            instead,
            ..
        }) => {
            for part in [item, what, instead] {
                assert!(!part.trim().is_empty(), "seed {seed}");
            }
            None
        }
        Err(other) => panic!("seed {seed}: {other}"),
    }
}

/// The source of a component of each world and interface. Those that bindings
/// were left out for have none.
fn stubs(wit: &Wit, seed: u64) -> Vec<String> {
    let skipped = wit.bindings().expect("bindings").skipped;
    let mut sources = Vec::new();
    for of in wit.worlds().into_iter().chain(wit.interfaces()) {
        for answers in [Answers::Constant, Answers::Forwarded] {
            let stub = Stub {
                of: of.clone(),
                answers,
                bindings: "crate::bindings".to_owned(),
                modules: std::collections::BTreeMap::new(),
            };
            match wit.stub(&stub) {
                Ok(source) => sources.push(source),
                Err(Error::Unsupported { .. }) if !skipped.is_empty() => {}
                Err(error) => panic!("seed {seed}, {of}: {error}"),
            }
        }
    }
    sources
}

#[test]
fn whatever_there_is_in_wit_is_bound_or_refused() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let (mut bound, mut refused) = (0, 0);
    for config in [plain(), wild()] {
        for seed in 0..TEXTS {
            let Some(wit) = wit(folder.path(), &config, seed) else {
                continue;
            };
            match bindings(&wit, seed) {
                Some(text) => {
                    let again = rustfmt(&text);
                    assert!(again.is_some_and(|again| again == text), "seed {seed}");
                    bound += 1;
                }
                None => refused += 1,
            }
        }
    }
    // Neither all of one kind nor next to nothing.
    assert!(bound > 150 && refused > 150, "{bound} and {refused}");
}

#[test]
fn what_is_bound_compiles() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let mut components = Vec::new();
    for seed in 0.. {
        let Some(wit) = wit(folder.path(), &plain(), seed) else {
            continue;
        };
        let Some(bindings) = bindings(&wit, seed) else {
            continue;
        };
        // Of those with functions the longest says most.
        let stubs = stubs(&wit, seed).into_iter();
        let Some(stub) = stubs
            .filter(|stub| stub.contains("fn "))
            .max_by_key(String::len)
        else {
            continue;
        };
        components.push((format!("seed{seed}"), bindings, stub));
        if components.len() == COMPILED {
            break;
        }
    }
    krate::write_components(folder.path(), &components);
    let check = ["check", "--examples", "--quiet"];
    for target in [&[][..], &["--target", "wasm32-wasip2"]] {
        let output = krate::cargo(folder.path(), &[&check[..], target].concat());
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
    }
}
