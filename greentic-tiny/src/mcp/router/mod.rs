//! A router component as the protocol sees it: all versions of the interface
//! behind the same functions.

mod common;
mod v24_11_5;
mod v25_3_26;
mod v25_6_18;

use greentic_host_shim::{Error, Interrupt};

use super::instance::{Guest, Instance, Program};
use super::model::{
    Answer, Completion, Contents, Conversation, Prompt, Refusal, Resource, Server, Tool,
};
use super::revision::Revision;

/// Runs a router component, one call at a time, in one instance as long as
/// that is well.
pub(crate) struct Router {
    program: Program,
    /// None before the first call, and after one that stopped the instance in
    /// the middle of its work.
    instance: Option<Instance>,
}

/// Does the same with each version. The arms differ in their types.
macro_rules! each {
    ($guest:expr, $name:ident => $result:expr) => {
        match $guest {
            Guest::V24_11_5(mut $name) => $result,
            Guest::V25_3_26(mut $name) => $result,
            Guest::V25_6_18(mut $name) => $result,
        }
    };
}

/// The functions that give a list.
macro_rules! lists {
    ($($method:ident -> $ty:ty;)*) => {$(
        pub(crate) fn $method(&mut self, cancel: &Interrupt) -> Result<Vec<$ty>, Error> {
            self.call(cancel, |guest| {
                Ok(each!(guest, guest => common::all(Some(guest.$method()?))))
            })
        }
    )*};
}

impl Router {
    pub(crate) fn new(program: Program) -> Self {
        Self {
            program,
            instance: None,
        }
    }

    /// The revision that the component is written for.
    pub(crate) fn revision(&self) -> Revision {
        self.program.revision()
    }

    fn call<R>(
        &mut self,
        cancel: &Interrupt,
        call: impl FnOnce(Guest<'_>) -> Result<R, Error>,
    ) -> Result<R, Error> {
        // Out of its place while it runs: it comes back only if all is well.
        let mut instance = match self.instance.take() {
            Some(instance) => instance,
            None => self.program.start()?,
        };
        let result = instance.enter(cancel, call)?;
        self.instance = Some(instance);
        Ok(result)
    }

    /// All that the server says about itself.
    pub(crate) fn server(&mut self, cancel: &Interrupt) -> Result<Server, Error> {
        self.call(cancel, |guest| match guest {
            Guest::V24_11_5(guest) => v24_11_5::server(guest),
            Guest::V25_3_26(guest) => v25_3_26::server(guest),
            Guest::V25_6_18(guest) => v25_6_18::server(guest),
        })
    }

    lists! {
        list_tools -> Tool;
        list_resources -> Resource;
        list_prompts -> Prompt;
    }

    /// `arguments` is the text of a JSON object.
    pub(crate) fn call_tool(
        &mut self,
        name: &str,
        arguments: String,
        cancel: &Interrupt,
    ) -> Result<Result<Answer, Refusal>, Error> {
        use greentic_host_shim::bindings::mcp::{v24_11_5, v25_3_26};
        self.call(cancel, |guest| {
            Ok(match guest {
                Guest::V24_11_5(mut guest) => {
                    let arguments = v24_11_5::Value { json: arguments };
                    answer(guest.call_tool(name, &arguments)?)
                }
                Guest::V25_3_26(mut guest) => {
                    let arguments = v25_3_26::Value { json: arguments };
                    answer(guest.call_tool(name, &arguments)?)
                }
                Guest::V25_6_18(mut guest) => answer(guest.call_tool(name, &arguments)?),
            })
        })
    }

    pub(crate) fn read_resource(
        &mut self,
        uri: &str,
        cancel: &Interrupt,
    ) -> Result<Result<Vec<Contents>, Refusal>, Error> {
        self.call(cancel, |guest| {
            Ok(each!(guest, guest => {
                let result = guest.read_resource(uri)?;
                result
                    .map(|result| common::all(Some(result.contents)))
                    .map_err(Refusal::from)
            }))
        })
    }

    pub(crate) fn get_prompt(
        &mut self,
        name: &str,
        cancel: &Interrupt,
    ) -> Result<Result<Conversation, Refusal>, Error> {
        self.call(cancel, |guest| {
            Ok(each!(guest, guest => answer(guest.get_prompt(name)?)))
        })
    }

    /// `input` is the text of a JSON object. The oldest version completes
    /// nothing.
    pub(crate) fn complete(
        &mut self,
        input: String,
        cancel: &Interrupt,
    ) -> Result<Result<Completion, Refusal>, Error> {
        self.call(cancel, |guest| {
            Ok(match guest {
                Guest::V24_11_5(_) => Err(Refusal::NotFound(
                    "`wasix:mcp/router@24.11.5` has no completions".to_owned(),
                )),
                Guest::V25_3_26(mut guest) => answer(guest.complete(&v25_3_26::request(input))?),
                Guest::V25_6_18(mut guest) => answer(guest.complete(&v25_6_18::request(input))?),
            })
        })
    }
}

fn answer<A, B: From<A>, E: Into<Refusal>>(result: Result<A, E>) -> Result<B, Refusal> {
    result.map(B::from).map_err(E::into)
}
