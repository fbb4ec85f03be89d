//! The answers that components should give, and the check that they give them.

use std::path::PathBuf;

use anyhow::{Context as _, Result, ensure};
use serde_json::{Map, Value, json};

use crate::cargo::{scratch, workspace};

/// The keys of what is due.
const DUE: [&str; 4] = ["ok", "error", "events", "result"];

/// Calls of a component with the answers that are due.
#[derive(Clone, Debug)]
pub struct Answers(Vec<Value>);

impl Answers {
    /// Reads what `answers.toml` of an example declares.
    ///
    /// # Errors
    ///
    /// When the file cannot be read.
    pub fn of_example(name: &str) -> Result<Self> {
        let path = workspace().join("examples").join(name).join("answers.toml");
        let text = std::fs::read_to_string(&path)
            .with_context(|| format!("cannot read {}", path.display()))?;
        let file: Value = toml::from_str(&text)?;
        let calls = file["answer"].as_array().cloned().unwrap_or_default();
        ensure!(!calls.is_empty(), "{} declares no answer", path.display());
        Ok(Self(calls))
    }

    /// Returns one invocation, with secrets, that answers with `ok`.
    pub fn invocation(secrets: &Value, ok: &str) -> Self {
        Self(vec![json!({
            "call": "invoke", "op": "op", "input": "", "secrets": secrets, "ok": ok,
        })])
    }

    /// Writes the calls, without what is due, where a driver can read them.
    ///
    /// # Errors
    ///
    /// When the file cannot be written.
    pub fn write_calls(&self, name: &str) -> Result<PathBuf> {
        let calls: Vec<_> = self.0.iter().map(|call| split(call).0).collect();
        let path = scratch().join(format!("{name}.calls.json"));
        std::fs::write(&path, serde_json::to_vec(&calls)?)?;
        Ok(path)
    }

    /// Returns what differs between the answers that were given, JSON of a driver,
    /// and those that are due; nothing when all is well.
    ///
    /// # Errors
    ///
    /// When the driver printed something else than a list of answers.
    pub fn differences(&self, given: &str) -> Result<Vec<String>> {
        let given: Vec<Value> =
            serde_json::from_str(given).with_context(|| format!("no list of answers: {given}"))?;
        ensure!(
            given.len() == self.0.len(),
            "{} calls, but {} answers",
            self.0.len(),
            given.len()
        );
        let differences = self.0.iter().zip(given).filter_map(|(call, given)| {
            let (call, due) = split(call);
            (due != given).then(|| format!("{call}: due is {due}, given was {given}"))
        });
        Ok(differences.collect())
    }

    /// Returns the same calls, each with another answer due: one letter more in
    /// every text. A comparison that means something finds all of them different.
    #[must_use]
    pub fn falsified(&self) -> Self {
        let mut calls = self.0.clone();
        for call in &mut calls {
            for part in DUE {
                if let Some(answer) = call.get_mut(part) {
                    falsify(answer);
                }
            }
        }
        Self(calls)
    }

    /// Returns each call with the answer that is due, apart.
    pub fn entries(&self) -> impl Iterator<Item = (Value, Value)> {
        self.0.iter().map(split)
    }

    /// Returns how many calls there are.
    pub fn count(&self) -> usize {
        self.0.len()
    }
}

fn falsify(answer: &mut Value) {
    match answer {
        Value::String(text) => text.push('x'),
        Value::Array(items) => items.iter_mut().for_each(falsify),
        Value::Object(fields) => fields.values_mut().for_each(falsify),
        _ => {}
    }
}

/// A call, and the answer that is due.
fn split(entry: &Value) -> (Value, Value) {
    let fields = entry.as_object().into_iter().flatten();
    let (due, call): (Map<_, _>, Map<_, _>) = fields
        .map(|(name, value)| (name.clone(), value.clone()))
        .partition(|(name, _)| DUE.contains(&&**name));
    (call.into(), due.into())
}
