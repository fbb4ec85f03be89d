//! Components called by every interface, as our tools do and as runners do.

use greentic_host_runner::call::{
    Answer, Input, Output, Request, call, call_as, reduce, start, stop, stream,
};
use greentic_host_runner::cbor::{from_json, to_json};
use greentic_host_runner::{Caller, Error, Interface, Runner, Step};
use greentic_host_shim::{
    Component, Error as ShimError, ExecCtx, Host, Instance, Limits, Revision, Shim, StreamEvent,
};
use greentic_testkit::{guests, handmade};
use serde_json::{Value, json};

fn component(package: &str) -> Component {
    load(&guests::bytes(package))
}

fn load(bytes: &[u8]) -> Component {
    let shim = Shim::new(Limits::default()).expect("an engine");
    shim.load(bytes).expect("a component")
}

fn node_0_6() -> Component {
    component("conformance-called-node-0-6")
}

fn others() -> Component {
    component("conformance-called-others")
}

fn instance(component: &Component) -> Instance {
    component.instantiate(Host::new()).expect("an instance")
}

fn ctx() -> ExecCtx {
    ExecCtx::new("prod", "acme", "checkout")
}

fn ask(component: &Component, interface: Interface, op: &str, input: Input<'_>) -> Answer {
    let request = Request::new(op, input);
    call(&mut instance(component), interface, &ctx(), &request).expect("an answer")
}

fn ask_as(component: &Component, runner: Runner, op: &str, input: &str) -> Answer {
    let (step, lost) = Step::of(&ctx(), runner);
    assert!(lost.is_empty());
    let request = Request::new(op, Input::Text(input));
    call_as(&mut instance(component), component, runner, &step, &request).expect("an answer")
}

fn output(answer: &Answer) -> Value {
    let text = answer
        .result
        .as_ref()
        .expect("an output")
        .text()
        .expect("JSON");
    serde_json::from_str(&text).unwrap_or(Value::String(text))
}

#[test]
fn interfaces_are_chosen_in_the_order_of_the_runners() {
    let of = |component: &Component| Interface::of(component).expect("an interface");
    assert_eq!(of(&node_0_6()), Interface::Node06);
    assert_eq!(of(&others()), Interface::Node04);
    assert_eq!(
        of(&load(&handmade::node())),
        Interface::Node05(Revision::V0_4_89)
    );
    let exports = |wit: &str, names: &[&str]| {
        let (resolve, world) = handmade::exporting(wit, names);
        load(&handmade::dummy(&resolve, world))
    };
    let runtime = "greentic:component/component-runtime@0.6.0";
    let newest = "greentic:component/runtime@0.6.1";
    let wit = "../wit";
    assert_eq!(of(&exports(wit, &[newest, runtime])), Interface::Runtime06);
    assert_eq!(of(&exports(wit, &[newest])), Interface::Runtime061);
    let none = Interface::of(&load(&handmade::describe()));
    assert!(
        matches!(none, Err(Error::Component(ShimError::NotExported { .. }))),
        "{none:?}"
    );
    let revision = "../wit/revisions/0.4.113";
    let older = exports(revision, &["greentic:component/node@0.5.0"]);
    assert_eq!(of(&older), Interface::Node05(Revision::V0_4_81));
    // No runner knows that shape.
    for runner in Runner::ALL {
        let refused = Interface::for_runner(&older, runner);
        assert!(
            matches!(refused, Err(Error::NotCalled { .. })),
            "{refused:?}"
        );
    }
    let six = node_0_6();
    assert_eq!(
        Interface::for_runner(&six, Runner::V1_2).expect("it"),
        Interface::Node06
    );
    let refused = Interface::for_runner(&six, Runner::V0_4_60).expect_err("no 0.6");
    assert!(
        refused.to_string().contains("runner 0.4.60 would not call"),
        "{refused}"
    );
}

#[test]
fn each_interface_takes_bare_json() {
    let input = r#"{"cart":[7,1.5,"ä"]}"#;
    let json: Value = serde_json::from_str(input).expect("JSON");
    let (six, others) = (node_0_6(), others());
    let text = Input::Text(input);
    assert_eq!(output(&ask(&six, Interface::Node06, "echo", text)), json);
    assert_eq!(output(&ask(&others, Interface::Node04, "echo", text)), json);
    assert_eq!(
        output(&ask(&others, Interface::Runtime06, "any", text)),
        json
    );
    assert_eq!(
        output(&ask(&others, Interface::Runtime061, "get", text)),
        json!(["get", json])
    );
    // A text that is no JSON is a text, and none is null.
    assert_eq!(
        output(&ask(&six, Interface::Node06, "echo", Input::Text("World"))),
        "World"
    );
    assert_eq!(
        output(&ask(&six, Interface::Node06, "echo", Input::Text(""))),
        json!(null)
    );
    assert_eq!(
        output(&ask(&others, Interface::Node04, "echo", Input::Text(""))),
        ""
    );
    // As it is.
    let raw = from_json(&json!({ "$tag": [9, { "$bytes": "00ff" }] })).expect("CBOR");
    let answer = ask(&six, Interface::Node06, "echo", Input::Cbor(&raw));
    assert_eq!(answer.result, Ok(Output::Cbor(raw.clone())));
    assert_eq!(
        output(&answer),
        json!({ "$tag": [9, { "$bytes": "00ff" }] })
    );
    let refused = call(
        &mut instance(&others),
        Interface::Node04,
        &ctx(),
        &Request::new("echo", Input::Cbor(&raw)),
    );
    assert!(matches!(refused, Err(Error::Lacking { .. })), "{refused:?}");
    // Settings go with the input.
    let settings = json!({ "region": "eu" });
    for (component, interface) in [(&six, Interface::Node06), (&others, Interface::Node04)] {
        let request = Request {
            config: Some(&settings),
            ..Request::new("echo", text)
        };
        let answer = call(&mut instance(component), interface, &ctx(), &request).expect("it");
        assert_eq!(
            output(&answer),
            json!({ "config": settings, "input": json })
        );
    }
    let answer = ask(&others, Interface::Runtime06, "any", text);
    assert_eq!(answer.beside.as_deref(), Some(&[0xa0][..]));
    // What is no CBOR is an error of the reader, and can be had as it is.
    let answer = ask(&others, Interface::Runtime061, "bytes", text);
    let output = answer.result.expect("an output");
    assert!(matches!(
        output.text(),
        Err(Error::Cbor {
            what: "the output",
            ..
        })
    ));
    assert_eq!(output.bytes(), [0xff, 0]);
}

fn full() -> ExecCtx {
    let mut ctx = ctx();
    ctx.node_id = Some("pay".to_owned());
    ctx.i18n_id = Some("de".to_owned());
    let tenant = &mut ctx.tenant;
    tenant.team_id = Some("sales".to_owned());
    tenant.user = Some("ada".to_owned());
    tenant.trace_id = Some("t".to_owned());
    tenant.correlation_id = Some("c".to_owned());
    tenant.deadline_ms = Some(4_000_000_000_000);
    tenant.attempt = 3;
    tenant.idempotency_key = Some("i".to_owned());
    ctx
}

#[test]
fn contexts_reach_the_component_or_are_refused() {
    let six = node_0_6();
    let mut ctx = full();
    ctx.tenant.attributes = vec![("a".to_owned(), "b".to_owned())];
    let request = Request::new("context", Input::Text("null"));
    let answer = call(&mut instance(&six), Interface::Node06, &ctx, &request).expect("it");
    assert_eq!(
        output(&answer),
        json!({
            "tenant": "acme", "team": "sales", "user": "ada", "env": "prod", "trace": "t",
            "correlation": "c", "deadline": 4_000_000_000_000_u64, "attempts": [3, 3],
            "idempotency": "i", "i18n": "de", "flow": "checkout", "step": "pay",
            "component": "component",
        })
    );
    let beside = answer.beside.expect("metadata");
    assert_eq!(to_json(&beside).expect("CBOR"), json!({ "a": "b" }));

    let others = others();
    let mut ctx = full();
    ctx.i18n_id = None;
    let answer = call(&mut instance(&others), Interface::Node04, &ctx, &request).expect("it");
    assert_eq!(
        output(&answer),
        json!({
            "tenant": "acme", "team": "sales", "user": "ada", "trace": "t", "correlation": "c",
            "deadline": 4_000_000_000_000_u64, "attempt": 3, "idempotency": "i",
            "flow": "checkout", "node": "pay",
        })
    );

    for (component, interface, fields) in [
        (&six, Interface::Node06, &["session-id", "provider-id"][..]),
        (
            &others,
            Interface::Node04,
            &["session-id", "provider-id", "i18n-id"],
        ),
        (
            &others,
            Interface::Runtime06,
            &["i18n-id", "session-id", "provider-id"],
        ),
        (
            &others,
            Interface::Runtime061,
            &["i18n-id", "session-id", "provider-id"],
        ),
    ] {
        let mut ctx = self::ctx();
        ctx.tenant.session_id = Some("s".to_owned());
        ctx.tenant.provider_id = Some("p".to_owned());
        ctx.i18n_id = Some("de".to_owned());
        let refused = call(&mut instance(component), interface, &ctx, &request);
        let Err(Error::Unrepresentable { fields: found, .. }) = refused else {
            panic!("{refused:?}")
        };
        assert_eq!(found, fields, "{interface:?}");
        assert_eq!(reduce(&mut ctx, interface), fields);
        call(&mut instance(component), interface, &ctx, &request).expect("nothing is lost now");
    }
}

#[test]
fn answers_that_are_errors_say_so() {
    let (six, others) = (node_0_6(), others());
    let input = Input::Text(r#"{"a":1}"#);
    for (component, interface) in [(&six, Interface::Node06), (&others, Interface::Node04)] {
        let error = ask(component, interface, "fail", input)
            .result
            .expect_err("an error");
        assert_eq!(
            (&*error.code, error.retryable, error.backoff_ms),
            ("failed", true, Some(250))
        );
    }
    let error = ask(&six, Interface::Node06, "fail", input)
        .result
        .expect_err("an error");
    assert_eq!(error.details.as_deref(), Some(r#"{"a":1}"#));
    let error = ask(&six, Interface::Node06, "not-ok", input)
        .result
        .expect_err("an error");
    assert_eq!(
        (&*error.code, &*error.message),
        ("COMPONENT_INVOCATION_FAILED", r#"{"a":1}"#)
    );
}

#[test]
fn runners_send_their_envelope_and_read_the_answer() {
    let (six, others) = (node_0_6(), others());
    let input = r#"{"cart":7}"#;
    // Only the payload.
    let answer = ask_as(&six, Runner::V1_2, "echo", input);
    assert_eq!(answer.result, Ok(Output::Json(json!({ "cart": 7 }))));
    // All of the envelope, in a text.
    for runner in Runner::ALL {
        for component in [&others, &load(&handmade::node())] {
            let envelope = output(&ask_as(component, runner, "echo", input));
            assert_eq!(envelope["payload"], json!(input.as_bytes()));
            assert_eq!(envelope["ctx"]["tenant_id"], "acme");
            assert_eq!(envelope["op"], "echo");
        }
    }
    let answer = ask_as(&six, Runner::V1_2, "context", input);
    assert_eq!(output(&answer)["deadline"], u64::MAX);
    assert_eq!(output(&answer)["step"], "component.exec");
    // The error of a node, and an output that is one.
    let error = ask_as(&six, Runner::V1_2, "not-ok", input)
        .result
        .expect_err("not ok");
    assert_eq!(
        (&*error.code, &*error.message),
        ("COMPONENT_INVOCATION_FAILED", input)
    );
    let failed = r#"{"payload":{"ok":false,"error":{"code":"E","message":"no"}}}"#;
    let error = ask_as(&six, Runner::V1_2, "echo", failed)
        .result
        .expect_err("not ok");
    assert_eq!((&*error.code, &*error.message), ("E", "no"));
    let tool = r#"{"payload":{"error":{"message":"no","status":401}}}"#;
    let error = ask_as(&six, Runner::V1_2, "echo", tool)
        .result
        .expect_err("not ok");
    assert_eq!(
        (&*error.code, &*error.message),
        ("tool_error", "no (status 401)")
    );
}

/// Answers as a runner reads them, without a component.
#[test]
fn runners_read_each_kind_of_output() {
    let answer = |interface, output| Answer {
        interface,
        result: Ok(output),
        beside: None,
    };
    let node = Interface::Node05(Revision::V0_4_89);
    let text = |text: &str| Output::Text(text.to_owned());
    let cbor = |value: Value| Output::Cbor(from_json(&value).expect("CBOR"));
    for (interface, output, expected) in [
        (node, text(""), json!(null)),
        (node, text("hello"), json!("hello")),
        (node, text("{\"a\":1}"), json!({ "a": 1 })),
        (
            Interface::Node06,
            cbor(json!({ "a": 1.5 })),
            json!({ "a": 1.5 }),
        ),
        (Interface::Node06, cbor(json!("")), json!("")),
        // No JSON for the runner: it takes the bytes for a text, lossily.
        (
            Interface::Node06,
            cbor(json!({ "$bytes": "ff41" })),
            json!("B\u{fffd}A"),
        ),
        (Interface::Node06, Output::Cbor(Vec::new()), json!(null)),
        (
            Interface::Node06,
            Output::Cbor(b"plain-text".to_vec()),
            json!("plain-text"),
        ),
        (Interface::Runtime06, cbor(json!([1])), json!([1])),
    ] {
        let read = answer(interface, output.clone())
            .as_read_by(Runner::V1_2)
            .expect("it");
        assert_eq!(read.result, Ok(Output::Json(expected)), "{output:?}");
    }
    let unread = answer(Interface::Runtime06, cbor(json!({ "$bytes": "00" })));
    assert!(matches!(
        unread.as_read_by(Runner::V1_2),
        Err(Error::Unread { .. })
    ));
    // An error without a result is one for newer runners only.
    let tool = || answer(node, text(r#"{"error":{"code":"t"}}"#));
    assert!(
        tool()
            .as_read_by(Runner::V0_4_60)
            .expect("it")
            .result
            .is_ok()
    );
    let error = tool()
        .as_read_by(Runner::V1_2)
        .expect("it")
        .result
        .expect_err("an error");
    assert_eq!(
        (&*error.code, &*error.message),
        ("t", "tool returned an error")
    );
    for fine in [
        r#"{"error":{},"result":1}"#,
        r#"{"error":"text"}"#,
        r#"{"ok":false}"#,
    ] {
        let read = answer(node, text(fine))
            .as_read_by(Runner::V1_2)
            .expect("it");
        assert!(read.result.is_ok(), "{fine}");
    }
}

#[test]
fn a_context_tells_a_runner_what_it_knows_of() {
    let mut ctx = full();
    ctx.tenant.session_id = Some("c".to_owned());
    let (step, lost) = Step::of(&ctx, Runner::V1_2);
    assert_eq!(
        lost,
        ["trace-id", "i18n-id", "idempotency-key", "deadline-ms"]
    );
    let caller = Caller {
        sub: Some("ada".to_owned()),
        team: Some("sales".to_owned()),
        ..Caller::default()
    };
    assert_eq!(step.caller, Some(caller));
    assert_eq!(
        (&*step.tenant, step.session.as_deref(), step.attempt),
        ("acme", Some("c"), 3)
    );
    let (step, lost) = Step::of(&ctx, Runner::V0_4_60);
    assert_eq!(lost[..2], ["team", "user"]);
    assert_eq!(step.caller, None);
}

#[test]
fn events_are_those_of_the_node_or_made_of_its_answer() {
    let (six, others) = (node_0_6(), others());
    let request = Request::new("echo", Input::Text("\"a\""));
    let events = stream(&mut instance(&others), Interface::Node04, &ctx(), &request);
    let data = StreamEvent::Data("\"a\"".to_owned());
    assert_eq!(
        events.expect("it"),
        [StreamEvent::Progress(50), data.clone(), StreamEvent::Done]
    );
    let events = stream(&mut instance(&six), Interface::Node06, &ctx(), &request);
    assert_eq!(events.expect("it"), [data, StreamEvent::Done]);
    let request = Request::new("fail", Input::Text("1"));
    let events = stream(&mut instance(&six), Interface::Node06, &ctx(), &request);
    assert_eq!(
        events.expect("it"),
        [StreamEvent::Error("failed: fail".to_owned())]
    );
}

#[test]
fn only_some_interfaces_have_a_beginning_and_an_end() {
    let (six, others) = (node_0_6(), others());
    let mut node = instance(&others);
    assert_eq!(
        start(&mut node, Interface::Node04, &ctx()).expect("it"),
        Ok(())
    );
    assert_eq!(
        stop(&mut node, Interface::Node04, &ctx(), "done").expect("it"),
        Ok(())
    );
    let refused = ExecCtx::new("prod", "acme", "refused");
    let refused = start(&mut node, Interface::Node04, &refused).expect("it");
    assert_eq!(refused, Err("not today".to_owned()));
    let lacking = start(&mut instance(&six), Interface::Node06, &ctx());
    assert!(matches!(
        lacking,
        Err(Error::Lacking {
            what: "on-start",
            ..
        })
    ));
}
