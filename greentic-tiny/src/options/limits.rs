//! The options for limits.

use std::time::Duration;

use clap::{Args, ValueEnum};
use greentic_host_shim::{CodeLimit, Limits};

/// The limits to start from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Preset {
    /// Small devices, small components: 1 MiB of memory, 0.1 s, counted fuel
    Tiny,
    /// 64 MiB of memory, 5 s a call
    Edge,
    /// Machines with room: 256 MiB of memory, 30 s a call
    Server,
}

#[derive(Args)]
#[command(next_help_heading = "Limits (K, M and G are powers of 1024)")]
pub(crate) struct LimitArgs {
    /// Choose the limits that no other option sets
    #[arg(long, value_name = "PRESET", value_enum, default_value = "edge")]
    limits: Preset,

    /// Linear memory of the instance in bytes
    #[arg(long, value_name = "BYTES", value_parser = size)]
    memory_limit: Option<usize>,

    /// Elements of all tables of the instance
    #[arg(long, value_name = "N")]
    table_limit: Option<usize>,

    /// Core instances, memories and tables that the component may consist of
    #[arg(long, value_name = "N")]
    instance_limit: Option<usize>,

    /// Handles to resources that the instance may hold
    #[arg(long, value_name = "N")]
    handle_limit: Option<usize>,

    /// Call stack in bytes
    #[arg(long, value_name = "BYTES", value_parser = stack)]
    stack_limit: Option<usize>,

    /// Bytes that one call may hand from the component to the host or back
    #[arg(long, value_name = "BYTES", value_parser = size)]
    value_limit: Option<usize>,

    /// Units of fuel for one call, about one an instruction; none does not count
    #[arg(long, value_name = "N", value_parser = fuel)]
    fuel: Option<Bound<u64>>,

    /// Time that one call may take, in seconds; none is for ever
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    deadline: Option<Bound<Duration>>,

    /// Size of the component's file in bytes
    #[arg(long, value_name = "BYTES", value_parser = size)]
    component_limit: Option<usize>,

    /// Globals, functions and core instances of the instance in bytes
    #[arg(long, value_name = "BYTES", value_parser = size)]
    record_limit: Option<usize>,

    /// Parts of the component that cost the compiler something, as NAME=N; may be
    /// given several times. The names are those that an error says
    #[arg(long, value_name = "NAME=N", value_parser = code)]
    code_limit: Vec<(CodeLimit, u64)>,

    /// Time that compiling may take, in seconds; none is for ever
    #[arg(long, value_name = "SECONDS", value_parser = seconds)]
    compile_limit: Option<Bound<Duration>>,

    /// Memory that compiling may take in bytes
    #[arg(long, value_name = "BYTES", value_parser = size)]
    compile_memory: Option<usize>,
}

impl LimitArgs {
    pub(crate) fn limits(&self) -> Limits {
        let preset = match self.limits {
            Preset::Tiny => Limits::tiny(),
            Preset::Edge => Limits::edge(),
            Preset::Server => Limits::server(),
        };
        let mut code = preset.code.clone();
        for (which, limit) in &self.code_limit {
            code.set(*which, *limit);
        }
        Limits {
            memory_bytes: self.memory_limit.unwrap_or(preset.memory_bytes),
            table_elements: self.table_limit.unwrap_or(preset.table_elements),
            instances: self.instance_limit.unwrap_or(preset.instances),
            handles: self.handle_limit.unwrap_or(preset.handles),
            stack_bytes: self.stack_limit.unwrap_or(preset.stack_bytes),
            value_bytes: self.value_limit.unwrap_or(preset.value_bytes),
            fuel: self.fuel.map_or(preset.fuel, |bound| bound.0),
            deadline: self.deadline.map_or(preset.deadline, |bound| bound.0),
            component_bytes: self.component_limit.unwrap_or(preset.component_bytes),
            record_bytes: self.record_limit.unwrap_or(preset.record_bytes),
            code,
            compile_time: self
                .compile_limit
                .map_or(preset.compile_time, |bound| bound.0),
            compile_memory_bytes: self.compile_memory.unwrap_or(preset.compile_memory_bytes),
        }
    }
}

/// A limit that can be switched off. It is a type of its own, because clap would take the
/// option for one that may be left out twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Bound<T>(Option<T>);

fn seconds(text: &str) -> Result<Bound<Duration>, String> {
    if text == "none" {
        return Ok(Bound(None));
    }
    let seconds: f64 = text
        .parse()
        .map_err(|_| "not a number of seconds, nor `none`".to_owned())?;
    match Duration::try_from_secs_f64(seconds) {
        Ok(Duration::ZERO) => Err("no time is time for nothing; `none` is for ever".to_owned()),
        Ok(time) => Ok(Bound(Some(time))),
        Err(error) => Err(error.to_string()),
    }
}

fn fuel(text: &str) -> Result<Bound<u64>, String> {
    if text == "none" {
        return Ok(Bound(None));
    }
    text.parse()
        .map(|fuel| Bound(Some(fuel)))
        .map_err(|_| "not a whole number, nor `none`".to_owned())
}

/// Parses one of the limits for the content of a component.
fn code(text: &str) -> Result<(CodeLimit, u64), String> {
    let names = || {
        let names: Vec<_> = CodeLimit::ALL.iter().map(|limit| limit.name()).collect();
        format!("the names are {}", names.join(", "))
    };
    let (name, limit) = text
        .split_once('=')
        .ok_or_else(|| format!("not of the form NAME=N; {}", names()))?;
    let which = CodeLimit::ALL.iter().find(|limit| limit.name() == name);
    let which = which.ok_or_else(|| format!("no limit is called `{name}`; {}", names()))?;
    let limit = limit.parse();
    limit
        .map(|limit| (*which, limit))
        .map_err(|_| format!("the limit of {name} is not a whole number; write {name}=1000, say"))
}

/// Parses a number of bytes, for example `64M`.
pub(crate) fn size(text: &str) -> Result<usize, String> {
    let (number, shift) = match text.char_indices().last() {
        Some((at, 'k' | 'K')) => (&text[..at], 10),
        Some((at, 'm' | 'M')) => (&text[..at], 20),
        Some((at, 'g' | 'G')) => (&text[..at], 30),
        _ => (text, 0),
    };
    let number: usize = number
        .parse()
        .map_err(|_| "not a number of bytes; 65536, 64K and 16M are".to_owned())?;
    number.checked_mul(1 << shift).ok_or_else(|| {
        let most = usize::MAX >> shift;
        format!("more than this machine can address; the most in this unit is {most}")
    })
}

/// Parses the size of a stack, up to the most that a call can have.
fn stack(text: &str) -> Result<usize, String> {
    let bytes = size(text)?;
    match bytes {
        0 => Err("the smallest that works is 1".to_owned()),
        _ if bytes > Limits::MOST_STACK_BYTES => Err(format!(
            "the largest that works is {} ({}M)",
            Limits::MOST_STACK_BYTES,
            Limits::MOST_STACK_BYTES >> 20
        )),
        _ => Ok(bytes),
    }
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

    fn limits(options: &[&str]) -> Limits {
        let args = [&["shim", "describe", "file"], options].concat();
        let args = <crate::cli::Cli as clap::Parser>::parse_from(args);
        let crate::cli::Command::Describe(args) = args.command else {
            panic!("another command");
        };
        args.load.engine.limits.limits()
    }

    #[test]
    fn presets_are_those_of_the_library() {
        assert_eq!(limits(&[]), Limits::default());
        assert_eq!(limits(&["--limits", "tiny"]), Limits::tiny());
        assert_eq!(limits(&["--limits", "edge"]), Limits::edge());
        assert_eq!(limits(&["--limits", "server"]), Limits::server());
    }

    #[test]
    fn every_single_limit_has_an_option() {
        let all = [
            "--limits=tiny",
            "--memory-limit=1",
            "--table-limit=2",
            "--instance-limit=3",
            "--handle-limit=4",
            "--stack-limit=5",
            "--value-limit=6",
            "--fuel=7",
            "--deadline=8",
            "--component-limit=9",
            "--compile-limit=10",
            "--record-limit=11",
            "--compile-memory=12",
        ];
        let expected = Limits {
            memory_bytes: 1,
            table_elements: 2,
            instances: 3,
            handles: 4,
            stack_bytes: 5,
            value_bytes: 6,
            fuel: Some(7),
            deadline: Some(Duration::from_secs(8)),
            component_bytes: 9,
            record_bytes: 11,
            code: Limits::tiny().code,
            compile_time: Some(Duration::from_secs(10)),
            compile_memory_bytes: 12,
        };
        assert_eq!(limits(&all), expected);
        for which in CodeLimit::ALL {
            let option = format!("--code-limit={which}=7");
            let mut expected = Limits::default();
            expected.code.set(*which, 7);
            assert_eq!(limits(&[&option]), expected);
        }
        let off = limits(&[
            "--limits=tiny",
            "--fuel=none",
            "--deadline=none",
            "--compile-limit=none",
        ]);
        assert_eq!(
            (off.fuel, off.deadline, off.compile_time),
            (None, None, None)
        );
    }

    #[test]
    fn times_and_fuel() {
        assert_eq!(seconds("0.1"), Ok(Bound(Some(Duration::from_millis(100)))));
        assert_eq!(seconds("none"), Ok(Bound(None)));
        for bad in ["", "0", "0.0", "1e-12", "-1", "nan", "inf", "1e300", "soon"] {
            assert!(seconds(bad).is_err(), "{bad:?}");
        }
        assert_eq!(code("carried=7"), Ok((CodeLimit::Carried, 7)));
        for bad in ["carried", "carried=", "carried=-1", "carry=7", "=7"] {
            assert!(code(bad).is_err(), "{bad:?}");
        }
        assert_eq!(fuel("12"), Ok(Bound(Some(12))));
        for bad in ["", "-1", "1.5", "much"] {
            assert!(fuel(bad).is_err(), "{bad:?}");
        }
    }
}
