//! The common parts of the commands that ask a component about its setup.

use greentic_host_runner::Error as CallError;
use greentic_host_runner::Interface;
use greentic_host_runner::call::{Input, Request, call};
use greentic_host_runner::cbor::{from_json, to_json};
use greentic_host_shim::bindings::component::v0_4::node as node_0_4;
use greentic_host_shim::bindings::component::v0_5::node as node_0_5;
use greentic_host_shim::bindings::rev_0_4_113::component::v0_6::node as node_0_6;
use greentic_host_shim::{Component, Error, Instance};
use serde_json::Value;

use crate::failure::Failure;
use crate::options::context::ContextArgs;

/// The nodes with operations.
const NODES: [&str; 3] = [node_0_6::NAME, node_0_5::NAME, node_0_4::NAME];

/// Converts CBOR of the component into JSON.
pub(super) fn decoded(bytes: &[u8]) -> Result<Value, Failure> {
    let what = "the output";
    Ok(to_json(bytes).map_err(|source| CallError::Cbor { what, source })?)
}

/// Converts JSON of the command line into CBOR.
pub(super) fn encoded(what: &'static str, value: &Value) -> Result<Vec<u8>, Failure> {
    Ok(from_json(value).map_err(|source| CallError::Cbor { what, source })?)
}

/// A command that asks a component about its setup.
pub(super) struct Asking {
    /// The name of the command.
    pub(super) command: &'static str,
    /// The interfaces with a function for it. Nodes have an operation for it.
    pub(super) interfaces: &'static [&'static str],
}

/// Calls a node by an operation that stands for a function of its setup. Reads its answer
/// as JSON.
pub(super) fn answer_of(
    asking: &Asking,
    component: &Component,
    instance: &mut Instance,
    context: &ContextArgs,
    op: &str,
    input: &Value,
) -> Result<(&'static str, Value), Failure> {
    let interface = Interface::of(component).map_err(|error| match error {
        CallError::Component(Error::NotExported { exports, .. }) => Failure::NotAsked {
            command: asking.command,
            wanted: asking.interfaces.iter().copied().chain(NODES).collect(),
            exports,
        },
        error => error.into(),
    })?;
    let text = input.to_string();
    let request = Request::new(op, Input::Text(&text));
    let answer = call(instance, interface, &context.context(), &request)?;
    match answer.result {
        Ok(output) => {
            let text = output.text()?;
            let value = serde_json::from_str(&text).unwrap_or(Value::String(text));
            Ok((interface.name(), value))
        }
        Err(error) => Err(Failure::Answered {
            code: error.code,
            message: error.message,
        }),
    }
}
