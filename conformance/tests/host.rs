//! Nodes of every shape and every make on our host: the same answers from all
//! of them, for one context of the host.

use greentic_host_backends::secrets::MemorySecrets;
use greentic_host_shim::{
    Component, Error, ExecCtx, Host, Impersonation, Instance, InvokeResult, Limits, Revision, Shim,
    StreamEvent,
};
use greentic_testkit::published::{Fixture, Route, Shape, all};
use serde_json::{Map, Value, json};

const CONTEXTS: usize = 200;

fn load(shim: &Shim, fixture: &Fixture) -> Component {
    shim.load(&fixture.bytes)
        .unwrap_or_else(|error| panic!("{}: {error}", fixture.name))
}

/// Those made with the standard library are allowed what that imports.
fn instance(component: &Component) -> Instance {
    let secrets = MemorySecrets::new().with("KEY", "value").deny("ROOT");
    component
        .instantiate(Host::new().secrets(secrets).wasi())
        .expect("an instance")
}

fn revision(shape: Shape) -> Revision {
    match shape {
        Shape::V0_4_57 => Revision::V0_4_57,
        Shape::V0_4_81 => Revision::V0_4_81,
        Shape::V0_4_89 => Revision::V0_4_89,
    }
}

/// Contexts with every field there or not.
struct Contexts(fastrand::Rng);

impl Contexts {
    fn text(&mut self) -> String {
        const TEXTS: [&str; 6] = [
            "",
            "a",
            "käse",
            "\u{10ffff}\0",
            "\"\\\n",
            "longer than most",
        ];
        format!(
            "{}{}",
            self.0.choice(TEXTS).unwrap_or_default(),
            self.0.u8(..)
        )
    }

    fn maybe(&mut self) -> Option<String> {
        self.0.bool().then(|| self.text())
    }

    fn any(&mut self) -> ExecCtx {
        let mut ctx = ExecCtx::new(self.text(), self.text(), self.text());
        ctx.i18n_id = self.maybe();
        ctx.node_id = self.maybe();
        let deadline = self.0.i64(4_000_000_000_000..i64::MAX);
        let tenant = &mut ctx.tenant;
        tenant.deadline_ms = self.0.bool().then_some(deadline);
        tenant.attempt = self.0.u32(..);
        let count = self.0.usize(0..4);
        let attributes = (0..count).map(|_| (self.text(), self.text()));
        let attributes = attributes.collect();
        let tenant = &mut ctx.tenant;
        tenant.attributes = attributes;
        for field in [
            &mut tenant.team,
            &mut tenant.team_id,
            &mut tenant.user,
            &mut tenant.user_id,
            &mut tenant.trace_id,
            &mut tenant.i18n_id,
            &mut tenant.correlation_id,
            &mut tenant.session_id,
            &mut tenant.flow_id,
            &mut tenant.node_id,
            &mut tenant.provider_id,
            &mut tenant.idempotency_key,
        ] {
            *field = self.maybe();
        }
        if self.0.bool() {
            let (actor_id, reason) = (self.text(), self.maybe());
            ctx.tenant.impersonation = Some(Impersonation { actor_id, reason });
        }
        ctx
    }
}

/// An object of what is there.
fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let fields = fields.into_iter().filter(|(_, value)| !value.is_null());
    let fields = fields.map(|(name, value)| (name.to_owned(), value));
    Value::Object(fields.collect::<Map<_, _>>())
}

/// Returns the context as a node of a shape should see it.
fn seen(ctx: &ExecCtx, shape: Shape) -> Value {
    let tenant = &ctx.tenant;
    let old = shape != Shape::V0_4_89;
    let locale = |locale: &Option<String>| match shape {
        Shape::V0_4_57 => Value::Null,
        _ => json!(locale),
    };
    let new = |value: Value| if old { Value::Null } else { value };
    let team = if old {
        tenant.team.as_ref().or(tenant.team_id.as_ref())
    } else {
        tenant.team.as_ref()
    };
    let user = if old {
        tenant.user.as_ref().or(tenant.user_id.as_ref())
    } else {
        tenant.user.as_ref()
    };
    let deadline = if old {
        "deadline-unix-ms"
    } else {
        "deadline-ms"
    };
    let impersonation = tenant.impersonation.as_ref().map(|who| {
        object([
            ("actor-id", json!(who.actor_id)),
            ("reason", json!(who.reason)),
        ])
    });
    let seen = object([
        ("attempt", json!(tenant.attempt)),
        ("attributes", new(json!(tenant.attributes))),
        ("correlation-id", json!(tenant.correlation_id)),
        (deadline, json!(tenant.deadline_ms)),
        ("env", new(json!(tenant.env))),
        ("flow-id", new(json!(tenant.flow_id))),
        ("i18n-id", locale(&tenant.i18n_id)),
        ("idempotency-key", json!(tenant.idempotency_key)),
        ("impersonation", new(json!(impersonation))),
        ("node-id", new(json!(tenant.node_id))),
        ("provider-id", new(json!(tenant.provider_id))),
        ("session-id", new(json!(tenant.session_id))),
        ("team", json!(team)),
        ("team-id", new(json!(tenant.team_id))),
        ("tenant", json!(tenant.tenant)),
        ("tenant-id", new(json!(tenant.tenant_id))),
        ("trace-id", json!(tenant.trace_id)),
        ("user", json!(user)),
        ("user-id", new(json!(tenant.user_id))),
    ]);
    object([
        ("flow-id", json!(ctx.flow_id)),
        ("i18n-id", locale(&ctx.i18n_id)),
        ("node-id", json!(ctx.node_id)),
        ("tenant", seen),
    ])
}

#[test]
fn every_node_sees_what_its_shape_has_of_one_context() {
    let shim = Shim::new(Limits::default()).expect("an engine");
    let mut refused = 0;
    for fixture in all() {
        let component = load(&shim, &fixture);
        let revision = revision(fixture.shape);
        assert_eq!(
            component.node_revision().expect("a node"),
            revision,
            "{}",
            fixture.name
        );
        let mut node = instance(&component);
        let mut contexts = Contexts(fastrand::Rng::with_seed(5));
        for _ in 0..CONTEXTS {
            let mut ctx = contexts.any();
            let lost = ctx.unrepresentable(revision);
            // What an older shape cannot say is not dropped in silence.
            if !lost.is_empty() {
                refused += 1;
                let error = node.invoke(&ctx, "context", "").expect_err("a loss");
                let Error::Unrepresentable { fields, .. } = &error else {
                    panic!("{}: {error:?}", fixture.name);
                };
                assert_eq!(*fields, lost);
                assert_eq!(ctx.reduce(revision), lost);
            }
            // The published macro keeps the context of the start from invoke.
            if matches!(fixture.route, Route::Entrypoint(_)) {
                node.on_start(&ctx).expect("no trap").expect("no refusal");
            }
            let answer = node.invoke(&ctx, "context", "").expect("no trap");
            let InvokeResult::Ok(text) = answer else {
                panic!("{}: {answer:?}", fixture.name);
            };
            let text: Value = serde_json::from_str(&text).expect("JSON");
            assert_eq!(text, seen(&ctx, fixture.shape), "{}", fixture.name);
        }
    }
    assert!(refused > 100, "{refused}");
}

#[test]
fn every_node_answers_alike() {
    let shim = Shim::new(Limits::default()).expect("an engine");
    for fixture in all() {
        let name = &fixture.name;
        let mut node = instance(&load(&shim, &fixture));
        let ctx = ExecCtx::new("prod", "acme", "flow");
        let manifest: Value =
            serde_json::from_str(&node.get_manifest().expect("no trap")).expect("JSON");
        assert!(manifest.is_object(), "{name}");
        assert_eq!(node.on_start(&ctx).expect("no trap"), Ok(()), "{name}");
        let large = "x".repeat(200_000);
        for input in ["", "a", "ä\u{10ffff}\0", &large] {
            let answer = node.invoke(&ctx, "echo", input).expect("no trap");
            assert!(answer == InvokeResult::Ok(input.into()), "{name}");
        }
        let mut fail = |op, input| {
            let answer = node.invoke(&ctx, op, input).expect("no trap");
            answer.into_result().expect_err(op)
        };
        let error = fail("fail", "this");
        assert_eq!(error.code, "failed", "{name}");
        assert_eq!(error.message, "failed with this", "{name}");
        assert!(error.retryable, "{name}");
        assert_eq!(error.backoff_ms, Some(1500), "{name}");
        assert_eq!(
            error.details.as_deref(),
            Some(r#"{"input":"this"}"#),
            "{name}"
        );
        assert_eq!(fail("secret", "ROOT").code, "secret-denied", "{name}");
        assert_eq!(fail("secret", "OTHER").code, "secret-missing", "{name}");
        let secret = node.invoke(&ctx, "secret", "KEY").expect("no trap");
        assert_eq!(secret, InvokeResult::Ok("value".into()), "{name}");

        let events = node.invoke_stream(&ctx, "echo", "x").expect("no trap");
        let expected = [
            StreamEvent::Progress(0),
            StreamEvent::Data("x".into()),
            StreamEvent::Done,
        ];
        assert_eq!(events, expected, "{name}");
        let events = node.invoke_stream(&ctx, "fail", "x").expect("no trap");
        assert!(
            matches!(&events[1], StreamEvent::Error(_)),
            "{name}: {events:?}"
        );

        assert_eq!(
            node.on_stop(&ctx, "enough").expect("no trap"),
            Ok(()),
            "{name}"
        );
        let refused = ExecCtx::new("prod", "acme", "refused");
        assert!(node.on_start(&refused).expect("no trap").is_err(), "{name}");
        assert!(!node.is_poisoned());
    }
}

#[test]
fn wasi_is_for_those_who_are_allowed_it() {
    let shim = Shim::new(Limits::default()).expect("an engine");
    for fixture in all() {
        let component = load(&shim, &fixture);
        let wants = component
            .import_names()
            .iter()
            .any(|name| name.starts_with("wasi:"));
        let published = matches!(fixture.route, Route::Entrypoint(_) | Route::Exports(_));
        assert_eq!(wants, published, "{}", fixture.name);
        match component.instantiate(Host::new()) {
            Ok(_) => assert!(!wants, "{}", fixture.name),
            Err(Error::MissingImport { imports }) => {
                assert!(wants && imports.iter().all(|name| name.starts_with("wasi:")));
            }
            Err(error) => panic!("{}: {error}", fixture.name),
        }
    }
}
