//! A component that takes part: loaded, checked and called.

use anyhow::{Context as _, Result, anyhow, ensure};
use greentic_host_runner::wave::with_bytes;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node;
use greentic_host_shim::{Component, ExecCtx, Host, Instance, InvokeResult, Limits, Shim};

use crate::answers::{Answers, Call, Outcome};
use crate::compare::build::BuiltComponent;
use crate::compare::peers::Peer;
use crate::track::comparison::Route;

/// A component, and the call that is measured.
pub(super) struct Contender {
    pub(super) route: Route,
    pub(super) tools: String,
    /// As it ships.
    pub(super) bytes: Vec<u8>,
    /// As linked.
    pub(super) linked: Vec<u8>,
    call: MeasuredCall,
}

/// The call whose time counts. It goes through the typed bindings of the host if there are
/// any.
#[derive(Clone, Copy)]
enum MeasuredCall {
    Describe,
    Invoke,
    Node06,
}

/// A component whose answer differs from that of its example.
#[derive(Debug, thiserror::Error)]
#[error("it answers otherwise than the example, so that nothing would be compared:\n{0}")]
pub struct AnswerMismatch(String);

/// Returns an engine that has compiled nothing yet. Its limits fit the components of the
/// largest tool chains.
pub(super) fn shim() -> Result<Shim> {
    Shim::new(Limits::server()).context("cannot set up the host")
}

/// Returns a host for a component. It has WASI only if the component imports it: otherwise
/// the component would pay for it.
fn host(component: &Component) -> Host {
    let wasi = component.import_names().iter();
    if wasi.clone().any(|name| name.starts_with("wasi:")) {
        Host::new().wasi()
    } else {
        Host::new()
    }
}

/// Makes all calls of an example to a component.
///
/// # Errors
/// [`AnswerMismatch`] when an answer is another one; other errors when the component cannot be
/// loaded.
pub fn check(bytes: &[u8], answers: &Answers) -> Result<()> {
    let component = shim()?.load(bytes)?;
    let host = || host(&component);
    let mut faults: Vec<_> = answers
        .check_with("component", &component, &host)
        .into_iter()
        .map(|violation| violation.message)
        .collect();
    // All functions to one instance, in the order of the file.
    let mut instance = component.instantiate(host())?;
    for answer in &answers.answers {
        let (Call::Function { name, arguments }, Outcome::Result(expected)) =
            (&answer.call, &answer.expected)
        else {
            continue;
        };
        ensure!(
            answer.host.is_empty(),
            "`{name}` has a `host`, which answers only the example; leave it out of answers.toml"
        );
        let arguments = arguments.iter().map(|text| with_bytes(text));
        let arguments = arguments.collect::<Result<Vec<_>, _>>()?;
        let arguments: Vec<&str> = arguments.iter().map(AsRef::as_ref).collect();
        let actual = instance.call(name, &arguments)?.unwrap_or_default();
        let expected = expected.as_deref().unwrap_or_default();
        if dense(&actual) != dense(&with_bytes(expected)?) {
            faults.push(format!("{name}: {actual}, and not {expected}"));
        }
    }
    if faults.is_empty() {
        Ok(())
    } else {
        Err(anyhow!(AnswerMismatch(faults.join("\n"))))
    }
}

/// Returns a value in WAVE without the space between its parts.
fn dense(wave: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let kept = wave.chars().filter(|one| {
        inside ^= *one == '"' && !escaped;
        escaped = inside && *one == '\\' && !escaped;
        inside || !one.is_whitespace()
    });
    kept.collect()
}

impl Contender {
    pub(super) fn new(peer: &Peer, example: &str, made: BuiltComponent) -> Result<Self> {
        let call = match example {
            "component-describe" => MeasuredCall::Describe,
            "node-minimal" => MeasuredCall::Invoke,
            "component-v0-6" => MeasuredCall::Node06,
            _ => return Err(anyhow!("no call of `{example}` is measured")),
        };
        Ok(Self {
            route: peer.route,
            tools: made.tools,
            bytes: made.bytes,
            linked: made.linked,
            call,
        })
    }

    /// Loads the component and makes an instance.
    pub(super) fn start(&self, shim: &Shim) -> Result<Instance> {
        let component = shim.load(&self.bytes)?;
        let host = host(&component);
        Ok(component.instantiate(host)?)
    }

    /// Makes the call once. Its answer was checked before.
    pub(super) fn call(&self, instance: &mut Instance, ctx: &Context) -> Result<()> {
        match self.call {
            MeasuredCall::Describe => {
                std::hint::black_box(instance.describe_json()?);
            }
            MeasuredCall::Invoke => {
                let answer = instance.invoke(&ctx.node, "echo", "input")?;
                let answer = std::hint::black_box(answer);
                ensure!(
                    matches!(answer, InvokeResult::Ok(_)),
                    "an error in place of an answer"
                );
            }
            MeasuredCall::Node06 => {
                let mut exports = instance.exports::<node::Guest>()?;
                let answer = exports.invoke("echo", &ctx.envelope)?;
                ensure!(answer.is_ok(), "an error in place of an answer");
                std::hint::black_box(answer.is_ok());
            }
        }
        Ok(())
    }
}

/// The context of the calls: the environment, tenant and flow, and the envelope of a node
/// of 0.6.
pub(super) struct Context {
    node: ExecCtx,
    envelope: node::InvocationEnvelope,
}

impl Context {
    pub(super) fn new() -> Self {
        let text = str::to_owned;
        Self {
            node: ExecCtx::new("prod", "acme", "flow"),
            envelope: node::InvocationEnvelope {
                ctx: node::TenantCtx {
                    tenant_id: text("acme"),
                    team_id: None,
                    user_id: None,
                    env_id: text("prod"),
                    trace_id: text("trace"),
                    correlation_id: text("correlation"),
                    // The year 2100.
                    deadline_ms: 4_102_444_800_000,
                    attempt: 0,
                    idempotency_key: None,
                    i18n_id: text("en"),
                },
                flow_id: text("flow"),
                step_id: text("step"),
                component_id: text("component"),
                attempt: 0,
                payload_cbor: b"\xA1\x61a\x01".to_vec(),
                metadata_cbor: None,
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn space_counts_in_texts_only() {
        assert_eq!(dense("{a: \"b c\",\n d: 1}"), "{a:\"b c\",d:1}");
        assert_eq!(dense(r#"["\" \\", "b"]"#), r#"["\" \\","b"]"#);
    }
}
