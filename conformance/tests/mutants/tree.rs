//! A command with all processes that it starts.

use std::path::Path;
use std::process::{Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Time that it may take.
const TIME: Duration = Duration::from_secs(10);

/// Bytes of memory that all its processes may have together, in a release build.
/// Others are larger themselves.
const MEMORY: u64 = if cfg!(debug_assertions) {
    512 << 20
} else {
    256 << 20
};

/// Between two looks.
const STEP: Duration = Duration::from_millis(2);

/// The end of a command.
pub(crate) struct Ended {
    status: ExitStatus,
    late: bool,
    memory: u64,
    told: String,
}

impl Ended {
    /// Names the first thing that was not as it should be.
    pub(crate) fn wrong(&self, codes: &std::ops::RangeInclusive<i32>) -> Option<String> {
        let Self {
            status,
            late,
            memory,
            told,
        } = self;
        if *late {
            Some(format!("it took more than {} s", TIME.as_secs()))
        } else if *memory > MEMORY {
            Some(format!("it took {} MiB of memory", memory >> 20))
        } else if !status.code().is_some_and(|code| codes.contains(&code)) {
            Some(format!("it ended with {status}: {told}"))
        } else if told.contains("panicked") {
            Some(told.clone())
        } else {
            None
        }
    }
}

/// Runs a command and looks after it.
pub(crate) fn run(program: &Path, arguments: &[&str]) -> Ended {
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the command starts");
    let stderr = child.stderr.take().expect("a pipe");
    let told = thread::spawn(|| std::io::read_to_string(stderr).unwrap_or_default());
    let end = Instant::now() + TIME;
    let (mut late, mut memory) = (false, 0);
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        memory = memory.max(of_tree(child.id()));
        if Instant::now() >= end {
            late = true;
            let _ = child.kill();
        }
        thread::sleep(STEP);
    };
    Ended {
        status,
        late,
        memory,
        told: told.join().expect("no panic"),
    }
}

/// The largest memory that a process and those that it has started have had so
/// far, as far as they are there now.
#[cfg(target_os = "linux")]
fn of_tree(process: u32) -> u64 {
    let path = Path::new("/proc").join(process.to_string());
    let status = std::fs::read_to_string(path.join("status")).unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
    let mut memory = kib.unwrap_or(0) << 10;
    for thread in std::fs::read_dir(path.join("task"))
        .into_iter()
        .flatten()
        .flatten()
    {
        let children = std::fs::read_to_string(thread.path().join("children"));
        for child in children.unwrap_or_default().split_whitespace() {
            memory += child.parse().map_or(0, of_tree);
        }
    }
    memory
}

/// Elsewhere nobody says.
#[cfg(not(target_os = "linux"))]
fn of_tree(_process: u32) -> u64 {
    0
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn shell(script: &str) -> Ended {
        run(Path::new("/bin/sh"), &["-c", script])
    }

    #[test]
    fn faults_are_seen() {
        assert!(shell("exit 3").wrong(&(0..=5)).is_none());
        for fault in ["exit 101", "kill -ABRT $$", "echo panicked >&2"] {
            assert!(shell(fault).wrong(&(0..=5)).is_some(), "{fault}");
        }
        // The memory is that of a child.
        let hungry = shell("(dd if=/dev/zero of=/dev/null bs=600M count=3); true");
        let wrong = hungry.wrong(&(0..=5));
        assert!(wrong.is_some_and(|wrong| wrong.contains("MiB")));
    }
}
