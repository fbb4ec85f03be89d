//! The same component made in several ways, measured side by side in one process and run.
//!
//! Each way is a *peer*: a program in `size-report/peers` or `conformance/nodes` and the
//! tools that make a component of it. A peer gets the calls of the example's
//! `answers.toml` first. A peer whose answers differ is refused, so that only equal
//! components are compared.

mod build;
mod clock;
mod contender;
mod measure;
mod peers;
pub mod table;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};

use crate::answers::Answers;
use crate::artifact::PROFILE;
use crate::compare::build::{BuildResult, Builder};
use crate::compare::contender::Contender;
use crate::compare::peers::SUBJECTS;
use crate::progress::Progress;
use crate::toolchain::Toolchain;
use crate::track::comparison::{Comparison, LeftOut, Row, SCHEMA_VERSION, Subject};
use crate::workspace::Workspace;

pub use contender::{AnswerMismatch, check};
pub use measure::Effort;

/// The options of a comparison.
#[derive(Clone, Debug)]
pub struct CompareOptions {
    /// The examples to compare. If none is named, all that have peers.
    pub examples: Vec<String>,
    /// `true` if a missing tool is an error.
    pub strict: bool,
    /// The time to spend on measuring.
    pub effort: Effort,
    /// The day of the run, `2026-11-28`.
    pub date: String,
}

/// Builds the components of all ways, calls them, and measures those that answer alike.
///
/// A result of an earlier build is used again as long as everything that it is made of is
/// the same.
///
/// # Errors
/// When an example is not known, something does not build, the answer of a component
/// differs from that of its example, or a tool is missing and [`CompareOptions::strict`] is set.
pub fn compare(
    workspace: &Workspace,
    options: &CompareOptions,
    progress: &mut dyn Progress,
) -> Result<Comparison> {
    let known = || SUBJECTS.iter().map(|(example, _)| *example);
    if let Some(unknown) = options
        .examples
        .iter()
        .find(|name| !known().any(|one| one == *name))
    {
        let known: Vec<_> = known().collect();
        bail!(
            "there are no peers of `{unknown}`; there are of {}: name one of these",
            known.join(", ")
        );
    }
    let toolchain = Toolchain::ready(&workspace.root, progress)?;
    let builder = Builder::new(workspace, &toolchain)?;
    let subjects: Vec<_> = SUBJECTS
        .iter()
        .filter(|(name, _)| {
            options.examples.is_empty() || options.examples.iter().any(|one| one == name)
        })
        .collect();
    let steps: usize = subjects.iter().map(|(_, peers)| peers.len() + 1).sum();
    let mut step = 0;
    let mut left_out = Vec::new();
    let mut contenders: BTreeMap<&str, Vec<Contender>> = BTreeMap::new();
    for (example, peers) in &subjects {
        let answers = answers(workspace, example)?;
        for peer in *peers {
            step += 1;
            progress.step(
                step,
                steps,
                &format!("building {example}: {}", peer.program),
            );
            match builder
                .build(peer, progress)
                .with_context(|| format!("{example}: {}", peer.program))?
            {
                BuildResult::Component(component) => {
                    let contender = Contender::new(peer, example, component)?;
                    check(&contender.bytes, &answers)
                        .with_context(|| format!("{example}: {} is refused", peer.program))?;
                    contenders.entry(*example).or_default().push(contender);
                }
                BuildResult::Missing(tool) => {
                    let reason = format!("{}, because {tool} is missing", peer.program);
                    if options.strict {
                        bail!("{example}: {reason}; install it, or leave out --strict");
                    }
                    progress.note(&format!("LEFT OUT of {example}: {reason}"));
                    left_out.push(LeftOut {
                        example: (*example).to_owned(),
                        route: peer.route,
                        reason,
                    });
                }
            }
        }
    }
    let mut measured = Vec::new();
    for (example, _) in &subjects {
        step += 1;
        progress.step(step, steps, &format!("measuring {example}"));
        let contenders = contenders.remove(*example).unwrap_or_default();
        let figures =
            measure::all(&contenders, options.effort).with_context(|| (*example).to_owned())?;
        let rows = contenders
            .iter()
            .zip(figures)
            .map(|(contender, figures)| Row {
                route: contender.route,
                tools: contender.tools.clone(),
                figures,
            });
        measured.push(Subject {
            example: (*example).to_owned(),
            rows: rows.collect(),
        });
    }
    Ok(Comparison {
        schema_version: SCHEMA_VERSION,
        date: options.date.clone(),
        rust: toolchain.version,
        engine: format!("Wasmtime {}", wasmtime_version(workspace)?),
        processors: std::thread::available_parallelism().map_or(1, usize::from),
        subjects: measured,
        left_out,
    })
}

fn answers(workspace: &Workspace, example: &str) -> Result<Answers> {
    let path = workspace
        .root
        .join("examples")
        .join(example)
        .join("answers.toml");
    let answers = Answers::read(&path)?;
    answers.with_context(|| {
        format!(
            "{}: there is no answer; write calls and what must come back into it",
            path.display()
        )
    })
}

/// Returns the version of Wasmtime that this workspace locks.
fn wasmtime_version(workspace: &Workspace) -> Result<String> {
    build::locked_version(&workspace.root.join("Cargo.lock"), "wasmtime")
}

/// Returns the tools of this workspace, for the row.
pub(crate) fn ours() -> String {
    format!(
        "greentic-guest {}, profile {PROFILE}, component-shrink",
        env!("CARGO_PKG_VERSION")
    )
}
