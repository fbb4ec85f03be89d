//! Events as a host gets them.

use greentic_guest::component::{v0_4, v0_5};
use greentic_guest::imports::telemetry::Origin;
use greentic_guest::interfaces_host;
use greentic_guest::interfaces_types::v0_1::{SpanContext, TenantCtx};
use greentic_guest::prelude::*;
use greentic_guest::rev_0_4_113::component as rev_0_4_113;
use greentic_guest::telemetry::v1_0::{Host, HostError};
use greentic_guest::testing::{LogEntry, Logs, OlderHost, context, context_v0_4, tenant};

fn report(logger: &impl Host, origin: &impl Origin) {
    logger.event(
        &Call::new(),
        origin,
        "weather",
        &[("outcome", "ok"), ("city", "Graz"), ("city", "Linz")],
    );
}

fn entry() -> LogEntry {
    let fields = [("outcome", "ok"), ("city", "Graz"), ("city", "Linz")];
    LogEntry {
        tenant: "acme".into(),
        session: Some("session".into()),
        flow: "flow".into(),
        node: Some("node".into()),
        provider: "weather".into(),
        fields: fields
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        ..LogEntry::default()
    }
}

#[test]
fn an_event_says_for_whom_and_where() {
    let logs = Logs::new();
    report(&logs, &context());
    report(&logs, &tenant());
    report(
        &logs,
        &v0_5::node::ExecCtx {
            node_id: None.into(),
            ..context()
        },
    );
    let alone = LogEntry {
        node: None,
        ..entry()
    };
    assert_eq!(logs.entries(), [entry(), entry(), alone]);
    assert_eq!(logs.values("city"), ["Graz"; 3]);
    assert!(logs.values("country").is_empty());
}

#[test]
fn contexts_of_every_version_are_origins() {
    let logs = Logs::new();
    let expected = LogEntry {
        session: None,
        ..entry()
    };
    report(&logs, &context_v0_4());
    report(&logs, &v0_4::node::ExecCtx { ..context_v0_4() });
    report(
        &logs,
        &rev_0_4_113::v0_4::node::ExecCtx {
            tenant: rev_0_4_113::v0_4::node::TenantCtx {
                tenant: "acme".into(),
                ..Default::default()
            },
            flow_id: "flow".into(),
            node_id: "node".into(),
            ..Default::default()
        },
    );
    report(
        &logs,
        &rev_0_4_113::v0_5::node::ExecCtx {
            tenant: rev_0_4_113::v0_5::node::TenantCtx {
                tenant: "acme".into(),
                ..Default::default()
            },
            flow_id: "flow".into(),
            node_id: "node".into(),
            ..Default::default()
        },
    );
    report(
        &logs,
        &rev_0_4_113::v0_6::node::InvocationEnvelope {
            ctx: rev_0_4_113::v0_6::node::TenantCtx {
                tenant_id: "acme".into(),
                ..Default::default()
            },
            flow_id: "flow".into(),
            step_id: "node".into(),
            ..Default::default()
        },
    );
    assert_eq!(logs.entries(), vec![expected; 5]);
    let older = greentic_guest::rev_0_4_93::component::v0_4::node::ExecCtx {
        tenant: tenant(),
        flow_id: "flow".into(),
        node_id: "node".into(),
        ..Default::default()
    };
    report(&logs, &older);
    assert_eq!(logs.entries()[5], entry());
}

#[test]
fn nothing_that_the_host_answers_stops_the_component() {
    for logs in [Logs::new().full(), Logs::new()] {
        let other = TenantCtx {
            tenant: "other".into(),
            ..tenant()
        };
        report(&logs, &other);
        report(&logs.clone().full(), &context());
        assert!(logs.entries().is_empty());
        let call = Call::new();
        let refused: Result<_, HostError<'_>> = logs.log(&call, SpanContext::default(), &[], None);
        assert_eq!(refused.unwrap_err().code, "denied");
    }
}

#[test]
fn older_runners_get_the_same() {
    fn report(host: &impl interfaces_host::v0_1::Host, origin: &impl Origin) {
        let fields = [("outcome", "ok"), ("city", "Graz"), ("city", "Linz")];
        host.event(&Call::new(), origin, "weather", &fields);
    }
    let host = OlderHost::new();
    report(&host, &context());
    assert_eq!(host.logs.entries(), [entry()]);
}
