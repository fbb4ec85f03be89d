//! `greentic-tiny check --runner`.

use std::fmt::Write;
use std::process::ExitCode;

use greentic_command::output::{self, printable};
use greentic_command::style::{self, Tone, paint};
use greentic_host_runner::Runner;
use greentic_host_runner::links::{self, Called, Import, Link, Verdict};
use greentic_host_shim::Error;
use serde_json::{Value, json};

use super::render;
use crate::failure::{ANSWERED, Failure};

pub(super) fn run(runner: Runner, bytes: &[u8], as_json: bool) -> Result<ExitCode, Failure> {
    let verdict = links::check(runner, bytes).map_err(|error| {
        Failure::Component(Error::Invalid {
            message: error.to_string(),
        })
    })?;
    if as_json {
        output::document(&document(&verdict))?;
    } else {
        output::text(&text(&verdict, style::on_stdout()))?;
    }
    Ok(if verdict.runs() {
        ExitCode::SUCCESS
    } else {
        ANSWERED.code()
    })
}

fn document(verdict: &Verdict) -> Value {
    let called = match &verdict.called {
        Called::By { interface } => json!({ "by": interface }),
        Called::Broken {
            interface,
            differences,
        } => json!({ "by": interface, "differences": differences }),
        Called::Not { wanted } => json!({ "by": null, "wanted": wanted }),
    };
    json!({
        "runner": verdict.runner.name(),
        "release": verdict.runner.release(),
        "runs": verdict.runs(),
        "called": called,
        "imports": verdict.imports,
    })
}

fn text(verdict: &Verdict, coloured: bool) -> String {
    let runner = verdict.runner;
    let mut out = if verdict.runs() {
        paint(coloured, Tone::Good, &format!("{runner} runs it"))
    } else {
        paint(coloured, Tone::Bad, &format!("{runner} does not run it"))
    };
    out.push_str("\n\n");
    // Writing to a string does not fail.
    let _ = match &verdict.called {
        Called::By { interface } => writeln!(out, "called by {}", printable(interface)),
        Called::Broken { interface, .. } => writeln!(
            out,
            "called by {}, which fails: it is not what the runner calls",
            printable(interface)
        ),
        Called::Not { wanted } => {
            writeln!(out, "not called: it exports none of {}", wanted.join(", "))
        }
    };
    if let Called::Broken { differences, .. } = &verdict.called {
        for difference in differences {
            render::one(&mut out, difference, coloured);
        }
    }
    if !verdict.imports.is_empty() {
        out.push('\n');
        out.push_str(&paint(coloured, Tone::Heading, "imports"));
        out.push('\n');
    }
    for import in &verdict.imports {
        line(&mut out, import, coloured);
    }
    out
}

fn line(out: &mut String, import: &Import, coloured: bool) {
    let (mark, tone, says) = match import.link {
        Link::Linked => ('=', Tone::Good, "linked"),
        Link::ByName => (
            '=',
            Tone::Good,
            "linked, by its name: types were not compared",
        ),
        Link::TypesOnly => ('=', Tone::Good, "only types, which take nothing"),
        Link::Different => ('~', Tone::Bad, "not as the runner has it"),
        Link::Missing => ('-', Tone::Bad, "the runner has none"),
    };
    let name = printable(&import.name);
    let provided = match &import.provided_by {
        Some(other) => format!(" as {other}"),
        None => String::new(),
    };
    let line = paint(coloured, tone, &format!("{mark} {name}: {says}{provided}"));
    // Writing to a string does not fail.
    let _ = writeln!(out, "  {line}");
    for difference in &import.differences {
        render::one(out, difference, coloured);
    }
}
