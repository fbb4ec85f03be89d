//! Answers with what the platform's own code gets from components: a question a line on
//! standard input, in JSON, and an answer a line. `doctor FILE` and `inspect FILE` are the
//! platform's commands of those names, which print what they find.

mod host;
mod runners;

pub mod caller_identity {
    #![allow(clippy::all, dead_code)]
    include!(concat!(env!("OUT_DIR"), "/platform_runner_1_2_2/caller_identity.rs"));
}

/// The part of the runners' settings that their code here asks for.
pub mod config {
    pub(crate) fn greentic_env_or_local() -> String {
        "local".to_owned()
    }
}

use std::collections::BTreeMap;
use std::io::{BufRead, Write};
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use greentic_component::cmd::doctor::{self, DoctorArgs, DoctorFormat};
use greentic_component::cmd::inspect::{self, InspectArgs};
use greentic_mcp_exec::{ExecConfig, ExecRequest, RuntimePolicy, ToolStore, VerifyPolicy};
use serde_json::{Value, json};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

use host::State;
use runners::{v0_4_60, v1_2_2};

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    if let [command, target] = &*arguments {
        return match self::command(command, target) {
            Ok(()) => ExitCode::SUCCESS,
            Err(error) => {
                eprintln!("{error:#}");
                ExitCode::FAILURE
            }
        };
    }
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let question: Value = serde_json::from_str(&line).expect("JSON");
        let answer = match answer(&question) {
            Ok(answer) => json!({ "ok": answer }),
            Err(error) => json!({ "err": format!("{error:#}") }),
        };
        writeln!(output, "{answer}").expect("a reader");
        output.flush().expect("a reader");
    }
    ExitCode::SUCCESS
}

/// Runs a command of the platform.
fn command(name: &str, target: &str) -> Result<()> {
    let target = target.to_owned();
    match name {
        "doctor" => doctor::run(DoctorArgs { target, manifest: None, format: DoctorFormat::Json })?,
        "inspect" => {
            let arguments = InspectArgs {
                target: Some(target),
                manifest: None,
                describe: None,
                json: true,
                verify: false,
                strict: false,
            };
            inspect::run(&arguments)?;
        }
        other => bail!("there is no command {other}"),
    }
    Ok(())
}

fn answer(question: &Value) -> Result<Value> {
    match text(question, "ask")? {
        "invoke" => invoke(question),
        "runtime" => runtime(question),
        "provider" => provider(question),
        "tools" => tools(question),
        "tool" => tool(question),
        other => bail!("nobody answers {other}"),
    }
}

fn text<'a>(question: &'a Value, name: &str) -> Result<&'a str> {
    question[name].as_str().with_context(|| format!("`{name}` is no text"))
}

fn texts(question: &Value, name: &str) -> Result<BTreeMap<String, String>> {
    Ok(match &question[name] {
        Value::Null => BTreeMap::new(),
        given => serde_json::from_value(given.clone())?,
    })
}

/// Has a runner call a component as a step of a flow: with the envelope that it makes of
/// the flow's payload, and settings put in as it puts them in.
fn invoke(question: &Value) -> Result<Value> {
    let newer = match text(question, "runner")? {
        "1.2.2" => true,
        "0.4.60" => false,
        other => bail!("there is no runner {other}"),
    };
    let (component, mut linker, mut store) = load(question, newer)?;
    let op = text(question, "op")?;
    let payload = question["payload"].clone();
    // Their types have the same names and are others.
    macro_rules! envelope_and_context {
        ($runner:ident) => {{
            use $runner::component_api::node::{ExecCtx, TenantCtx};
            use $runner::invocation::{InvocationMeta, build_invocation_envelope};

            let ctx = ExecCtx {
                tenant: TenantCtx {
                    tenant: "acme".into(),
                    team: None,
                    user: None,
                    trace_id: None,
                    i18n_id: None,
                    correlation_id: Some("session".into()),
                    deadline_unix_ms: None,
                    attempt: 0,
                    idempotency_key: Some("session".into()),
                },
                i18n_id: None,
                flow_id: "flow".into(),
                node_id: Some("step".into()),
            };
            let meta = InvocationMeta {
                env: "local",
                tenant: "acme",
                flow_id: "flow",
                node_id: Some("step"),
                provider_id: None,
                session_id: Some("session"),
                attempt: 0,
            };
            let envelope = build_invocation_envelope(meta, op, payload)?;
            (serde_json::to_string(&envelope)?, ctx)
        }};
    }
    if newer {
        use v1_2_2::pack::HostState;

        let (input, ctx) = envelope_and_context!(v1_2_2);
        let config = (!question["config"].is_null()).then(|| question["config"].to_string());
        let input = HostState::merge_component_config_into_input_json(config.as_deref(), &input)?;
        let result = HostState::instantiate_component_result(
            &mut linker, &mut store, &component, &ctx, None, None, "component", op, &input,
        )?;
        HostState::convert_invoke_result(result)
    } else {
        use v0_4_60::pack::HostState;

        let (input, ctx) = envelope_and_context!(v0_4_60);
        let result = HostState::instantiate_component_result(
            &mut linker, &mut store, &component, &ctx, op, &input,
        )?;
        HostState::convert_invoke_result(result)
    }
}

/// A component, and what a runner has to call it with.
type Loaded = (Component, Linker<State>, Store<State>);

fn load(question: &Value, newer: bool) -> Result<Loaded> {
    let engine = Engine::default();
    let component = Component::from_file(&engine, text(question, "component")?)?;
    let mut linker = Linker::new(&engine);
    host::link(&mut linker, newer)?;
    let reply = question["reply"].as_str().unwrap_or_default().to_owned();
    let state = State::new(texts(question, "secrets")?, texts(question, "settings")?, reply);
    let store = Store::new(&engine, state);
    Ok((component, linker, store))
}

/// Has the newer runner call a component that runs in one call, which it does with those
/// that are no nodes.
fn runtime(question: &Value) -> Result<Value> {
    use v1_2_2::pack::HostState;

    let (component, mut linker, mut store) = load(question, true)?;
    let input = question["payload"].to_string();
    let result = HostState::try_v06_runtime(&mut linker, &mut store, &component, &input)?;
    HostState::convert_invoke_result(result)
}

/// Calls a provider by the bindings of the newer runner, as it does.
fn provider(question: &Value) -> Result<Value> {
    use v1_2_2::provider_core::schema_core_schema::SchemaCorePre;

    let (component, linker, mut store) = load(question, true)?;
    let pre = SchemaCorePre::new(linker.instantiate_pre(&component)?)?;
    let bindings = runners::block_on(async { pre.instantiate_async(&mut store).await })?;
    let provider = bindings.greentic_provider_schema_core_schema_core_api();
    let input = question["payload"].to_string();
    let shown = |bytes: Vec<u8>| String::from_utf8_lossy(&bytes).into_owned();
    Ok(json!({
        "describe": shown(provider.call_describe(&mut store)?),
        "health": shown(provider.call_healthcheck(&mut store)?),
        "config": shown(provider.call_validate_config(&mut store, input.as_bytes())?),
        "answer": shown(provider.call_invoke(&mut store, text(question, "op")?, input.as_bytes())?),
    }))
}

/// The settings of the platform's executor of tools, for the folder of a component.
fn executor(question: &Value) -> Result<(ExecConfig, String)> {
    let path = Path::new(text(question, "component")?);
    let folder = path.parent().context("a file has a folder")?;
    let name = path.file_name().and_then(|name| name.to_str()).context("no name")?;
    let config = ExecConfig {
        store: ToolStore::LocalDir(folder.to_owned()),
        security: VerifyPolicy { allow_unverified: true, ..VerifyPolicy::default() },
        runtime: RuntimePolicy::default(),
        http_enabled: false,
        secrets_store: None,
    };
    Ok((config, name.trim_end_matches(".wasm").to_owned()))
}

fn tools(question: &Value) -> Result<Value> {
    let (config, name) = executor(question)?;
    let tools = greentic_mcp_exec::list_tools(&name, &config)?;
    let tools = tools.into_iter().map(|tool| {
        json!({
            "name": tool.name,
            "description": tool.description,
            "input": tool.input_schema,
            "output": tool.output_schema,
        })
    });
    Ok(tools.collect())
}

fn tool(question: &Value) -> Result<Value> {
    let (config, component) = executor(question)?;
    let request = ExecRequest {
        component,
        action: text(question, "op")?.to_owned(),
        args: question["payload"].clone(),
        tenant: None,
    };
    Ok(greentic_mcp_exec::exec(request, &config)?)
}
