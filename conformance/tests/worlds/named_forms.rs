//! The short forms that have a name, in each version that no example is of: what they make
//! of a handler answers values on Wasmtime.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use greentic_conformance::roundtrip::check::{Cases, seed};
use wasmtime::Engine;
use wasmtime::component::Val;

use crate::components::build;
use crate::short_forms::Instance;

/// Nodes, by what the key `world` says.
const NODES: [(&str, &str); 4] = [
    ("node_0_5", "component::v0_5::node"),
    ("node_0_4", "component::v0_4::node"),
    ("node_0_4_93", "rev_0_4_93::component::v0_4::node"),
    ("node_0_4_113", "rev_0_4_113::component::v0_5::node"),
];

/// Routers, by what the key `world` says.
const ROUTERS: [(&str, &str); 3] = [
    ("router_24", "mcp::v24_11_5"),
    ("router_25_3", "mcp::v25_3_26"),
    ("router_25_6", "mcp::v25_6_18"),
];

fn node(world: &str) -> String {
    format!(
        r#"#![cfg_attr(target_family = "wasm", no_std)]

use greentic_guest::Call;
use greentic_guest::{world}::{{ExecCtx, NodeError}};

greentic_guest::component_entrypoint!({{
    world: {world},
    manifest: "a manifest",
    ops: {{ "shout" => shout, "fail" => fail }},
}});

fn shout<'a>(call: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {{
    Ok(call.concat(&[input, "!"]))
}}

fn fail<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {{
    Err(("failed", input).into())
}}
"#
    )
}

fn router(world: &str) -> String {
    format!(
        r#"#![cfg_attr(target_family = "wasm", no_std)]

use greentic_guest::Call;
use greentic_guest::{world}::ToolError;

greentic_guest::mcp_server! {{
    world: {world},
    name: "words",
    tools: {{ "shout" => shout {{ description: "Shouts" }} }},
    resources: {{ "mem://motto" => "Small is beautiful" {{ name: "motto" }} }},
    prompts: {{ "bye" => "Goodbye" {{}} }},
}}

fn shout<'a>(call: &'a Call, arguments: &'a str) -> Result<&'a str, ToolError<'a>> {{
    Ok(call.concat(&[arguments, "!"]))
}}
"#
    )
}

fn components() -> Result<BTreeMap<String, Vec<u8>>> {
    let nodes = NODES.map(|(name, world)| (name.to_owned(), node(world)));
    let routers = ROUTERS.map(|(name, world)| (name.to_owned(), router(world)));
    let sources = nodes.into_iter().chain(routers).collect();
    build("named-forms", &["wit-all"], sources)
}

/// Returns the text of a value, as `Debug` writes it.
fn shown(value: &Val) -> String {
    format!("{value:?}")
}

#[test]
fn the_short_forms_of_all_versions_answer() -> Result<()> {
    let engine = Engine::default();
    let components = components()?;
    for (name, _) in NODES {
        let mut instance = Instance::new(&engine, &components[name])?;
        let manifest = instance.call("get-manifest", &[])?;
        assert_eq!(manifest, Val::String("a manifest".into()), "{name}");
        let invoke = instance.function("invoke").context("invoke")?;
        for case in Cases::new(&invoke, seed()?).take(50) {
            // The context as it comes, with an operation and an input of ours.
            let mut arguments = case.arguments;
            let Val::String(input) = arguments[2].clone() else {
                anyhow::bail!("{name}: the input is no text");
            };
            for (op, due) in [
                ("shout", format!("{input:?}")),
                ("fail", format!("{input:?}")),
                ("other", "\"unknown-op\"".to_owned()),
            ] {
                arguments[1] = Val::String(op.into());
                let answer = instance.call("invoke", &arguments)?;
                match (&answer, op) {
                    (Val::Variant(case, Some(text)), "shout") if case == "ok" => {
                        assert_eq!(**text, Val::String(format!("{input}!")), "{name}");
                    }
                    (Val::Variant(case, Some(error)), _) if case == "err" => {
                        assert!(
                            op != "shout" && shown(error).contains(&due),
                            "{name}: {error:?}"
                        );
                    }
                    other => anyhow::bail!("{name}: {other:?}"),
                }
            }
        }
    }
    for (name, _) in ROUTERS {
        let mut instance = Instance::new(&engine, &components[name])?;
        for (list, due) in [
            ("list-tools", "\"shout\""),
            ("list-resources", "\"mem://motto\""),
            ("list-prompts", "\"bye\""),
        ] {
            let listed = shown(&instance.call(list, &[])?);
            assert!(listed.contains(due), "{name}: {listed}");
        }
        let text = |text: &str| Val::String(text.into());
        let arguments = match name {
            "router_25_6" => text("[1]"),
            _ => Val::Record(vec![("json".into(), text("[1]"))]),
        };
        let answer = shown(&instance.call("call-tool", &[text("shout"), arguments.clone()])?);
        assert!(answer.contains("\"[1]!\""), "{name}: {answer}");
        let unknown = shown(&instance.call("call-tool", &[text("shou"), arguments])?);
        assert!(
            unknown.contains("there is no tool `shou`"),
            "{name}: {unknown}"
        );
        let motto = shown(&instance.call("read-resource", &[text("mem://motto")])?);
        assert!(motto.contains("Small is beautiful"), "{name}: {motto}");
        let gone = shown(&instance.call("read-resource", &[text("mem://mott")])?);
        assert!(
            gone.contains("there is no resource `mem://mott`"),
            "{name}: {gone}"
        );
    }
    Ok(())
}
