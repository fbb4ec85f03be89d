//! The common parts of `invoke` and `stream`.

use greentic_command::output;
use greentic_host_runner::call::{self, Answer, Input, Request};
use greentic_host_runner::{Error, Interface, Runner, Step};
use greentic_host_shim::{Component, ExecCtx, Instance};
use serde_json::Value;

use crate::cli::OperationArgs;
use crate::failure::Failure;
use crate::file;

/// The reason that the node is given for its stop.
const STOP_REASON: &str = "the command has ended";

/// An instance, and everything for a call of one of its operations.
pub(crate) struct Session<'a> {
    args: &'a OperationArgs,
    component: Component,
    instance: Instance,
    pub(crate) interface: Interface,
    ctx: ExecCtx,
    input: Vec<u8>,
    config: Option<Value>,
}

/// Calls a component as the options say, between on-start and on-stop if they are wanted.
/// Returns the answer, and the bytes of linear memory that the instance had in the end.
pub(crate) fn call<'a, R>(
    args: &'a OperationArgs,
    function: impl FnOnce(&mut Session<'a>) -> Result<R, Error>,
) -> Result<(R, usize), Failure> {
    let mut session = Session::new(args)?;
    if args.lifecycle {
        let (interface, ctx) = (session.interface, &session.ctx);
        call::start(&mut session.instance, interface, ctx)?
            .map_err(|message| Failure::Refused { message })?;
    }
    let answer = function(&mut session)?;
    if args.lifecycle {
        let (interface, ctx) = (session.interface, &session.ctx);
        // A failure to stop is reported, and the answer stands.
        match call::stop(&mut session.instance, interface, ctx, STOP_REASON) {
            Ok(Ok(())) => {}
            Ok(Err(message)) => output::error(&format!("the node did not stop well: {message}")),
            Err(error) => output::error(&error.to_string()),
        }
    }
    Ok((answer, session.instance.memory_bytes()))
}

impl<'a> Session<'a> {
    fn new(args: &'a OperationArgs) -> Result<Self, Failure> {
        // Before anything is compiled: standard input may turn out to be bad.
        let input = if args.calling.cbor {
            file::input_bytes(&args.input)?
        } else {
            file::input(&args.input)?.into_bytes()
        };
        let config = args.calling.config()?;
        let component = file::component(&args.file, &args.load)?;
        let interface = match args.calling.runner {
            Some(runner) => Interface::for_runner(&component, runner)?,
            None => Interface::of(&component)?,
        };
        let mut ctx = args.context.context();
        if args.drop_unrepresentable && args.calling.runner.is_none() {
            let dropped = call::reduce(&mut ctx, interface);
            if !dropped.is_empty() {
                let dropped = dropped.join(", ");
                output::warning(&match interface {
                    Interface::Node05(revision) => {
                        format!("the node speaks {revision}, so it does not get {dropped}")
                    }
                    _ => format!("{} has no place for {dropped}", interface.name()),
                });
            }
        }
        let instance = component.instantiate(args.host.host()?)?;
        Ok(Self {
            args,
            component,
            instance,
            interface,
            ctx,
            input,
            config,
        })
    }

    /// Returns the answer to the operation.
    pub(crate) fn answer(&mut self) -> Result<Answer, Error> {
        match self.args.calling.runner {
            None => self.with_request(call::call),
            Some(runner) => self.answer_to(runner),
        }
    }

    /// Returns the events of the answer.
    pub(crate) fn events(&mut self) -> Result<Vec<greentic_host_shim::StreamEvent>, Error> {
        self.with_request(call::stream)
    }

    fn with_request<R>(
        &mut self,
        call: fn(&mut Instance, Interface, &ExecCtx, &Request<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        let text = String::from_utf8_lossy(&self.input);
        let request = request(self.args, &self.input, &text, self.config.as_ref());
        call(&mut self.instance, self.interface, &self.ctx, &request)
    }

    fn answer_to(&mut self, runner: Runner) -> Result<Answer, Error> {
        let (mut step, fields) = Step::of(&self.ctx, runner);
        if !fields.is_empty() {
            if !self.args.drop_unrepresentable {
                let receiver = runner.to_string();
                return Err(Error::Unrepresentable { receiver, fields });
            }
            let fields = fields.join(", ");
            output::warning(&format!("{runner} has no place for {fields}"));
        }
        if self.args.context.attempt.is_none() {
            step.attempt = 1;
        }
        let text = String::from_utf8_lossy(&self.input);
        let request = request(self.args, &self.input, &text, self.config.as_ref());
        let (instance, component) = (&mut self.instance, &self.component);
        call::call_as(instance, component, runner, &step, &request)
    }
}

/// Makes the request to a component. `text` is the input as text. No runner sends an input
/// in CBOR.
fn request<'r>(
    args: &'r OperationArgs,
    input: &'r [u8],
    text: &'r str,
    config: Option<&'r Value>,
) -> Request<'r> {
    Request {
        op: &args.op,
        input: if args.calling.cbor {
            Input::Cbor(input)
        } else {
            Input::Text(text)
        },
        config,
        component: &args.calling.component_id,
    }
}
