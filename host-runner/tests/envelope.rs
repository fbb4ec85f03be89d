//! The inputs that runners send, made by the types and the CBOR that they use themselves.

use std::collections::BTreeMap;
use std::str::FromStr;

use fastrand::Rng;
use greentic_host_runner::call::{Input, Request, Sent};
use greentic_host_runner::{Caller, Error, Interface, Runner, Step};
use greentic_host_shim::Revision;
use greentic_types_1_2::{EnvId, InvocationEnvelope, TeamId, TenantCtx, TenantId, UserId};
use serde_json::{Map, Value, json};

const NODE_0_5: Interface = Interface::Node05(Revision::V0_4_89);

fn step() -> Step {
    Step {
        env: "local".to_owned(),
        tenant: "acme".to_owned(),
        flow: "checkout".to_owned(),
        node: Some("greet".to_owned()),
        provider: None,
        session: None,
        attempt: 1,
        caller: None,
    }
}

/// The text that a node of 0.5 gets.
fn text(runner: Runner, step: &Step, op: &str, input: &Value, config: Option<&Value>) -> String {
    match sent(runner, NODE_0_5, step, op, input, config) {
        Sent::Node05 { input, .. } => input,
        other => panic!("{other:?}"),
    }
}

fn sent(
    runner: Runner,
    interface: Interface,
    step: &Step,
    op: &str,
    input: &Value,
    config: Option<&Value>,
) -> Sent {
    let input = input.to_string();
    let request = Request {
        op,
        input: Input::Text(&input),
        config,
        component: "demo",
    };
    Sent::by_runner(runner, interface, step, &request).expect("something to send")
}

/// The envelope that a runner makes, by its own types: the steps are those of
/// `runner/invocation.rs`.
fn envelope(step: &Step, op: &str, payload: &Value, metadata: &Value) -> InvocationEnvelope {
    let env = EnvId::from_str(&step.env).expect("a valid name");
    let tenant = TenantId::from_str(&step.tenant).expect("a valid name");
    let mut ctx = TenantCtx::new(env, tenant).with_flow(step.flow.clone());
    if let Some(provider) = &step.provider {
        ctx = ctx.with_provider(provider.clone());
    }
    if let Some(session) = &step.session {
        ctx = ctx.with_session(session.clone());
    }
    if let Some(node) = &step.node {
        ctx = ctx.with_node(node.clone());
    }
    ctx = ctx.with_attempt(step.attempt);
    if let Some(caller) = &step.caller {
        let user = caller
            .sub
            .as_deref()
            .and_then(|sub| UserId::from_str(sub).ok());
        let team = caller
            .team
            .as_deref()
            .and_then(|team| TeamId::from_str(team).ok());
        if user.is_some() {
            ctx = ctx.with_user(user);
        }
        if team.is_some() {
            ctx = ctx.with_team(team);
        }
        ctx.attributes.extend(caller.attributes());
    }
    InvocationEnvelope {
        ctx,
        flow_id: step.flow.clone(),
        node_id: step.node.clone(),
        op: op.to_owned(),
        payload: serde_json::to_vec(payload).expect("JSON"),
        metadata: serde_json::to_vec(metadata).expect("JSON"),
    }
}

fn word(random: &mut Rng) -> String {
    (0..random.usize(1..9))
        .map(|_| *random.choice(b"aB9._-").expect("some") as char)
        .collect()
}

fn anything(random: &mut Rng) -> String {
    (0..random.usize(..6))
        .map(|_| random.char('\0'..))
        .collect()
}

fn maybe(random: &mut Rng, make: fn(&mut Rng) -> String) -> Option<String> {
    random.bool().then(|| make(random))
}

fn made_step(random: &mut Rng, tells: bool) -> Step {
    Step {
        env: word(random),
        tenant: word(random),
        flow: anything(random),
        node: maybe(random, anything),
        provider: maybe(random, anything),
        session: maybe(random, anything),
        attempt: random.u32(..),
        caller: (tells && random.bool()).then(|| Caller {
            sub: if random.bool() {
                maybe(random, word)
            } else {
                maybe(random, anything)
            },
            team: maybe(random, word),
            groups: (0..random.usize(..3)).map(|_| anything(random)).collect(),
            role: maybe(random, anything),
        }),
    }
}

/// A value whose names are none of those that a runner looks for.
fn made(random: &mut Rng, depth: usize) -> Value {
    match random.u8(..if depth == 0 { 5 } else { 7 }) {
        0 => Value::Null,
        1 => json!(random.bool()),
        2 => json!(random.i64(..)),
        3 => json!(f64::from_bits(random.u64(..))),
        4 => json!(anything(random)),
        5 => (0..random.usize(..4))
            .map(|_| made(random, depth - 1))
            .collect(),
        _ => {
            let entry =
                |random: &mut Rng| (format!("x{}", anything(random)), made(random, depth - 1));
            (0..random.usize(..4))
                .map(|_| entry(random))
                .collect::<Map<_, _>>()
                .into()
        }
    }
}

#[test]
fn envelopes_are_byte_for_byte_those_of_greentic_types() {
    let mut random = Rng::with_seed(1);
    for _ in 0..2000 {
        for runner in Runner::ALL {
            let step = made_step(&mut random, runner == Runner::V1_2);
            let (op, payload) = (word(&mut random), made(&mut random, 3));
            let theirs = envelope(&step, &op, &payload, &Value::Null);
            let theirs = serde_json::to_string(&theirs).expect("JSON");
            assert_eq!(text(runner, &step, &op, &payload, None), theirs);
            // And nothing else is.
            let mut other = step.clone();
            other.attempt ^= 1;
            assert_ne!(text(runner, &other, &op, &payload, None), theirs);
        }
    }
}

#[test]
fn settings_go_with_the_input_to_runner_1_2_only() {
    let mut random = Rng::with_seed(2);
    for _ in 0..500 {
        let step = made_step(&mut random, true);
        let (payload, config) = (made(&mut random, 3), made(&mut random, 2));
        let bare = envelope(&step, "run", &payload, &Value::Null);
        let both = json!({ "config": config, "input": payload });
        let both = if config.is_null() {
            payload.clone()
        } else {
            both
        };
        let both = envelope(&step, "run", &both, &Value::Null);
        let theirs = serde_json::to_string(&both).expect("JSON");
        assert_eq!(
            text(Runner::V1_2, &step, "run", &payload, Some(&config)),
            theirs
        );
        if step.caller.is_none() {
            let theirs = serde_json::to_string(&bare).expect("JSON");
            assert_eq!(
                text(Runner::V0_4_60, &step, "run", &payload, Some(&config)),
                theirs
            );
        }
    }
}

/// The parts of an input that a flow may name; each line as `InvocationPayload::parse`
/// has it.
#[test]
fn parts_that_a_flow_names_go_to_their_places() {
    let both = Runner::ALL.as_slice();
    let (old, new) = (&both[..1], &both[1..]);
    for (runners, input, op, payload, metadata) in [
        (
            both,
            json!({ "op": "other", "payload": 1 }),
            "other",
            json!(1),
            json!(null),
        ),
        (
            both,
            json!({ "op": 7, "payload": 1, "metadata": 2 }),
            "run",
            json!(1),
            json!(2),
        ),
        (
            both,
            json!({ "envelope": { "op": "o", "payload": 1, "metadata": 2 } }),
            "o",
            json!(1),
            json!(2),
        ),
        (both, json!({ "envelope": 5 }), "run", json!(5), json!(null)),
        (
            both,
            json!({ "op": 7, "x": 1 }),
            "run",
            json!({ "x": 1 }),
            json!(null),
        ),
        (
            both,
            json!({ "payload": null, "x": 1 }),
            "run",
            json!({ "x": 1 }),
            json!(null),
        ),
        (
            old,
            json!({ "op": "other", "x": 1 }),
            "other",
            json!(null),
            json!(null),
        ),
        (
            new,
            json!({ "op": "other", "x": 1 }),
            "other",
            json!({ "x": 1 }),
            json!(null),
        ),
        (
            old,
            json!({ "input": 1 }),
            "run",
            json!({ "input": 1 }),
            json!(null),
        ),
        (new, json!({ "input": 1 }), "run", json!(1), json!(null)),
        (
            new,
            json!({ "operation": "other", "input": 1, "config": 2 }),
            "other",
            json!(1),
            json!(2),
        ),
        (
            new,
            json!({ "payload": null, "input": 1 }),
            "run",
            json!({ "input": 1 }),
            json!(null),
        ),
        (
            both,
            json!([1, { "op": "no" }]),
            "run",
            json!([1, { "op": "no" }]),
            json!(null),
        ),
    ] {
        for runner in runners {
            let theirs = envelope(&step(), op, &payload, &metadata);
            let theirs = serde_json::to_string(&theirs).expect("JSON");
            assert_eq!(
                text(*runner, &step(), "run", &input, None),
                theirs,
                "{runner}: {input}"
            );
        }
    }
}

#[test]
fn cards_come_without_an_envelope_from_runner_1_2() {
    let card = json!({ "card_source": "inline", "card_spec": { "inline_json": {} } });
    assert_eq!(
        text(Runner::V1_2, &step(), "render", &card, None),
        card.to_string()
    );
    assert!(text(Runner::V0_4_60, &step(), "render", &card, None).starts_with("{\"ctx\":"));
    let settings = json!({ "default_card_asset": " cards/a.json " });
    let sent = text(
        Runner::V1_2,
        &step(),
        "render",
        &json!("hello"),
        Some(&settings),
    );
    let promoted = json!({
        "card_source": "asset",
        "card_spec": { "asset_path": "cards/a.json" },
    });
    assert_eq!(
        sent,
        json!({ "config": settings, "input": promoted }).to_string()
    );
    let nested = json!({ "config": { "default_card_inline": [1], "default_source": "INLINE" } });
    let sent: Value =
        serde_json::from_str(&text(Runner::V1_2, &step(), "render", &nested, None)).expect("JSON");
    assert_eq!(sent["card_spec"]["inline_json"], json!([1]));
    assert_eq!(sent["config"], nested["config"]);
}

#[test]
fn names_that_a_runner_does_not_take_are_refused_or_replaced() {
    let mut step = step();
    step.tenant = "acme & sons".to_owned();
    let request = Request::new("run", Input::Text("1"));
    let refused = Sent::by_runner(Runner::V1_2, NODE_0_5, &step, &request);
    assert!(
        matches!(refused, Err(Error::Identifier { what: "tenant", .. })),
        "{refused:?}"
    );
    let mut theirs = step.clone();
    theirs.tenant = "tenant.default".to_owned();
    let theirs = envelope(&theirs, "run", &json!(1), &Value::Null);
    let theirs = serde_json::to_string(&theirs).expect("JSON");
    assert_eq!(text(Runner::V0_4_60, &step, "run", &json!(1), None), theirs);
}

/// A caller that is not an identifier stands in the attributes only.
#[test]
fn nodes_of_0_6_get_the_payload_in_the_runner_s_cbor() {
    let mut random = Rng::with_seed(3);
    for _ in 0..1000 {
        let step = made_step(&mut random, true);
        let payload = made(&mut random, 3);
        let config = random.bool().then(|| made(&mut random, 2));
        let sent = sent(
            Runner::V1_2,
            Interface::Node06,
            &step,
            "run",
            &payload,
            config.as_ref(),
        );
        let Sent::Node06 { op, envelope } = sent else {
            panic!("{sent:?}")
        };
        let whole = match &config {
            Some(config) if !config.is_null() => json!({ "config": config, "input": payload }),
            _ => payload,
        };
        assert_eq!(op, "run");
        assert_eq!(
            envelope.payload_cbor,
            serde_cbor::to_vec(&whole).expect("CBOR")
        );
        let attributes = step.caller.as_ref().map(|caller| {
            let map: BTreeMap<_, _> = caller.attributes().into_iter().collect();
            serde_cbor::to_vec(&map).expect("CBOR")
        });
        assert_eq!(envelope.metadata_cbor, attributes);
        assert_eq!(
            envelope.step_id,
            step.node.as_deref().unwrap_or("component.exec")
        );
        assert_eq!(envelope.component_id, "demo");
        assert_eq!(
            (envelope.attempt, envelope.ctx.attempt),
            (step.attempt, step.attempt)
        );
        assert_eq!(envelope.ctx.deadline_ms, u64::MAX);
        assert_eq!(
            envelope.ctx.correlation_id,
            step.session.clone().unwrap_or_default()
        );
        assert_eq!(envelope.ctx.idempotency_key, step.session);
        let caller = step.caller.unwrap_or_default();
        assert_eq!(
            (envelope.ctx.user_id, envelope.ctx.team_id),
            (caller.sub, caller.team)
        );
    }
}

/// All of the envelope as CBOR, with the payload as a list of numbers in it.
#[test]
fn component_runtime_gets_the_envelope_as_it_is() {
    let payload = json!({ "cart": 7 });
    let sent = sent(
        Runner::V1_2,
        Interface::Runtime06,
        &step(),
        "run",
        &payload,
        None,
    );
    let whole = envelope(&step(), "run", &payload, &Value::Null);
    let whole = serde_json::to_value(&whole).expect("JSON");
    let input = serde_cbor::to_vec(&whole).expect("CBOR");
    assert_eq!(
        sent,
        Sent::Runtime06 {
            input,
            state: vec![0xa0]
        }
    );
}

/// A settled depth of JSON that does not fit in once more: the runner sends its text.
#[test]
fn what_is_too_deep_beside_settings_goes_as_bytes() {
    let mut payload = json!(0);
    for _ in 0..127 {
        payload = json!([payload]);
    }
    let config = json!({});
    let sent = sent(
        Runner::V1_2,
        Interface::Node06,
        &step(),
        "run",
        &payload,
        Some(&config),
    );
    let Sent::Node06 { envelope, .. } = sent else {
        panic!("{sent:?}")
    };
    let whole = json!({ "config": config, "input": payload }).to_string();
    let theirs = serde_cbor::Value::Bytes(whole.into_bytes());
    assert_eq!(
        envelope.payload_cbor,
        serde_cbor::to_vec(&theirs).expect("CBOR")
    );
}

#[test]
fn contexts_of_0_5_tell_what_each_runner_knows() {
    let mut random = Rng::with_seed(4);
    for _ in 0..200 {
        let step = made_step(&mut random, true);
        for runner in Runner::ALL {
            let sent = sent(runner, NODE_0_5, &step, "run", &json!(1), None);
            let Sent::Node05 { ctx, .. } = sent else {
                panic!("{sent:?}")
            };
            let (user, team, provider) = if runner == Runner::V0_4_60 {
                (step.provider.clone(), None, None)
            } else {
                let caller = step.caller.clone().unwrap_or_default();
                (caller.sub, caller.team, step.provider.clone())
            };
            let tenant = &ctx.tenant;
            assert_eq!((&tenant.user, &tenant.user_id), (&user, &user));
            assert_eq!((&tenant.team, &tenant.team_id), (&team, &team));
            assert_eq!(tenant.provider_id, provider);
            let session = [
                &tenant.session_id,
                &tenant.correlation_id,
                &tenant.idempotency_key,
            ];
            assert_eq!(session, [&step.session; 3]);
            assert_eq!((&tenant.node_id, &ctx.node_id), (&step.node, &step.node));
            assert_eq!((tenant.deadline_ms, tenant.attempt), (None, step.attempt));
        }
    }
}
