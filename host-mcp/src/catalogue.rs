//! The tools of a server, with what their arguments and answers are checked by.

use std::collections::HashMap;
use std::fmt;

use jsonschema::{PatternOptions, Validator};
use rmcp::model::{JsonObject, Tool};
use serde_json::Value;

use crate::options::Report;
use crate::weight::too_heavy;

/// The number of problems that a schema may report about one value. Further ones are left
/// out.
const MOST_PROBLEMS: usize = 5;

/// Characters of one problem: it may repeat the value.
const MOST_CHARACTERS: usize = 300;

/// Bytes that a pattern of a schema may be compiled to.
const PATTERN_BYTES: usize = 1 << 20;

/// All tools, as `tools/list` gave them last.
#[derive(Debug, Default)]
pub(crate) struct Catalogue {
    tools: Vec<Tool>,
    checks: HashMap<String, Checks>,
}

/// The checks of a tool. A schema that cannot be used for checking is `None`; the reason
/// was reported.
#[derive(Default)]
struct Checks {
    input: Option<Validator>,
    output: Option<Validator>,
    structured: bool,
}

impl Catalogue {
    /// Makes ready what is to be checked.
    pub(crate) fn new(tools: Vec<Tool>, validate: bool, report: &Report) -> Self {
        let mut checks = HashMap::new();
        for tool in tools.iter().filter(|_| validate) {
            let check = |which, schema: &JsonObject| match validator(schema) {
                Ok(validator) => Some(validator),
                Err(reason) => {
                    let name = &tool.name;
                    report.say(&format!(
                        "the {which} schema of the tool `{name}` is not checked: {reason}"
                    ));
                    None
                }
            };
            let output = tool.output_schema.as_deref();
            let of_tool = Checks {
                input: check("input", &tool.input_schema),
                output: output.and_then(|schema| check("output", schema)),
                structured: output.is_some(),
            };
            checks.insert(tool.name.to_string(), of_tool);
        }
        Self { tools, checks }
    }

    pub(crate) fn tools(&self) -> &[Tool] {
        &self.tools
    }

    /// Checks the arguments of a tool. One that is not listed is the component's to
    /// refuse.
    ///
    /// # Errors
    ///
    /// The faults of the arguments, by name.
    pub(crate) fn check_arguments(&self, tool: &str, arguments: &Value) -> Result<(), String> {
        match self.checks.get(tool) {
            Some(Checks {
                input: Some(validator),
                ..
            }) => check(validator, arguments, "argument", "the arguments"),
            _ => Ok(()),
        }
    }

    /// Checks the structured answer of a tool.
    ///
    /// # Errors
    ///
    /// The faults of the answer, by name.
    pub(crate) fn check_answer(&self, tool: &str, answer: Option<&Value>) -> Result<(), String> {
        match (self.checks.get(tool), answer) {
            (
                Some(Checks {
                    output: Some(validator),
                    ..
                }),
                Some(answer),
            ) => check(validator, answer, "member", "the answer"),
            (Some(checks), None) if checks.structured => {
                Err("the tool has an output schema, and there is no structured content".to_owned())
            }
            _ => Ok(()),
        }
    }
}

impl fmt::Debug for Checks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Checks")
            .field("input", &self.input.is_some())
            .field("output", &self.output.is_some())
            .finish_non_exhaustive()
    }
}

fn validator(schema: &JsonObject) -> Result<Validator, String> {
    let schema = Value::Object(schema.clone());
    if let Some(reason) = too_heavy(&schema) {
        return Err(reason.to_owned());
    }
    // The engine for patterns whose time is in proportion to the text.
    let patterns = PatternOptions::regex()
        .size_limit(PATTERN_BYTES)
        .dfa_size_limit(PATTERN_BYTES);
    jsonschema::options()
        .offline()
        .with_pattern_options(patterns)
        .build(&schema)
        .map_err(|error| clipped(&error.to_string()))
}

fn check(validator: &Validator, value: &Value, part: &str, whole: &str) -> Result<(), String> {
    let problems = validator.iter_errors(value).take(MOST_PROBLEMS);
    let problems = problems.map(|error| {
        let problem = clipped(&error.to_string());
        match error.instance_path().as_str().strip_prefix('/') {
            None | Some("") => format!("{whole}: {problem}"),
            Some(path) => format!("{part} `{}`: {problem}", clipped(path)),
        }
    });
    let problems: Vec<_> = problems.collect();
    if problems.is_empty() {
        Ok(())
    } else {
        Err(problems.join("; "))
    }
}

fn clipped(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARACTERS) {
        None => text.to_owned(),
        Some((end, _)) => format!("{}..", &text[..end]),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn catalogue(input: &Value, output: &Value) -> Catalogue {
        let tool = json!({ "name": "t", "inputSchema": input, "outputSchema": output });
        let tool = serde_json::from_value(tool).unwrap();
        Catalogue::new(vec![tool], true, &Report::default())
    }

    #[test]
    fn problems_name_the_argument() {
        let schema = json!({
            "type": "object",
            "properties": {
                "people": { "type": "integer", "minimum": 1 },
                "names": { "type": "array", "items": { "type": "string", "pattern": "^[a-z]+$" } },
            },
            "required": ["people"],
        });
        let tools = catalogue(&schema, &json!({ "type": "object" }));
        let wrong = |arguments| tools.check_arguments("t", &arguments).unwrap_err();
        assert!(wrong(json!({})).contains("\"people\""));
        assert!(wrong(json!({ "people": 0 })).starts_with("argument `people`: 0 is less"));
        assert!(wrong(json!({ "people": "1" })).contains("integer"));
        let deep = wrong(json!({ "people": 1, "names": ["a", "B"] }));
        assert!(deep.starts_with("argument `names/1`"), "{deep}");
        assert_eq!(
            tools.check_arguments("t", &json!({ "people": 3.0 })),
            Ok(())
        );
        assert_eq!(tools.check_arguments("other", &json!({})), Ok(()));
    }

    #[test]
    fn answers_have_to_be_there_and_to_fit() {
        let schema = json!({ "type": "object", "required": ["n"] });
        let tools = catalogue(&json!({ "type": "object" }), &schema);
        assert_eq!(tools.check_answer("t", Some(&json!({ "n": 1 }))), Ok(()));
        assert!(tools.check_answer("t", Some(&json!({}))).is_err());
        assert!(tools.check_answer("t", None).is_err());
    }

    #[test]
    fn what_cannot_be_checked_is_reported_and_let_through() {
        use std::sync::{Arc, Mutex};
        let said = Arc::new(Mutex::new(String::new()));
        let report = Report::to({
            let said = Arc::clone(&said);
            move |sentence| said.lock().unwrap().push_str(sentence)
        });
        let schema = json!({ "type": "object", "properties": { "a": { "$ref": "#" } } });
        let tool = json!({ "name": "t", "inputSchema": schema });
        let tool = serde_json::from_value(tool).unwrap();
        let tools = Catalogue::new(vec![tool], true, &report);
        assert_eq!(tools.check_arguments("t", &json!({ "a": 1 })), Ok(()));
        assert!(
            said.lock()
                .unwrap()
                .contains("`t` is not checked: it refers")
        );
    }

    #[test]
    fn a_long_value_is_not_repeated() {
        let schema = json!({ "type": "object", "properties": { "a": { "type": "number" } } });
        let tools = catalogue(&schema, &json!({ "type": "object" }));
        let long = "ä".repeat(100_000);
        let problem = tools
            .check_arguments("t", &json!({ "a": long }))
            .unwrap_err();
        assert!(problem.len() < 1_000);
    }
}
