//! Formatting, by the program that formats all other Rust.

use std::io::{Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

/// The time that rustfmt may take: it lays out thousands of lines in a second, but
/// some that are nested deeply would take it for ever.
const TIME: Duration = Duration::from_secs(10);

/// The additional time for each byte of source, on a machine that is busy.
const TIME_A_BYTE: Duration = Duration::from_micros(10);

/// Returns `source` as rustfmt formats it, or `None` where rustfmt is not
/// installed, does not understand it or takes too long.
pub fn rustfmt(source: &str) -> Option<String> {
    let mut child = Command::new("rustfmt")
        .args(["--edition", "2024", "--emit", "stdout", "--quiet"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let mut stdin = child.stdin.take()?;
    let text = source.to_owned();
    let limit = TIME + TIME_A_BYTE * u32::try_from(text.len()).unwrap_or(u32::MAX);
    // From threads of their own: neither side may wait for the other.
    let writer = std::thread::spawn(move || stdin.write_all(text.as_bytes()));
    let mut stdout = child.stdout.take()?;
    let reader = std::thread::spawn(move || {
        let mut formatted = String::new();
        stdout.read_to_string(&mut formatted).map(|_| formatted)
    });
    // Ended or killed, it closes its pipes, which ends the threads.
    let success = within(limit, &mut child);
    let formatted = reader.join().ok()?.ok()?;
    writer.join().ok()?.ok()?;
    success.then_some(formatted)
}

/// Waits for a program to succeed; kills it when its time is up.
fn within(limit: Duration, child: &mut Child) -> bool {
    const FIRST_PAUSE: Duration = Duration::from_millis(1);
    const LONGEST_PAUSE: Duration = Duration::from_millis(20);
    let end = Instant::now() + limit;
    let mut pause = FIRST_PAUSE;
    loop {
        match child.try_wait() {
            Ok(Some(status)) => return status.success(),
            Ok(None) if Instant::now() < end => {
                std::thread::sleep(pause);
                pause = (pause * 2).min(LONGEST_PAUSE);
            }
            _ => {
                // One that has just ended cannot be killed any more.
                _ = child.kill();
                _ = child.wait();
                return false;
            }
        }
    }
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;

    #[test]
    fn a_program_that_does_not_end_is_ended() {
        let run = |seconds: &str| Command::new("sleep").arg(seconds).spawn().expect("sleep");
        let mut endless = run("1000");
        assert!(!within(Duration::from_millis(10), &mut endless));
        assert!(
            endless.try_wait().expect("a status").is_some(),
            "it runs on"
        );
        assert!(within(Duration::from_secs(1000), &mut run("0")));
        let mut failing = Command::new("false").spawn().expect("false");
        assert!(!within(Duration::from_secs(1000), &mut failing));
    }
}
