//! Components that behave.

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{
    Cancellation, Component, Error, ExecCtx, Host, InvokeResult, Limits, NodeError, Revision,
    SecretsError, StreamEvent,
};

use crate::guests::{Given, instance, load};
use greentic_testkit::handmade::{describe, node};

fn known(component: &Component) -> Vec<&'static str> {
    component.interfaces().map(|export| export.name).collect()
}

fn ctx() -> ExecCtx {
    ExecCtx::new("dev", "acme", "flow")
}

#[test]
fn describes_itself() {
    let component = load(Limits::default(), &describe());
    assert_eq!(known(&component), ["greentic:component/describe-v1@1.0.0"]);
    assert!(component.import_names().is_empty());
    let layout = component.layout();
    assert_eq!((layout.core_modules, layout.memories), (1, 1));
    assert_eq!((layout.initial_pages, layout.maximum_pages), (1, Some(2)));

    let mut instance = component.instantiate(Host::new()).unwrap();
    assert_eq!(
        instance.describe_json().unwrap(),
        r#"{"name":"demo","version":"1.0.0"}"#
    );
    assert_eq!(instance.memory_bytes(), 65536);
    let error = instance.invoke(&ctx(), "echo", "").unwrap_err();
    assert!(matches!(error, Error::NotExported { .. }), "{error}");
    // That was no reason to give the instance up.
    assert!(instance.describe_json().is_ok());
}

#[test]
fn says_what_it_exports_and_imports() {
    let bytes = node();
    let component = load(Limits::default(), &bytes);
    assert_eq!(known(&component), ["greentic:component/node@0.5.0"]);
    assert_eq!(component.node_revision().unwrap(), Revision::V0_4_89);
    assert_eq!(
        component.import_names(),
        [
            "greentic:interfaces-types/types@0.1.0",
            "greentic:component/control@0.5.0",
            "greentic:secrets-store/secrets-store@1.0.0",
        ]
    );
    assert!(
        component
            .export_names()
            .contains(&"greentic:component/node@0.5.0".to_owned())
    );
    assert_eq!(component.bytes(), bytes.len());
    assert_eq!(component.layout().core_modules, 2);
    assert_eq!(component.layout().maximum_pages, None);
}

#[test]
fn answers_with_what_it_was_given() {
    let mut node = instance(Limits::default());
    assert_eq!(
        node.get_manifest().unwrap(),
        r#"{"name":"demo","version":"1.0.0"}"#
    );
    for input in ["", "a", "ä\u{10ffff}\0", &"x".repeat(300_000)] {
        let answer = node.invoke(&ctx(), "echo", input).unwrap();
        assert_eq!(answer, InvokeResult::Ok(input.to_owned()));
    }
    let answer = node.invoke(&ctx(), "fail", "why").unwrap();
    assert_eq!(
        answer.into_result().unwrap_err(),
        NodeError {
            code: "demo".into(),
            message: "why".into(),
            retryable: true,
            backoff_ms: Some(250),
            details: None,
        }
    );
}

#[test]
fn streams_its_events_in_order() {
    let mut node = instance(Limits::default());
    assert_eq!(
        node.invoke_stream(&ctx(), "echo", "data").unwrap(),
        [
            StreamEvent::Progress(0),
            StreamEvent::Data("data".into()),
            StreamEvent::Done,
        ]
    );
    assert_eq!(
        node.invoke_stream(&ctx(), "fail", "why").unwrap()[1],
        StreamEvent::Error("why".into())
    );
}

#[test]
fn starts_and_stops() {
    let mut node = instance(Limits::default());
    let started = |answer: &str| InvokeResult::Ok(answer.into());
    assert_eq!(node.invoke(&ctx(), "S", "").unwrap(), started("false"));
    assert_eq!(node.on_start(&ctx()).unwrap(), Ok(()));
    assert_eq!(node.invoke(&ctx(), "S", "").unwrap(), started("true"));
    assert_eq!(node.on_stop(&ctx(), "enough").unwrap(), Ok(()));

    let refused = ExecCtx::new("x", "acme", "flow");
    assert_eq!(node.on_start(&refused).unwrap(), Err("not today".into()));
    let complains = ExecCtx::new("y", "acme", "flow");
    assert_eq!(
        node.on_stop(&complains, "enough").unwrap(),
        Err("enough".into())
    );
}

#[test]
fn gets_its_context() {
    let mut node = instance(Limits::default());
    let mut ctx = ctx();
    let answer = |text: &str| InvokeResult::Ok(text.into());
    assert_eq!(node.invoke(&ctx, "whose", "").unwrap(), answer("acme"));
    assert_eq!(node.invoke(&ctx, "I", "").unwrap(), answer(""));
    ctx.node_id = Some("greet".into());
    assert_eq!(node.invoke(&ctx, "I", "").unwrap(), answer("greet"));
}

#[test]
fn hears_of_cancellation() {
    let cancellation = Cancellation::new();
    let host = Host::new().cancellation(cancellation.clone());
    let mut node = load(Limits::default(), &node()).instantiate(host).unwrap();
    let answer = |text: &str| InvokeResult::Ok(text.into());
    assert_eq!(node.invoke(&ctx(), "c", "").unwrap(), answer("false"));
    cancellation.cancel();
    assert_eq!(node.invoke(&ctx(), "c", "").unwrap(), answer("true"));
    cancellation.reset();
    assert_eq!(node.invoke(&ctx(), "c", "").unwrap(), answer("false"));
}

#[test]
fn reads_the_secrets_that_it_may() {
    /// Fails in the two ways that a store in memory does not.
    struct Broken;
    impl greentic_host_shim::Secrets for Broken {
        fn get(&self, _: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
            Err(match key {
                "gone" => SecretsError::NotFound,
                _ => SecretsError::Internal,
            })
        }
    }

    let component = load(Limits::default(), &node());
    let secrets = Given::default()
        .with("GREETING", "Hello")
        .without("ROOT", SecretsError::Denied)
        .without("", SecretsError::InvalidKey);
    let mut node = component.instantiate(Host::new().secrets(secrets)).unwrap();
    let mut read = |key: &str| node.invoke(&ctx(), "password", key).unwrap();
    assert_eq!(read("GREETING"), InvokeResult::Ok("Hello".into()));
    let code = |answer: InvokeResult| answer.into_result().unwrap_err().code;
    assert_eq!(code(read("OTHER")), "none");
    assert_eq!(code(read("ROOT")), "denied");
    assert_eq!(code(read("")), "invalid-key");

    let mut node = component.instantiate(Host::new().secrets(Broken)).unwrap();
    let mut read = |key: &str| node.invoke(&ctx(), "password", key).unwrap();
    assert_eq!(code(read("gone")), "not-found");
    assert_eq!(code(read("KEY")), "internal");

    // Nothing is readable unless somebody says so.
    let mut node = component.instantiate(Host::new()).unwrap();
    let answer = node.invoke(&ctx(), "password", "GREETING").unwrap();
    assert_eq!(code(answer), "denied");
}

#[test]
fn outlives_its_shim_and_moves_between_threads() {
    let mut node = instance(Limits::default());
    let answer = std::thread::spawn(move || node.invoke(&ctx(), "echo", "over there").unwrap());
    assert_eq!(
        answer.join().unwrap(),
        InvokeResult::Ok("over there".into())
    );
}

#[test]
fn memory_of_many_calls_is_that_of_the_largest() {
    let mut node = instance(Limits::default());
    let input = "x".repeat(200_000);
    node.invoke(&ctx(), "echo", &input).unwrap();
    let after_one = node.memory_bytes();
    assert!(after_one > 200_000);
    for _ in 0..100 {
        node.invoke(&ctx(), "echo", &input).unwrap();
    }
    assert_eq!(node.memory_bytes(), after_one);
}
