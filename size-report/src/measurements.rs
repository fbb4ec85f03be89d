//! Builds, runs, measures and judges the examples of a workspace.

use anyhow::{Context as _, Result};
use greentic_host_shim::{Limits, Shim};
use serde_json::Value;

use crate::answers::Answers;
use crate::artifact::PROFILE;
use crate::artifacts::Artifacts;
use crate::budget::Budgets;
use crate::functions::Functions;
use crate::link_flags::LinkFlags;
use crate::measure::measure;
use crate::progress::Progress;
use crate::report::{Component, Report, SCHEMA_VERSION};
use crate::toolchain::{TARGET, Toolchain};
use crate::violation::{Check, Violation};
use crate::workspace::{Example, Workspace};

/// The options of the measurements.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// The examples to look at; all if none is named.
    pub names: Vec<String>,
    /// `true` to lower budgets with head room to the measured sizes, and to write missing
    /// ones. Only components whose answers hold are concerned.
    pub tighten: bool,
}

/// Builds the examples of a workspace, runs and measures them, and checks their answers
/// and budgets. The components stay in `size-report/components` of the target folder.
///
/// # Errors
/// When something cannot be built, or a file with answers or budgets cannot be used. A
/// budget or an answer that does not hold is not an error but a part of the report.
pub fn measure_examples(
    workspace: &Workspace,
    options: &Options,
    progress: &mut dyn Progress,
) -> Result<Report> {
    // Mistakes of people are found first, because builds take longer.
    let examples = workspace.select(&options.names)?;
    let mut budgets = if options.tighten {
        Budgets::read_or_begin(&workspace.budgets())?
    } else {
        Budgets::read(&workspace.budgets())?
    };
    budgets.check_names(&workspace.names())?;
    let flags = LinkFlags::read(&workspace.root)?;
    let answers = examples
        .iter()
        .map(|example| Answers::read(&example.answers()))
        .collect::<Result<Vec<_>, _>>()?;
    let toolchain = Toolchain::ready(&workspace.root, progress)?;
    let shim = Shim::new(Limits::default()).context("cannot set up the host")?;

    let mut report = Report {
        schema_version: SCHEMA_VERSION,
        toolchain: toolchain.version,
        target: TARGET.to_owned(),
        profile: PROFILE.to_owned(),
        components: Vec::new(),
        violations: Vec::new(),
    };
    for (index, (example, answers)) in examples.iter().zip(answers).enumerate() {
        let name = &example.name;
        progress.step(index + 1, examples.len(), &format!("building {name}"));
        let linked = workspace.build(example, &flags, progress)?;
        let path = workspace.component(example);
        let here = || path.display().to_string();
        flags
            .check(&measure(&linked).with_context(here)?)
            .with_context(here)?;
        let artifacts = Artifacts::of(linked).with_context(here)?;
        artifacts.write(&path)?;
        let sizes = artifacts.measure().with_context(here)?;

        progress.step(index + 1, examples.len(), &format!("running {name}"));
        let (world, mut violations) = run(&shim, example, answers.as_ref(), &artifacts.shrunk);
        // Without answers, the run above has reported that already.
        if answers.is_some() {
            let (_, linked) = run(&shim, example, answers.as_ref(), &artifacts.linked);
            violations.extend(linked.into_iter().map(|violation| Violation {
                message: format!("before shrinking: {}", violation.message),
                ..violation
            }));
        }
        if options.tighten && violations.is_empty() {
            for change in budgets.tighten(name, &sizes) {
                progress.note(&change);
            }
        } else if options.tighten {
            progress.note(&format!(
                "{name}: its budget stays as it is until its answers hold"
            ));
        }
        violations.extend(budgets.hold(name, &sizes));
        report.violations.append(&mut violations);
        report.components.push(Component {
            name: name.clone(),
            world,
            path: path.display().to_string(),
            budget: budgets.of(name),
            sizes,
            answers: answers.map_or(0, |answers| answers.answers.len()),
        });
    }
    if options.tighten {
        budgets.write()?;
    }
    Ok(report)
}

/// Runs a component. Returns its world, and the answers that do not hold.
fn run(
    shim: &Shim,
    example: &Example,
    answers: Option<&Answers>,
    bytes: &[u8],
) -> (Option<String>, Vec<Violation>) {
    let violation = |message: String| Violation {
        component: example.name.clone(),
        check: Check::Answer,
        key: "answers.toml".to_owned(),
        expected: Value::Null,
        actual: Value::Null,
        message,
    };
    let Some(answers) = answers else {
        let path = example.answers();
        let message = format!(
            "nothing proves that it works: write calls and what must come back into {}; `greentic-size-report --help` shows how",
            path.display()
        );
        let world = shim.load(bytes).ok();
        let world = world.as_ref().and_then(interface);
        return (world, vec![violation(message)]);
    };
    let (mut world, mut all) = (None, Vec::new());
    if answers.call_functions() {
        match Functions::load(bytes) {
            Ok(component) => {
                world = component.world();
                all.extend(answers.check_functions(&example.name, &component));
            }
            Err(error) => all.push(violation(format!("cannot be run: {error:#}"))),
        }
    }
    if answers.call_worlds() {
        match shim.load(bytes) {
            Ok(component) => {
                world = interface(&component);
                all.extend(answers.check(&example.name, &component));
            }
            Err(error) => all.push(violation(format!("cannot be run: {error}"))),
        }
    }
    (world, all)
}

/// Returns the first interface that a component exports and the host knows, as a name for
/// the whole.
fn interface(component: &greentic_host_shim::Component) -> Option<String> {
    let mut interfaces = component.interfaces();
    interfaces.next().map(|export| export.name.to_owned())
}
