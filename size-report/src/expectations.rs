//! Calls a component and compares what it answers with what was declared.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;
use std::fmt::Write as _;

use greentic_host_backends::secrets::MemorySecrets;
use greentic_host_runner::call::{self as operate, Input, Request};
use greentic_host_runner::{Error, Interface};
use greentic_host_shim::{Component, ExecCtx, Host, Instance, StreamEvent};
use serde_json::json;

use crate::answers::{Answer, Answers, Call, Event, NodeError, Outcome, Secret};
use crate::functions::Functions;
use crate::node::{self, FLOW};
use crate::violation::{Check, Violation};

/// The number of characters of a text that are shown on either side of the first
/// difference.
const AROUND: usize = 40;

/// The words before the reason why there is no answer.
const NO_ANSWER: &str = "no answer: ";

impl Answers {
    /// Returns whether some calls are of functions of any interface.
    pub fn call_functions(&self) -> bool {
        self.answers.iter().any(Answer::calls_function)
    }

    /// Returns whether some calls need a component of a known world.
    pub fn call_worlds(&self) -> bool {
        !self.answers.iter().all(Answer::calls_function)
    }

    /// Calls the functions of any interface, and makes the calls for which a host is
    /// declared. Returns those whose answers differ from what was declared for the
    /// component `name`.
    ///
    /// Answers with the same `host` come from one instance, in the order of the
    /// file. A call that traps costs its instance.
    pub fn check_functions(&self, name: &str, component: &Functions) -> Vec<Violation> {
        let mut instances = BTreeMap::new();
        let mut violations = Vec::new();
        for (index, answer) in self.answers.iter().enumerate() {
            if !answer.calls_function() {
                continue;
            }
            let host = &answer.host;
            let mut expected = answer.expected.clone();
            let mut run = || {
                let instance = match instances.entry(host) {
                    Entry::Occupied(entry) => entry.into_mut(),
                    Entry::Vacant(entry) => entry.insert(component.instantiate(host)?),
                };
                let Call::Function { name, arguments } = &answer.call else {
                    return node::call(instance, &answer.call);
                };
                if let Outcome::Result(text) = &mut expected {
                    *text = instance.result(name, text.as_deref())?;
                }
                instance.call(name, arguments).map(Outcome::Result)
            };
            let actual = match run() {
                Ok(outcome) => outcome,
                Err(error) => {
                    instances.remove(host);
                    Outcome::Failed(format!("{error:#}"))
                }
            };
            if actual != expected {
                violations.push(self.violation(name, index, &expected, &actual));
            }
        }
        violations
    }

    /// Makes all other calls and returns those whose answers differ from what was declared
    /// for the component `name`.
    ///
    /// Answers with the same secrets come from one instance, in the order of the file,
    /// because an earlier call must not change a later answer. A call that traps costs its
    /// instance.
    pub fn check(&self, name: &str, component: &Component) -> Vec<Violation> {
        self.check_with(name, component, &Host::new)
    }

    /// Does the same with hosts that may offer more, for example WASI.
    pub fn check_with(
        &self,
        name: &str,
        component: &Component,
        host: &dyn Fn() -> Host,
    ) -> Vec<Violation> {
        let mut instances = BTreeMap::new();
        let mut violations = Vec::new();
        let calls = self.answers.iter().enumerate();
        for (index, answer) in calls.filter(|(_, answer)| !answer.calls_function()) {
            let actual = match instance(&mut instances, component, answer, host) {
                Ok(instance) => call(instance, component, &answer.call),
                Err(error) => Err(error.into()),
            };
            let actual = actual.unwrap_or_else(|error| {
                instances.remove(&answer.secrets);
                Outcome::Failed(error.to_string())
            });
            if actual != answer.expected {
                violations.push(self.violation(name, index, &answer.expected, &actual));
            }
        }
        violations
    }

    /// Describes an answer that differs.
    fn violation(
        &self,
        name: &str,
        index: usize,
        expected: &Outcome,
        actual: &Outcome,
    ) -> Violation {
        let number = index + 1;
        let of = self.answers.len();
        Violation {
            component: name.to_owned(),
            check: Check::Answer,
            key: format!("answer {number}"),
            expected: json!(lines(expected)),
            actual: json!(lines(actual)),
            message: format!(
                "answer {number} of {of} ({}) differs; mend the component, or copy what it answered \
                 into answers.toml\n{}",
                self.answers[index].call,
                difference(expected, actual)
            ),
        }
    }
}

impl Answer {
    /// Returns whether the call goes to a function of the component, whatever its world.
    fn calls_function(&self) -> bool {
        matches!(self.call, Call::Function { .. }) || !self.host.is_empty()
    }
}

type Instances<'a> = BTreeMap<&'a BTreeMap<String, Secret>, Instance>;

/// Returns the instance that sees the answer's secrets.
fn instance<'a, 'b>(
    instances: &'b mut Instances<'a>,
    component: &Component,
    answer: &'a Answer,
    host: &dyn Fn() -> Host,
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
            entry.insert(component.instantiate(host().secrets(store))?)
        }
    })
}

/// Makes one call. All calls have the same environment `prod`, tenant `acme` and flow
/// `size-report`.
fn call(instance: &mut Instance, component: &Component, call: &Call) -> Result<Outcome, Error> {
    let ctx = ExecCtx::new("prod", "acme", FLOW);
    let interface = || Interface::of(component);
    let hook = |answer: Result<(), String>| match answer {
        Ok(()) => Outcome::Ok("ok".to_owned()),
        Err(error) => Outcome::Refused(error),
    };
    Ok(match call {
        Call::Describe => Outcome::Ok(instance.describe_json()?),
        Call::Manifest => Outcome::Ok(instance.get_manifest()?),
        Call::Start => hook(operate::start(instance, interface()?, &ctx)?),
        Call::Stop { reason } => hook(operate::stop(instance, interface()?, &ctx, reason)?),
        Call::Invoke { op, input } => {
            let request = Request::new(op, Input::Text(input));
            match operate::call(instance, interface()?, &ctx, &request)?.result {
                Ok(output) => Outcome::Ok(output.text()?),
                Err(error) => Outcome::Error(NodeError {
                    code: error.code,
                    message: error.message,
                    retryable: error.retryable,
                    backoff_ms: error.backoff_ms,
                    details: error.details,
                }),
            }
        }
        Call::Stream { op, input } => {
            let request = Request::new(op, Input::Text(input));
            let events = operate::stream(instance, interface()?, &ctx, &request)?;
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

/// Returns the lines of an answer, one part a line, in the notation of `answers.toml`.
fn lines(outcome: &Outcome) -> Vec<String> {
    match outcome {
        Outcome::Ok(output) => vec![format!("ok = {}", text(output))],
        Outcome::Refused(error) => vec![format!("error = {}", text(error))],
        Outcome::Result(Some(result)) => vec![format!("result = {}", text(result))],
        Outcome::Result(None) => vec!["# no result".to_owned()],
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
        Outcome::Events(events) => {
            let event = |event: &Event| match event {
                Event::Data(data) => format!("    {{ data = {} }},", text(data)),
                Event::Progress(percent) => format!("    {{ progress = {percent} }},"),
                Event::Done => "    \"done\",".to_owned(),
                Event::Error(message) => format!("    {{ error = {} }},", text(message)),
            };
            let mut lines = vec!["events = [".to_owned()];
            lines.extend(events.iter().map(event));
            lines.push("]".to_owned());
            lines
        }
    }
}

/// Returns a text as TOML has it, on one line. It stands unchanged between single quotes
/// if that is easier to read.
fn text(text: &str) -> String {
    let quoted = json!(text).to_string();
    if quoted.contains('\\') && !text.contains(|one: char| one == '\'' || one.is_control()) {
        return format!("'{text}'");
    }
    // The one character that JSON takes as it is and TOML does not.
    quoted.replace('\u{7f}', "\\u007f")
}

/// Returns both answers, part by part. Equal parts stand once, others as declared (`-`)
/// and as answered (`+`). If a line was cut, both answers follow in full.
fn difference(declared: &Outcome, answered: &Outcome) -> String {
    let (declared, answered) = (lines(declared), lines(answered));
    let mut text = String::from("    - declared, + answered");
    let mut cut = false;
    for index in 0..declared.len().max(answered.len()) {
        let (old, new) = (declared.get(index), answered.get(index));
        if let (Some(old), Some(new)) = (old, new) {
            if old == new {
                cut |= push(&mut text, ' ', old, 0);
                continue;
            }
            let same = old.chars().zip(new.chars());
            let same = same.take_while(|(old, new)| old == new).count();
            cut |= push(&mut text, '-', old, same);
            cut |= push(&mut text, '+', new, same);
        } else {
            for (sign, line) in [('-', old), ('+', new)] {
                cut |= line.is_some_and(|line| push(&mut text, sign, line, 0));
            }
        }
    }
    if cut {
        for (what, lines) in [("declared", &declared), ("answered", &answered)] {
            if !lines.iter().any(|line| is_reason(line)) {
                let _ = write!(text, "\n    {what} in whole:\n{}", lines.join("\n"));
            }
        }
    }
    text
}

/// Returns whether a line tells why there is no answer. Such a line is never cut.
fn is_reason(line: &str) -> bool {
    line.starts_with(NO_ANSWER)
}

/// Adds a line. Of a long line it adds the part around the character `at`. Returns whether
/// something is left out.
fn push(text: &mut String, sign: char, line: &str, at: usize) -> bool {
    let length = line.chars().count();
    let start = at.saturating_sub(AROUND);
    let end = length.min(at + AROUND);
    let cut = length > 2 * AROUND && !is_reason(line);
    let line = if cut {
        let part: String = line.chars().skip(start).take(end - start).collect();
        let ellipsis = |cut: bool| if cut { ".." } else { "" };
        format!(
            "{}{part}{} ({length} characters)",
            ellipsis(start > 0),
            ellipsis(end < length)
        )
    } else {
        line.to_owned()
    };
    let _ = write!(text, "\n    {sign} {line}");
    cut
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_read_back_from_toml() {
        for one in [
            "",
            "plain",
            "{\"a\":\"b\"}",
            "it's",
            "it's \"both\" \\ and more",
            "two\nlines\ttab\r\u{0}\u{8}\u{c}\u{1f}",
            "\u{7f}",
            "\u{7f}\\u007f",
            "größer 🌍",
            "\u{85}\u{2028}",
        ] {
            let line = format!("ok = {}", text(one));
            let table: toml_edit::DocumentMut = line.parse().expect(&line);
            assert_eq!(table["ok"].as_str(), Some(one), "{line}");
            assert!(!line.contains('\n'), "{line}");
        }
    }
}
