//! `greentic-tiny bench`.

use greentic_command::output;
use std::fmt::Write;
use std::num::NonZeroUsize;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::{Duration, Instant};

use clap::Args;
use greentic_host_shim::bindings::component::v1_0::describe_v1;
use greentic_host_shim::{Component, ExecCtx, Host, Instance, Pool, on_one_line};
use serde::Serialize;
use serde_json::json;

use crate::failure::Failure;
use crate::file;
use crate::options::run::RunArgs;

#[derive(Args)]
pub(crate) struct BenchArgs {
    /// The component
    file: PathBuf,

    /// Repeat each step so many times
    #[arg(long, value_name = "N", default_value = "50")]
    runs: NonZeroUsize,

    /// Call this operation of a node
    #[arg(long, value_name = "OPERATION", conflicts_with = "call")]
    op: Option<String>,

    /// The input of the operation
    #[arg(long, value_name = "TEXT", requires = "op", default_value = "")]
    input: String,

    /// Call this function
    #[arg(long, value_name = "FUNCTION")]
    call: Option<String>,

    /// An argument of the function, in WAVE; may be given several times
    #[arg(
        long,
        value_name = "VALUE",
        requires = "call",
        allow_hyphen_values = true
    )]
    arg: Vec<String>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    run: RunArgs,
}

/// Times in microseconds.
#[derive(Serialize)]
struct Spread {
    median: f64,
    /// The first and the third quartile.
    quartiles: [f64; 2],
    min: f64,
    max: f64,
}

impl Spread {
    fn of(mut times: Vec<Duration>) -> Option<Self> {
        times.sort();
        let last = times.len().checked_sub(1)?;
        let at = |quarter: usize| times[last * quarter / 4].as_secs_f64() * 1e6;
        Some(Self {
            median: at(2),
            quartiles: [at(1), at(3)],
            min: at(0),
            max: at(4),
        })
    }
}

/// The times for one way of making instances.
#[derive(Serialize)]
struct Times {
    /// The time from the bytes of the file to a component: compiling.
    load: Option<Spread>,
    instantiate: Option<Spread>,
    /// The time of a call to an instance that was called before.
    call: Option<Spread>,
    memory_bytes: usize,
}

/// The call that is measured.
enum Called<'a> {
    Nothing,
    Describe,
    Manifest,
    Operation(Box<ExecCtx>, &'a str, &'a str),
    Function(&'a str, Vec<&'a str>),
}

impl<'a> Called<'a> {
    fn of(args: &'a BenchArgs, component: &Component) -> Self {
        if let Some(op) = &args.op {
            Self::Operation(Box::new(args.run.context.context()), op, &args.input)
        } else if let Some(function) = &args.call {
            Self::Function(function, args.arg.iter().map(String::as_str).collect())
        } else if component.fits::<describe_v1::Guest>().is_ok() {
            Self::Describe
        } else if component.node_revision().is_ok() {
            Self::Manifest
        } else {
            Self::Nothing
        }
    }

    fn name(&self) -> Option<&str> {
        match self {
            Self::Nothing => None,
            Self::Describe => Some("describe-json"),
            Self::Manifest => Some("get-manifest"),
            Self::Operation(_, op, _) => Some(op),
            Self::Function(function, _) => Some(function),
        }
    }

    fn make(&self, instance: &mut Instance) -> Result<(), Failure> {
        match self {
            Self::Nothing => {}
            Self::Describe => drop(instance.describe_json()?),
            Self::Manifest => drop(instance.get_manifest()?),
            Self::Operation(ctx, op, input) => drop(instance.invoke(ctx, op, input)?),
            Self::Function(function, args) => drop(instance.call_value(function, args)?),
        }
        Ok(())
    }
}

pub(crate) fn run(args: &BenchArgs) -> Result<ExitCode, Failure> {
    let host = args.run.host.host()?;
    let (called, plain) = measure(args, None, &host)?;
    let (_, pooled) = measure(args, Some(pool(args)), &host)?;
    let runs = args.runs.get();
    if args.json {
        output::document(&json!({
            "runs": runs,
            "call": called,
            "unit": "us",
            "plain": plain,
            "pooled": pooled,
        }))?;
    } else {
        output::text(&table(runs, called.as_deref(), &plain, &pooled))?;
    }
    Ok(ExitCode::SUCCESS)
}

/// Returns a pool for one instance. It has room for as many parts as the limits allow, up
/// to a number whose addresses are available.
fn pool(args: &BenchArgs) -> Pool {
    const MOST: usize = 256;

    let each = args
        .run
        .load
        .engine
        .limits
        .limits()
        .instances
        .clamp(8, MOST);
    let each = u32::try_from(each).unwrap_or(u32::MAX);
    Pool::new(1)
        .core_instances(each)
        .memories(each)
        .tables(each)
}

/// Measures one way of making instances. Also returns the name of the call.
fn measure(
    args: &BenchArgs,
    pool: Option<Pool>,
    host: &Host,
) -> Result<(Option<String>, Times), Failure> {
    let runs = args.runs.get();
    let shim = args.run.load.engine.shim(pool)?;
    let load = || file::loaded(&shim, &args.file, &args.run.load.key);
    let component = load()?;
    let called = Called::of(args, &component);
    let load = timed(runs, || load().map(drop))?;
    let instantiate = timed(runs, || {
        component.instantiate(host.clone())?;
        Ok(())
    })?;
    let mut instance = component.instantiate(host.clone())?;
    // The first call finds out where the function is.
    called.make(&mut instance)?;
    let call = match called {
        Called::Nothing => Vec::new(),
        _ => timed(runs, || called.make(&mut instance))?,
    };
    let times = Times {
        load: Spread::of(load),
        instantiate: Spread::of(instantiate),
        call: Spread::of(call),
        memory_bytes: instance.memory_bytes(),
    };
    Ok((called.name().map(str::to_owned), times))
}

fn timed(
    runs: usize,
    mut work: impl FnMut() -> Result<(), Failure>,
) -> Result<Vec<Duration>, Failure> {
    (0..runs)
        .map(|_| {
            let start = Instant::now();
            work().map(|()| start.elapsed())
        })
        .collect()
}

fn table(runs: usize, called: Option<&str>, plain: &Times, pooled: &Times) -> String {
    let mut table = String::new();
    let call = format!("call {}", on_one_line(called.unwrap_or_default()));
    let rows = [
        ("load", &plain.load),
        ("instantiate", &plain.instantiate),
        ("instantiate from a pool", &pooled.instantiate),
        (&call, &plain.call),
    ];
    let width = rows.iter().map(|(name, _)| name.chars().count()).max();
    let width = width.unwrap_or_default();
    // Writing to a string does not fail.
    let _ = writeln!(
        table,
        "{:width$}  {:>10}  {:>23}  {:>10}  {:>10}",
        "", "median", "half of the runs", "fastest", "slowest"
    );
    for (name, spread) in rows {
        let Some(Spread {
            median,
            quartiles: [first, third],
            min,
            max,
        }) = spread
        else {
            continue;
        };
        let half = format!("{} - {}", time(*first), time(*third));
        let _ = writeln!(
            table,
            "{name:width$}  {:>10}  {half:>23}  {:>10}  {:>10}",
            time(*median),
            time(*min),
            time(*max)
        );
    }
    let _ = writeln!(
        table,
        "\n{runs} runs, {} bytes of memory",
        plain.memory_bytes
    );
    table
}

fn time(microseconds: f64) -> String {
    match microseconds {
        long if long >= 1e6 => format!("{:.2} s", long / 1e6),
        long if long >= 1e3 => format!("{:.2} ms", long / 1e3),
        short => format!("{short:.2} us"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spreads_have_their_middle() {
        let times = (1..=5).rev().map(Duration::from_micros).collect();
        let spread = Spread::of(times).unwrap();
        assert_eq!(
            (spread.min, spread.quartiles, spread.median, spread.max),
            (1.0, [2.0, 4.0], 3.0, 5.0)
        );
        assert!(Spread::of(Vec::new()).is_none());
    }

    #[test]
    fn times_have_a_unit_that_suits_them() {
        assert_eq!(time(0.5), "0.50 us");
        assert_eq!(time(1500.0), "1.50 ms");
        assert_eq!(time(2_500_000.0), "2.50 s");
    }
}
