//! Components that ask for more than they should have, through each command.

use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use super::Shell;
use greentic_testkit::handmade::hostile::{self, Hostile};

/// The bytes of memory that a command and all its processes may have, in a release build.
/// Other builds are larger themselves.
const MEMORY: u64 = if cfg!(debug_assertions) {
    512 << 20
} else {
    256 << 20
};

/// The time after which a command counts as one that does not end by itself.
const TIME: Duration = Duration::from_mins(2);

/// Exit codes that the help lists.
const CODES: std::ops::RangeInclusive<i32> = 0..=6;

impl Shell {
    /// Runs a command and checks the rules for every command. Returns the exit code and
    /// standard error.
    pub(super) fn watched(&self, args: &[&str]) -> (i32, String) {
        let mut child = self
            .command(args)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let stderr = child.stderr.take().unwrap();
        let said = std::thread::spawn(|| std::io::read_to_string(stderr).unwrap());
        let end = Instant::now() + TIME;
        let mut memory = 0;
        let status = loop {
            if let Some(status) = child.try_wait().unwrap() {
                break status;
            }
            memory = memory.max(of_tree(child.id()));
            if Instant::now() >= end {
                child.kill().unwrap();
            }
            std::thread::sleep(Duration::from_millis(2));
        };
        let said = said.join().unwrap();
        let code = status.code().unwrap_or(-1);
        assert!(CODES.contains(&code), "{args:?}: {status}: {said}");
        assert!(!said.contains("panicked"), "{args:?}: {said}");
        assert!(memory <= MEMORY, "{args:?}: {} MiB", memory >> 20);
        (code, said)
    }
}

/// Returns the most memory that a process and its living children have had so far. Without
/// `/proc` it is 0.
fn of_tree(process: u32) -> u64 {
    let path = Path::new("/proc").join(process.to_string());
    let status = std::fs::read_to_string(path.join("status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
    let threads = std::fs::read_dir(path.join("task"));
    let children = threads.into_iter().flatten().flatten().map(|thread| {
        let children = std::fs::read_to_string(thread.path().join("children"));
        let children = children.unwrap_or_default();
        children
            .split_whitespace()
            .filter_map(|child| child.parse().ok())
            .map(of_tree)
            .sum::<u64>()
    });
    (kib.unwrap_or(0) << 10) + children.sum::<u64>()
}

fn hold(all: Vec<Hostile>) {
    let shell = Shell::new();
    for Hostile {
        name,
        bytes,
        args,
        ends,
    } in all
    {
        shell.write("hostile.wasm", &bytes);
        let call = [&["call", "hostile.wasm", "f", "--deadline=0.3"][..], args].concat();
        let (code, said) = shell.watched(&call);
        assert!(ends.contains(&code), "{name}: {code}: {said}");
        // The size of the output is bounded by the size of the input.
        assert!(
            said.len() < 4 * bytes.len() + (64 << 10),
            "{name}: {}",
            said.len()
        );
        for command in [
            &["inspect", "hostile.wasm", "--functions"][..],
            &["check", "hostile.wasm", "greentic:component/node@0.5.0"],
            &["bench", "hostile.wasm", "--runs=1", "--deadline=0.3"],
            &["precompile", "hostile.wasm", "-o", "code", "--key", "key"],
        ] {
            shell.watched(command);
        }
    }
}

#[test]
fn what_stands_in_a_file_many_times_ends_as_it_should() {
    hold(hostile::of_structure());
}

#[test]
fn what_modules_declare_ends_as_it_should() {
    hold(hostile::of_modules());
}

#[test]
fn what_calls_do_ends_as_it_should() {
    hold(hostile::of_calls());
}

#[cfg(target_os = "linux")]
#[test]
fn what_a_command_takes_is_seen() {
    let shell = Shell::new();
    shell.write("loop.wasm", &hostile::of_modules().pop().unwrap().bytes);
    let mut child = shell.command(&["inspect", "loop.wasm"]).spawn().unwrap();
    let mut most = 0;
    while child.try_wait().unwrap().is_none() {
        most = most.max(of_tree(child.id()));
    }
    // Its own program, at least.
    assert!(most > 4 << 20, "{most}");
}
