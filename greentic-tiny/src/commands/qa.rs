//! `greentic-tiny qa`.

use greentic_command::output;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Args, ValueEnum};
use greentic_host_shim::bindings::component::v0_6::component_qa as base;
use greentic_host_shim::bindings::component::v0_6_1::qa as newer;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::component_qa as revision;
use greentic_host_shim::{Component, Instance};
use serde_json::{Value, json};

use crate::commands::setup::{Asking, answer_of, decoded, encoded};
use crate::failure::Failure;
use crate::options::calling;
use crate::options::run::RunArgs;

#[derive(Args)]
pub(crate) struct QaArgs {
    /// The component
    file: PathBuf,

    /// Step that the component is about to go through
    #[arg(long, default_value = "default")]
    mode: Mode,

    /// Answers, as JSON or a file of it: print the settings that follow from them
    #[arg(long, value_name = "FILE|JSON")]
    answers: Option<String>,

    /// The settings so far, as JSON or a file of it; an empty object if left out
    #[arg(long, value_name = "FILE|JSON", requires = "answers")]
    config: Option<String>,

    /// Print one JSON document instead of text
    #[arg(long)]
    pub(crate) json: bool,

    #[command(flatten)]
    run: RunArgs,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Mode {
    /// Nothing in particular
    Default,
    /// It is set up for the first time
    Setup,
    /// Its settings change, or a newer version takes its place
    #[value(alias = "upgrade")]
    Update,
    /// It is taken away
    Remove,
}

/// Converts a mode into that of an interface, which has its own word for an update.
macro_rules! mode_of {
    ($interface:ident::$mode:ident, $update:ident, $given:expr) => {
        match $given {
            Mode::Default => $interface::$mode::Default,
            Mode::Setup => $interface::$mode::Setup,
            Mode::Update => $interface::$mode::$update,
            Mode::Remove => $interface::$mode::Remove,
        }
    };
}

const ASKING: Asking = Asking {
    command: "qa",
    interfaces: &[base::NAME, newer::NAME],
};

/// The questions that are asked, and the values that go with them.
struct Question {
    mode: Mode,
    /// The answers, and the settings so far.
    answers: Option<(Value, Option<Value>)>,
}

pub(crate) fn run(args: &QaArgs) -> Result<ExitCode, Failure> {
    let json_of = |what, text: &Option<String>| {
        text.as_deref()
            .map(|text| calling::json(what, text))
            .transpose()
    };
    let config = json_of("--config", &args.config)?;
    let answers = json_of("--answers", &args.answers)?;
    let question = Question {
        mode: args.mode,
        answers: answers.map(|answers| (answers, config)),
    };
    let (component, mut instance) = args.run.instance(&args.file)?;
    let (interface, answer) = ask(&component, &mut instance, args, &question)?;
    let what = if question.answers.is_some() {
        "config"
    } else {
        "questions"
    };
    if args.json {
        output::document(&json!({ "interface": interface, what: answer }))?;
    } else {
        output::text(&format!("{answer}\n"))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn ask(
    component: &Component,
    instance: &mut Instance,
    args: &QaArgs,
    question: &Question,
) -> Result<(&'static str, Value), Failure> {
    let answers = question.answers.as_ref();
    let in_cbor = || -> Result<_, Failure> {
        let Some((answers, config)) = answers else {
            return Ok(None);
        };
        let config = config.clone().unwrap_or_else(|| json!({}));
        Ok(Some((
            encoded("--answers", answers)?,
            encoded("--config", &config)?,
        )))
    };
    // These two take the settings so far with the answers.
    macro_rules! ask_with_settings {
        ($interface:ident, $update:ident) => {
            if component.fits::<$interface::Guest>().is_ok() {
                let mode = mode_of!($interface::QaMode, $update, question.mode);
                let mut qa = instance.exports::<$interface::Guest>()?;
                let bytes = match in_cbor()? {
                    None => qa.qa_spec(mode)?,
                    Some((answers, config)) => qa.apply_answers(mode, &config, &answers)?,
                };
                return Ok(($interface::NAME, decoded(&bytes)?));
            }
        };
    }
    ask_with_settings!(revision, Update);
    ask_with_settings!(base, Upgrade);
    if component.fits::<newer::Guest>().is_ok() {
        if matches!(answers, Some((_, Some(_)))) {
            let message = format!(
                "{} has no place for settings: leave --config out",
                newer::NAME
            );
            return Err(Failure::Usage { message });
        }
        let mode = mode_of!(newer::Mode, Upgrade, question.mode);
        let mut qa = instance.exports::<newer::Guest>()?;
        let bytes = match in_cbor()? {
            None => qa.qa_spec(mode)?,
            Some((answers, _)) => qa.apply_answers(mode, &answers)?,
        };
        return Ok((newer::NAME, decoded(&bytes)?));
    }
    // A node has operations for it.
    let mode = question.mode.to_possible_value();
    let mode = mode.map(|mode| mode.get_name().to_owned());
    let (op, input) = match answers {
        None => ("qa-spec", json!({ "mode": mode })),
        Some((answers, config)) => {
            let config = config.clone().unwrap_or_else(|| json!({}));
            let input = json!({ "mode": mode, "current_config": config, "answers": answers });
            ("apply-answers", input)
        }
    };
    answer_of(&ASKING, component, instance, &args.run.context, op, &input)
}
