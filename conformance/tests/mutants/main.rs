//! The command against made-up components: whatever is in one, the command ends
//! by itself, soon, with one of its own exit codes, and without much memory.
//!
//! `SHIM_FUZZ_FIRST` and `SHIM_FUZZ_COUNT` say which seeds are tried,
//! `SHIM_FUZZ_ALL=1` tries every command on each in place of one by turns, and
//! `SHIM_FUZZ_COMMAND` names another build of the command.

mod mutate;
mod sections;
mod tree;

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use fastrand::Rng;
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::guests::{self, EXAMPLES};
use greentic_testkit::handmade::bombs;
use wasmparser::{Validator, WasmFeatures};

/// Exit codes that the command's help lists, without that for a failed host.
const CODES: std::ops::RangeInclusive<i32> = 0..=5;

fn setting(name: &str, default: usize) -> usize {
    std::env::var(name).map_or(default, |text| text.parse().expect(name))
}

/// Components that mutants are made of.
fn seeds() -> Vec<Vec<u8>> {
    let built = [
        "conformance-echo",
        "conformance-hostile",
        "conformance-bindgen-answers",
    ];
    let mut seeds: Vec<_> = EXAMPLES
        .iter()
        .chain(&built)
        .map(|name| guests::bytes(name))
        .collect();
    seeds.push(bombs::adapters(2, 3));
    seeds.push(bombs::names(30, 3, 3));
    seeds.push(bombs::definitions(3, 3));
    seeds.push(bombs::handed_globals(3, 3));
    seeds.push(bombs::calls(3, 3));
    seeds
}

/// A component made of what is large in one way, of any size.
fn bomb(rng: &mut Rng) -> Vec<u8> {
    // Small ones more often than large ones.
    let mut size = |most: usize| 1 + rng.usize(..most) * rng.usize(..=10) / 10;
    match size(16) {
        1 => bombs::blocks(size(1000), size(900)),
        2 => bombs::branch_table(size(3000), size(900)),
        3 => bombs::loops(size(300), size(300)),
        4 => bombs::calls(size(500), size(900)),
        5 => bombs::signatures(size(300), size(900)),
        6 => bombs::spans(size(3000), size(5000)),
        7 => bombs::nested(size(20_000)),
        8 => bombs::functions(size(5000)),
        9 => bombs::code(size(5000)),
        10 => bombs::types(size(50), size(3000)),
        11 => bombs::globals(size(10_000), size(50)),
        12 => bombs::handed_globals(size(10_000), size(50)),
        13 => bombs::definitions(size(1000), size(300)),
        14 => bombs::adapters(size(80), size(300)),
        15 => bombs::names(size(20_000), size(100), size(100)),
        _ => bombs::long_interface(size(50_000), size(200)),
    }
}

/// The component of a seed.
fn made(seeds: &[Vec<u8>], seed: usize) -> Vec<u8> {
    let mut rng = Rng::with_seed(seed as u64);
    match rng.u8(..10) {
        0 => bomb(&mut rng),
        kind => {
            let mut bytes = seeds[rng.usize(..seeds.len())].clone();
            let other = &seeds[rng.usize(..seeds.len())];
            for _ in 0..rng.usize(1..4) {
                bytes = if kind < 6 {
                    mutate::gently(&bytes, &mut rng)
                } else {
                    mutate::harshly(&bytes, other, &mut rng)
                };
            }
            bytes
        }
    }
}

fn is_valid(bytes: &[u8]) -> bool {
    Validator::new_with_features(WasmFeatures::all())
        .validate_all(bytes)
        .is_ok()
}

#[test]
fn made_up_components_end_the_command_properly() {
    let first = setting("SHIM_FUZZ_FIRST", 0);
    let count = setting("SHIM_FUZZ_COUNT", 1000);
    let all = setting("SHIM_FUZZ_ALL", 0) != 0;
    let program = std::env::var_os("SHIM_FUZZ_COMMAND")
        .map_or_else(|| greentic_tiny().to_owned(), PathBuf::from);
    let seeds = seeds();
    let folder = std::env::temp_dir().join(format!("greentic-mutants-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    let (next, valid) = (AtomicUsize::new(first), AtomicUsize::new(0));
    let threads = thread::available_parallelism().map_or(2, usize::from);
    let failures: Vec<String> = thread::scope(|scope| {
        let work = || {
            let mut failures = Vec::new();
            loop {
                let seed = next.fetch_add(1, Ordering::Relaxed);
                if seed >= first + count {
                    return failures;
                }
                let bytes = made(&seeds, seed);
                valid.fetch_add(usize::from(is_valid(&bytes)), Ordering::Relaxed);
                let file = folder.join(format!("{seed}.wasm"));
                std::fs::write(&file, &bytes).unwrap();
                let path = file.to_str().unwrap();
                let commands = [
                    &["inspect", path, "--json"][..],
                    &["check", path, "greentic:component/node@0.5.0"],
                    &["call", path, "f"],
                ];
                for (at, command) in commands.into_iter().enumerate() {
                    if !all && at != seed % 3 {
                        continue;
                    }
                    let ended = tree::run(&program, command);
                    if let Some(wrong) = ended.wrong(&CODES) {
                        failures.push(format!("seed {seed}: {command:?}: {wrong}"));
                    }
                }
                if failures.is_empty() {
                    std::fs::remove_file(file).unwrap();
                }
            }
        };
        let threads: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        let ended = threads.into_iter().map(|thread| thread.join().unwrap());
        ended.flatten().collect()
    });
    let valid = valid.into_inner();
    println!("{valid} of {count} are valid");
    assert!(
        failures.is_empty(),
        "in {}:\n{}",
        folder.display(),
        failures.join("\n")
    );
    std::fs::remove_dir_all(folder).unwrap();
    // Or there would be little behind it.
    assert!(valid * 10 >= count * 3, "{valid} of {count} are valid");
}

#[test]
fn mutants_come_again_with_their_seed_and_differ() {
    let seeds = [bombs::adapters(2, 3), bombs::calls(3, 3)];
    let mut different = std::collections::BTreeSet::new();
    for seed in 0..200 {
        let bytes = made(&seeds, seed);
        assert_eq!(bytes, made(&seeds, seed), "{seed}");
        different.insert(bytes);
    }
    assert!(different.len() > 150, "{}", different.len());
}
