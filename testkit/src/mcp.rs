//! Servers of the Model Context Protocol that the command makes of components, and
//! clients that keep to the protocol no more than a test wants.

mod http;
mod stdio;
mod wire;

pub use self::http::{HttpServer, HttpSession};
pub use self::stdio::StdioServer;
pub use self::wire::Reply;

use std::process::Child;
use std::time::{Duration, Instant};

use anyhow::{Result, bail};
use serde_json::{Value, json};

/// The time that a test waits for something that must come.
const PATIENCE: Duration = Duration::from_mins(1);

/// Waits until a server has ended by itself; returns how.
fn ended(server: &mut Child, time: Duration) -> Result<Option<i32>> {
    let end = Instant::now() + time;
    while Instant::now() < end {
        if let Some(status) = server.try_wait()? {
            return Ok(status.code());
        }
        std::thread::sleep(Duration::from_millis(5));
    }
    bail!("it goes on");
}

/// Returns the parameters of `initialize` for a revision.
pub fn initialize(revision: &str) -> Value {
    json!({
        "protocolVersion": revision,
        "capabilities": {},
        "clientInfo": { "name": "test", "version": "1" },
    })
}

/// Returns a number that a variable of the environment may say.
///
/// # Panics
///
/// When it says something else.
pub fn number(variable: &str, otherwise: usize) -> usize {
    let told = std::env::var(variable).ok();
    told.map_or(otherwise, |told| told.parse().expect("a number"))
}

/// Returns the largest memory that a process has had, in bytes; `None` where the
/// system does not tell.
pub fn peak_memory(process: u32) -> Option<u64> {
    memory(process, "VmHWM:")
}

/// Returns the memory that a process has now, in bytes; `None` where the system does
/// not tell.
pub fn memory_now(process: u32) -> Option<u64> {
    memory(process, "VmRSS:")
}

fn memory(process: u32, line: &str) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|found| found.strip_prefix(line))?;
    let kib: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    Some(kib * 1024)
}

/// Returns how many files and connections a process has open, and how many threads;
/// `None` where the system does not tell.
pub fn open_things(process: u32) -> Option<(usize, usize)> {
    let count = |of| {
        Some(
            std::fs::read_dir(format!("/proc/{process}/{of}"))
                .ok()?
                .count(),
        )
    };
    Some((count("fd")?, count("task")?))
}

/// Returns the processor time that a process has taken, in ticks of the system;
/// `None` where the system does not tell.
pub fn processor_ticks(process: u32) -> Option<u64> {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // After the name, which may have spaces: user and system time are 14 and 15.
    let fields = stat.rsplit_once(')')?.1;
    let mut fields = fields.split_whitespace().skip(11);
    let user: u64 = fields.next()?.parse().ok()?;
    let system: u64 = fields.next()?.parse().ok()?;
    Some(user + system)
}
