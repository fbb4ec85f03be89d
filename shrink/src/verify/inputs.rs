//! Calls with inputs that somebody has written down.
//!
//! The file is the `answers.toml` that the size report holds a component to: a
//! table `[[answer]]` for each call. Here both forms are called with its inputs,
//! and their answers are held against each other; the answers in the file are for
//! the report.

use std::collections::BTreeMap;

use greentic_host_runner::wave::with_bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;
use wasmtime::component::types::ComponentFunc;
use wasmtime::component::{Type, Val};

use super::functions::ExportedFunction;
use super::values::Maker;

/// The short names of calls, and the functions that they stand for.
const SHORT: [(&str, &str); 6] = [
    ("describe", "describe-json"),
    ("manifest", "get-manifest"),
    ("start", "on-start"),
    ("stop", "on-stop"),
    ("invoke", "invoke"),
    ("stream", "invoke-stream"),
];

/// Calls with the inputs of an `answers.toml`.
#[derive(Clone, Debug, Default)]
pub struct Inputs(Vec<RecordedCall>);

/// The reason why a text has no inputs.
#[derive(Debug, thiserror::Error)]
#[error("not an answers file: {0}")]
pub struct NoInputs(String);

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    answer: Vec<RecordedCall>,
}

/// One call.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RecordedCall {
    /// Its short name, or that of a function with the interface that it is in.
    #[serde(rename = "call")]
    name: String,
    op: Option<String>,
    input: Option<String>,
    reason: Option<String>,
    /// Arguments in WAVE.
    #[serde(default)]
    arguments: Vec<String>,
    /// The answers of imports, in WAVE, by the names of the imports.
    #[serde(default)]
    host: BTreeMap<String, String>,
    #[serde(default)]
    secrets: BTreeMap<String, Secret>,
    #[serde(rename = "ok")]
    _ok: Option<IgnoredAny>,
    #[serde(rename = "error")]
    _error: Option<IgnoredAny>,
    #[serde(rename = "events")]
    _events: Option<IgnoredAny>,
    #[serde(rename = "result")]
    _result: Option<IgnoredAny>,
}

/// A secret that the component may ask for.
#[derive(Clone, Debug, Deserialize)]
#[serde(untagged)]
enum Secret {
    Text(String),
    Bytes { bytes: Vec<u8> },
    Denied { denied: bool },
}

impl Inputs {
    /// Reads the text of an `answers.toml`.
    ///
    /// # Errors
    ///
    /// - It is no TOML, or has keys that mean nothing.
    /// - There is no answer in it.
    pub fn parse(text: &str) -> Result<Self, NoInputs> {
        let file: File =
            toml_edit::de::from_str(text).map_err(|error| NoInputs(error.to_string()))?;
        if file.answer.is_empty() {
            return Err(NoInputs("it has no [[answer]]".to_owned()));
        }
        Ok(Self(file.answer))
    }

    /// Returns the number of calls.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no calls.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns the calls, in the order of the file.
    pub(super) fn calls(&self) -> &[RecordedCall] {
        &self.0
    }
}

impl RecordedCall {
    /// Returns the name of the call in messages.
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    /// Checks whether a function is the one that is called.
    pub(super) fn is_of(&self, function: &ExportedFunction) -> bool {
        match SHORT.iter().find(|(short, _)| *short == self.name) {
            Some((_, name)) => function.path.last().is_some_and(|last| last == name),
            None => function.name() == self.name,
        }
    }

    /// Returns the arguments for a function. Those that the file does not have are
    /// made up: the context of a call, for example.
    ///
    /// # Errors
    ///
    /// - They do not fit the function.
    pub(super) fn arguments(
        &self,
        ty: &ComponentFunc,
        maker: &mut Maker<'_>,
    ) -> Result<Vec<Val>, String> {
        let parameters: Vec<_> = ty.params().collect();
        if SHORT.iter().all(|(short, _)| *short != self.name) {
            if parameters.len() != self.arguments.len() {
                return Err(format!(
                    "it takes {} arguments, and there are {}",
                    parameters.len(),
                    self.arguments.len()
                ));
            }
            let arguments = parameters.iter().zip(&self.arguments);
            return arguments
                .map(|((name, ty), text)| {
                    value(ty, text).map_err(|error| format!("`{name}`: {error}"))
                })
                .collect();
        }
        let said = |name: &str| match name {
            "op" => self.op.as_ref(),
            "input" => self.input.as_ref(),
            "reason" => self.reason.as_ref(),
            _ => None,
        };
        let arguments = parameters.iter().map(|(name, ty)| match (said(name), ty) {
            (Some(text), Type::String) => Ok(Val::String(text.clone())),
            _ => maker
                .value(ty)
                .map_err(|error| format!("`{name}`: {error}")),
        });
        arguments.collect()
    }

    /// Returns the answer of an import according to the file; `None` if the file
    /// has none.
    ///
    /// # Errors
    ///
    /// - It says something that is no answer of the import.
    pub(super) fn answer(
        &self,
        import: &str,
        ty: &ComponentFunc,
        arguments: &[Val],
    ) -> Result<Option<Val>, String> {
        let Some(result) = ty.results().next() else {
            return Ok(None);
        };
        if let Some(text) = self.host.get(import) {
            let value = value(&result, text);
            return value
                .map(Some)
                .map_err(|error| format!("what `{import}` is to answer: {error}"));
        }
        let secret = import.starts_with("greentic:secrets-store/") && import.ends_with("#get");
        Ok(match arguments {
            [Val::String(key)] if secret => self.secret(key, &result),
            _ => None,
        })
    }

    /// Returns a secret as `result<option<list<u8>>, E>`, where E has a case
    /// `denied`.
    fn secret(&self, key: &str, ty: &Type) -> Option<Val> {
        let Type::Result(result) = ty else {
            return None;
        };
        let found = |bytes: &[u8]| {
            let bytes = bytes.iter().copied().map(Val::U8).collect();
            Val::Option(Some(Box::new(Val::List(bytes))))
        };
        let value = match self.secrets.get(key) {
            None => Val::Option(None),
            Some(Secret::Text(text)) => found(text.as_bytes()),
            Some(Secret::Bytes { bytes }) => found(bytes),
            Some(Secret::Denied { denied: false }) => return None,
            Some(Secret::Denied { denied: true }) => {
                let error = match result.err()? {
                    Type::Variant(_) => Val::Variant("denied".to_owned(), None),
                    Type::Enum(_) => Val::Enum("denied".to_owned()),
                    _ => return None,
                };
                return Some(Val::Result(Err(Some(Box::new(error)))));
            }
        };
        Some(Val::Result(Ok(Some(Box::new(value)))))
    }
}

/// Returns a value of a type, as the size report reads it.
fn value(ty: &Type, text: &str) -> Result<Val, String> {
    let wave = with_bytes(text).map_err(|error| error.to_string())?;
    Val::from_wave(ty, &wave).map_err(|error| format!("{error:#}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_read_and_mistakes_in_them_are_named() {
        let inputs = Inputs::parse(
            "[[answer]]\ncall = \"invoke\"\nop = \"echo\"\ninput = \"{}\"\nok = \"{}\"\n\
             secrets = { A = \"a\", B = { bytes = [1] }, C = { denied = true } }\n\
             [[answer]]\ncall = \"a:b/c@1.0.0#d\"\narguments = [\"1\"]\nresult = \"2\"\n",
        );
        assert_eq!(inputs.unwrap().calls().len(), 2);
        for (wrong, why) in [
            ("", "no [[answer]]"),
            ("[[answer]]\ncall = 7\n", "string"),
            ("[[answer]]\ncall = \"invoke\"\nopp = \"echo\"\n", "opp"),
            ("nonsense", "expected"),
        ] {
            let said = Inputs::parse(wrong).unwrap_err().to_string();
            assert!(said.contains(why), "{said}");
        }
    }
}
