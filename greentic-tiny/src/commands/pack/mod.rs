//! `greentic-tiny pack`.

mod archive;
mod flows;

use greentic_command::{files, output};
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Subcommand};
use greentic_host_shim::on_one_line;
use serde_json::json;

use crate::cli::InputArgs;
use crate::failure::{ANSWERED, Failure};
use crate::file;
use crate::options::context::ContextArgs;
use crate::options::engine::LoadArgs;
use crate::options::host::HostArgs;
use crate::value;
use flows::{End, Flow, Generation, Schema};

#[derive(Args)]
pub(crate) struct PackArgs {
    /// The component, for `list`, `schema` and `run`
    file: Option<PathBuf>,

    #[command(subcommand)]
    action: PackCommand,

    /// Print one JSON document instead of text
    #[arg(long, global = true)]
    pub(crate) json: bool,

    #[command(flatten)]
    host: HostArgs,

    #[command(flatten)]
    load: LoadArgs,
}

#[derive(Subcommand)]
enum PackCommand {
    /// Build a pack: its components as small as they get, the same bytes every time
    #[command(after_help = "\
Example:
  greentic-tiny pack build pack.json -o demo.gtpack")]
    Build(archive::PackBuildArgs),

    /// Show what is in a pack
    #[command(after_help = "\
Example:
  greentic-tiny pack inspect demo.gtpack --json | jq '.components[].operations'")]
    Inspect(archive::FileArgs),

    /// Check a pack: its entries against their hashes, its components against its manifest
    #[command(after_help = "\
Example:
  greentic-tiny pack verify demo.gtpack && cp demo.gtpack /srv/packs")]
    Verify(archive::FileArgs),

    /// List the flows
    List,

    /// Show what a flow takes and gives, or the flow itself where the pack
    /// hands it out
    Schema {
        /// The flow
        flow: String,
    },

    /// Run a flow and print its output
    Run(Box<FlowArgs>),
}

#[derive(Args)]
struct FlowArgs {
    /// The flow; left out for packs of greentic:interfaces-pack, which are one
    /// component
    #[arg(value_name = "FLOW")]
    which: Option<String>,

    #[command(flatten)]
    input: InputArgs,

    #[command(flatten)]
    context: ContextArgs,
}

pub(crate) fn run(args: &PackArgs) -> Result<ExitCode, Failure> {
    match (&args.action, &args.file) {
        (PackCommand::Build(build), None) => build.run(args.json),
        (PackCommand::Inspect(inspect), None) => inspect.inspect(args.json),
        (PackCommand::Verify(verify), None) => verify.verify(args.json),
        (PackCommand::List | PackCommand::Schema { .. } | PackCommand::Run(_), Some(file)) => {
            on_component(args, file)
        }
        (PackCommand::List | PackCommand::Schema { .. } | PackCommand::Run(_), None) => {
            Err(Failure::Usage {
                message: "name the component first: `pack FILE list`".into(),
            })
        }
        (_, Some(file)) => Err(Failure::Usage {
            message: format!(
                "`build`, `inspect` and `verify` take their file behind them; {} is too much",
                files::name(file)
            ),
        }),
    }
}

/// Runs an action on a component that exports the flows of a pack.
fn on_component(args: &PackArgs, file: &Path) -> Result<ExitCode, Failure> {
    // Before anything is compiled: standard input may turn out to be bad.
    let input = match &args.action {
        PackCommand::Run(run) => file::input(&run.input)?,
        _ => String::new(),
    };
    let component = file::component(file, &args.load)?;
    let generation = Generation::of(&component)?;
    let mut pack = component.instantiate(args.host.host()?)?;
    match &args.action {
        PackCommand::Schema { flow } => {
            let schema = generation.schema(&mut pack, flow)?;
            show(generation, flow, &schema, args.json)
        }
        PackCommand::Run(run) => {
            let flow = flow(generation, run.which.as_deref())?;
            let mut tenant = run.context.context().tenant;
            if generation.has_flows() {
                tenant.flow_id = Some(flow.to_owned());
            }
            let end = generation.run(&mut pack, flow, &input, tenant)?;
            tell(generation, &end, pack.memory_bytes(), args.json)
        }
        _ => {
            let flows = generation.list(&mut pack)?;
            list(generation, &flows, args.json)
        }
    }
}

/// Returns the flow to run. If there are several, its name must be given in full.
fn flow(generation: Generation, flow: Option<&str>) -> Result<&str, Failure> {
    let wrong = |message: &str| {
        Err(Failure::Usage {
            message: format!("this is a pack of {}, {message}", generation.package()),
        })
    };
    match (flow, generation.has_flows()) {
        (Some(flow), true) => Ok(flow),
        (None, false) => Ok(""),
        (None, true) => wrong("so name the flow to run; `pack FILE list` lists them"),
        (Some(_), false) => wrong("which has no flows to name; leave the name out"),
    }
}

fn list(generation: Generation, flows: &[Flow], json: bool) -> Result<ExitCode, Failure> {
    if json {
        output::document(&json!({
            "package": generation.package(),
            "flows": flows,
        }))?;
        return Ok(ExitCode::SUCCESS);
    }
    let width = |cell: fn(&Flow) -> &str| {
        let widths = flows.iter().map(|flow| cell(flow).chars().count());
        widths.max().unwrap_or_default()
    };
    let (id, kind) = (width(|flow| &flow.id), width(|flow| &flow.kind));
    let version = width(Flow::version);
    let mut text = String::new();
    for flow in flows {
        let mut notes = Vec::new();
        notes.extend(
            flow.profile
                .iter()
                .map(|profile| format!("profile {profile}")),
        );
        notes.extend(flow.tags.iter().map(|tag| format!("#{tag}")));
        notes.extend(flow.entrypoints.iter().map(|place| format!("at {place}")));
        if flow.private {
            notes.push("private".to_owned());
        }
        let line = format!(
            "{:id$}  {:kind$}  {:version$}  {}",
            flow.id,
            flow.kind,
            flow.version(),
            notes.join(", ")
        );
        // Writing to a string does not fail.
        let _ = writeln!(text, "{}", on_one_line(line.trim_end()));
    }
    output::text(&text)?;
    Ok(ExitCode::SUCCESS)
}

impl Flow {
    fn version(&self) -> &str {
        self.version.as_deref().unwrap_or_default()
    }
}

fn show(
    generation: Generation,
    flow: &str,
    schema: &Schema,
    json: bool,
) -> Result<ExitCode, Failure> {
    let flow_is = |what: &str| format!("the {what} of `{}`", on_one_line(flow));
    match schema {
        Schema::Schemas { input, output } => {
            value::warn_unless_json(&flow_is("schema of the input"), input);
            value::warn_unless_json(&flow_is("schema of the output"), output);
        }
        Schema::Flow(text) => value::warn_unless_json(&flow_is("flow"), text),
    }
    if json {
        let mut document = json!({
            "package": generation.package(),
            "id": flow,
        });
        match schema {
            Schema::Schemas { input, output } => {
                document["input"] = value::parsed(input);
                document["output"] = value::parsed(output);
            }
            Schema::Flow(flow) => document["flow"] = value::parsed(flow),
        }
        output::document(&document)?;
    } else {
        let text = match schema {
            Schema::Schemas { input, output } => format!("input   {input}\noutput  {output}\n"),
            Schema::Flow(flow) => format!("{flow}\n"),
        };
        output::text(&output::printable(&text))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn tell(generation: Generation, end: &End, memory: usize, json: bool) -> Result<ExitCode, Failure> {
    if json {
        let parsed = |text: &Option<String>| text.as_deref().map(value::parsed);
        output::document(&json!({
            "package": generation.package(),
            "status": end.status,
            "output": parsed(&end.output),
            "output_json": end.output,
            "message": end.message,
            "expected_input": end.expected_input,
            "logs": parsed(&end.logs),
            "metrics": parsed(&end.metrics),
            "memory_bytes": memory,
        }))?;
    } else if let Some(text) = &end.output {
        output::text(&format!("{text}\n"))?;
    }
    let message = end.message.as_deref().unwrap_or("no reason given");
    if end.failed {
        output::error(&format!("the run ended with `{}`: {message}", end.status));
        return Ok(ANSWERED.code());
    }
    if end.output.is_none() && !json {
        let mut text = format!("{}: {message}\n", end.status);
        for name in &end.expected_input {
            let _ = writeln!(text, "  it goes on with {name}");
        }
        output::text(&output::printable(&text))?;
    }
    Ok(ExitCode::SUCCESS)
}
