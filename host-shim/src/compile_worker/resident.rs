//! Asks the system for the memory of another process.

use std::process::{Command, Stdio};

/// Gives the bytes that a process has in memory, as far as the system tells.
pub(super) fn bytes(process: u32) -> Option<u64> {
    if cfg!(windows) {
        of_tasklist(&ask(
            "tasklist",
            &["/FO", "CSV", "/NH", "/FI", &format!("PID eq {process}")],
        )?)
    } else {
        of_ps(&ask("ps", &["-o", "rss=", "-p", &process.to_string()])?)
    }
}

fn ask(program: &str, arguments: &[&str]) -> Option<String> {
    let output = Command::new(program)
        .args(arguments)
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// A number of KiB.
fn of_ps(text: &str) -> Option<u64> {
    let kib: u64 = text.trim().parse().ok()?;
    kib.checked_mul(1024)
}

/// The last column, `"12,345 K"` with the separators of the country.
fn of_tasklist(text: &str) -> Option<u64> {
    let (_, last) = text.trim().trim_end_matches('"').rsplit_once('"')?;
    let digits: String = last.chars().filter(char::is_ascii_digit).collect();
    let kib: u64 = digits.parse().ok()?;
    kib.checked_mul(1024)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_systems_print_is_understood() {
        assert_eq!(of_ps("  1234\n"), Some(1234 << 10));
        assert_eq!(of_ps(""), None);
        let line = "\"shim.exe\",\"4242\",\"Console\",\"1\",\"12,345 K\"\r\n";
        assert_eq!(of_tasklist(line), Some(12345 << 10));
        assert_eq!(of_tasklist("INFO: No tasks are running"), None);
    }

    #[test]
    #[cfg(unix)]
    fn this_process_has_some_memory() {
        // Where there is a `ps`.
        if let Some(bytes) = bytes(std::process::id()) {
            assert!(bytes > 100 << 10, "{bytes}");
        }
    }
}
