//! Exit codes, the same for every command.

use std::process::ExitCode;

/// The exit code of a command.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Exit {
    /// All went well.
    Good = 0,
    /// A check failed, or a component ran and answered with an error.
    Failed = 1,
    /// The command line makes no sense.
    Usage = 2,
    /// An input cannot be used: it is no component or no WIT, too large, or has
    /// something in it that is out of scope.
    Unusable = 3,
    /// A component trapped or handed over an invalid value.
    Trapped = 4,
    /// A limit stopped a component.
    Limit = 5,
    /// The system failed: a file that cannot be read, no memory.
    System = 6,
}

/// The table of exit codes, for the end of a `--help`.
pub const TABLE: &str = "\
Exit codes:
  0  all went well
  1  a check failed, or the component ran and answered with an error
  2  the command line makes no sense
  3  an input cannot be used: no component or no WIT, too large, out of scope
  4  the component trapped or handed over an invalid value
  5  a limit stopped the component
  6  the system failed: a file that cannot be read, no memory, ..
";

impl Exit {
    /// Returns the exit code for the system.
    pub fn code(self) -> ExitCode {
        ExitCode::from(self as u8)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_names_every_code() {
        let all = [
            Exit::Good,
            Exit::Failed,
            Exit::Usage,
            Exit::Unusable,
            Exit::Trapped,
            Exit::Limit,
            Exit::System,
        ];
        let codes: Vec<_> = all.iter().map(|exit| format!("{}", *exit as u8)).collect();
        let listed: Vec<_> = TABLE
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        assert_eq!(listed, codes);
    }
}
