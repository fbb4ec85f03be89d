//! A file of state that something else has written to.

use std::path::Path;

use greentic_host_backends::state::{RedbState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::strategy::ValueTree;

const PAGE: usize = 4096;

fn scope(number: usize) -> Scope {
    Scope::new("prod", format!("tenant {}", number % 3))
}

fn key(number: usize) -> String {
    format!("key {number}")
}

/// The value of an entry in a round; of every size from nothing to several pages.
fn value(number: usize, round: usize) -> Vec<u8> {
    let size = [0, 7, 300, 3_000, 20_000][number % 5];
    let mut value = format!("{number} {round} ")
        .repeat(size / 4 + 1)
        .into_bytes();
    value.truncate(size + 8);
    value
}

const ENTRIES: usize = 60;
const ROUNDS: usize = 3;

/// A file as a host leaves it, some of its entries gone.
fn whole(folder: &Path) -> Vec<u8> {
    let path = folder.join("whole.redb");
    let state = RedbState::open(&path, StateLimits::default()).unwrap();
    for round in 0..ROUNDS {
        for number in (0..ENTRIES).filter(|number| round == 0 || number % 4 != round) {
            let value = value(number, round);
            state.write(&scope(number), &key(number), &value).unwrap();
        }
    }
    for number in (0..ENTRIES).step_by(11) {
        state.delete(&scope(number), &key(number)).unwrap();
    }
    drop(state);
    std::fs::read(path).unwrap()
}

/// The damage that is done to a file.
#[derive(Clone, Debug)]
enum Damage {
    /// A page has other bytes: by its number, those of another page, or one byte.
    Page(usize, Content),
    /// Some bytes have.
    Bytes(usize, Vec<u8>),
    /// The end is gone, or there is more behind it.
    Length(usize),
}

#[derive(Clone, Debug)]
enum Content {
    All(u8),
    Random(u64),
    Of(usize),
}

fn damage() -> impl Strategy<Value = Damage> {
    let content = prop_oneof![
        any::<u8>().prop_map(Content::All),
        any::<u64>().prop_map(Content::Random),
        any::<usize>().prop_map(Content::Of),
    ];
    prop_oneof![
        4 => (any::<usize>(), content).prop_map(|(page, content)| Damage::Page(page, content)),
        // The header and the first pages more than others.
        1 => (0..4_usize, any::<u64>()).prop_map(|(page, seed)| Damage::Page(page, Content::Random(seed))),
        2 => (any::<usize>(), vec(any::<u8>(), 1..16)).prop_map(|(at, bytes)| Damage::Bytes(at, bytes)),
        2 => (0..400_usize, vec(any::<u8>(), 1..16)).prop_map(|(at, bytes)| Damage::Bytes(at, bytes)),
        1 => any::<usize>().prop_map(Damage::Length),
    ]
}

fn apply(file: &mut Vec<u8>, damage: &Damage) {
    let pages = (file.len() / PAGE).max(1);
    match damage {
        Damage::Page(page, content) => {
            let at = page % pages * PAGE;
            let new = match content {
                Content::All(byte) => vec![*byte; PAGE],
                Content::Random(seed) => {
                    let mut bytes = vec![0; PAGE];
                    fastrand::Rng::with_seed(*seed).fill(&mut bytes);
                    bytes
                }
                Content::Of(other) => {
                    let other = other % pages * PAGE;
                    file.get(other..other + PAGE).unwrap_or_default().to_vec()
                }
            };
            let end = file.len().min(at + new.len());
            if at < end {
                file[at..end].copy_from_slice(&new[..end - at]);
            }
        }
        Damage::Bytes(at, bytes) => {
            let length = file.len().max(1);
            for (offset, byte) in bytes.iter().enumerate() {
                if let Some(place) = file.get_mut((at + offset) % length) {
                    *place = *byte;
                }
            }
        }
        Damage::Length(length) => {
            let length = length % (file.len() * 2 + 1);
            file.resize(length, 0);
        }
    }
}

/// Returns whether a value was written under this key at some time.
fn is_known(number: usize, found: &[u8]) -> bool {
    (0..ROUNDS).any(|round| found == value(number, round))
}

/// Does everything that a host does with a file, and gives the first failure. Every
/// `step`th entry is written and another one deleted, which waits for the disk.
fn use_all(path: &Path, step: usize) -> Result<(), StateError> {
    let state = RedbState::open(path, StateLimits::default())?;
    let mut first = Ok(());
    let mut note = |result: Result<(), StateError>| {
        if first.is_ok() {
            first = result;
        }
    };
    for number in 0..ENTRIES {
        let read = state.read(&scope(number), &key(number));
        if let Ok(Some(value)) = &read {
            assert!(is_known(number, value), "a value that nobody wrote");
        }
        note(read.map(drop));
        if number % step != 0 {
            continue;
        }
        let written = state.write(&scope(number), &key(number), &value(number, 0));
        if written.is_ok() {
            let again = state.read(&scope(number), &key(number));
            assert!(
                !matches!(&again, Ok(found) if found.as_deref() != Some(&*value(number, 0))),
                "another value than was written"
            );
        }
        note(written);
    }
    for number in (step / 2..ENTRIES).step_by(step) {
        note(state.delete(&scope(number), &key(number)).map(drop));
    }
    first
}

#[test]
fn a_damaged_file_is_an_error_or_does_no_harm() {
    let folder = tempfile::tempdir().unwrap();
    let whole = whole(folder.path());
    let path = folder.path().join("damaged.redb");
    std::fs::write(&path, &whole).unwrap();
    use_all(&path, 8).unwrap();
    let mut runner = proptest::test_runner::TestRunner::deterministic();
    let (mut refused, mut harmless) = (0, 0);
    for _ in 0..200 {
        let damages = vec(damage(), 1..4).new_tree(&mut runner).unwrap().current();
        let mut file = whole.clone();
        for damage in &damages {
            apply(&mut file, damage);
        }
        std::fs::write(&path, &file).unwrap();
        let result = std::panic::catch_unwind(|| use_all(&path, 8));
        match result.unwrap_or_else(|_| panic!("{damages:?}")) {
            Ok(()) => harmless += 1,
            Err(StateError::Failed { message }) => {
                assert!(message.contains("damaged.redb"), "{message}");
                refused += 1;
            }
            Err(other) => panic!("{damages:?}: {other:?}"),
        }
    }
    // Some damage hits what nobody needs.
    assert!(refused > 50 && harmless < 150, "{refused} {harmless}");
}

#[test]
fn every_page_can_be_lost() {
    let folder = tempfile::tempdir().unwrap();
    let whole = whole(folder.path());
    let path = folder.path().join("damaged.redb");
    let mut refused = 0;
    let last = whole.iter().rposition(|byte| *byte != 0).unwrap();
    let pages = last / PAGE + 1;
    for page in 0..pages {
        for byte in [0, 0xff] {
            let mut file = whole.clone();
            apply(&mut file, &Damage::Page(page, Content::All(byte)));
            std::fs::write(&path, &file).unwrap();
            let result = std::panic::catch_unwind(|| use_all(&path, 40));
            let result = result.unwrap_or_else(|_| panic!("page {page} of {byte}"));
            refused += usize::from(result.is_err());
        }
    }
    assert!(refused > 10, "{refused} of {}", 2 * pages);
}

#[test]
fn what_is_wrong_with_a_file_is_said_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let mut file = whole(folder.path());
    let path = folder.path().join("damaged.redb");
    for at in (PAGE..file.len()).step_by(64) {
        file[at] ^= 0x55;
    }
    std::fs::write(&path, &file).unwrap();
    let error = RedbState::open(&path, StateLimits::default()).unwrap_err();
    let text = error.to_string();
    assert!(
        text.contains("damaged.redb: the file is damaged ("),
        "{text}"
    );
    assert!(text.contains("delete it to begin anew"), "{text}");
    // The file is as it was found.
    assert_eq!(std::fs::read(&path).unwrap().len(), file.len());
}
