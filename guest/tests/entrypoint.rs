//! The expansion of `component_entrypoint!` with its keys, tested natively.

use greentic_guest::Call;
use greentic_guest::abi::Str;
use greentic_guest::component::v0_5::node::{
    ExecCtx, Guest, InvokeResult, LifecycleStatus, NodeError, StreamEvent,
};

fn invoke<'a>(
    call: &'a Call,
    ctx: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    match op {
        "fail" => Err(NodeError::new("no", input)),
        _ => Ok(call.concat(&[&ctx.flow_id, "/", input])),
    }
}

fn on_start<'a>(_: &'a Call, ctx: &'a ExecCtx<'a>) -> Result<(), &'a str> {
    match ctx.tenant.tenant.get() {
        "" => Err("no tenant"),
        _ => Ok(()),
    }
}

fn on_stop<'a>(call: &'a Call, _: &'a ExecCtx<'a>, reason: &'a str) -> Result<(), &'a str> {
    Err(call.concat(&["stopped: ", reason]))
}

fn computed(call: &Call) -> Str<'_> {
    call.concat(&["com", "puted"]).into()
}

mod plain {
    greentic_guest::component_entrypoint!({
        struct Node,
        manifest: "plain",
        invoke: super::invoke,
    });
}

mod all_keys {
    const MANIFEST: &str = "constant";
    greentic_guest::component_entrypoint!({
        struct Node,
        manifest: const MANIFEST,
        invoke: super::invoke,
        on_stop: super::on_stop,
        lifecycle: true,
        invoke_stream: true,
        on_start: super::on_start,
    });
}

mod quiet {
    greentic_guest::component_entrypoint!({
        struct Node,
        manifest: super::computed,
        invoke: super::invoke,
        lifecycle: false,
        invoke_stream: false,
        on_start: super::on_start
    });
}

mod included {
    greentic_guest::component_entrypoint!({ struct Node, manifest: concat!("a", "b"), invoke: super::invoke });
}

fn ctx() -> ExecCtx<'static> {
    ExecCtx {
        flow_id: "flow".into(),
        ..ExecCtx::default()
    }
}

#[test]
fn a_manifest_is_a_constant_or_computed() {
    let call = Call::new();
    assert_eq!(plain::Node::get_manifest(&call), "plain");
    assert_eq!(all_keys::Node::get_manifest(&call), "constant");
    assert_eq!(included::Node::get_manifest(&call), "ab");
    assert_eq!(quiet::Node::get_manifest(&call), "computed");
    assert_eq!(all_keys::Node::GET_MANIFEST, Some(&Str::new("constant")));
    assert_eq!(quiet::Node::GET_MANIFEST, None);
}

#[test]
fn handlers_get_the_context() {
    let (call, ctx) = (Call::new(), ctx());
    let answer = plain::Node::invoke(&call, &ctx, "", "in");
    assert_eq!(answer, InvokeResult::Ok("flow/in".into()));
    let answer = plain::Node::invoke(&call, &ctx, "fail", "why");
    assert_eq!(answer, InvokeResult::Err(NodeError::new("no", "why")));
}

#[test]
fn a_stream_is_made_of_the_answer() {
    let (call, ctx) = (Call::new(), ctx());
    let events = plain::Node::invoke_stream(&call, &ctx, "", "in");
    assert_eq!(
        events,
        [
            StreamEvent::Progress(0),
            StreamEvent::Data("flow/in".into()),
            StreamEvent::Done
        ]
    );
    let events = plain::Node::invoke_stream(&call, &ctx, "fail", "why");
    assert_eq!(
        events,
        [
            StreamEvent::Progress(0),
            StreamEvent::Error("why".into()),
            StreamEvent::Done
        ]
    );
    let events = quiet::Node::invoke_stream(&call, &ctx, "", "in");
    assert_eq!(events, [StreamEvent::Done]);
}

#[test]
fn hooks_answer_ok_unless_they_are_given() {
    let (call, ctx) = (Call::new(), ctx());
    let ok = Ok(LifecycleStatus::Ok);
    assert_eq!(plain::Node::on_start(&call, &ctx), ok);
    assert_eq!(plain::Node::on_stop(&call, &ctx, "r"), ok);
    assert_eq!(all_keys::Node::on_start(&call, &ctx), Err("no tenant"));
    assert_eq!(all_keys::Node::on_stop(&call, &ctx, "r"), Err("stopped: r"));
    assert_eq!(
        quiet::Node::on_start(&call, &ctx),
        ok,
        "`lifecycle: false` wins"
    );
}

#[test]
fn errors_say_whether_trying_again_helps() {
    let error = NodeError::new("busy", "later")
        .retry_after(250)
        .with_details("{}");
    assert_eq!((error.retryable, error.backoff_ms.get()), (true, Some(250)));
    assert_eq!(error.details.get(), Some("{}".into()));
}
