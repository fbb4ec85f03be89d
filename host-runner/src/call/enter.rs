//! The calls themselves.

use greentic_host_shim::bindings::component::v0_6::component_runtime as runtime_0_6;
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
            match instance.exports::<node_0_6::Guest>()?.invoke(op, envelope)? {
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
pub(super) fn stream(instance: &mut Instance, interface: Interface, sent: &Sent) -> Result<Vec<StreamEvent>, Error> {
    if let Sent::Node05 { ctx, op, input } = sent {
        return Ok(instance.invoke_stream(ctx, op, input)?);
    }
    Ok(match call(instance, interface, sent, readable)?.result {
        Ok(output) => vec![StreamEvent::Data(output.text()?), StreamEvent::Done],
        Err(error) => vec![StreamEvent::Error(format!("{}: {}", error.code, error.message))],
    })
}
