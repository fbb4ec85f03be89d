//! Writing where nothing is, by many at once: one of them does.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::sync::Barrier;

use greentic_host_backends::state::{MemoryState, RedbState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};

/// Threads that try at once.
const THREADS: u8 = 8;

/// Keys that they try one after the other.
const KEYS: u8 = 20;

/// Processes that try at once.
const PROCESSES: usize = 6;

/// The variable that names the file to which a child writes. The child is this program
/// again.
const FILE: &str = "GREENTIC_ABSENT_FILE";

fn scope() -> Scope {
    Scope::new("prod", "acme")
}

/// Lets all threads write under each key at the same moment, and says for each
/// key which ones were told that they did.
fn winners(store: &dyn StateStore, keys: u8) -> Vec<Vec<u8>> {
    let barrier = Barrier::new(THREADS.into());
    let mut won = vec![Vec::new(); keys.into()];
    std::thread::scope(|threads| {
        let handles: Vec<_> = (0..THREADS)
            .map(|thread| {
                let barrier = &barrier;
                threads.spawn(move || {
                    let try_one = |key: u8| {
                        barrier.wait();
                        store.write_if_absent(&scope(), &key.to_string(), &[thread])
                    };
                    (0..keys)
                        .map(|key| try_one(key).unwrap())
                        .collect::<Vec<_>>()
                })
            })
            .collect();
        for (thread, handle) in (0..).zip(handles) {
            for (key, was_written) in handle.join().unwrap().into_iter().enumerate() {
                if was_written {
                    won[key].push(thread);
                }
            }
        }
    });
    won
}

#[test]
fn of_many_threads_one_writes_and_its_value_stays() {
    let folder = tempfile::tempdir().unwrap();
    let limits = StateLimits::default();
    let file = RedbState::open(folder.path().join("state.redb"), limits).unwrap();
    let memory = MemoryState::new(limits);
    for (name, store) in [("memory", &memory as &dyn StateStore), ("redb", &file)] {
        for (key, winners) in winners(store, KEYS).into_iter().enumerate() {
            let [winner] = *winners else {
                panic!("{name}: {winners:?} have written {key}");
            };
            let value = store.read(&scope(), &key.to_string()).unwrap();
            assert_eq!(value.as_deref(), Some(&[winner][..]), "{name}");
        }
    }
}

/// Looks, waits until all have looked, and writes.
struct TwoSteps(MemoryState, Barrier);

impl StateStore for TwoSteps {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        self.0.read(scope, key)
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        self.0.write(scope, key, bytes)
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        self.0.delete(scope, key)
    }

    fn write_if_absent(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<bool, StateError> {
        let is_absent = self.read(scope, key)?.is_none();
        self.1.wait();
        if is_absent {
            self.write(scope, key, bytes)?;
        }
        Ok(is_absent)
    }
}

#[test]
fn a_store_that_looks_before_it_writes_would_be_noticed() {
    let store = TwoSteps(MemoryState::default(), Barrier::new(THREADS.into()));
    let won = winners(&store, 1);
    assert_eq!(won, [(0..THREADS).collect::<Vec<_>>()]);
}

/// Opens the file as soon as no other process has it, and writes where nothing
/// is.
#[test]
#[ignore = "the child of the other test"]
fn child() {
    let Ok(path) = std::env::var(FILE) else {
        return;
    };
    let own = std::process::id().to_le_bytes();
    // One at a time has the file, for less than a second.
    let state = (0..30_000).find_map(|_| {
        let state = RedbState::open(&path, StateLimits::default());
        if state.is_err() {
            std::thread::sleep(std::time::Duration::from_millis(2));
        }
        state.ok()
    });
    let state = state.expect("the file is never free");
    let was_written = state.write_if_absent(&scope(), "key", &own).unwrap();
    println!("was written: {was_written}");
}

fn spawn(path: &Path) -> Child {
    Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "absent::child", "--ignored", "--nocapture"])
        .env(FILE, path)
        .stdout(Stdio::piped())
        .spawn()
        .unwrap()
}

#[test]
fn of_many_processes_one_writes_and_its_value_stays() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.redb");
    let children: Vec<_> = (0..PROCESSES).map(|_| spawn(&path)).collect();
    let mut winners = Vec::new();
    for child in children {
        let id = child.id();
        let output = child.wait_with_output().unwrap();
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("was written: "), "{id} has not tried: {text}");
        if text.contains("was written: true") {
            winners.push(id);
        }
    }
    let [winner] = *winners else {
        panic!("{winners:?} have written");
    };
    let state = RedbState::open(&path, StateLimits::default()).unwrap();
    let value = state.read(&scope(), "key").unwrap();
    assert_eq!(value.as_deref(), Some(&winner.to_le_bytes()[..]));
}

/// A refused entry is not stored, and an entry that was there counts once.
#[test]
fn limits_hold_where_nothing_is_there_yet() {
    let folder = tempfile::tempdir().unwrap();
    let limits = StateLimits {
        value_bytes: 64,
        scope_bytes: 500,
    };
    let file = RedbState::open(folder.path().join("state.redb"), limits).unwrap();
    let memory = MemoryState::new(limits);
    for (name, store) in [("memory", &memory as &dyn StateStore), ("redb", &file)] {
        let large = store.write_if_absent(&scope(), "key", &[0; 65]);
        let is_large = matches!(large, Err(StateError::TooLarge { .. }));
        assert!(is_large, "{name}: {large:?}");
        assert_eq!(
            store.write_if_absent(&scope(), "a", b"1"),
            Ok(true),
            "{name}"
        );
        for _ in 0..10 {
            assert_eq!(
                store.write_if_absent(&scope(), "a", b"2"),
                Ok(false),
                "{name}"
            );
        }
        let keys = ["b", "c", "d"];
        let results = keys.map(|key| store.write_if_absent(&scope(), key, &[0; 60]));
        let at = results
            .iter()
            .position(Result::is_err)
            .expect("a full store");
        let is_full = matches!(results[at], Err(StateError::Full { .. }));
        assert!(is_full, "{name}: {results:?}");
        assert_eq!(store.read(&scope(), keys[at]), Ok(None), "{name}");
        assert_eq!(store.delete(&scope(), "a"), Ok(true), "{name}");
        assert_eq!(
            store.write_if_absent(&scope(), "a", b"3"),
            Ok(true),
            "{name}"
        );
        assert_eq!(store.read(&scope(), "a"), Ok(Some(b"3".to_vec())), "{name}");
    }
}
