//! Calls through mirrors: what Rust hands over is what the other side gets, and
//! with `async` or without it is the same.

use std::sync::LazyLock;

use greentic_guest_bindgen::catalogue::Catalogue;
use greentic_host_shim::Imports;
use greentic_host_shim::bindings::{distributor_api, host, http, rev_0_4_57, secrets_store, state};
use proptest::prelude::*;
use wasmtime::component::{Component, HasSelf, Instance, Linker, Val};
use wasmtime::{AsContextMut, Store};

use super::components::mirror;
use super::hosts::{Asked, Trapping, wait};
use super::shapes;
use super::worlds::engine;

fn usual() -> Catalogue {
    shapes().remove(0)
}

fn component(catalogue: &Catalogue, interface: &str) -> Component {
    Component::new(&engine(), mirror(catalogue.resolve(), interface)).expect("a component")
}

/// Instances with the same imports: linked without `async`, and with.
fn both<T: Send + 'static>(
    component: &Component,
    data: impl Fn() -> T,
    link: impl Fn(&mut Imports<'_, T>),
) -> [(Store<T>, Instance); 2] {
    let engine = component.engine();
    let mut linker = Linker::new(engine);
    link(&mut Imports::new(&mut linker));
    let mut store = Store::new(engine, data());
    let instance = linker
        .instantiate(&mut store, component)
        .expect("an instance");
    let mut linker = Linker::new(engine);
    link(&mut Imports::new_async(&mut linker));
    let mut store_async = Store::new(engine, data());
    let instance_async = wait(linker.instantiate_async(&mut store_async, component));
    let instance_async = instance_async.expect("an instance");
    [(store, instance), (store_async, instance_async)]
}

/// Calls a function by name, with values that carry their types.
fn call<T: Send>(
    (store, instance): &mut (Store<T>, Instance),
    asynchronous: bool,
    [interface, function]: [&str; 2],
    arguments: &[Val],
    results: usize,
) -> wasmtime::Result<Vec<Val>> {
    let index = instance
        .get_export_index(store.as_context_mut(), None, interface)
        .expect("the interface");
    let index = instance
        .get_export_index(store.as_context_mut(), Some(&index), function)
        .expect("the function");
    let function = instance
        .get_func(store.as_context_mut(), index)
        .expect("a function");
    let mut values = vec![Val::Bool(false); results];
    if asynchronous {
        wait(function.call_async(store, arguments, &mut values))?;
    } else {
        function.call(store, arguments, &mut values)?;
    }
    Ok(values)
}

fn text(text: &str) -> Val {
    Val::String(text.into())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(32))]

    #[test]
    fn texts_come_back(ns in ".{0,12}", key in ".{0,12}", value in ".{0,200}") {
        static COMPONENT: LazyLock<Component> =
            LazyLock::new(|| component(&usual(), host::v1_0::kv_v1::NAME));
        let mut instances = both(&COMPONENT, Asked::default, |imports| {
            imports.runner_kv::<HasSelf<Asked>>(|host| host).expect("linked");
        });
        for (at, instance) in instances.iter_mut().enumerate() {
            let name = host::v1_0::kv_v1::NAME;
            let mut call = |function, arguments: &[Val], results| {
                call(instance, at == 1, [name, function], arguments, results).expect("an answer")
            };
            let [ns, key, value] = [&ns, &key, &value].map(|string| text(string));
            let got = call("get", &[ns.clone(), key.clone()], 1);
            prop_assert_eq!(got, [Val::Option(None)]);
            call("put", &[ns.clone(), key.clone(), value.clone()], 0);
            let got = call("get", &[ns, key], 1);
            prop_assert_eq!(got, [Val::Option(Some(Box::new(value)))]);
        }
        let [(one, _), (other, _)] = instances;
        prop_assert_eq!(&one.data().log, &other.data().log);
        prop_assert_eq!(one.data().log.len(), 3);
    }

    /// A host of version 1.1 answers those who know 1.0.
    #[test]
    fn older_distributors_are_served(
        fields in proptest::array::uniform6(".{0,12}"),
    ) {
        use distributor_api::v1_0::{
            ComponentStatus, Guest, GuestIndices, NAME, ResolveComponentRequest,
        };
        static COMPONENT: LazyLock<Component> = LazyLock::new(|| component(&usual(), NAME));
        let instances = both(&COMPONENT, Asked::default, |imports| {
            imports.distributor::<HasSelf<Asked>>(|host| host).expect("linked");
        });
        let [tenant_id, environment_id, pack_id, component_id, version, extra] = fields;
        let request = ResolveComponentRequest {
            tenant_id, environment_id, pack_id, component_id, version, extra,
        };
        let mut answers = Vec::new();
        for (at, (mut store, instance)) in instances.into_iter().enumerate() {
            let pre = instance.instance_pre(&store);
            let guest: Guest = GuestIndices::new(&pre)
                .and_then(|indices| indices.load(&mut store, &instance))
                .expect("a guest");
            let ids = [&request.tenant_id, &request.environment_id, &request.pack_id];
            let [a, b, c] = ids.map(String::as_str);
            let (resolved, status, status_v2);
            if at == 0 {
                resolved = guest.call_resolve_component(&mut store, &request);
                status = guest.call_get_pack_status(&mut store, a, b, c);
                status_v2 = guest.call_get_pack_status_v2(&mut store, a, b, c);
                guest.call_warm_pack(&mut store, a, b, c).expect("an end");
            } else {
                resolved = wait(guest.call_resolve_component_async(&mut store, &request));
                status = wait(guest.call_get_pack_status_async(&mut store, a, b, c));
                status_v2 = wait(guest.call_get_pack_status_v2_async(&mut store, a, b, c));
                wait(guest.call_warm_pack_async(&mut store, a, b, c)).expect("an end");
            }
            let log = store.data().log.clone();
            prop_assert_eq!(&log, &[format!("warm {a} {b} {c}")]);
            let answer = [resolved.map(|answer| {
                assert_eq!(answer.digest, request.component_id);
                assert_eq!(answer.artifact_location.kind, request.tenant_id);
                assert_eq!(answer.artifact_location.value, request.environment_id);
                assert_eq!(answer.signature_summary.signer, request.pack_id);
                assert_eq!(answer.signature_summary.extra, request.extra);
                assert_eq!(answer.signature_summary.verified, request.version.is_empty());
                assert_eq!(answer.cache_info.last_used_utc, request.version);
                assert_eq!(answer.cache_info.last_refreshed_utc, "never");
                assert_eq!(answer.cache_info.size_bytes, 1 << 40);
                assert_eq!(answer.secret_requirements[0].key, request.environment_id);
                let status = [
                    ComponentStatus::Pending,
                    ComponentStatus::Ready,
                    ComponentStatus::Failed,
                ];
                assert_eq!(answer.component_status, status[request.version.len() % 3]);
                format!("{answer:?}")
            }).expect("an answer")];
            prop_assert_eq!(status.expect("a status"), format!("{a}|{b}|{c}"));
            let status = status_v2.expect("a status");
            prop_assert_eq!(status.status, a);
            prop_assert_eq!(status.extra, format!("{b}|{c}"));
            answers.push(answer);
        }
        prop_assert_eq!(&answers[0], &answers[1]);
    }

    /// A host that Wasmtime calls with values of its own gets what the guest
    /// was called with.
    #[test]
    fn nodes_get_their_arguments(strings in proptest::array::uniform6(".{0,20}"), attempt: u32) {
        use rev_0_4_57::component::v0_5::node::{
            ExecCtx, Guest, GuestIndices, InvokeResult, NAME, NodeError, StreamEvent, TenantCtx,
        };
        static COMPONENT: LazyLock<Component> =
            LazyLock::new(|| component(&shapes().remove(2), NAME));
        let mut linker = Linker::<Vec<Val>>::new(COMPONENT.engine());
        let mut node = linker.instance(NAME).expect("a new linker");
        for function in ["get-manifest", "on-start", "on-stop"] {
            node.func_new(function, |_, _, _, _| wasmtime::bail!("not asked")).expect("a name");
        }
        node.func_new("invoke", |mut store, _, arguments, results| {
            store.data_mut().extend_from_slice(arguments);
            let error = [
                ("code", arguments[1].clone()),
                ("message", arguments[2].clone()),
                ("retryable", Val::Bool(true)),
                ("backoff-ms", Val::Option(Some(Box::new(Val::U64(u64::MAX))))),
                ("details", Val::Option(None)),
            ];
            let error = error.map(|(name, value)| (name.to_owned(), value)).into();
            results[0] = Val::Variant("err".into(), Some(Box::new(Val::Record(error))));
            Ok(())
        }).expect("a name");
        node.func_new("invoke-stream", |_, _, arguments, results| {
            let data = Val::Variant("data".into(), Some(Box::new(arguments[2].clone())));
            let progress = Val::Variant("progress".into(), Some(Box::new(Val::U8(100))));
            results[0] = Val::List(vec![data, progress, Val::Variant("done".into(), None)]);
            Ok(())
        }).expect("a name");
        let mut store = Store::new(COMPONENT.engine(), Vec::new());
        let pre = linker.instantiate_pre(&COMPONENT).expect("all imports");
        let instance = pre.instantiate(&mut store).expect("an instance");
        let guest: Guest = GuestIndices::new(&pre)
            .and_then(|indices| indices.load(&mut store, &instance))
            .expect("a guest");
        let [tenant, team, flow_id, node_id, op, input] = strings;
        let ctx = ExecCtx {
            tenant: TenantCtx {
                tenant: tenant.clone(),
                team: Some(team.clone()),
                user: None,
                trace_id: None,
                correlation_id: None,
                deadline_unix_ms: Some(u64::from(attempt) << 32),
                attempt,
                idempotency_key: None,
            },
            flow_id: flow_id.clone(),
            node_id: Some(node_id.clone()),
        };
        let answer = guest.call_invoke(&mut store, &ctx, &op, &input).expect("an answer");
        let expected = NodeError {
            code: op.clone(),
            message: input.clone(),
            retryable: true,
            backoff_ms: Some(u64::MAX),
            details: None,
        };
        prop_assert_eq!(answer, InvokeResult::Err(expected));
        let some = |value| Val::Option(Some(Box::new(value)));
        let record = |fields: Vec<(&str, Val)>| {
            Val::Record(fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
        };
        let tenant = record(vec![
            ("tenant", text(&tenant)),
            ("team", some(text(&team))),
            ("user", Val::Option(None)),
            ("trace-id", Val::Option(None)),
            ("correlation-id", Val::Option(None)),
            ("deadline-unix-ms", some(Val::U64(u64::from(attempt) << 32))),
            ("attempt", Val::U32(attempt)),
            ("idempotency-key", Val::Option(None)),
        ]);
        let ctx_val = record(vec![
            ("tenant", tenant),
            ("flow-id", text(&flow_id)),
            ("node-id", some(text(&node_id))),
        ]);
        prop_assert_eq!(store.data(), &[ctx_val, text(&op), text(&input)]);
        let events = guest.call_invoke_stream(&mut store, &ctx, &op, &input).expect("events");
        let expected = [StreamEvent::Data(input), StreamEvent::Progress(100), StreamEvent::Done];
        prop_assert_eq!(events, expected);
    }
}

/// A request of version 1.0 reaches a host of 1.1 without options.
#[test]
fn older_requests_are_served() {
    let name = http::v1_0::NAME;
    let component = component(&usual(), name);
    let mut instances = both(&component, Asked::default, |imports| {
        imports.http::<HasSelf<Asked>>(|host| host).expect("linked");
    });
    for (at, instance) in instances.iter_mut().enumerate() {
        for method in ["GET", "PUT"] {
            let body = Val::Option(Some(Box::new(Val::List(vec![Val::U8(7)]))));
            let header = Val::List(vec![Val::Tuple(vec![text("a"), text("b")])]);
            let request = [
                ("method", text(method)),
                ("url", text("https://example.com")),
                ("headers", header.clone()),
                ("body", body.clone()),
            ];
            let request = request.map(|(name, value)| (name.to_owned(), value));
            let arguments = [Val::Record(request.into()), Val::Option(None)];
            let answer = call(instance, at == 1, [name, "send"], &arguments, 1);
            let fields: Vec<(String, Val)> = if method == "GET" {
                vec![
                    ("status".into(), Val::U16(200)),
                    ("headers".into(), header),
                    ("body".into(), body),
                ]
            } else {
                vec![
                    ("code".into(), text(method)),
                    ("message".into(), text("https://example.com")),
                ]
            };
            let expected = Some(Box::new(Val::Record(fields)));
            let expected = if method == "GET" {
                Ok(expected)
            } else {
                Err(expected)
            };
            assert_eq!(answer.expect("an answer"), [Val::Result(expected)]);
            let log = instance.0.data().log.last().expect("a request");
            assert!(log.ends_with("} None None"), "{log}");
        }
    }
}

#[test]
fn older_secrets_are_served() {
    let name = secrets_store::v1_0::NAME;
    let component = component(&usual(), name);
    let mut instances = both(&component, Asked::default, |imports| {
        imports
            .secrets::<HasSelf<Asked>>(|host| host)
            .expect("linked");
    });
    for (at, instance) in instances.iter_mut().enumerate() {
        let mut get = |key: &str| {
            let answer = call(instance, at == 1, [name, "get"], &[text(key)], 1);
            answer.expect("an answer").remove(0)
        };
        for error in ["not-found", "denied", "invalid-key", "internal"] {
            let expected = Some(Box::new(Val::Enum(error.into())));
            assert_eq!(get(error), Val::Result(Err(expected)));
        }
        let none = Some(Box::new(Val::Option(None)));
        assert_eq!(get("none"), Val::Result(Ok(none)));
        let bytes = Val::List(vec![Val::U8(b'h'), Val::U8(b'i')]);
        let some = Some(Box::new(Val::Option(Some(Box::new(bytes)))));
        assert_eq!(get("hi"), Val::Result(Ok(some)));
    }
}

/// The error of a host is the end of the call, and says what the host said.
#[test]
fn a_host_traps_with_its_message() {
    let name = host::v1_0::kv_v1::NAME;
    let component = component(&usual(), name);
    let mut instances = both(
        &component,
        || Trapping,
        |imports| {
            imports
                .all::<HasSelf<Trapping>>(|host| host)
                .expect("linked");
        },
    );
    for (at, instance) in instances.iter_mut().enumerate() {
        let arguments = [text("ns"), text("key")];
        let error = call(instance, at == 1, [name, "get"], &arguments, 1).expect_err("a trap");
        let chain = format!("{error:#}");
        assert!(chain.contains("no luck with get"), "{chain}");
        // It is not entered again.
        assert!(call(instance, at == 1, [name, "get"], &arguments, 1).is_err());
    }
}

#[test]
fn what_is_linked_twice_is_named() {
    let engine = engine();
    for asynchronous in [false, true] {
        let mut linker = Linker::<Trapping>::new(&engine);
        let mut imports = if asynchronous {
            Imports::new_async(&mut linker)
        } else {
            Imports::new(&mut linker)
        };
        imports
            .state::<HasSelf<Trapping>>(|host| host)
            .expect("an empty linker");
        let error = imports
            .all::<HasSelf<Trapping>>(|host| host)
            .map(drop)
            .expect_err("it is there");
        assert_eq!(error.interface, state::v1_1::NAME);
        assert!(error.message.contains("defined twice"), "{error}");
    }
}
