//! JSON-RPC 2.0, as far as the protocol uses it.

use serde_json::{Map, Number, Value, json};

/// Members of a JSON object.
pub(crate) type Object = Map<String, Value>;

pub(crate) const PARSE_ERROR: i32 = -32700;
pub(crate) const INVALID_REQUEST: i32 = -32600;
pub(crate) const METHOD_NOT_FOUND: i32 = -32601;
pub(crate) const INVALID_PARAMS: i32 = -32602;
pub(crate) const INTERNAL_ERROR: i32 = -32603;
/// The protocol's own.
pub(crate) const RESOURCE_NOT_FOUND: i32 = -32002;

/// Tells a request from others of the same session.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(crate) enum Id {
    /// A whole number.
    Number(Number),
    Text(String),
}

impl Id {
    pub(crate) fn parse(value: &Value) -> Option<Self> {
        match value {
            Value::String(text) => Some(Self::Text(text.clone())),
            Value::Number(number) if !number.is_f64() => Some(Self::Number(number.clone())),
            _ => None,
        }
    }

    pub(crate) fn json(&self) -> Value {
        match self {
            Self::Number(number) => Value::Number(number.clone()),
            Self::Text(text) => Value::String(text.clone()),
        }
    }
}

/// Why a request failed.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct RpcError {
    pub(crate) code: i32,
    /// A sentence for people.
    pub(crate) message: String,
    /// For programs; null where there is nothing more to say.
    pub(crate) data: Value,
}

impl RpcError {
    pub(crate) fn new(code: i32, message: impl Into<String>) -> Self {
        Self {
            code,
            message: message.into(),
            data: Value::Null,
        }
    }

    pub(crate) fn params(message: impl Into<String>) -> Self {
        Self::new(INVALID_PARAMS, message)
    }

    pub(crate) fn internal(message: impl Into<String>) -> Self {
        Self::new(INTERNAL_ERROR, message)
    }

    pub(crate) fn with(mut self, data: Value) -> Self {
        self.data = data;
        self
    }
}

/// One message of the other side.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Message {
    Request {
        id: Id,
        method: String,
        params: Object,
    },
    Notification {
        method: String,
        params: Object,
    },
    /// The answer to a request of ours.
    Response {
        id: Id,
        outcome: Result<Value, String>,
    },
}

/// A message that makes no sense, and the answer to it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rejection {
    /// The request's, where it could be made out.
    pub(crate) id: Option<Id>,
    pub(crate) error: RpcError,
}

impl Rejection {
    pub(crate) fn invalid(id: Option<Id>, message: &str) -> Self {
        Self {
            id,
            error: RpcError::new(INVALID_REQUEST, message),
        }
    }

    pub(crate) fn json(&self) -> Value {
        failure(self.id.as_ref(), &self.error)
    }
}

/// What one line holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Line {
    One(Message),
    Batch(Vec<Result<Message, Rejection>>),
}

/// Reads one line.
pub(crate) fn parse(line: &[u8]) -> Result<Line, Rejection> {
    let value = serde_json::from_slice(line).map_err(|error| Rejection {
        id: None,
        error: RpcError::new(PARSE_ERROR, format!("this is not JSON: {error}")),
    })?;
    match value {
        Value::Array(messages) if messages.is_empty() => {
            Err(Rejection::invalid(None, "the batch is empty"))
        }
        Value::Array(messages) => Ok(Line::Batch(messages.into_iter().map(message).collect())),
        other => message(other).map(Line::One),
    }
}

fn message(value: Value) -> Result<Message, Rejection> {
    let Value::Object(mut members) = value else {
        return Err(Rejection::invalid(None, "a message is a JSON object"));
    };
    let id = members.get("id").and_then(Id::parse);
    let reject = |message| Err(Rejection::invalid(id.clone(), message));
    if members.get("jsonrpc") != Some(&json!("2.0")) {
        return reject("`jsonrpc` is not \"2.0\"");
    }
    if members.contains_key("id") && id.is_none() {
        return reject("`id` is neither a text nor a whole number");
    }
    let Some(method) = members.remove("method") else {
        let (Some(id), outcome) = (id.clone(), outcome(&mut members)) else {
            return reject("there is no `method`");
        };
        return match outcome {
            Some(outcome) => Ok(Message::Response { id, outcome }),
            None => reject("there is no `method`, nor a `result` or an `error`"),
        };
    };
    let Value::String(method) = method else {
        return reject("`method` is not a text");
    };
    let params = match members.remove("params") {
        None => Object::new(),
        Some(Value::Object(params)) => params,
        Some(_) => {
            return Err(Rejection {
                id,
                error: RpcError::params("`params` is not a JSON object"),
            });
        }
    };
    Ok(match id {
        Some(id) => Message::Request { id, method, params },
        None => Message::Notification { method, params },
    })
}

fn outcome(members: &mut Object) -> Option<Result<Value, String>> {
    if let Some(error) = members.get("error") {
        let message = error.get("message").and_then(Value::as_str);
        return Some(Err(message.unwrap_or("no reason given").to_owned()));
    }
    members.remove("result").map(Ok)
}

#[allow(clippy::needless_pass_by_value, reason = "it is made for this")]
pub(crate) fn success(id: &Id, result: Value) -> Value {
    written([("id", id.json()), ("result", result)])
}

pub(crate) fn failure(id: Option<&Id>, error: &RpcError) -> Value {
    let mut member = json!({ "code": error.code, "message": error.message });
    if !error.data.is_null() {
        member["data"] = error.data.clone();
    }
    // The id is null where the request's could not be made out.
    written([("id", json!(id.map(Id::json))), ("error", member)])
}

#[allow(clippy::needless_pass_by_value, reason = "it is made for this")]
pub(crate) fn request(id: &Id, method: &str, params: Value) -> Value {
    written([
        ("id", id.json()),
        ("method", method.into()),
        ("params", params),
    ])
}

pub(crate) fn notification(method: &str, params: Value) -> Value {
    written([("method", method.into()), ("params", params)])
}

fn written<const N: usize>(members: [(&str, Value); N]) -> Value {
    let version = [("jsonrpc", json!("2.0"))];
    let members = version.into_iter().chain(members);
    Value::Object(
        members
            .map(|(name, value)| (name.to_owned(), value))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The id and the code of the answer to a line that makes no sense.
    fn rejected(line: &str) -> (Value, i64) {
        let rejection = parse(line.as_bytes()).expect_err(line).json();
        let code = rejection["error"]["code"].as_i64().expect("a code");
        (rejection["id"].clone(), code)
    }

    #[test]
    fn what_makes_no_sense_has_the_code_that_json_rpc_gives_it() {
        for (line, id, code) in [
            ("", Value::Null, -32700),
            ("{", Value::Null, -32700),
            ("\"\\ud83c\"", Value::Null, -32700),
            ("1", Value::Null, -32600),
            ("[]", Value::Null, -32600),
            ("{}", Value::Null, -32600),
            (r#"{"id":1,"method":"ping"}"#, json!(1), -32600),
            (
                r#"{"jsonrpc":"1.0","id":"a","method":"ping"}"#,
                json!("a"),
                -32600,
            ),
            (
                r#"{"jsonrpc":"2.0","id":1.5,"method":"ping"}"#,
                Value::Null,
                -32600,
            ),
            (
                r#"{"jsonrpc":"2.0","id":null,"method":"ping"}"#,
                Value::Null,
                -32600,
            ),
            (r#"{"jsonrpc":"2.0","id":1,"method":2}"#, json!(1), -32600),
            (r#"{"jsonrpc":"2.0","id":1}"#, json!(1), -32600),
            (
                r#"{"jsonrpc":"2.0","id":1,"method":"ping","params":[]}"#,
                json!(1),
                -32602,
            ),
        ] {
            assert_eq!(rejected(line), (id, code), "{line}");
        }
        let deep = "[".repeat(100_000);
        assert_eq!(rejected(&deep).1, -32700);
    }

    #[test]
    fn the_messages_of_a_batch_stand_for_themselves() {
        let line =
            br#"[{"jsonrpc":"2.0","id":1,"method":"ping"},1,{"jsonrpc":"2.0","method":"x"}]"#;
        let Ok(Line::Batch(messages)) = parse(line) else {
            panic!("no batch");
        };
        assert!(matches!(&messages[0], Ok(Message::Request { .. })));
        assert!(messages[1].is_err());
        assert!(matches!(&messages[2], Ok(Message::Notification { .. })));
    }

    fn id() -> impl Strategy<Value = Id> {
        prop_oneof![
            any::<i64>().prop_map(|number| Id::Number(number.into())),
            any::<u64>().prop_map(|number| Id::Number(number.into())),
            any::<String>().prop_map(Id::Text),
        ]
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes: Vec<u8>, text in "[\\[{\":,}\\]a-z0-9.]*") {
            let _ = parse(&bytes);
            let _ = parse(text.as_bytes());
        }

        #[test]
        fn what_we_write_reads_back(id in id(), method: String, code: i32, message: String) {
            let params = json!({ "method": method });
            let line = request(&id, &method, params.clone()).to_string();
            let Value::Object(params) = params else { unreachable!() };
            let expected = Message::Request { id: id.clone(), method, params };
            prop_assert_eq!(parse(line.as_bytes()), Ok(Line::One(expected)));

            let line = failure(Some(&id), &RpcError::new(code, message.clone())).to_string();
            let expected = Message::Response { id: id.clone(), outcome: Err(message.clone()) };
            prop_assert_eq!(parse(line.as_bytes()), Ok(Line::One(expected)));

            let line = success(&id, json!(message)).to_string();
            let expected = Message::Response { id, outcome: Ok(json!(message)) };
            prop_assert_eq!(parse(line.as_bytes()), Ok(Line::One(expected)));
        }
    }
}
