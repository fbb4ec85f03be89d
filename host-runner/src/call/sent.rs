//! The arguments that a component gets.

use std::collections::BTreeMap;

use greentic_host_shim::ExecCtx;
use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use serde_json::{Value, json};

use super::{Input, Request, context};
use crate::cbor::{self, as_runners_write, from_json};
use crate::{Error, Interface, Runner, Step, envelope};

/// The arguments of a call, as they are.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Sent {
    /// Of a node of 0.6.
    Node06 {
        /// The operation.
        op: String,
        /// The rest.
        envelope: Box<node_0_6::InvocationEnvelope>,
    },
    /// Of a node of 0.5, in whichever shape it has.
    Node05 {
        /// On whose behalf.
        ctx: Box<ExecCtx>,
        /// The operation.
        op: String,
        /// JSON, or a text.
        input: String,
    },
    /// Of a node of 0.4.
    Node04 {
        /// On whose behalf.
        ctx: Box<node_0_4::ExecCtx>,
        /// The operation.
        op: String,
        /// JSON, or a text.
        input: String,
    },
    /// Of `component-runtime` of 0.6, which knows of no operations.
    Runtime06 {
        /// The input, as CBOR.
        input: Vec<u8>,
        /// The state, as CBOR: an empty map.
        state: Vec<u8>,
    },
    /// Of `runtime` of 0.6.1.
    Runtime061 {
        /// The operation.
        op: String,
        /// The input, as CBOR.
        input: Vec<u8>,
    },
}

/// An empty map of CBOR.
const NO_STATE: [u8; 1] = [0xa0];

impl Sent {
    /// Returns what this project's tools send.
    ///
    /// # Errors
    ///
    /// - [`Error::Unrepresentable`] for a context that the interface has no place for.
    /// - [`Error::Cbor`] for an input that cannot be CBOR, [`Error::Lacking`] for CBOR
    ///   where the interface takes text.
    pub fn ours(interface: Interface, ctx: &ExecCtx, request: &Request<'_>) -> Result<Self, Error> {
        let op = request.op.to_owned();
        Ok(match interface {
            Interface::Node06 => Self::Node06 {
                op,
                envelope: Box::new(node_0_6::InvocationEnvelope {
                    ctx: context::node_0_6(ctx)?,
                    flow_id: ctx.flow_id.clone(),
                    step_id: context::step(ctx.node_id.as_deref()),
                    component_id: request.component.to_owned(),
                    attempt: ctx.tenant.attempt,
                    payload_cbor: in_cbor(request)?,
                    metadata_cbor: metadata(&ctx.tenant.attributes, from_json)?,
                }),
            },
            // What an older shape has no place for is refused by the call.
            Interface::Node05(_) => Self::Node05 {
                ctx: Box::new(ctx.clone()),
                op,
                input: in_text(interface, request)?,
            },
            Interface::Node04 => Self::Node04 {
                ctx: Box::new(context::node_0_4(ctx)?),
                op,
                input: in_text(interface, request)?,
            },
            Interface::Runtime06 | Interface::Runtime061 => {
                let fields = context::reduce(&mut ctx.clone(), interface);
                context::refuse(interface, fields)?;
                let input = in_cbor(request)?;
                if interface == Interface::Runtime061 {
                    Self::Runtime061 { op, input }
                } else {
                    let state = NO_STATE.to_vec();
                    Self::Runtime06 { input, state }
                }
            }
        })
    }

    /// Returns what a runner sends by that interface.
    ///
    /// # Errors
    ///
    /// - [`Error::Identifier`] for a tenant or an environment that it refuses.
    /// - [`Error::Cbor`] for an input that cannot be CBOR, [`Error::Lacking`] for an
    ///   input in CBOR: a flow has JSON.
    pub fn by_runner(
        runner: Runner,
        interface: Interface,
        step: &Step,
        request: &Request<'_>,
    ) -> Result<Self, Error> {
        let Input::Text(text) = request.input else {
            let what = "input in CBOR: runners have JSON";
            return Err(Error::Lacking { interface, what });
        };
        let op = request.op.to_owned();
        let wrapped = envelope::wrapped(runner, step, &op, json_of(text), request.config)?;
        Ok(match interface {
            Interface::Node06 => {
                let attributes = step.caller.as_ref().map(crate::Caller::attributes);
                Self::Node06 {
                    op,
                    envelope: Box::new(node_0_6::InvocationEnvelope {
                        ctx: context::node_0_6_by(runner, step),
                        flow_id: step.flow.clone(),
                        step_id: context::step(step.node.as_deref()),
                        component_id: request.component.to_owned(),
                        attempt: step.attempt,
                        payload_cbor: wrapped.payload_cbor().map_err(Error::cbor("the input"))?,
                        metadata_cbor: metadata(&attributes.unwrap_or_default(), as_runners_write)?,
                    }),
                }
            }
            Interface::Node05(_) => Self::Node05 {
                ctx: Box::new(context::node_0_5_by(runner, step)),
                op,
                input: wrapped.text,
            },
            Interface::Node04 => Self::Node04 {
                ctx: Box::new(context::node_0_4_by(runner, step)),
                op,
                input: wrapped.text,
            },
            Interface::Runtime061 => {
                return Err(Error::NotCalled {
                    runner,
                    why: format!("no runner calls {}", interface.name()),
                });
            }
            // All of the envelope, with the payload as a list of numbers.
            Interface::Runtime06 => Self::Runtime06 {
                input: as_runners_write(&json_of(&wrapped.text))
                    .map_err(Error::cbor("the input"))?,
                state: NO_STATE.to_vec(),
            },
        })
    }
}

/// Attributes as a map of CBOR; `None` where there is none.
fn metadata(
    attributes: &[(String, String)],
    write: fn(&Value) -> Result<Vec<u8>, cbor::CborError>,
) -> Result<Option<Vec<u8>>, Error> {
    if attributes.is_empty() {
        return Ok(None);
    }
    let map: BTreeMap<_, _> = attributes.iter().cloned().collect();
    write(&json!(map))
        .map(Some)
        .map_err(Error::cbor("the attributes"))
}

/// JSON, or a text as a text of JSON; an empty one is null.
fn json_of(text: &str) -> Value {
    if text.is_empty() {
        return Value::Null;
    }
    serde_json::from_str(text).unwrap_or_else(|_| text.into())
}

fn in_cbor(request: &Request<'_>) -> Result<Vec<u8>, Error> {
    let input = match (request.input, request.config) {
        (Input::Cbor(bytes), None) => return Ok(bytes.to_vec()),
        (Input::Cbor(bytes), Some(_)) => cbor::to_json(bytes).map_err(Error::cbor("the input"))?,
        (Input::Text(text), _) => json_of(text),
    };
    let input = match request.config {
        Some(config) => json!({ "config": config, "input": input }),
        None => input,
    };
    from_json(&input).map_err(Error::cbor("the input"))
}

fn in_text(interface: Interface, request: &Request<'_>) -> Result<String, Error> {
    match (request.input, request.config) {
        (Input::Cbor(_), _) => Err(Error::Lacking {
            interface,
            what: "input in CBOR: it takes text",
        }),
        (Input::Text(text), None) => Ok(text.to_owned()),
        (Input::Text(text), Some(config)) => {
            Ok(json!({ "config": config, "input": json_of(text) }).to_string())
        }
    }
}
