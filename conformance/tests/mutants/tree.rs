//! A command with all processes that it starts.

use std::fmt;
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Stdio};
use std::thread;
use std::time::{Duration, Instant};

/// Bounds for all processes of a command together.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Bounds {
    pub(crate) time: Duration,
    /// Bytes of memory.
    pub(crate) memory: u64,
}

impl Bounds {
    pub(crate) const RELEASE: Self = Self {
        time: Duration::from_secs(10),
        memory: 256 << 20,
    };

    /// For a command with debug information and without optimisation, which is
    /// larger itself.
    pub(crate) const DEBUG: Self = Self {
        memory: 512 << 20,
        ..Self::RELEASE
    };
}

/// Between two looks. A process that ends between them has taken no more than
/// what the system can hand out in that time, beside what was seen.
const STEP: Duration = Duration::from_millis(2);

/// Time that processes have to end after the one that started them.
const END: Duration = Duration::from_secs(1);

/// The end of a command.
pub(crate) struct Ended {
    status: ExitStatus,
    late: bool,
    stayed: bool,
    told: String,
    pub(crate) time: Duration,
    pub(crate) memory: u64,
}

impl Ended {
    /// Names the first thing that was not as it should be.
    pub(crate) fn wrong(
        &self,
        bounds: Bounds,
        codes: &std::ops::RangeInclusive<i32>,
    ) -> Option<String> {
        let Self {
            status,
            memory,
            told,
            ..
        } = self;
        if self.late {
            Some(format!("it took more than {} s", bounds.time.as_secs()))
        } else if *memory > bounds.memory {
            Some(format!("it took {} MiB of memory", memory >> 20))
        } else if !status.code().is_some_and(|code| codes.contains(&code)) {
            Some(format!("it ended with {status}: {told}"))
        } else if told.contains("panicked") {
            Some(told.clone())
        } else if self.stayed {
            Some("processes of it stayed after its end".to_owned())
        } else {
            None
        }
    }
}

impl fmt::Display for Ended {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (memory, time) = (self.memory >> 20, self.time.as_millis());
        write!(f, "{memory} MiB, {time} ms, {}", self.status)
    }
}

/// Runs a command and looks after it.
pub(crate) fn run(program: &Path, arguments: &[impl AsRef<str>], bounds: Bounds) -> Ended {
    let mut command = Command::new(program);
    command
        .args(arguments.iter().map(AsRef::as_ref))
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::piped());
    group::separate(&mut command);
    let mut child = command.spawn().expect("the command starts");
    let stderr = child.stderr.take().expect("a pipe");
    let told = thread::spawn(|| std::io::read_to_string(stderr).unwrap_or_default());
    let start = Instant::now();
    let (mut late, mut memory) = (false, 0);
    let status = loop {
        if let Some(status) = child.try_wait().expect("a child") {
            break status;
        }
        memory = memory.max(of_tree(child.id()));
        if start.elapsed() >= bounds.time {
            late = true;
            end(&mut child);
        }
        thread::sleep(STEP);
    };
    let time = start.elapsed();
    let stayed = group::stays(&child);
    if stayed {
        end(&mut child);
    }
    Ended {
        status,
        late,
        stayed,
        time,
        memory,
        told: told.join().expect("no panic"),
    }
}

fn end(child: &mut Child) {
    group::end(child);
    // It may have ended by itself.
    let _ = child.kill();
}

/// Processes are found by their group after the one that started them is gone.
#[cfg(unix)]
mod group {
    use std::os::unix::process::CommandExt;
    use std::process::{Child, Command};
    use std::thread;
    use std::time::Instant;

    use rustix::process::{Pid, Signal, kill_process_group, test_kill_process_group};

    pub(super) fn separate(command: &mut Command) {
        command.process_group(0);
    }

    fn of(child: &Child) -> Pid {
        Pid::from_child(child)
    }

    /// Tells whether there are any after some time.
    pub(super) fn stays(child: &Child) -> bool {
        let end = Instant::now() + super::END;
        while test_kill_process_group(of(child)).is_ok() {
            if Instant::now() > end {
                return true;
            }
            thread::sleep(super::STEP);
        }
        false
    }

    pub(super) fn end(child: &Child) {
        // They may have ended by themselves.
        let _ = kill_process_group(of(child), Signal::KILL);
    }
}

/// Elsewhere nobody finds them.
#[cfg(not(unix))]
mod group {
    use std::process::{Child, Command};

    pub(super) fn separate(_command: &mut Command) {}

    pub(super) fn stays(_child: &Child) -> bool {
        false
    }

    pub(super) fn end(_child: &Child) {}
}

/// The largest memory that a process and those that it has started have had so
/// far, as far as they are there now.
#[cfg(target_os = "linux")]
fn of_tree(process: u32) -> u64 {
    peak(process) + of_children(process, &command(process))
}

#[cfg(target_os = "linux")]
fn of_children(process: u32, parent: &[u8]) -> u64 {
    let threads = std::fs::read_dir(format!("/proc/{process}/task"));
    let threads = threads.into_iter().flatten().flatten();
    let mut memory = 0;
    for thread in threads {
        let children = std::fs::read_to_string(thread.path().join("children"));
        let children = children.unwrap_or_default();
        for child in children.split_whitespace().flat_map(str::parse) {
            let command = command(child);
            // Until it has a program of its own, a child is in the memory of its
            // parent, which would count twice.
            if command != parent {
                memory += peak(child);
            }
            memory += of_children(child, &command);
        }
    }
    memory
}

#[cfg(target_os = "linux")]
fn command(process: u32) -> Vec<u8> {
    std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default()
}

#[cfg(target_os = "linux")]
fn peak(process: u32) -> u64 {
    let status = std::fs::read_to_string(format!("/proc/{process}/status"));
    let status = status.unwrap_or_default();
    let peak = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    let kib = peak.and_then(|peak| peak.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) << 10
}

/// Elsewhere nobody says.
#[cfg(not(target_os = "linux"))]
fn of_tree(_process: u32) -> u64 {
    0
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    fn wrong(script: &str) -> Option<String> {
        wrong_within(3, script)
    }

    fn wrong_within(seconds: u64, script: &str) -> Option<String> {
        let bounds = Bounds {
            time: Duration::from_secs(seconds),
            ..Bounds::RELEASE
        };
        run(Path::new("/bin/sh"), &["-c", script], bounds).wrong(bounds, &(0..=5))
    }

    /// Has so many MiB for a second, in a child of the shell: `tail` keeps what it may
    /// have to print until its input ends.
    fn hungry(mib: u32) -> String {
        format!("(head -c {mib}M /dev/zero; sleep 1) | tail -c {mib}M >/dev/null")
    }

    #[test]
    fn wrong_ends_are_seen() {
        assert_eq!(wrong("exit 3"), None);
        for (script, says) in [
            ("exit 101", "status: 101"),
            ("exit 6", "status: 6"),
            ("kill -ABRT $$", "signal: 6"),
            ("echo panicked >&2", "panicked"),
            ("sleep 20", "more than 3 s"),
            ("(sleep 20 & wait)", "more than 3 s"),
            ("sleep 20 >/dev/null 2>&1 &", "stayed"),
        ] {
            let wrong = wrong(script).unwrap_or_else(|| panic!("{script}"));
            assert!(wrong.contains(says), "{script}: {wrong}");
        }
    }

    #[test]
    fn memory_is_that_of_all_processes_together() {
        // The shell waits for each of them.
        let one = |mib| format!("({}); true", hungry(mib));
        assert_eq!(wrong_within(60, &one(100)), None);
        let both = format!("{} & {}; wait", hungry(160), hungry(160));
        for script in [one(300), both] {
            let wrong = wrong_within(60, &script).unwrap_or_else(|| panic!("{script}"));
            assert!(wrong.contains("MiB"), "{script}: {wrong}");
        }
    }
}
