//! `tools/call`: checks, the call itself, questions in between, and the answer.

use std::sync::Arc;

use greentic_host_shim::{Error, Interrupt};
use rmcp::model::{
    CallToolRequestParams, CallToolResponse, CallToolResult, ContentBlock, ErrorData, JsonObject,
    ProgressNotificationParam, ProgressToken,
};
use serde_json::Value;

use crate::question::{self, Reply};
use crate::router::model::{Answer, Completed, Progress, Refusal};
use crate::server::Shared;
use crate::session::{Context, Session, revision_of};
use crate::{numbers, revision};

/// The end of one call.
enum Outcome {
    Answer(Answer, Option<Value>),
    /// The arguments are not what the tool takes.
    Arguments(String),
    Refused(Refusal),
    Broken(ErrorData),
}

/// Calls a tool, as often as it has questions.
pub(crate) async fn call(
    session: &Session,
    request: CallToolRequestParams,
    context: &Context,
) -> Result<CallToolResponse, ErrorData> {
    let name = request.name.to_string();
    let mut given = Value::Object(request.arguments.unwrap_or_default());
    numbers::whole(&mut given);
    // What the person has answered so far, in this call or in earlier requests, and how
    // many questions that took.
    let mut answers = JsonObject::new();
    let mut asked = 0;
    let state = request.request_state.as_deref();
    if let Some((reply, before)) = question::earlier(state, request.input_responses)? {
        asked = before;
        match reply {
            Reply::Answers(more) => answers = more,
            Reply::Without(result) => return Ok(finished(result, context)),
        }
    }
    loop {
        let outcome = once(session, &name, &given, &answers, context).await?;
        let (answer, structured) = match outcome {
            Outcome::Answer(answer, structured) => (answer, structured),
            Outcome::Arguments(problem) => return arguments(problem, "schema-error", context),
            Outcome::Refused(refusal) if refusal.is_of_arguments() && in_result(context) => {
                return Ok(finished(failed(refusal.message().to_owned()), context));
            }
            Outcome::Refused(refusal) => return Err(refusal.into()),
            Outcome::Broken(error) => {
                session.shared.options.report.say(&error.message);
                return Err(error);
            }
        };
        let question = match answer {
            Answer::Completed(completed) => {
                return complete(completed, structured, context).await;
            }
            Answer::Question(question) => question,
        };
        let most = session.shared.options.questions;
        if asked >= most {
            return Err(ErrorData::internal_error(
                format!("the tool `{name}` asks more than {most} questions in one call"),
                None,
            ));
        }
        asked += 1;
        if question::by_result(context) {
            return Ok(question::result(question, answers, asked, context));
        }
        match question::ask(session, question, context).await? {
            Reply::Answers(more) => answers.extend(more),
            Reply::Without(result) => return Ok(finished(result, context)),
        }
    }
}

/// Calls the tool once, with all that is known.
async fn once(
    session: &Session,
    name: &str,
    given: &Value,
    answers: &JsonObject,
    context: &Context,
) -> Result<Outcome, ErrorData> {
    let shared = Arc::clone(&session.shared);
    let (name, given, answers) = (name.to_owned(), given.clone(), answers.clone());
    session
        .ask(context, move |_, interrupt| {
            checked(&shared, &name, given, answers, interrupt)
        })
        .await
}

/// On the thread of the call: checking takes time as well.
fn checked(
    shared: &Shared,
    name: &str,
    given: Value,
    answers: JsonObject,
    interrupt: &Interrupt,
) -> Result<Outcome, Error> {
    let listed = match shared.listed() {
        _ if !shared.options.validate => None,
        Some(listed) => Some(listed),
        None => match shared.list(interrupt)? {
            Ok(listed) => Some(listed),
            Err(error) => return Ok(Outcome::Broken(error)),
        },
    };
    if let Some(listed) = &listed
        && let Err(problem) = listed.check_arguments(name, &given)
    {
        return Ok(Outcome::Arguments(problem));
    }
    let mut arguments = given;
    if let Some(members) = arguments.as_object_mut() {
        // There is no other way into the component for what the person says.
        members.extend(answers);
    }
    let answer = match shared
        .router
        .call_tool(name, arguments.to_string(), interrupt)?
    {
        Ok(Ok(answer)) => answer,
        Ok(Err(error)) => return Ok(Outcome::Broken(error)),
        Err(refusal) => return Ok(Outcome::Refused(refusal)),
    };
    let Answer::Completed(completed) = &answer else {
        return Ok(Outcome::Answer(answer, None));
    };
    let broken = |problem: String| {
        let message = format!("the answer of the tool `{name}` is not what it promises: {problem}");
        Ok(Outcome::Broken(ErrorData::internal_error(message, None)))
    };
    let structured = match completed.structured.as_deref().map(structured) {
        None => None,
        Some(Ok(structured)) => Some(structured),
        Some(Err(problem)) => return broken(problem),
    };
    if let Some(listed) = &listed
        && completed.result.is_error != Some(true)
        && let Err(problem) = listed.check_answer(name, structured.as_ref())
    {
        return broken(problem);
    }
    Ok(Outcome::Answer(answer, structured))
}

fn structured(text: &str) -> Result<Value, String> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| format!("the structured content is not JSON: {error}"))?;
    if value.is_object() {
        Ok(value)
    } else {
        Err("the structured content is not a JSON object".to_owned())
    }
}

/// Returns `true` if problems with arguments are answers of the tool, which the model
/// sees (revision 2025-11-25, "Key Changes", SEP-1303), and `false` if they are errors of
/// the protocol.
fn in_result(context: &Context) -> bool {
    revision_of(context) >= revision::V2025_11_25
}

fn arguments(
    problem: String,
    kind: &str,
    context: &Context,
) -> Result<CallToolResponse, ErrorData> {
    if in_result(context) {
        return Ok(finished(failed(problem), context));
    }
    let data = serde_json::json!({ "kind": kind });
    Err(ErrorData::invalid_params(problem, Some(data)))
}

/// One text that tells the model what went wrong.
pub(crate) fn failed(text: String) -> CallToolResult {
    CallToolResult::error(vec![ContentBlock::text(text)])
}

fn finished(mut result: CallToolResult, context: &Context) -> CallToolResponse {
    revision::result(&mut result, &revision_of(context));
    result.into()
}

/// Sends the notes, and gives the answer.
async fn complete(
    completed: Completed,
    structured: Option<Value>,
    context: &Context,
) -> Result<CallToolResponse, ErrorData> {
    let mut result = completed.result;
    // For clients that do not look at it.
    if result.content.is_empty()
        && let Some(text) = completed.structured
    {
        result.content.push(ContentBlock::text(text));
    }
    result.structured_content = structured;
    if let Some(token) = context.meta.get_progress_token() {
        for note in notes(completed.progress, &token, context) {
            // Who does not hear it has gone, and will not get the answer either.
            if context.peer.notify_progress(note).await.is_err() {
                break;
            }
        }
    }
    Ok(finished(result, context))
}

/// The notes of a call. Their numbers have to grow: where a component gives none,
/// or none that grows, it is the next one that there is.
fn notes(
    notes: Vec<Progress>,
    token: &ProgressToken,
    context: &Context,
) -> Vec<ProgressNotificationParam> {
    let says = revision_of(context) >= revision::V2025_03_26;
    let numbers = growing(notes.iter().map(|note| note.progress));
    let numbers: Vec<_> = numbers.collect();
    let notes = notes.into_iter().zip(numbers).map(|(note, number)| {
        let mut said = ProgressNotificationParam::new(token.clone(), number);
        said.message = note.message.filter(|_| says);
        said
    });
    notes.collect()
}

fn growing(given: impl Iterator<Item = Option<f32>>) -> impl Iterator<Item = f64> {
    given.scan(None, |last: &mut Option<f64>, given| {
        let next = match (given.and_then(numbers::decimal), *last) {
            (Some(given), Some(last)) if given > last => given,
            (_, Some(last)) => f64::next_up(last),
            (given, None) => given.unwrap_or(0.0),
        };
        *last = Some(next);
        Some(next)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_notes_grow() {
        let given = [Some(0.1), None, Some(0.25), Some(0.2), Some(f32::NAN)];
        let numbers: Vec<_> = growing(given.into_iter()).collect();
        assert!(numbers.is_sorted_by(|a, b| a < b), "{numbers:?}");
        assert!((numbers[0] - 0.1).abs() < f64::EPSILON && (numbers[2] - 0.25).abs() < 1e-9);
    }
}
