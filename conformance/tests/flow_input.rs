//! Envelopes of the release of `greentic-types` that today's runners are made with
//! are read as those of the older one are, and a component answers the same to each
//! wrapping of an input.

extern crate greentic_types_1_2 as types;

#[path = "../../guest/tests/input/near_misses.rs"]
mod near_misses;
#[path = "../../guest/tests/input/random.rs"]
mod random;

use std::collections::BTreeMap;

use anyhow::{Context as _, Result};
use fastrand::Rng;
use greentic_conformance::generated::built;
use greentic_conformance::shrunk::shrunk;
use greentic_size_report::Generated;
use greentic_size_report::functions::{Functions, Running};
use serde_json::{Value, json};

/// Says what it was given: the payload, the settings, and the flow.
const SOURCE: &str = r#"#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::{Call, json};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(said(call, op, input)?)
}

fn said<'a>(call: &'a Call, op: &str, input: &'a str) -> Result<&'a str, json::JsonError<'a>> {
    let input = call.input(input)?;
    if op == "flow" {
        return Ok(input.context().map_or("", |context| context.flow_id()));
    }
    if op == "size" {
        return Ok("");
    }
    let config = input.config().map_or("", |config| config.text());
    Ok(call.concat(&[input.payload().text(), ";", config]))
}
"#;

fn running() -> Result<Running> {
    let files = built(&Generated {
        name: "flow-input".to_owned(),
        features: vec!["component-v0-5".to_owned(), "json".to_owned()],
        sources: [("node".to_owned(), SOURCE.to_owned())].into(),
    })?;
    Functions::load(&shrunk(&files["node"])?)?.instantiate(&BTreeMap::new())
}

/// Returns what the node answers, in WAVE.
fn answer(node: &mut Running, op: &str, input: &str) -> Result<String> {
    let tenant = r#"{tenant: {env: "prod", tenant: "acme", tenant-id: "acme", attributes: [], attempt: 0}, flow-id: "f"}"#;
    let arguments = [tenant.to_owned(), format!("{op:?}"), format!("{input:?}")];
    node.call("greentic:component/node@0.5.0#invoke", &arguments)?
        .context("an answer")
}

/// Runs on a stack for the reader of WAVE, which without optimisation takes some of
/// it for each character of a text.
fn with_stack(test: fn() -> Result<()>) -> Result<()> {
    let thread = std::thread::Builder::new().stack_size(256 << 20);
    thread.spawn(test)?.join().expect("the test ends")
}

#[test]
fn a_node_answers_the_same_to_each_wrapping() -> Result<()> {
    with_stack(|| {
        let mut node = running()?;
        for seed in 0..12 {
            let rng = &mut Rng::with_seed(seed);
            let payload = json!({"symbol": random::value(rng, 2)});
            let config = random::value(rng, 1);
            let both = json!({"config": config, "input": payload});
            for (whole, settings) in [(&payload, String::new()), (&both, config.to_string())] {
                let sent = random::envelope(rng, whole);
                let due = answer(&mut node, "say", &whole.to_string())?;
                let plain: Value = json!(format!("{payload};{settings}"));
                // WAVE has the escapes of JSON, but for control characters.
                let said = due.trim_start_matches("%ok(").trim_end_matches(')');
                if !said.contains("\\u{") {
                    assert_eq!(serde_json::from_str::<Value>(said)?, plain);
                }
                let text = serde_json::to_string(&sent)?;
                assert_eq!(answer(&mut node, "say", &text)?, due, "{text}");
                assert_eq!(answer(&mut node, "flow", &whole.to_string())?, r#"%ok("")"#);
            }
        }
        let mut sent = random::envelope(&mut Rng::with_seed(1), &json!([]));
        sent.flow_id = "main".to_owned();
        let text = serde_json::to_string(&sent)?;
        assert_eq!(answer(&mut node, "flow", &text)?, r#"%ok("main")"#);
        Ok(())
    })
}

#[test]
fn the_fuel_for_an_envelope_grows_with_its_length() -> Result<()> {
    with_stack(|| {
        let mut node = running()?;
        let mut fuel = |bytes: usize| -> Result<(u64, usize)> {
            let payload = json!("x".repeat(bytes));
            let mut sent = random::envelope(&mut Rng::with_seed(1), &payload);
            sent.metadata = vec![255; bytes];
            let text = serde_json::to_string(&sent)?;
            assert_eq!(answer(&mut node, "size", &text)?, r#"%ok("")"#);
            Ok((node.fuel()?, text.len()))
        };
        let (small, short) = fuel(1_000)?;
        let (large, long) = fuel(4_000)?;
        let each = (large - small) / (long - short) as u64;
        println!("{each} units of fuel for a byte of an envelope");
        assert!(
            each <= MOST,
            "{each} units of fuel for a byte; the limit is {MOST}"
        );
        Ok(())
    })
}

/// The most fuel that a byte of an envelope may take.
const MOST: u64 = 400;
