//! Builds the fixtures ahead of the tests, which then find them.

use std::process::ExitCode;
use std::time::Instant;

use anyhow::Result;
use greentic_testkit::{command, guests, published, runtimes, tool_chains};

/// Some fixtures: what they are called, and what makes them ready.
type Part = (&'static str, fn() -> Result<()>);

/// All of them; what others are made of comes first.
const PARTS: [Part; 8] = [
    ("guests", guests::ready),
    ("command", command::ready),
    ("published", published::ready),
    ("mappers", || published::mappers().map(drop)),
    ("readers", published::build_readers),
    ("runners", published::build_runners),
    ("runtimes", || {
        runtimes::node()?;
        runtimes::python().map(drop)
    }),
    ("tool-chains", tool_chains::ready),
];

/// The fixtures that take minutes and that few tests use. They are built if they are
/// named, and with `--all`.
const SLOW: [&str; 2] = ["readers", "runners"];

fn main() -> ExitCode {
    let mut names: Vec<String> = std::env::args().skip(1).collect();
    let all = names.iter().any(|name| name == "--all");
    names.retain(|name| name != "--all");
    let known = PARTS.map(|(name, _)| name);
    if let Some(unknown) = names.iter().find(|name| !known.contains(&&***name)) {
        let all = known.join(" ");
        eprintln!(
            "`{unknown}` is no part; usage: greentic-testkit [--all] [PART]..., each one of: {all}"
        );
        return ExitCode::from(2);
    }
    let mut chosen = PARTS.to_vec();
    chosen.retain(|(name, _)| {
        let is_named = names.iter().any(|n| n == name);
        is_named || (names.is_empty() && (all || !SLOW.contains(name)))
    });
    for (index, (name, make_ready)) in chosen.iter().enumerate() {
        let start = Instant::now();
        eprintln!("[{}/{}] {name}", index + 1, chosen.len());
        if let Err(error) = make_ready() {
            eprintln!("error: {name}: {error:#}");
            return ExitCode::FAILURE;
        }
        let time = start.elapsed().as_secs_f64();
        eprintln!(
            "[{}/{}] {name}: ready after {time:.1} s",
            index + 1,
            chosen.len()
        );
    }
    ExitCode::SUCCESS
}
