//! Stores of state: each against a model.

use std::collections::BTreeMap;
use std::path::Path;

use greentic_host_backends::state::{MemoryState, RedbState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use proptest::collection::vec;
use proptest::prelude::*;

const LIMITS: StateLimits = StateLimits {
    value_bytes: 64,
    scope_bytes: 4_000,
};

/// Every store there is, empty.
fn stores(folder: &Path) -> Vec<(&'static str, Box<dyn StateStore>)> {
    let file = RedbState::open(folder.join("state.redb"), LIMITS).unwrap();
    vec![
        ("memory", Box::new(MemoryState::new(LIMITS))),
        ("redb", Box::new(file)),
    ]
}

#[derive(Clone, Debug)]
enum Step {
    Read,
    Write(Vec<u8>),
    WriteIfAbsent(Vec<u8>),
    Delete,
}

fn step() -> impl Strategy<Value = Step> {
    prop_oneof![
        Just(Step::Read),
        vec(any::<u8>(), 0..80).prop_map(Step::Write),
        vec(any::<u8>(), 0..80).prop_map(Step::WriteIfAbsent),
        Just(Step::Delete),
    ]
}

/// Bounds of what the entries of a scope cost in any store: not less than their
/// keys and values and something for each, and not much more. The file that
/// measures is `cost.rs`.
fn cost_of(model: &BTreeMap<(Scope, String), Vec<u8>>, scope: &Scope) -> (u64, u64) {
    let entries = model.iter().filter(|((owner, _), _)| owner == scope);
    entries.fold((0, 0), |(least, most), ((_, key), value)| {
        let bytes = (key.len() + value.len()) as u64;
        (least + bytes + 64, most + 9 * bytes + 310)
    })
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 48,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn every_store_does_as_a_map_does(
        steps in vec(("[ab]{0,2}", "[ab]{0,2}", "[ab\0/]{0,3}", step()), 1..40),
    ) {
        let folder = tempfile::tempdir().unwrap();
        for (name, store) in stores(folder.path()) {
            let mut model = BTreeMap::new();
            for (env, tenant, key, step) in &steps {
                let scope = Scope::new(env, tenant);
                let entry = (scope.clone(), key.clone());
                match step {
                    Step::Read => {}
                    Step::WriteIfAbsent(value)
                        if model.contains_key(&entry) && value.len() <= LIMITS.value_bytes =>
                    {
                        let result = store.write_if_absent(&scope, key, value);
                        prop_assert_eq!(result, Ok(false), "{}", name);
                    }
                    Step::Write(value) | Step::WriteIfAbsent(value) => {
                        let mut after = model.clone();
                        after.insert(entry.clone(), value.clone());
                        let (least, most) = cost_of(&after, &scope);
                        let grows = model.get(&entry).is_none_or(|old| old.len() < value.len());
                        let result = if matches!(step, Step::Write(_)) {
                            store.write(&scope, key, value)
                        } else {
                            let result = store.write_if_absent(&scope, key, value);
                            result.map(|written| assert!(written, "{name}"))
                        };
                        if value.len() > LIMITS.value_bytes {
                            let is_large = matches!(result, Err(StateError::TooLarge { .. }));
                            prop_assert!(is_large, "{name}: {result:?}");
                        } else if result.is_ok() {
                            prop_assert!(least <= LIMITS.scope_bytes || !grows, "{name}");
                            model = after;
                        } else {
                            let is_full = matches!(
                                result,
                                Err(StateError::Full { bytes, limit: 4_000 }) if bytes <= most
                            );
                            prop_assert!(is_full && grows, "{name}: {result:?} of {most}");
                            prop_assert!(most > LIMITS.scope_bytes, "{name}");
                        }
                    }
                    Step::Delete => {
                        let was_there = model.remove(&entry).is_some();
                        prop_assert_eq!(store.delete(&scope, key), Ok(was_there), "{}", name);
                    }
                }
                let expected = model.get(&entry).cloned();
                prop_assert_eq!(store.read(&scope, key), Ok(expected), "{}", name);
            }
            for ((scope, key), value) in model {
                prop_assert_eq!(store.read(&scope, &key), Ok(Some(value)), "{}", name);
            }
        }
    }
}

#[test]
fn threads_do_not_get_into_each_others_way() {
    let folder = tempfile::tempdir().unwrap();
    for (name, store) in stores(folder.path()) {
        let store = &*store;
        std::thread::scope(|scope| {
            for thread in 0..4_u8 {
                scope.spawn(move || {
                    let owner = Scope::new("prod", format!("tenant {thread}"));
                    for round in 0..25 {
                        let value = [thread, round];
                        store.write(&owner, "key", &value).unwrap();
                        let read = store.read(&owner, "key").unwrap();
                        assert_eq!(read.as_deref(), Some(&value[..]), "{name}");
                    }
                });
            }
        });
    }
}

#[test]
fn a_file_keeps_what_was_written_and_belongs_to_one_process() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.redb");
    let acme = Scope::new("prod", "acme");
    {
        let state = RedbState::open(&path, LIMITS).unwrap();
        state.write(&acme, "key", b"value").unwrap();
        let error = RedbState::open(&path, LIMITS).unwrap_err();
        assert!(error.to_string().contains("state.redb"), "{error}");
    }
    let state = RedbState::open(&path, LIMITS).unwrap();
    assert_eq!(state.read(&acme, "key"), Ok(Some(b"value".to_vec())));
    let large = [0; 64];
    for key in ["1", "2", "3", "4"] {
        assert_eq!(state.write(&acme, key, &large), Ok(()), "{key}");
    }
    drop(state);
    // What was used counts on.
    let state = RedbState::open(&path, LIMITS).unwrap();
    let full = state.write(&acme, "5", &large);
    assert!(matches!(full, Err(StateError::Full { .. })), "{full:?}");
    assert_eq!(state.delete(&acme, "1"), Ok(true));
    assert_eq!(state.write(&acme, "5", &large), Ok(()));
}

#[test]
fn a_key_may_be_no_larger_than_a_value() {
    let folder = tempfile::tempdir().unwrap();
    let acme = Scope::new("prod", "acme");
    for (name, store) in stores(folder.path()) {
        let expected = StateError::TooLarge {
            bytes: 65,
            limit: 64,
        };
        let result = store.write(&acme, &"k".repeat(65), b"");
        assert_eq!(result, Err(expected), "{name}");
        assert_eq!(store.write(&acme, &"k".repeat(64), b""), Ok(()), "{name}");
    }
}

#[cfg(unix)]
#[test]
fn a_file_is_made_for_its_owner_only_and_reported_if_it_is_not() {
    use std::os::unix::fs::PermissionsExt;

    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.redb");
    let state = RedbState::open(&path, LIMITS).unwrap();
    assert_eq!(state.exposure(), None);
    let mode = std::fs::metadata(&path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600, "{mode:o}");
    drop(state);
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o664)).unwrap();
    let state = RedbState::open(&path, LIMITS).unwrap();
    let exposure = state.exposure().unwrap().to_string();
    assert!(exposure.contains("0664"), "{exposure}");
}

#[cfg(unix)]
#[test]
fn only_a_regular_file_is_opened() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    drop(RedbState::open(at("file"), LIMITS).unwrap());
    std::os::unix::fs::symlink(at("file"), at("link")).unwrap();
    std::os::unix::fs::symlink(at("nowhere"), at("dangling")).unwrap();
    let made = std::process::Command::new("mkfifo")
        .arg(at("pipe"))
        .status();
    assert!(made.unwrap().success());
    for name in ["link", "dangling", "pipe", "."] {
        let error = RedbState::open(at(name), LIMITS).unwrap_err();
        assert!(
            matches!(error, StateError::Failed { .. }),
            "{name}: {error:?}"
        );
    }
    assert!(!at("nowhere").exists());
}

#[test]
fn a_file_of_another_format_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("other.redb");
    let table = redb::TableDefinition::<&str, u64>::new("others");
    let other = redb::Database::create(&path).unwrap();
    let transaction = other.begin_write().unwrap();
    transaction
        .open_table(table)
        .unwrap()
        .insert("key", 7)
        .unwrap();
    transaction.commit().unwrap();
    drop(other);
    let error = RedbState::open(&path, LIMITS).unwrap_err().to_string();
    assert!(
        error.contains("others") && error.contains("other.redb"),
        "{error}"
    );
    let other = redb::Database::open(&path).unwrap();
    let transaction = redb::ReadableDatabase::begin_read(&other).unwrap();
    assert_eq!(transaction.list_tables().unwrap().count(), 1);
}

#[test]
fn values_of_every_size_come_back_and_replace_each_other() {
    let folder = tempfile::tempdir().unwrap();
    let state = RedbState::open(folder.path().join("file"), StateLimits::default()).unwrap();
    let acme = Scope::new("prod", "acme");
    let sizes = [0, 860, 861, 3_999, 4_000, 4_001, 8_000, 8_001, 1 << 20];
    for (round, size) in sizes.iter().chain(sizes.iter().rev()).enumerate() {
        let value: Vec<u8> = (0..*size).map(|at| (at + round).to_le_bytes()[0]).collect();
        state.write(&acme, "key", &value).unwrap();
        assert!(
            state.read(&acme, "key").unwrap().unwrap() == value,
            "{size}"
        );
        assert_eq!(state.read(&acme, "other"), Ok(None));
    }
    assert_eq!(state.delete(&acme, "key"), Ok(true));
    assert_eq!(state.read(&acme, "key"), Ok(None));
    // Nothing of it is left that would count.
    let full = vec![7; 1 << 20];
    let fits = (0..200).take_while(|key| state.write(&acme, &key.to_string(), &full).is_ok());
    assert!((20..40).contains(&fits.count()));
}

#[test]
fn a_damaged_file_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    for (name, content) in [
        ("text", b"not a database".to_vec()),
        ("zeros", vec![0; 100_000]),
    ] {
        let path = folder.path().join(name);
        std::fs::write(&path, content).unwrap();
        let error = RedbState::open(&path, LIMITS).unwrap_err();
        assert!(matches!(error, StateError::Failed { .. }), "{error:?}");
    }
    let missing = folder.path().join("no such folder/state.redb");
    assert!(RedbState::open(missing, LIMITS).is_err());
}
