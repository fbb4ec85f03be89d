//! The command against made-up components: whatever is in one, the command ends
//! by itself, soon, with one of its own exit codes, and without much memory.
//!
//! `SHIM_FUZZ_FIRST` and `SHIM_FUZZ_COUNT` say which numbers are tried,
//! `SHIM_FUZZ_ALL=1` tries every command on each in place of one by turns, and
//! `SHIM_FUZZ_COMMAND` names another build of the command, a release build.

mod calls;
mod code;
mod gentle;
mod harsh;
mod made;
mod sections;
mod tree;

use std::path::{Path, PathBuf};
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use greentic_testkit::cargo::workspace;
use greentic_testkit::command::greentic_tiny;
use greentic_testkit::{guests, tool_chains};
use tree::Bounds;

/// Exit codes that the command's help lists, without that for a failed host.
const CODES: std::ops::RangeInclusive<i32> = 0..=5;

/// The costliest runs that are told.
const TOLD: usize = 5;

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
    let examples = guests::examples().iter().map(|example| &*example.name);
    let mut seeds: Vec<_> = examples.chain(built).map(guests::bytes).collect();
    // Composed ones, and those with resources; not those of megabytes.
    let foreign = tool_chains::components().iter();
    let foreign = foreign.filter(|foreign| foreign.bytes.len() < 1 << 20);
    seeds.extend(foreign.map(|foreign| foreign.bytes.clone()));
    seeds.push(tool_chains::concurrent());
    seeds.extend(made::seeds());
    seeds
}

/// Numbers of components, and what each of them is tried with.
struct Trial<'a> {
    program: &'a Path,
    bounds: Bounds,
    first: usize,
    count: usize,
    /// Each of the commands, not one by turns.
    all: bool,
}

/// The outcome of a trial.
#[derive(Default)]
struct Outcome {
    valid: usize,
    failures: Vec<String>,
    /// Milliseconds and MiB of each run, and which one it was.
    runs: Vec<(u128, u64, String)>,
}

impl Trial<'_> {
    /// Tries all, on all cores. Files of those that fail stay in the folder.
    fn run(&self, seeds: &[Vec<u8>], folder: &Path) -> Outcome {
        let next = AtomicUsize::new(self.first);
        let outcome = Mutex::new(Outcome::default());
        let threads = thread::available_parallelism().map_or(2, usize::from);
        thread::scope(|scope| {
            for _ in 0..threads {
                scope.spawn(|| {
                    loop {
                        let number = next.fetch_add(1, Ordering::Relaxed);
                        if number >= self.first + self.count {
                            return;
                        }
                        self.one(number, seeds, folder, &outcome);
                    }
                });
            }
        });
        outcome.into_inner().unwrap()
    }

    fn one(&self, number: usize, seeds: &[Vec<u8>], folder: &Path, outcome: &Mutex<Outcome>) {
        let made = made::made(seeds, number);
        let file = folder.join(format!("{number}.wasm"));
        std::fs::write(&file, &made.bytes).unwrap();
        let path = file.to_str().unwrap();
        let mut call = vec!["call", path];
        call.extend(made.call.iter().map(String::as_str));
        let commands = [
            vec!["inspect", path, "--json"],
            vec!["check", path, "greentic:component/node@0.5.0"],
            call,
        ];
        let mut failed = false;
        for (at, command) in commands.into_iter().enumerate() {
            if !self.all && at != number % 3 {
                continue;
            }
            let ended = tree::run(self.program, &command, self.bounds);
            let mut outcome = outcome.lock().unwrap();
            let run = format!("{}: {number} {}", ended, command[0]);
            let time = ended.time.as_millis();
            outcome.runs.push((time, ended.memory, run));
            if let Some(wrong) = ended.wrong(self.bounds, &CODES) {
                let failure = format!("number {number}: {command:?}: {wrong}");
                outcome.failures.push(failure);
                failed = true;
            }
        }
        outcome.lock().unwrap().valid += usize::from(made.valid);
        if !failed {
            std::fs::remove_file(file).unwrap();
        }
    }
}

impl Outcome {
    /// Prints the costliest runs.
    fn tell(&mut self) {
        self.tell_by("time", |(time, ..)| (*time).try_into().unwrap_or(u64::MAX));
        self.tell_by("memory", |(_, memory, _)| *memory);
    }

    fn tell_by(&mut self, what: &str, key: fn(&(u128, u64, String)) -> u64) {
        self.runs.sort_by_key(|run| std::cmp::Reverse(key(run)));
        println!("most {what}:");
        for (_, _, run) in self.runs.iter().take(TOLD) {
            println!("  {run}");
        }
    }
}

fn folder(name: &str) -> PathBuf {
    let folder = std::env::temp_dir().join(format!("greentic-{name}-{}", std::process::id()));
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

#[test]
fn made_up_components_end_the_command_properly() {
    // Tests run in the folder of their package.
    let named = std::env::var_os("SHIM_FUZZ_COMMAND").map(|path| workspace().join(path));
    let is_release = named.is_some() || !cfg!(debug_assertions);
    let trial = Trial {
        program: named.as_deref().unwrap_or_else(|| greentic_tiny()),
        bounds: if is_release {
            Bounds::RELEASE
        } else {
            Bounds::DEBUG
        },
        first: setting("SHIM_FUZZ_FIRST", 0),
        count: setting("SHIM_FUZZ_COUNT", 1000),
        all: setting("SHIM_FUZZ_ALL", 0) != 0,
    };
    let folder = folder("mutants");
    let mut outcome = trial.run(&seeds(), &folder);
    let (valid, count) = (outcome.valid, trial.count);
    println!("{valid} of {count} are valid");
    outcome.tell();
    assert!(
        outcome.failures.is_empty(),
        "in {}:\n{}",
        folder.display(),
        outcome.failures.join("\n")
    );
    std::fs::remove_dir_all(folder).unwrap();
    // Or there would be little behind it.
    assert!(valid * 10 >= count * 3, "{valid} of {count} are valid");
}

#[test]
fn mutants_come_again_with_their_number_and_differ() {
    let seeds = made::seeds();
    let mut different = std::collections::BTreeSet::new();
    for number in 0..200 {
        let bytes = made::made(&seeds, number).bytes;
        assert_eq!(bytes, made::made(&seeds, number).bytes, "{number}");
        different.insert(bytes);
    }
    assert!(different.len() > 150, "{}", different.len());
}

/// A command that does not keep to its bounds with one of its components.
#[test]
#[cfg(target_os = "linux")]
fn one_wrong_run_of_many_is_found() {
    use std::os::unix::fs::PermissionsExt;

    let folder = folder("faults");
    let program = folder.join("command");
    for (fault, says) in [
        ("exit 101", "101"),
        ("kill -SEGV $$", "signal: 11"),
        (
            "(dd if=/dev/zero of=/dev/null bs=300M count=3 2>/dev/null); true",
            "MiB",
        ),
    ] {
        let script = format!("#!/bin/sh\ncase $1-$2 in check-*/4.wasm) {fault};; esac\n");
        std::fs::write(&program, script).unwrap();
        std::fs::set_permissions(&program, PermissionsExt::from_mode(0o700)).unwrap();
        let trial = Trial {
            program: &program,
            bounds: Bounds::RELEASE,
            first: 2,
            count: 5,
            all: true,
        };
        let outcome = trial.run(&made::seeds(), &folder);
        assert_eq!(outcome.runs.len(), 15);
        let [failure] = &outcome.failures[..] else {
            panic!("{fault}: {:?}", outcome.failures);
        };
        assert!(failure.starts_with("number 4: [\"check\""), "{failure}");
        assert!(failure.contains(says), "{failure}");
        assert!(folder.join("4.wasm").exists() && !folder.join("3.wasm").exists());
    }
    std::fs::remove_dir_all(folder).unwrap();
}
