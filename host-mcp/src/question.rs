//! Questions to the person in the middle of a call: by a request of ours up to
//! revision 2025-11-25, and as an answer to be followed by another request since
//! 2026-07-28 (SEP-2322), which has no requests of servers any more.

use rmcp::model::{
    CallToolResponse, CallToolResult, CustomRequest, ElicitRequest, ElicitRequestParams,
    ElicitResult, ElicitationAction, ErrorData, InputRequest, InputRequests, InputRequiredResult,
    InputResponses, JsonObject, MetaObject, RequestMetaObject, ServerRequest,
};
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use crate::revision;
use crate::router::model::Question;
use crate::session::{Context, Session, revision_of};
use crate::tool_call::failed;

/// The name of the one question in an answer.
const KEY: &str = "question";

/// The outcome of a question.
pub(crate) enum Reply {
    /// Members for the arguments of the tool.
    Answers(JsonObject),
    /// The result that the model gets if there is no answer.
    Without(CallToolResult),
}

/// Returns whether the revision asks questions by a result.
pub(crate) fn by_result(context: &Context) -> bool {
    revision_of(context) >= revision::V2026_07_28
}

/// Has the client put a question to the person.
pub(crate) async fn ask(
    session: &Session,
    question: Question,
    context: &Context,
) -> Result<Reply, ErrorData> {
    if !can_ask(&question, context) {
        return Ok(Reply::Without(unasked(&question)));
    }
    let message = question.message.clone();
    let mut params = json!(form(question));
    // The other kind of question came with 2025-11-25, and the word for this one.
    if revision_of(context) < revision::V2025_11_25
        && let Some(members) = params.as_object_mut()
    {
        members.remove("mode");
    }
    let request = CustomRequest::new("elicitation/create", Some(params));
    let request = context
        .peer
        .send_request(ServerRequest::CustomRequest(request));
    let answer = tokio::select! {
        answer = request => answer,
        () = session.over(context) => {
            return Err(ErrorData::internal_error("the request was cancelled", None));
        }
        () = tokio::time::sleep(session.shared.options.question_time) => {
            return Err(ErrorData::internal_error("nobody answered the question in time", None));
        }
    };
    let answer = answer.map_err(|error| {
        ErrorData::internal_error(
            format!("the client did not put the question to the person: {error}"),
            None,
        )
    })?;
    // The SDK may have taken it for an answer to something else.
    reply(json!(answer), &message)
}

/// The state that a client brings back with its next request, as it was told. A client
/// can change it and gains nothing: it could send the answers as arguments, and ask
/// questions by another call.
#[derive(Default, Deserialize, Serialize)]
struct State {
    answers: JsonObject,
    asked: usize,
    /// The last question.
    message: String,
}

/// The question as an answer to the request; what was answered so far comes back
/// with the next one.
pub(crate) fn result(
    question: Question,
    answers: JsonObject,
    asked: usize,
    context: &Context,
) -> CallToolResponse {
    if !can_ask(&question, context) {
        return unasked(&question).into();
    }
    let message = question.message.clone();
    let request = InputRequest::Elicitation(ElicitRequest::new(form(question)));
    let requests = InputRequests::from([(KEY.to_owned(), request)]);
    let state = json!(State {
        answers,
        asked,
        message
    })
    .to_string();
    CallToolResponse::InputRequired(InputRequiredResult::new(Some(requests), Some(state)))
}

/// Returns the answers that a request brings from earlier ones, and the number of
/// questions so far.
pub(crate) fn earlier(
    state: Option<&str>,
    responses: Option<InputResponses>,
) -> Result<Option<(Reply, usize)>, ErrorData> {
    if state.is_none() && responses.is_none() {
        return Ok(None);
    }
    let wrong = |_| ErrorData::invalid_params("`requestState` is not what it was", None);
    let State {
        mut answers,
        asked,
        message,
    } = match state {
        None => State::default(),
        Some(state) => serde_json::from_str(state).map_err(wrong)?,
    };
    if let Some(answer) = responses.and_then(|mut responses| responses.remove(KEY)) {
        match reply(answer, &message)? {
            Reply::Answers(more) => answers.extend(more),
            without @ Reply::Without(_) => return Ok(Some((without, asked))),
        }
    }
    Ok(Some((Reply::Answers(answers), asked)))
}

fn form(question: Question) -> ElicitRequestParams {
    let meta = (!question.meta.is_empty()).then_some(RequestMetaObject(MetaObject(question.meta)));
    ElicitRequestParams::FormElicitationParams {
        meta,
        message: question.message,
        requested_schema: question.schema,
    }
}

/// Returns whether the client can put this question, in the revision that it speaks.
fn can_ask(question: &Question, context: &Context) -> bool {
    let revision = revision_of(context);
    if revision < revision::V2025_06_18 {
        return false;
    }
    // Choices with titles, and of several: 2025-11-25 (SEP-1330).
    let schema = json!(question.schema);
    let properties = schema["properties"].as_object().into_iter().flatten();
    let plain = properties
        .into_iter()
        .all(|(_, property)| property.get("oneOf").is_none() && property["type"] != "array");
    let capabilities = context.client_capabilities();
    capabilities.is_some_and(|capabilities| capabilities.elicitation.is_some())
        && (plain || revision >= revision::V2025_11_25)
}

fn unasked(question: &Question) -> CallToolResult {
    failed(format!(
        "the tool needs an answer of the person first, and this client cannot ask: \
         {}\nCall it again with further arguments of the schema {}",
        question.message,
        json!(question.schema)
    ))
}

fn reply(answer: Value, message: &str) -> Result<Reply, ErrorData> {
    let answer: ElicitResult = serde_json::from_value(answer).map_err(|_| {
        ErrorData::internal_error("the client's answer has no known `action`", None)
    })?;
    match (answer.action, answer.content) {
        (ElicitationAction::Accept, None | Some(Value::Null)) => {
            Ok(Reply::Answers(JsonObject::new()))
        }
        (ElicitationAction::Accept, Some(Value::Object(content))) => Ok(Reply::Answers(content)),
        (ElicitationAction::Accept, Some(_)) => Err(ErrorData::internal_error(
            "the person's answer is not a JSON object",
            None,
        )),
        _ => Ok(Reply::Without(failed(format!(
            "the person did not want to answer: {message}"
        )))),
    }
}
