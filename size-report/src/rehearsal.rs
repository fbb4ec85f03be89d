//! Calls a component and compares what it answers with what was declared.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use greentic_host_backends::secrets::MemorySecrets;
use greentic_host_shim::{Component, ExecCtx, Host, Instance, InvokeResult, StreamEvent};
use serde_json::json;

use crate::answers::{Answer, Answers, Call, Event, NodeError, Outcome, Secret};
use crate::broken::{Broken, Check};
use crate::functions::Functions;

/// How many characters of a text are shown on either side of the place where
/// it differs from another one.
const AROUND: usize = 40;

/// What stands before the reason why nothing came back.
const NO_ANSWER: &str = "no answer: ";

impl Answers {
    /// Whether there are calls of functions of any interface.
    pub fn call_functions(&self) -> bool {
        self.answers.iter().any(Answer::calls_function)
    }

    /// Whether there are calls that only a component of a known world answers.
    pub fn call_worlds(&self) -> bool {
        !self.answers.iter().all(Answer::calls_function)
    }

    /// Calls the functions of any interface and returns those whose answers
    /// differ from what was declared for the component `name`.
    ///
    /// Answers with the same `host` come from one instance, in the order of the
    /// file. A call that traps costs its instance.
    pub fn rehearse_functions(&self, name: &str, component: &Functions) -> Vec<Broken> {
        let mut instances = BTreeMap::new();
        let mut broken = Vec::new();
        for (index, answer) in self.answers.iter().enumerate() {
            let Call::Function {
                name: function,
                arguments,
                host,
            } = &answer.call
            else {
                continue;
            };
            let mut expected = answer.expected.clone();
            let mut run = || {
                let instance = match instances.entry(host) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(component.instantiate(host)?),
                };
                if let Outcome::Result(text) = &mut expected {
                    *text = instance.result(function, text.as_deref())?;
                }
                instance.call(function, arguments)
            };
            let actual = match run() {
                Ok(result) => Outcome::Result(result),
                Err(error) => {
                    instances.remove(host);
                    Outcome::Failed(format!("{error:#}"))
                }
            };
            if actual != expected {
                broken.push(self.broken(name, index, &expected, &actual));
            }
        }
        broken
    }

    /// Makes all other calls and returns those whose answers differ from what
    /// was declared for the component `name`.
    ///
    /// Answers with the same secrets come from one instance, in the order of
    /// the file: what a call leaves behind must not change the next answer. A
    /// call that traps costs its instance.
    pub fn rehearse(&self, name: &str, component: &Component) -> Vec<Broken> {
        let mut instances = BTreeMap::new();
        let mut broken = Vec::new();
        let calls = self.answers.iter().enumerate();
        for (index, answer) in calls.filter(|(_, answer)| !answer.calls_function()) {
            let actual = match instance(&mut instances, component, answer) {
                Ok(instance) => call(instance, &answer.call),
                Err(error) => Err(error),
            };
            let actual = actual.unwrap_or_else(|error| {
                instances.remove(&answer.secrets);
                Outcome::Failed(error.to_string())
            });
            if actual != answer.expected {
                broken.push(self.broken(name, index, &answer.expected, &actual));
            }
        }
        broken
    }

    /// What is said of an answer that differs.
    fn broken(&self, name: &str, index: usize, expected: &Outcome, actual: &Outcome) -> Broken {
        let number = index + 1;
        let of = self.answers.len();
        Broken {
            component: name.to_owned(),
            check: Check::Answer,
            key: format!("answer {number}"),
            expected: json!(lines(expected)),
            actual: json!(lines(actual)),
            message: format!(
                "answer {number} of {of} ({}) differs\n{}",
                self.answers[index].call,
                difference(expected, actual)
            ),
        }
    }
}

impl Answer {
    fn calls_function(&self) -> bool {
        matches!(self.call, Call::Function { .. })
    }
}

type Instances<'a> = BTreeMap<&'a BTreeMap<String, Secret>, Instance>;

/// The instance that sees the answer's secrets.
fn instance<'a, 'b>(
    instances: &'b mut Instances<'a>,
    component: &Component,
    answer: &'a Answer,
) -> Result<&'b mut Instance, greentic_host_shim::Error> {
    Ok(match instances.entry(&answer.secrets) {
        Entry::Occupied(entry) => entry.into_mut(),
        Entry::Vacant(entry) => {
            let mut store = MemorySecrets::new();
            for (key, secret) in &answer.secrets {
                store = match secret {
                    Secret::Bytes(bytes) => store.with(key.as_str(), bytes.as_slice()),
                    Secret::Denied => store.deny(key.as_str()),
                };
            }
            entry.insert(component.instantiate(Host::new().secrets(store))?)
        }
    })
}

/// Makes one call. On whose behalf is the same for all: environment `prod`,
/// tenant `acme`, flow `size-report`.
fn call(instance: &mut Instance, call: &Call) -> Result<Outcome, greentic_host_shim::Error> {
    let ctx = ExecCtx::new("prod", "acme", "size-report");
    let hook = |answer: Result<(), String>| match answer {
        Ok(()) => Outcome::Ok("ok".to_owned()),
        Err(error) => Outcome::Refused(error),
    };
    Ok(match call {
        Call::Describe => Outcome::Ok(instance.describe_json()?),
        Call::Manifest => Outcome::Ok(instance.get_manifest()?),
        Call::Start => hook(instance.on_start(&ctx)?),
        Call::Stop { reason } => hook(instance.on_stop(&ctx, reason)?),
        Call::Invoke { op, input } => match instance.invoke(&ctx, op, input)? {
            InvokeResult::Ok(output) => Outcome::Ok(output),
            InvokeResult::Err(error) => Outcome::Error(NodeError {
                code: error.code,
                message: error.message,
                retryable: error.retryable,
                backoff_ms: error.backoff_ms,
                details: error.details,
            }),
        },
        Call::Stream { op, input } => {
            let events = instance.invoke_stream(&ctx, op, input)?;
            Outcome::Events(events.into_iter().map(Event::from).collect())
        }
        Call::Function { .. } => Outcome::Failed("is called in another way".to_owned()),
    })
}

impl From<StreamEvent> for Event {
    fn from(event: StreamEvent) -> Self {
        match event {
            StreamEvent::Data(data) => Self::Data(data),
            StreamEvent::Progress(percent) => Self::Progress(percent),
            StreamEvent::Done => Self::Done,
            StreamEvent::Error(message) => Self::Error(message),
        }
    }
}

/// What came back, one part a line, in the words of `answers.toml`.
fn lines(outcome: &Outcome) -> Vec<String> {
    let text = |text: &str| json!(text).to_string();
    match outcome {
        Outcome::Ok(output) => vec![format!("ok = {}", text(output))],
        Outcome::Refused(error) => vec![format!("error = {}", text(error))],
        Outcome::Result(Some(result)) => vec![format!("result = {result}")],
        Outcome::Result(None) => vec!["no result".to_owned()],
        Outcome::Failed(reason) => vec![format!("{NO_ANSWER}{reason}")],
        Outcome::Error(error) => {
            let mut lines = vec![
                format!("error.code = {}", text(&error.code)),
                format!("error.message = {}", text(&error.message)),
                format!("error.retryable = {}", error.retryable),
            ];
            if let Some(backoff) = error.backoff_ms {
                lines.push(format!("error.backoff_ms = {backoff}"));
            }
            if let Some(details) = &error.details {
                lines.push(format!("error.details = {}", text(details)));
            }
            lines
        }
        Outcome::Events(events) => events
            .iter()
            .map(|event| match event {
                Event::Data(data) => format!("event data = {}", text(data)),
                Event::Progress(percent) => format!("event progress = {percent}"),
                Event::Done => "event done".to_owned(),
                Event::Error(message) => format!("event error = {}", text(message)),
            })
            .collect(),
    }
}

/// Both outcomes, part by part: what is equal once, what differs as declared
/// (`-`) and as answered (`+`).
fn difference(declared: &Outcome, answered: &Outcome) -> String {
    let (declared, answered) = (lines(declared), lines(answered));
    let mut text = String::from("    - declared, + answered");
    for index in 0..declared.len().max(answered.len()) {
        let (old, new) = (declared.get(index), answered.get(index));
        if let (Some(old), Some(new)) = (old, new) {
            if old == new {
                push(&mut text, ' ', old, 0);
                continue;
            }
            let same = old.chars().zip(new.chars());
            let same = same.take_while(|(old, new)| old == new).count();
            push(&mut text, '-', old, same);
            push(&mut text, '+', new, same);
        } else {
            if let Some(old) = old {
                push(&mut text, '-', old, 0);
            }
            if let Some(new) = new {
                push(&mut text, '+', new, 0);
            }
        }
    }
    text
}

/// Whether a line says why there is no answer; it is worth every word.
fn is_reason(line: &str) -> bool {
    line.starts_with(NO_ANSWER)
}

/// Adds a line; of a long one the part around the character `at`.
fn push(text: &mut String, sign: char, line: &str, at: usize) {
    let length = line.chars().count();
    let start = at.saturating_sub(AROUND);
    let end = length.min(at + AROUND);
    let line = if length <= 2 * AROUND || is_reason(line) {
        line.to_owned()
    } else {
        let part: String = line.chars().skip(start).take(end - start).collect();
        let ellipsis = |cut: bool| if cut { ".." } else { "" };
        format!(
            "{}{part}{} ({length} characters)",
            ellipsis(start > 0),
            ellipsis(end < length)
        )
    };
    let _ = write!(text, "\n    {sign} {line}");
}
