//! The JSON in which the runners wrap the input of a component.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::cbor::{CborError, as_runners_write, from_json};
use crate::flow::Step;
use crate::{Error, Runner};

/// The `InvocationEnvelope` of `greentic-types`, with its fields in the order in which
/// that crate writes them.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Envelope<'a> {
    ctx: Context<'a>,
    flow_id: &'a str,
    node_id: Option<&'a str>,
    op: String,
    /// The bytes of a JSON text, each as a number.
    payload: Vec<u8>,
    metadata: Vec<u8>,
}

/// Of a tenant context what a runner sets; all else is left out.
#[derive(Clone, Debug, PartialEq, Serialize)]
struct Context<'a> {
    env: &'a str,
    tenant: &'a str,
    tenant_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    user_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    session_id: Option<&'a str>,
    flow_id: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    node_id: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    provider_id: Option<&'a str>,
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    attributes: BTreeMap<String, String>,
    attempt: u32,
}

/// The input of a flow, as a component gets it.
pub(crate) struct Wrapped {
    /// The text that a node gets.
    pub(crate) text: String,
    /// The JSON that a node gets as CBOR.
    payload: String,
}

impl Wrapped {
    /// The CBOR that a node gets: of the JSON, or the JSON as bytes where it is too deep
    /// to be read.
    pub(crate) fn payload_cbor(&self) -> Result<Vec<u8>, CborError> {
        match serde_json::from_str(&self.payload) {
            Ok(payload) => as_runners_write(&payload),
            Err(_) => from_json(&json!({ "$bytes": hex::encode(self.payload.as_bytes()) })),
        }
    }
}

/// Wraps an input as a runner does.
pub(crate) fn wrapped(
    runner: Runner,
    step: &Step,
    op: &str,
    mut input: Value,
    config: Option<&Value>,
) -> Result<Wrapped, Error> {
    // Runner 0.4.60 does not look at settings.
    let config = config.filter(|config| runner != Runner::V0_4_60 && !config.is_null());
    if runner != Runner::V0_4_60 {
        promote_card(&mut input, config);
        if is_card(&input) {
            let text = with_config(input.to_string(), config);
            let payload = text.clone();
            return Ok(Wrapped { text, payload });
        }
    }
    let parts = Parts::of(input, runner);
    let payload = with_config(parts.payload.to_string(), config);
    let envelope = Envelope {
        ctx: context(runner, step)?,
        flow_id: &step.flow,
        node_id: step.node.as_deref(),
        op: parts.op.unwrap_or_else(|| op.to_owned()),
        payload: payload.clone().into_bytes(),
        metadata: parts.metadata.to_string().into_bytes(),
    };
    let text = serde_json::to_string(&envelope).map_err(|error| Error::Json {
        what: "the envelope",
        message: error.to_string(),
    })?;
    Ok(Wrapped { text, payload })
}

fn context(runner: Runner, step: &Step) -> Result<Context<'_>, Error> {
    let identifier = |what, value, instead| {
        if is_identifier(value) {
            Ok(value)
        } else if runner == Runner::V0_4_60 {
            Ok(instead)
        } else {
            Err(Error::Identifier {
                runner,
                what,
                value: value.to_owned(),
            })
        }
    };
    let env = identifier("environment", &*step.env, "local")?;
    let tenant = identifier("tenant", &*step.tenant, "tenant.default")?;
    let caller = step.caller.as_ref().filter(|_| runner != Runner::V0_4_60);
    // Others stand in the attributes only.
    let team = caller.and_then(|caller| caller.team.as_deref());
    let team = team.filter(|team| is_identifier(team));
    let user = caller.and_then(|caller| caller.sub.as_deref());
    let user = user.filter(|user| is_identifier(user));
    Ok(Context {
        env,
        tenant,
        tenant_id: tenant,
        team,
        team_id: team,
        user,
        user_id: user,
        session_id: step.session.as_deref(),
        flow_id: &step.flow,
        node_id: step.node.as_deref(),
        provider_id: step.provider.as_deref(),
        attributes: caller
            .map(|caller| caller.attributes().into_iter().collect())
            .unwrap_or_default(),
        attempt: step.attempt,
    })
}

fn is_identifier(value: &str) -> bool {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._-".contains(&byte);
    !value.is_empty() && value.bytes().all(allowed)
}

/// The settings beside the input. The runner reads both from their texts again; what
/// lies too deep for that it takes as a text.
fn with_config(input: String, config: Option<&Value>) -> String {
    let Some(config) = config else {
        return input;
    };
    let again = |text: String| serde_json::from_str(&text).unwrap_or(Value::String(text));
    json!({ "config": again(config.to_string()), "input": again(input) }).to_string()
}

/// The parts that an input of a flow may name by itself.
struct Parts {
    op: Option<String>,
    payload: Value,
    metadata: Value,
}

impl Parts {
    fn of(input: Value, runner: Runner) -> Self {
        let Value::Object(mut map) = input else {
            return Self::plain(input);
        };
        if let Some(envelope) = map.remove("envelope") {
            return match envelope {
                Value::Object(mut map) => Self {
                    op: text(map.remove("op")),
                    payload: map.remove("payload").unwrap_or_default(),
                    metadata: map.remove("metadata").unwrap_or_default(),
                },
                other => Self::plain(other),
            };
        }
        // Newer runners know each part by an older name, too.
        let aliases = runner != Runner::V0_4_60;
        let mut part = |name: &str, alias: &str| {
            let part = map.remove(name);
            let older = |map: &mut Map<_, _>| aliases.then(|| map.remove(alias)).flatten();
            part.or_else(|| older(&mut map))
        };
        let op = text(part("op", "operation"));
        let payload = part("payload", "input").unwrap_or_default();
        let metadata = part("metadata", "config").unwrap_or_default();
        if op.is_none() && payload.is_null() && metadata.is_null() {
            return Self::plain(Value::Object(map));
        }
        let payload = if aliases && payload.is_null() && !map.is_empty() {
            Value::Object(map)
        } else {
            payload
        };
        Self {
            op,
            payload,
            metadata,
        }
    }

    fn plain(payload: Value) -> Self {
        Self {
            op: None,
            payload,
            metadata: Value::Null,
        }
    }
}

fn text(value: Option<Value>) -> Option<String> {
    match value {
        Some(Value::String(text)) => Some(text),
        _ => None,
    }
}

/// Returns whether an input is for an adaptive card, which comes without an envelope.
fn is_card(input: &Value) -> bool {
    input.get("card_source").is_some() || input.get("card_spec").is_some()
}

/// Makes the card of the settings that of the input, where that names none. A path
/// to a card in a pack stays a path: here is no pack.
fn promote_card(input: &mut Value, config: Option<&Value>) {
    if is_card(input) {
        return;
    }
    let nested = input.get("config").and_then(Value::as_object);
    let Some(config) = config.and_then(Value::as_object).or(nested) else {
        return;
    };
    let trimmed = |name: &str| {
        let text = config.get(name)?.as_str()?.trim();
        (!text.is_empty()).then(|| text.to_owned())
    };
    let asset = trimmed("default_card_asset");
    let inline = config.get("default_card_inline").cloned();
    let inline = inline.filter(|inline| inline.is_object() || inline.is_array());
    let source = trimmed("default_source").map(|source| source.to_lowercase());
    let source = match (source, &inline, &asset) {
        (Some(source), ..) => source,
        (None, Some(_), _) => "inline".to_owned(),
        (None, None, Some(_)) => "asset".to_owned(),
        (None, None, None) => return,
    };
    let mut spec = Map::new();
    match (&*source, asset, inline) {
        ("asset", Some(asset), _) => spec.insert("asset_path".to_owned(), asset.into()),
        ("inline", _, Some(inline)) => spec.insert("inline_json".to_owned(), inline),
        _ => None,
    };
    let mut card = match input.take() {
        Value::Object(map) => map,
        _ => Map::new(),
    };
    card.insert("card_source".to_owned(), source.into());
    card.insert("card_spec".to_owned(), spec.into());
    *input = Value::Object(card);
}
