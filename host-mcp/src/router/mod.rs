//! A router component: all versions of the interface behind the same functions,
//! in the terms of the SDK.

mod base64;
mod common;
mod instance;
pub(crate) mod model;
#[cfg(test)]
mod official;
mod v24_11_5;
mod v25_3_26;
mod v25_6_18;

use greentic_host_shim::bindings::mcp as wit;
use greentic_host_shim::{Error, Interrupt, Prepared};
use rmcp::model as mcp;
use rmcp::model::ErrorData;

use self::instance::{Guest, Program};
use self::model::{Answer, Completion, Refusal, ServerDescription};

/// The interface does not ask a server for its version, the protocol does.
const NO_VERSION: &str = "unspecified";

/// Runs a router component, each call in an instance of its own. Every call ends
/// when it is interrupted.
#[derive(Debug)]
pub(crate) struct Router {
    program: Program,
}

/// Does the same with each version. The arms differ in their types.
macro_rules! each {
    ($guest:expr, $name:ident, $version:ident => $result:expr) => {
        match $guest {
            Guest::V24_11_5(mut $name) => {
                use v24_11_5 as $version;
                $result
            }
            Guest::V25_3_26(mut $name) => {
                use v25_3_26 as $version;
                $result
            }
            Guest::V25_6_18(mut $name) => {
                use v25_6_18 as $version;
                $result
            }
        }
    };
}

/// The answer of a function: the outer error is the host's, the inner one the
/// component's.
pub(crate) type Asked<T> = Result<Result<T, Refusal>, Error>;

impl Router {
    /// # Errors
    ///
    /// The component exports no router, or one of other types.
    pub(crate) fn new(prepared: Prepared) -> Result<Self, Error> {
        let program = Program::new(prepared)?;
        Ok(Self { program })
    }

    /// All that the server says about itself.
    pub(crate) fn server(&self, interrupt: &Interrupt) -> Result<ServerDescription, Error> {
        self.program.enter(interrupt, |guest| match guest {
            Guest::V24_11_5(guest) => v24_11_5::server(guest),
            Guest::V25_3_26(guest) => v25_3_26::server(guest),
            Guest::V25_6_18(guest) => v25_6_18::server(guest),
        })
    }

    /// The inner error is of a schema that is none.
    pub(crate) fn list_tools(
        &self,
        interrupt: &Interrupt,
    ) -> Result<Result<Vec<mcp::Tool>, ErrorData>, Error> {
        self.program.enter(interrupt, |guest| {
            Ok(each!(guest, guest, version => {
                guest.list_tools()?.into_iter().map(version::tool).collect()
            }))
        })
    }

    pub(crate) fn list_resources(
        &self,
        interrupt: &Interrupt,
    ) -> Result<Vec<mcp::Resource>, Error> {
        self.program.enter(interrupt, |guest| {
            Ok(each!(guest, guest, version => {
                guest.list_resources()?.into_iter().map(version::resource).collect()
            }))
        })
    }

    pub(crate) fn list_prompts(&self, interrupt: &Interrupt) -> Result<Vec<mcp::Prompt>, Error> {
        self.program.enter(interrupt, |guest| {
            Ok(each!(guest, guest, version => {
                guest.list_prompts()?.into_iter().map(version::prompt).collect()
            }))
        })
    }

    /// `arguments` is the text of a JSON object. The innermost error is of a
    /// question that the protocol cannot put.
    pub(crate) fn call_tool(
        &self,
        name: &str,
        arguments: String,
        interrupt: &Interrupt,
    ) -> Asked<Result<Answer, ErrorData>> {
        self.program.enter(interrupt, |guest| {
            Ok(match guest {
                Guest::V24_11_5(mut guest) => {
                    let arguments = wit::v24_11_5::Value { json: arguments };
                    let result = guest.call_tool(name, &arguments)?;
                    result.map(v24_11_5::answer).map_err(Refusal::from)
                }
                Guest::V25_3_26(mut guest) => {
                    let arguments = wit::v25_3_26::Value { json: arguments };
                    let result = guest.call_tool(name, &arguments)?;
                    result.map(v25_3_26::answer).map_err(Refusal::from)
                }
                Guest::V25_6_18(mut guest) => {
                    let result = guest.call_tool(name, &arguments)?;
                    result.map(v25_6_18::answer).map_err(Refusal::from)
                }
            })
        })
    }

    pub(crate) fn read_resource(
        &self,
        uri: &str,
        interrupt: &Interrupt,
    ) -> Asked<mcp::ReadResourceResult> {
        self.program.enter(interrupt, |guest| {
            Ok(each!(guest, guest, version => {
                guest.read_resource(uri)?.map(version::read).map_err(Refusal::from)
            }))
        })
    }

    pub(crate) fn get_prompt(
        &self,
        name: &str,
        interrupt: &Interrupt,
    ) -> Asked<mcp::GetPromptResult> {
        self.program.enter(interrupt, |guest| {
            Ok(each!(guest, guest, version => {
                guest.get_prompt(name)?.map(version::conversation).map_err(Refusal::from)
            }))
        })
    }

    /// `input` is the text of a JSON object. The oldest version completes
    /// nothing.
    pub(crate) fn complete(&self, input: String, interrupt: &Interrupt) -> Asked<Completion> {
        self.program.enter(interrupt, |guest| {
            Ok(match guest {
                Guest::V24_11_5(_) => Err(Refusal::NotFound(
                    "`wasix:mcp/router@24.11.5` has no completions".to_owned(),
                )),
                Guest::V25_3_26(mut guest) => {
                    let result = guest.complete(&v25_3_26::request(input))?;
                    result.map(v25_3_26::completion).map_err(Refusal::from)
                }
                Guest::V25_6_18(mut guest) => {
                    let result = guest.complete(&v25_6_18::request(input))?;
                    result.map(v25_6_18::completion).map_err(Refusal::from)
                }
            })
        })
    }
}
