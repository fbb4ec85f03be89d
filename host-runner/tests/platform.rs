//! The platform's own runners, and this crate in their place, get the same answers from
//! the same components.

use greentic_host_runner::call::{Input, Output, Request, call_as};
use greentic_host_runner::{Runner, Step};
use greentic_host_shim::{Component, Host, Limits, Shim};
use greentic_testkit::driver::Driver;
use greentic_testkit::guests::component;
use greentic_testkit::published;
use serde_json::{Value, json};

/// Payloads that a flow may have: each way that a runner takes fields out, and values
/// that CBOR and JSON write in more than one way.
fn payloads() -> Vec<Value> {
    vec![
        json!({ "name": "Ada", "count": 3, "ratio": 1.5, "tags": ["a", null, true] }),
        json!("plain text"),
        json!(null),
        json!([1, -1, 4_294_967_296_u64, 1e300]),
        json!({ "payload": { "a": 1 }, "metadata": { "b": 2 }, "op": "echo" }),
        json!({ "input": { "a": 1 }, "more": 2 }),
        json!({ "envelope": { "payload": { "a": 1 }, "metadata": 7 } }),
        json!({ "ok": false, "error": { "code": "E", "message": "no" } }),
        json!({ "error": { "message": "no" } }),
    ]
}

/// The step of a flow that the program has its runners in.
fn step() -> Step {
    Step {
        env: "local".into(),
        tenant: "acme".into(),
        flow: "flow".into(),
        node: Some("step".into()),
        provider: None,
        session: Some("session".into()),
        attempt: 0,
        caller: None,
    }
}

/// Calls a component by this crate in the place of a runner, and returns the answer in
/// the runner's own form.
fn ours(
    component: &Component,
    runner: Runner,
    op: &str,
    payload: &Value,
    config: Option<&Value>,
) -> Value {
    let mut instance = component.instantiate(Host::new()).expect("an instance");
    let text = payload.to_string();
    let request = Request {
        config,
        ..Request::new(op, Input::Text(&text))
    };
    let answer = call_as(&mut instance, component, runner, &step(), &request).expect("an answer");
    match answer.result {
        Ok(Output::Json(value)) => value,
        Ok(other) => panic!("{other:?} was not read"),
        Err(error) => json!({ "code": error.code, "message": error.message }),
    }
}

/// The part of a runner's answer that tells of a failure, as ours has it.
fn failure(value: Value) -> Value {
    if value["ok"] == json!(false) && value["error"].is_object() {
        json!({ "code": value["error"]["code"], "message": value["error"]["message"] })
    } else {
        value
    }
}

#[test]
fn the_runners_own_code_gets_the_same() {
    let Some(program) = published::runners().expect("what is there") else {
        return;
    };
    let mut driver = Driver::start(&program);
    let shim = Shim::new(Limits::default()).expect("a shim");
    let mut seen = 0;
    for name in [
        "conformance-called-node-0-6",
        "conformance-called-others",
        "node-minimal",
    ] {
        let path = component(name);
        let loaded = shim
            .load(&std::fs::read(path).expect("a file"))
            .expect("a component");
        for runner in Runner::ALL {
            for payload in payloads() {
                // Where there is nothing but a message, only the platform's flows make an
                // error of it.
                if payload.get("error").is_some() {
                    continue;
                }
                for config in [None, Some(json!({ "unit": "metric" }))] {
                    for op in ["echo", "context", "fails"] {
                        let theirs = driver.ask(&json!({
                            "ask": "invoke",
                            "runner": runner.release(),
                            "component": path,
                            "op": op,
                            "payload": payload,
                            "config": config,
                        }));
                        let Ok(theirs) = theirs else {
                            // 0.4.60 knows no nodes of 0.6.
                            assert_eq!(
                                (name, runner),
                                ("conformance-called-node-0-6", Runner::V0_4_60),
                                "{theirs:?}"
                            );
                            continue;
                        };
                        let ours = ours(&loaded, runner, op, &payload, config.as_ref());
                        assert_eq!(
                            ours,
                            failure(theirs),
                            "{name} {runner} {op} {payload} {config:?}"
                        );
                        seen += 1;
                    }
                }
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn the_executor_of_tools_lists_and_calls_them() {
    let Some(program) = published::runners().expect("what is there") else {
        return;
    };
    let mut driver = Driver::start(&program);
    let path = component("mcp-tools");
    let tools = driver
        .ask(&json!({ "ask": "tools", "component": path }))
        .expect("tools");
    let tools = tools.as_array().expect("a list");
    assert!(
        !tools.is_empty() && tools.iter().all(|tool| tool["input"]["type"] == "object"),
        "{tools:?}"
    );
    let answer = driver.ask(&json!({
        "ask": "tool",
        "component": path,
        "op": "split-bill",
        "payload": { "cents": 1000, "people": 3 },
    }));
    let answer = answer.expect("an answer").to_string();
    assert!(answer.contains("333"), "{answer}");
    // A tool that is not there is theirs to refuse.
    let refused = driver.ask(&json!({
        "ask": "tool",
        "component": path,
        "op": "no-such-tool",
        "payload": {},
    }));
    assert!(refused.is_err() || refused.expect("an answer").to_string().contains("error"));
}
