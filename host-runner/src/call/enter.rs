//! The calls themselves.

use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::component::v0_6::component_runtime as runtime_0_6;
use greentic_host_shim::bindings::component::v0_6_1::runtime as runtime_0_6_1;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use greentic_host_shim::{Instance, InvokeResult, NodeError, StreamEvent};

use super::answer::{Answer, FAILED, Output, Reading, failure, readable};
use super::sent::Sent;
use crate::{Error, Interface};

/// Calls a component by an interface; `reading` makes texts of CBOR that is not the
/// output.
pub(super) fn call(
    instance: &mut Instance,
    interface: Interface,
    sent: &Sent,
    reading: Reading,
) -> Result<Answer, Error> {
    Ok(match sent {
        Sent::Node06 { op, envelope } => {
            match instance
                .exports::<node_0_6::Guest>()?
                .invoke(op, envelope)?
            {
                Ok(result) if result.ok => Answer {
                    interface,
                    result: Ok(Output::Cbor(result.output_cbor)),
                    beside: result.output_metadata_cbor,
                },
                Ok(result) => Answer {
                    interface,
                    result: Err(failure(FAILED, reading(&result.output_cbor))),
                    beside: result.output_metadata_cbor,
                },
                Err(error) => Answer {
                    interface,
                    result: Err(NodeError {
                        code: error.code,
                        message: error.message,
                        retryable: error.retryable,
                        backoff_ms: error.backoff_ms,
                        details: error.details.map(|details| reading(&details)),
                    }),
                    beside: None,
                },
            }
        }
        Sent::Node05 { ctx, op, input } => Answer {
            interface,
            result: match instance.invoke(ctx, op, input)? {
                InvokeResult::Ok(output) => Ok(Output::Text(output)),
                InvokeResult::Err(error) => Err(error),
            },
            beside: None,
        },
        Sent::Node04 { ctx, op, input } => Answer {
            interface,
            result: match instance
                .exports::<node_0_4::Guest>()?
                .invoke(ctx, op, input)?
            {
                node_0_4::InvokeResult::Ok(output) => Ok(Output::Text(output)),
                node_0_4::InvokeResult::Err(error) => Err(NodeError {
                    code: error.code,
                    message: error.message,
                    retryable: error.retryable,
                    backoff_ms: error.backoff_ms,
                    details: error.details,
                }),
            },
            beside: None,
        },
        Sent::Runtime061 { op, input } => {
            let output = instance
                .exports::<runtime_0_6_1::Guest>()?
                .invoke(op, input)?;
            Answer {
                interface,
                result: Ok(Output::Cbor(output)),
                beside: None,
            }
        }
        Sent::Runtime06 { input, state } => {
            let mut runtime = instance.exports::<runtime_0_6::Guest>()?;
            let result = runtime.run(input, state)?;
            Answer {
                interface,
                result: Ok(Output::Cbor(result.output)),
                beside: Some(result.new_state),
            }
        }
    })
}

/// Calls a component for events.
pub(super) fn stream(
    instance: &mut Instance,
    interface: Interface,
    sent: &Sent,
) -> Result<Vec<StreamEvent>, Error> {
    match sent {
        Sent::Node05 { ctx, op, input } => return Ok(instance.invoke_stream(ctx, op, input)?),
        Sent::Node04 { ctx, op, input } => {
            let mut node = instance.exports::<node_0_4::Guest>()?;
            let events = node.invoke_stream(ctx, op, input)?.into_iter();
            return Ok(events.map(event).collect());
        }
        _ => {}
    }
    Ok(match call(instance, interface, sent, readable)?.result {
        Ok(output) => vec![StreamEvent::Data(output.text()?), StreamEvent::Done],
        Err(error) => vec![StreamEvent::Error(format!(
            "{}: {}",
            error.code, error.message
        ))],
    })
}

fn event(event: node_0_4::StreamEvent) -> StreamEvent {
    match event {
        node_0_4::StreamEvent::Data(data) => StreamEvent::Data(data),
        node_0_4::StreamEvent::Progress(percent) => StreamEvent::Progress(percent),
        node_0_4::StreamEvent::Done => StreamEvent::Done,
        node_0_4::StreamEvent::Error(message) => StreamEvent::Error(message),
    }
}
