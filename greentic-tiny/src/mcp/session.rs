//! The methods of the protocol.

use greentic_command::output;
use std::io;

use greentic_host_shim::{Error, Interrupt};
use serde_json::{Value, json};

use super::content;
use super::json;
use super::model::{Answer, Offers, Question, Refusal, ToolResult};
use super::peer::{self, Peer, Reply, Request, Work};
use super::revision::Revision;
use super::router::Router;
use super::rpc::{self, Id, Object, Rejection, RpcError};

/// Questions that one call of a tool may have answered before it is given up.
const MOST_QUESTIONS: usize = 10;

/// A router, and the client that it is served to.
pub(crate) struct Session {
    router: Router,
    peer: Peer,
    agreed: Option<Agreed>,
}

/// What `initialize` came to.
#[derive(Clone, Copy)]
struct Agreed {
    revision: Revision,
    offers: Offers,
    /// Whether the client can put questions to the person.
    asks: bool,
}

impl Session {
    pub(crate) fn new(router: Router, peer: Peer) -> Self {
        Self {
            router,
            peer,
            agreed: None,
        }
    }

    /// Answers until the client has gone.
    ///
    /// # Errors
    ///
    /// The client does not read what it is sent.
    pub(crate) fn run(mut self) -> io::Result<()> {
        while let Some(work) = self.peer.next() {
            match work {
                Work::One(request) => {
                    if let Some(answer) = self.answer(request) {
                        self.peer.send(&answer)?;
                    }
                }
                Work::Batch(requests) => {
                    if !self
                        .agreed
                        .is_some_and(|agreed| agreed.revision.has_batches())
                    {
                        let message = "this revision of the protocol has no batches";
                        self.peer.send(&Rejection::invalid(None, message).json())?;
                        continue;
                    }
                    let mut answers = Vec::new();
                    for request in requests {
                        match request {
                            Ok(request) => answers.extend(self.answer(request)),
                            Err(rejection) => answers.push(rejection.json()),
                        }
                    }
                    if !answers.is_empty() {
                        self.peer.send(&Value::Array(answers))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// `None` for a request that was cancelled: nobody waits for the answer.
    fn answer(&mut self, request: Request) -> Option<Value> {
        let Request {
            id,
            method,
            params,
            cancel,
        } = request;
        let result = if cancel.is_interrupted() {
            Ok(Value::Null)
        } else {
            self.method(&method, params, &cancel)
        };
        self.peer.done(&id);
        if cancel.is_interrupted() {
            return None;
        }
        Some(match result {
            Ok(result) => rpc::success(&id, result),
            Err(error) => {
                if error.code == rpc::INTERNAL_ERROR {
                    output::error(&format!("`{method}`: {}", error.message));
                }
                rpc::failure(Some(&id), &error)
            }
        })
    }

    fn method(
        &mut self,
        method: &str,
        params: Object,
        cancel: &Interrupt,
    ) -> Result<Value, RpcError> {
        let unknown = || {
            Err(RpcError::new(
                rpc::METHOD_NOT_FOUND,
                format!("the server has no method `{method}`"),
            ))
        };
        match method {
            "ping" => return Ok(json!({})),
            "initialize" => return self.initialize(&params, cancel),
            _ => {}
        }
        // Clients of later revisions try methods of those first: they have to
        // be told that there are none, not what to do before.
        let Some(needs) = needs(method) else {
            return unknown();
        };
        let Some(agreed) = self.agreed else {
            return Err(RpcError::new(
                rpc::INVALID_REQUEST,
                format!("`initialize` has to come before `{method}`"),
            ));
        };
        if !needs(agreed.offers) {
            return unknown();
        }
        let revision = agreed.revision;
        match method {
            "tools/list" => {
                only_page(&params)?;
                let tools = self.router.list_tools(cancel)?;
                let tools = tools.iter().map(|tool| json::tool(tool, revision));
                Ok(json!({ "tools": tools.collect::<Result<Vec<_>, _>>()? }))
            }
            "tools/call" => self.call_tool(&params, agreed, cancel),
            "resources/list" => {
                only_page(&params)?;
                let resources = self.router.list_resources(cancel)?;
                let resources = resources.iter().map(|one| json::resource(one, revision));
                Ok(json!({ "resources": resources.collect::<Vec<_>>() }))
            }
            "resources/templates/list" => {
                only_page(&params)?;
                // Components have none, and clients ask all the same.
                Ok(json!({ "resourceTemplates": [] }))
            }
            "resources/read" => {
                let uri = text(&params, "uri")?;
                match self.router.read_resource(uri, cancel)? {
                    Ok(contents) => {
                        let contents: Vec<_> = contents.iter().map(content::contents).collect();
                        Ok(json!({ "contents": contents }))
                    }
                    Err(Refusal::NotFound(message)) => {
                        Err(RpcError::new(rpc::RESOURCE_NOT_FOUND, message)
                            .with(json!({ "uri": uri })))
                    }
                    Err(refusal) => Err(refusal.into_error()),
                }
            }
            "prompts/list" => {
                only_page(&params)?;
                let prompts = self.router.list_prompts(cancel)?;
                Ok(json!({ "prompts": prompts.iter().map(json::prompt).collect::<Vec<_>>() }))
            }
            "prompts/get" => {
                // Values for arguments have no way into the component.
                members(&params, "arguments")?;
                let name = text(&params, "name")?;
                let result = self.router.get_prompt(name, cancel)?;
                let conversation = result.map_err(Refusal::into_error)?;
                Ok(json::conversation(&conversation, revision))
            }
            "completion/complete" => self.complete(params, cancel),
            _ => unknown(),
        }
    }

    fn initialize(&mut self, params: &Object, cancel: &Interrupt) -> Result<Value, RpcError> {
        if self.agreed.is_some() {
            return Err(RpcError::new(
                rpc::INVALID_REQUEST,
                "the session is initialized already",
            ));
        }
        let asked = text(params, "protocolVersion")?;
        let client = members(params, "capabilities")?.unwrap_or_default();
        let revision = Revision::agree(self.router.revision(), asked);
        let server = self.router.server(cancel)?;
        self.agreed = Some(Agreed {
            revision,
            offers: server.offers,
            asks: revision >= Revision::V2025_06_18 && client.contains_key("elicitation"),
        });
        Ok(json::server(&server, revision))
    }

    fn call_tool(
        &mut self,
        params: &Object,
        agreed: Agreed,
        cancel: &Interrupt,
    ) -> Result<Value, RpcError> {
        let name = text(params, "name")?;
        let mut arguments = members(params, "arguments")?.unwrap_or_default();
        let token = params
            .get("_meta")
            .and_then(|meta| meta.get("progressToken"))
            .filter(|token| Id::parse(token).is_some());
        let mut asked = 0;
        loop {
            let text = Value::Object(arguments.clone()).to_string();
            let result = self.router.call_tool(name, text, cancel)?;
            match result.map_err(Refusal::into_error)? {
                Answer::Completed(result) => {
                    // Before anything is sent: notes of a call that fails are
                    // of no use.
                    let answer = json::tool_result(&result, agreed.revision)?;
                    if let Some(token) = token {
                        for note in json::progress(&result.progress, token, agreed.revision) {
                            let note = rpc::notification("notifications/progress", note);
                            self.peer.send(&note).map_err(|error| peer::gone(&error))?;
                        }
                    }
                    return Ok(answer);
                }
                Answer::Question(_) if asked == MOST_QUESTIONS => {
                    return Err(RpcError::internal(format!(
                        "the tool `{name}` asks more than {MOST_QUESTIONS} questions in one call"
                    )));
                }
                Answer::Question(question) => match self.ask(&question, agreed, cancel)? {
                    // There is no other way into the component for it.
                    Ok(answer) => arguments.extend(answer),
                    Err(without) => return json::tool_result(&without, agreed.revision),
                },
            }
            asked += 1;
        }
    }

    /// Has the client put a question to the person. The inner error is what the
    /// model gets to know where there is no answer.
    fn ask(
        &mut self,
        question: &Question,
        agreed: Agreed,
        cancel: &Interrupt,
    ) -> Result<Result<Object, ToolResult>, RpcError> {
        let params = json::question(question)?;
        let message = &question.message;
        if !agreed.asks {
            return Ok(Err(ToolResult::error(format!(
                "the tool needs an answer of the person first, and this client cannot ask: \
                 {message}\nCall it again with further arguments of the schema {}",
                params["requestedSchema"]
            ))));
        }
        let reply = self
            .peer
            .ask("elicitation/create", params, cancel)
            .map_err(|error| peer::gone(&error))?;
        let mut answer = match reply {
            Reply::Answer(answer) => answer,
            Reply::Error(reason) => {
                return Err(RpcError::internal(format!(
                    "the client did not put the question to the person: {reason}"
                )));
            }
            Reply::Dropped => return Err(RpcError::internal("nobody answered the question")),
        };
        match answer["action"].as_str() {
            Some("accept") => match answer["content"].take() {
                Value::Object(content) => Ok(Ok(content)),
                Value::Null => Ok(Ok(Object::new())),
                _ => Err(RpcError::internal(
                    "the person's answer is not a JSON object",
                )),
            },
            Some("decline" | "cancel") => Ok(Err(ToolResult::error(format!(
                "the person did not want to answer: {message}"
            )))),
            _ => Err(RpcError::internal(
                "the client's answer has no known `action`",
            )),
        }
    }

    fn complete(&mut self, mut params: Object, cancel: &Interrupt) -> Result<Value, RpcError> {
        for member in ["ref", "argument"] {
            if !params.get(member).is_some_and(Value::is_object) {
                return Err(RpcError::params(format!("`{member}` is not a JSON object")));
            }
        }
        params.remove("_meta");
        let input = Value::Object(params).to_string();
        let result = self.router.complete(input, cancel)?;
        let completion = result.map_err(Refusal::into_error)?;
        let answer = json::completion(&completion);
        if completion.is_error {
            let reasons = answer["completion"]["values"].as_array();
            let reasons = reasons.into_iter().flatten().filter_map(Value::as_str);
            let reasons = reasons.collect::<Vec<_>>().join("; ");
            return Err(RpcError::internal(format!(
                "nothing was completed: {reasons}"
            )));
        }
        Ok(answer)
    }
}

/// Which of the server's offers a method is part of.
fn needs(method: &str) -> Option<fn(Offers) -> bool> {
    Some(match method {
        "tools/list" | "tools/call" => |offers| offers.tools,
        "resources/list" | "resources/templates/list" | "resources/read" => {
            |offers| offers.resources
        }
        "prompts/list" | "prompts/get" => |offers| offers.prompts,
        "completion/complete" => |offers| offers.completions,
        _ => return None,
    })
}

fn text<'a>(params: &'a Object, name: &str) -> Result<&'a str, RpcError> {
    let value = params.get(name).and_then(Value::as_str);
    value.ok_or_else(|| RpcError::params(format!("`{name}` is missing or is not a text")))
}

fn members(params: &Object, name: &str) -> Result<Option<Object>, RpcError> {
    match params.get(name) {
        None => Ok(None),
        Some(Value::Object(members)) => Ok(Some(members.clone())),
        Some(_) => Err(RpcError::params(format!("`{name}` is not a JSON object"))),
    }
}

/// Components give their lists as a whole.
fn only_page(params: &Object) -> Result<(), RpcError> {
    match params.get("cursor") {
        None => Ok(()),
        Some(_) => Err(RpcError::params("there is no page at this `cursor`")),
    }
}

impl From<Error> for RpcError {
    /// The component trapped or was stopped.
    fn from(error: Error) -> Self {
        let mut data = json!({ "kind": error.kind() });
        match &error {
            Error::Trap { backtrace, .. } => data["backtrace"] = json!(backtrace),
            Error::Limit { which, .. } => data["limit"] = json!(which.name()),
            _ => {}
        }
        Self::internal(error.to_string()).with(data)
    }
}
