//! The limits as options.

use std::time::Duration;

use clap::Args;
use greentic_host_shim::Limits;

#[derive(Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct LimitArgs {
    /// Linear memory of the instance in bytes; K, M and G are powers of 1024
    #[arg(long, value_name = "BYTES", default_value = "64M", value_parser = size)]
    memory_limit: usize,

    /// How long one call may run, in seconds; none is for ever
    #[arg(long, value_name = "SECONDS", default_value = "5", value_parser = Deadline::parse)]
    deadline: Deadline,

    /// Units of fuel for one call, about one an instruction [default: not counted]
    #[arg(long, value_name = "N")]
    fuel: Option<u64>,

    /// Bytes that one call may hand from the component to the host
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = size)]
    value_limit: usize,

    #[command(flatten)]
    file: FileLimitArgs,
}

/// The limit of commands that run nothing.
#[derive(Args)]
#[command(next_help_heading = "Limits")]
pub(crate) struct FileLimitArgs {
    /// Size of the component's file in bytes; K, M and G are powers of 1024
    #[arg(long, value_name = "BYTES", default_value = "16M", value_parser = size)]
    component_limit: usize,
}

impl FileLimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            component_bytes: self.component_limit,
            ..Limits::default()
        }
    }
}

impl LimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        Limits {
            memory_bytes: self.memory_limit,
            deadline: self.deadline.0,
            fuel: self.fuel,
            value_bytes: self.value_limit,
            ..self.file.limits()
        }
    }
}

/// A type of its own, or clap would take the option for one that may be left
/// out.
#[derive(Clone, Copy)]
struct Deadline(Option<Duration>);

impl Deadline {
    fn parse(text: &str) -> Result<Self, String> {
        if text == "none" {
            return Ok(Self(None));
        }
        let seconds: f64 = text
            .parse()
            .map_err(|_| "not a number of seconds, nor `none`".to_owned())?;
        Duration::try_from_secs_f64(seconds)
            .map(|deadline| Self(Some(deadline)))
            .map_err(|error| error.to_string())
    }
}

/// A number of bytes, `64M` say.
fn size(text: &str) -> Result<usize, String> {
    let (number, shift) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 10),
        Some((at, 'm' | 'M')) => (&text[..at], 20),
        Some((at, 'g' | 'G')) => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: usize = number
        .parse()
        .map_err(|_| "not a number of bytes; 65536, 64K and 16M are".to_owned())?;
    number
        .checked_mul(1 << shift)
        .ok_or_else(|| "more than this machine can address".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_with_and_without_suffix() {
        assert_eq!(size("0"), Ok(0));
        assert_eq!(size("65536"), Ok(65536));
        assert_eq!(size("64k"), Ok(65536));
        assert_eq!(size("16M"), Ok(16 << 20));
        assert_eq!(size("1G"), Ok(1 << 30));
        for bad in [
            "",
            "M",
            "-1",
            "1.5M",
            "1 M",
            "1MB",
            "ä",
            "99999999999999999999G",
        ] {
            assert!(size(bad).is_err(), "{bad:?}");
        }
        assert!(size(&format!("{}K", usize::MAX)).is_err());
    }

    #[test]
    fn the_defaults_shown_are_those_of_the_library() {
        let args = <crate::cli::Cli as clap::Parser>::parse_from(["shim", "describe", "file"]);
        let crate::cli::Command::Describe(args) = args.command else {
            panic!("another command");
        };
        assert_eq!(args.limits.limits(), Limits::default());
    }

    #[test]
    fn deadlines() {
        let parse = |text| Deadline::parse(text).map(|deadline| deadline.0);
        assert_eq!(parse("0.1"), Ok(Some(Duration::from_millis(100))));
        assert_eq!(parse("none"), Ok(None));
        for bad in ["", "-1", "nan", "inf", "1e300", "soon"] {
            assert!(parse(bad).is_err(), "{bad:?}");
        }
    }
}
