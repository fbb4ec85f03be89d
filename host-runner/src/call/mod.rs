//! Calls of components by any of their interfaces.

mod answer;
mod context;
mod enter;
mod lifecycle;
mod sent;

use greentic_host_shim::{Component, ExecCtx, Instance, StreamEvent};
use serde_json::Value;

use crate::{Error, Interface, Runner};

pub use answer::{Answer, FAILED, Output};
pub use context::reduce;
pub use lifecycle::{start, stop};
pub use sent::Sent;

/// An input, and what goes with it.
#[derive(Clone, Copy, Debug)]
pub struct Request<'a> {
    /// The operation.
    pub op: &'a str,
    /// The input of the operation.
    pub input: Input<'a>,
    /// The settings of the component, for a call with an object of `config` and `input`.
    pub config: Option<&'a Value>,
    /// The name of the component in its pack, which nodes of 0.6 are told.
    pub component: &'a str,
}

/// The input of an operation.
#[derive(Clone, Copy, Debug)]
pub enum Input<'a> {
    /// JSON, or any other text, which counts as a text of JSON where JSON or CBOR is
    /// asked for. An empty text is null there.
    Text(&'a str),
    /// CBOR, as it is. Only interfaces that take CBOR take it, and no runner does.
    Cbor(&'a [u8]),
}

impl<'a> Request<'a> {
    /// Returns a request without settings.
    #[must_use]
    pub fn new(op: &'a str, input: Input<'a>) -> Self {
        Self {
            op,
            input,
            config: None,
            component: "component",
        }
    }
}

/// Calls a component as this project's tools do: the input as it is, and all of the
/// context that the interface has a place for.
///
/// # Errors
///
/// [`Error::Unrepresentable`] if the context says what the interface has no place for
/// ([`reduce`] takes it out), [`Error::Component`] for all that a call may end with.
pub fn call(
    instance: &mut Instance,
    interface: Interface,
    ctx: &ExecCtx,
    request: &Request<'_>,
) -> Result<Answer, Error> {
    let sent = Sent::ours(interface, ctx, request)?;
    enter::call(instance, interface, &sent, answer::readable)
}

/// Calls a component as a runner does, and reads its answer as the runner does.
///
/// # Errors
///
/// [`Error::NotCalled`] if the runner would not, [`Error::Unread`] if it could not read
/// the answer, [`Error::Component`] for all that a call may end with.
pub fn call_as(
    instance: &mut Instance,
    component: &Component,
    runner: Runner,
    step: &crate::Step,
    request: &Request<'_>,
) -> Result<Answer, Error> {
    let interface = Interface::for_runner(component, runner)?;
    let sent = Sent::by_runner(runner, interface, step, request)?;
    enter::call(instance, interface, &sent, answer::as_runner_text)?.as_read_by(runner)
}

/// Calls a component for the events of its answer. Where the interface has none, they
/// are made of the answer: the output and the end, or the error.
///
/// # Errors
///
/// As [`call`].
pub fn stream(
    instance: &mut Instance,
    interface: Interface,
    ctx: &ExecCtx,
    request: &Request<'_>,
) -> Result<Vec<StreamEvent>, Error> {
    let sent = Sent::ours(interface, ctx, request)?;
    enter::stream(instance, interface, &sent)
}
