//! A process that is killed while it writes state.

#![cfg(unix)]

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use greentic_host_backends::state::{RedbState, StateLimits};
use greentic_host_shim::services::state::{Scope, StateStore};

/// The variable that names the file to which the child writes. The child is this program
/// again.
const FILE: &str = "GREENTIC_STATE_FILE";

const KILLS: usize = 25;

fn scope() -> Scope {
    Scope::new("prod", "acme")
}

/// A value that tells whether all of it is there: one number over and over.
fn value(number: u64) -> Vec<u8> {
    number.to_le_bytes().repeat(4_000)
}

fn number(value: &[u8]) -> u64 {
    let first = value.first_chunk().copied().unwrap();
    let number = u64::from_le_bytes(first);
    assert!(value == self::value(number), "half of a value");
    number
}

fn open(path: &Path) -> RedbState {
    RedbState::open(path, StateLimits::default()).unwrap()
}

/// Writes without end and says each time that it has.
#[test]
#[ignore = "the child of the other test"]
fn child() {
    let Ok(path) = std::env::var(FILE) else {
        return;
    };
    let state = open(path.as_ref());
    let first = state.read(&scope(), "key").unwrap();
    let first = first.map_or(0, |value| number(&value));
    for next in first + 1.. {
        state.write(&scope(), "key", &value(next)).unwrap();
        println!("wrote {next}");
    }
}

#[test]
fn what_was_acknowledged_is_there_in_whole_after_a_kill() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("state.redb");
    let mut random = fastrand::Rng::with_seed(7);
    let mut last = 0;
    for _ in 0..KILLS {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "crash::child", "--ignored", "--nocapture"])
            .env(FILE, &path)
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let output = BufReader::new(child.stdout.take().unwrap());
        // Somewhere among writes, at a moment that nobody chose.
        let until = random.usize(1..20);
        let mut acknowledged = last;
        let mut lines = output.lines().map_while(Result::ok);
        let mut seen = 0;
        for line in &mut lines {
            if let Some(number) = line.strip_prefix("wrote ") {
                acknowledged = number.parse().unwrap();
                seen += 1;
            }
            if seen == until {
                break;
            }
        }
        assert!(seen > 0, "the child has written nothing");
        std::thread::sleep(std::time::Duration::from_micros(random.u64(0..3_000)));
        // SIGKILL.
        child.kill().unwrap();
        child.wait().unwrap();
        for line in lines {
            if let Some(number) = line.strip_prefix("wrote ") {
                acknowledged = number.parse().unwrap();
            }
        }
        let state = open(&path);
        last = number(&state.read(&scope(), "key").unwrap().unwrap());
        // What was under way may be there, if it is there in whole.
        assert!(
            last == acknowledged || last == acknowledged + 1,
            "{last} after {acknowledged} was acknowledged"
        );
    }
    assert!(last > KILLS as u64);
}

#[test]
fn half_of_a_value_would_be_noticed() {
    let whole = value(7);
    assert_eq!(number(&whole), 7);
    let torn = [&value(8)[..16_000], &whole[16_000..]].concat();
    let noticed = std::panic::catch_unwind(|| number(&torn));
    assert!(noticed.is_err());
}
