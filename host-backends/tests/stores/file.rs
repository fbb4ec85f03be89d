//! A file of state is no longer than the limits of its tenants say.

use std::path::{Path, PathBuf};

use greentic_host_backends::state::{RedbState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use proptest::collection::vec;
use proptest::prelude::*;
use tempfile::TempDir;

const LIMITS: StateLimits = StateLimits {
    value_bytes: 16 << 10,
    scope_bytes: 1 << 20,
};

/// Bytes of a file beside the limits of its scopes, as `RedbState` says.
const BESIDE: u64 = (256 << 10) + 4 * LIMITS.value_bytes as u64;

/// Sizes of values: of all that make a difference, and on both sides of it.
const SIZES: [usize; 14] = [
    0, 1, 40, 300, 500, 859, 860, 861, 1_400, 2_100, 4_000, 4_001, 9_000, 16_384,
];

/// Waiting for a disk is not what is tested.
fn folder() -> TempDir {
    let memory = Path::new("/dev/shm");
    if memory.is_dir() {
        tempfile::tempdir_in(memory).unwrap()
    } else {
        tempfile::tempdir().unwrap()
    }
}

/// A file that is looked at after each change.
struct Watched {
    state: RedbState,
    path: PathBuf,
    scopes: u64,
    longest: u64,
    #[allow(dead_code, reason = "it is there as long as its file")]
    folder: TempDir,
}

impl Watched {
    fn new(scopes: u64) -> Self {
        let folder = folder();
        let path = folder.path().join("state.redb");
        Self {
            state: RedbState::open(&path, LIMITS).unwrap(),
            path,
            scopes,
            longest: 0,
            folder,
        }
    }

    fn scope(number: usize) -> Scope {
        Scope::new("prod", format!("tenant {number}"))
    }

    /// Looks at the file.
    fn look(&mut self) {
        let bytes = std::fs::metadata(&self.path).unwrap().len();
        self.longest = self.longest.max(bytes);
        let most = self.scopes * LIMITS.scope_bytes + BESIDE;
        assert!(bytes <= most, "{bytes} bytes of {most}");
    }

    /// Stores an entry; tells whether there was room.
    fn write(&mut self, scope: usize, key: &str, size: usize) -> bool {
        let written = self.state.write(&Self::scope(scope), key, &vec![7; size]);
        self.look();
        match written {
            Ok(()) => true,
            Err(StateError::Full { .. }) => false,
            Err(other) => panic!("{other}"),
        }
    }

    fn delete(&mut self, scope: usize, key: &str) {
        self.state.delete(&Self::scope(scope), key).unwrap();
        self.look();
    }

    /// Closes the file, and opens it again.
    fn reopen(self) -> Self {
        let Self {
            state,
            path,
            scopes,
            longest,
            folder,
        } = self;
        drop(state);
        let mut this = Self {
            state: RedbState::open(&path, LIMITS).unwrap(),
            path,
            scopes,
            longest,
            folder,
        };
        this.look();
        this
    }
}

/// Keys in the order in which the file has their rows. A component can know it.
fn ordered(count: usize) -> Vec<String> {
    let mut keys: Vec<_> = (0..count).map(|number| number.to_string()).collect();
    keys.sort_by_cached_key(|key| {
        let mut name = blake3::Hasher::new();
        for part in ["prod", "tenant 0"] {
            name.update(&(part.len() as u64).to_be_bytes());
            name.update(part.as_bytes());
        }
        *name.update(key.as_bytes()).finalize().as_bytes()
    });
    keys
}

#[test]
fn a_file_full_of_entries_of_any_size_is_no_longer_than_it_may_be() {
    for size in SIZES {
        for backwards in [false, true] {
            let mut file = Watched::new(1);
            let mut keys = ordered(4_000);
            if backwards {
                keys.reverse();
            }
            let count = keys
                .iter()
                .take_while(|key| file.write(0, key, size))
                .count();
            assert!(count < keys.len(), "{size}: it is never full");
            // The limit is there to be used, too.
            let least = LIMITS.scope_bytes / 8;
            assert!(file.longest >= least, "{count} of {size}: {}", file.longest);
            file.reopen();
        }
    }
}

#[test]
fn small_entries_between_large_ones_have_no_pages_to_themselves() {
    for large in [900, 2_100, 3_900, 9_000] {
        let mut file = Watched::new(1);
        let sizes = [0, large].into_iter().cycle();
        for (key, size) in ordered(4_000).iter().zip(sizes) {
            if !file.write(0, key, size) && size == 0 {
                break;
            }
        }
    }
}

#[test]
fn what_entries_leave_behind_is_used_again() {
    let keys = ordered(4_000);
    for large in [860, 9_000, 16_384] {
        let mut file = Watched::new(1);
        for round in 0..3 {
            let stored: Vec<_> = keys
                .iter()
                .skip(round)
                .take_while(|key| file.write(0, key, large))
                .collect();
            // Hardly anything is left of each page, and then of every one but some.
            for (at, key) in stored.iter().enumerate() {
                if at % 4 == round {
                    file.write(0, key, 0);
                } else {
                    file.delete(0, key);
                }
            }
        }
        file.reopen();
    }
}

#[test]
fn tenants_have_a_limit_each() {
    let mut file = Watched::new(3);
    for scope in 0..3 {
        let fits = (0..).take_while(|number: &u32| file.write(scope, &number.to_string(), 9_000));
        assert!((5..60).contains(&fits.count()));
    }
    file.reopen();
}

#[derive(Clone, Debug)]
enum Step {
    Write(usize, usize, usize),
    Delete(usize, usize),
    Reopen,
}

fn step() -> impl Strategy<Value = Step> {
    let key = 0..60_usize;
    let size = prop_oneof![
        3 => proptest::sample::select(&SIZES[..]),
        1 => 0..LIMITS.value_bytes,
    ];
    prop_oneof![
        40 => (0..2_usize, key.clone(), size).prop_map(|(scope, key, size)| Step::Write(scope, key, size)),
        20 => (0..2_usize, key).prop_map(|(scope, key)| Step::Delete(scope, key)),
        1 => Just(Step::Reopen),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 24,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_file_is_no_longer_than_it_may_be_whatever_happens(steps in vec(step(), 50..400)) {
        let mut file = Watched::new(2);
        for step in steps {
            match step {
                Step::Write(scope, key, size) => {
                    file.write(scope, &key.to_string(), size);
                }
                Step::Delete(scope, key) => file.delete(scope, &key.to_string()),
                Step::Reopen => file = file.reopen(),
            }
        }
    }
}
