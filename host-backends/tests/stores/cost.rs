//! Entries in memory cost the host no more than counts for the tenant.

#![cfg(target_os = "linux")]

use std::process::Command;

use greentic_host_backends::state::{MemoryState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};

/// The limit of a tenant.
const LIMIT: u64 = 32 << 20;

/// The sizes of entries that the child stores; it is this program once more.
const SIZES: &str = "GREENTIC_STATE_SIZES";

fn limits() -> StateLimits {
    StateLimits {
        scope_bytes: LIMIT,
        ..StateLimits::default()
    }
}

/// Stores entries of so many bytes, keys in no order, until the tenant may have no
/// more. Gives how many there are.
fn fill(state: &dyn StateStore, value_bytes: usize) -> usize {
    let acme = Scope::new("prod", "acme");
    let value = vec![7; value_bytes];
    let mut random = fastrand::Rng::with_seed(7);
    let mut count = 0;
    loop {
        // As `kv-v1` makes them of four characters.
        let key = format!("\0kv 0:{:08x}", random.u32(..));
        match state.write(&acme, &key, &value) {
            Ok(()) => count += 1,
            Err(StateError::Full { .. }) => return count,
            Err(other) => panic!("{other}"),
        }
    }
}

/// Bytes of memory that this process has.
fn resident() -> u64 {
    let pages = std::fs::read_to_string("/proc/self/statm").unwrap();
    let pages = pages.split(' ').nth(1).unwrap();
    pages.parse::<u64>().unwrap() * 4096
}

#[test]
#[ignore = "the child of the other test"]
fn child() {
    let Ok(sizes) = std::env::var(SIZES) else {
        return;
    };
    let state = MemoryState::new(limits());
    let before = resident();
    let count = fill(&state, sizes.parse().unwrap());
    println!("\nkept {count} in {}", resident() - before);
}

#[test]
fn memory_counts_what_it_takes() {
    for size in [0, 1, 40, 500, 5_000] {
        let output = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "cost::child", "--ignored", "--nocapture"])
            .env(SIZES, size.to_string())
            .output()
            .unwrap();
        let output = String::from_utf8(output.stdout).unwrap();
        let line = output.lines().find_map(|line| line.strip_prefix("kept "));
        let (count, bytes) = line.expect(&output).split_once(" in ").unwrap();
        let (count, bytes): (u64, u64) = (count.parse().unwrap(), bytes.parse().unwrap());
        // And not half of it: the limit is there to be used. What the allocator
        // keeps for blocks to come is not the tenant's.
        let room = LIMIT / 2..=LIMIT + LIMIT / 8;
        assert!(room.contains(&bytes), "{count} of {size}: {bytes} bytes");
    }
}
