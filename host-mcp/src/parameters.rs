//! Parameters of requests that are not what the protocol says.
//!
//! The SDK takes a request whose parameters it cannot read for one of a method that
//! it does not know. Here it is told which parameter is wrong.

use serde_json::Value;

/// The name and the kind of a parameter, and whether it may be left out.
type Rule = (&'static str, Kind, bool);

#[derive(Clone, Copy)]
enum Kind {
    Text,
    Object,
}

/// The parameters of those methods that servers of components have, as the
/// schemas of the revisions name them.
const METHODS: &[(&str, &[Rule])] = &[
    (
        "initialize",
        &[
            ("protocolVersion", Kind::Text, false),
            ("capabilities", Kind::Object, false),
            ("clientInfo", Kind::Object, false),
        ],
    ),
    ("ping", &[]),
    ("server/discover", &[]),
    ("tools/list", &[("cursor", Kind::Text, true)]),
    (
        "tools/call",
        &[
            ("name", Kind::Text, false),
            ("arguments", Kind::Object, true),
        ],
    ),
    ("resources/list", &[("cursor", Kind::Text, true)]),
    ("resources/templates/list", &[("cursor", Kind::Text, true)]),
    ("resources/read", &[("uri", Kind::Text, false)]),
    ("prompts/list", &[("cursor", Kind::Text, true)]),
    (
        "prompts/get",
        &[
            ("name", Kind::Text, false),
            ("arguments", Kind::Object, true),
        ],
    ),
    (
        "completion/complete",
        &[
            ("ref", Kind::Object, false),
            ("argument", Kind::Object, false),
        ],
    ),
];

/// Says what is wrong with parameters that could not be read. `None` for a method
/// that is not of the protocol, or that no server of a component has.
pub(crate) fn wrong(method: &str, params: Option<&Value>) -> Option<String> {
    let (_, rules) = METHODS.iter().find(|(name, _)| *name == method)?;
    Some(problem(rules, params).unwrap_or_else(|| {
        format!("the parameters of `{method}` are not those that the protocol gives it")
    }))
}

/// Says which parameter of `initialize` is wrong, if one is.
pub(crate) fn of_initialize(params: Option<&Value>) -> Option<String> {
    let (_, rules) = METHODS.first()?;
    problem(rules, params).or_else(|| {
        let client = params.and_then(|params| params.get("clientInfo"));
        ["name", "version"].into_iter().find_map(|member| {
            let there = client.and_then(|client| client.get(member));
            (!there.is_some_and(Value::is_string))
                .then(|| format!("`clientInfo.{member}` is missing or is not a text"))
        })
    })
}

fn problem(rules: &[Rule], params: Option<&Value>) -> Option<String> {
    if params.is_some_and(|params| !params.is_object()) {
        return Some("`params` is not a JSON object".to_owned());
    }
    rules.iter().find_map(|(name, kind, optional)| {
        let value = params.and_then(|params| params.get(*name));
        let (fits, kind) = match kind {
            Kind::Text => (value.is_some_and(Value::is_string), "a text"),
            Kind::Object => (value.is_some_and(Value::is_object), "a JSON object"),
        };
        match value {
            None if *optional => None,
            None => Some(format!("`{name}` is missing; it is {kind}")),
            Some(_) if fits => None,
            Some(_) => Some(format!("`{name}` is not {kind}")),
        }
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_wrong_parameter_is_named() {
        for (method, params, problem) in [
            ("tools/call", json!({}), "`name` is missing; it is a text"),
            ("tools/call", json!({ "name": 1 }), "`name` is not a text"),
            (
                "tools/call",
                json!({ "name": "a", "arguments": [] }),
                "`arguments` is not a JSON object",
            ),
            ("tools/list", json!([]), "`params` is not a JSON object"),
        ] {
            assert_eq!(wrong(method, Some(&params)).as_deref(), Some(problem));
        }
        assert_eq!(wrong("tools/none", None), None);
        assert_eq!(
            of_initialize(Some(&json!({
                "protocolVersion": "1", "capabilities": {}, "clientInfo": { "name": "a" },
            })))
            .as_deref(),
            Some("`clientInfo.version` is missing or is not a text")
        );
    }
}
