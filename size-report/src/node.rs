//! Calls of nodes by their operations, for components whose imports answer as declared.
//! The types of a node are read from the component, so it may be of any version and
//! revision.

use std::collections::BTreeMap;

use anyhow::{Result, bail};
use greentic_host_runner::Interface;
use greentic_host_runner::call::{FAILED, Input, Output, Request, Sent};
use greentic_host_shim::ExecCtx;
use wasmtime::component::{Type, Val};

use crate::answers::{Call, Event, NodeError, Outcome};
use crate::functions::Running;

/// The flow for which all calls are made.
pub(crate) const FLOW: &str = "size-report";

const NODE_06: &str = "greentic:component/node@0.6.0";

/// The interfaces of nodes, in the order in which they are tried.
const NODES: [&str; 3] = [
    NODE_06,
    "greentic:component/node@0.5.0",
    "greentic:component/node@0.4.0",
];

/// Makes a call.
pub(crate) fn call(instance: &mut Running, call: &Call) -> Result<Outcome> {
    let text = |value: Option<Val>| match value {
        Some(Val::String(text)) => Ok(Outcome::Ok(text)),
        other => bail!("{other:?} is no text"),
    };
    match call {
        Call::Describe => {
            let function = "greentic:component/describe-v1@1.0.0#describe-json";
            text(instance.call_with(function, |_| Ok(Vec::new()))?)
        }
        Call::Manifest => text(of_node(instance, "get-manifest", &ParameterValues::new())?),
        Call::Start => hook(of_node(instance, "on-start", &ParameterValues::new())?),
        Call::Stop { reason } => {
            let values = ParameterValues::new().text("reason", reason);
            hook(of_node(instance, "on-stop", &values)?)
        }
        Call::Invoke { op, input } => {
            let values = ParameterValues::new().operation(op, input)?;
            outcome(of_node(instance, "invoke", &values)?)
        }
        Call::Stream { op, input } => {
            let values = ParameterValues::new().operation(op, input)?;
            events(of_node(instance, "invoke-stream", &values)?)
        }
        Call::Function { name, .. } => bail!("`{name}` is called in another way"),
    }
}

fn of_node(instance: &mut Running, function: &str, given: &ParameterValues) -> Result<Option<Val>> {
    let names = NODES.map(|node| format!("{node}#{function}"));
    let Some(name) = names.iter().find(|name| instance.has(name)) else {
        bail!(
            "the component exports none of {}; call its functions as INTERFACE#FUNCTION",
            names.join(", ")
        );
    };
    instance.call_with(name, |params| {
        let values = params.iter();
        values.map(|(name, ty)| given.value(name, ty)).collect()
    })
}

/// The values for the parameters of a node, by their names in WIT.
struct ParameterValues {
    texts: BTreeMap<&'static str, String>,
    payload: Vec<u8>,
}

impl ParameterValues {
    fn new() -> Self {
        let texts = [
            ("env", "prod"),
            ("env-id", "prod"),
            ("tenant", "acme"),
            ("tenant-id", "acme"),
            ("flow-id", FLOW),
            ("step-id", "component.exec"),
            ("component-id", "component"),
        ];
        Self {
            texts: texts.map(|(name, text)| (name, text.to_owned())).into(),
            payload: Vec::new(),
        }
    }

    fn text(mut self, name: &'static str, text: &str) -> Self {
        self.texts.insert(name, text.to_owned());
        self
    }

    fn operation(mut self, op: &str, input: &str) -> Result<Self> {
        let ctx = ExecCtx::new("prod", "acme", FLOW);
        let request = Request::new(op, Input::Text(input));
        if let Sent::Node06 { envelope, .. } = Sent::ours(Interface::Node06, &ctx, &request)? {
            self.payload = envelope.payload_cbor;
        }
        Ok(self.text("op", op).text("input", input))
    }

    /// Returns the value of a parameter or a field: the one given under its name, or else
    /// the smallest of its type.
    fn value(&self, name: &str, ty: &Type) -> Result<Val> {
        Ok(match ty {
            Type::String => Val::String(self.texts.get(name).cloned().unwrap_or_default()),
            Type::Record(record) => {
                let fields = record.fields();
                let fields = fields
                    .map(|field| Ok((field.name.to_owned(), self.value(field.name, &field.ty)?)));
                Val::Record(fields.collect::<Result<_>>()?)
            }
            Type::List(_) if name == "payload-cbor" => {
                Val::List(self.payload.iter().copied().map(Val::U8).collect())
            }
            Type::List(_) => Val::List(Vec::new()),
            Type::Option(_) => Val::Option(None),
            Type::Bool => Val::Bool(false),
            Type::U8 => Val::U8(0),
            Type::U16 => Val::U16(0),
            Type::U32 => Val::U32(0),
            Type::U64 => Val::U64(0),
            Type::Enum(cases) => match cases.names().next() {
                Some(case) => Val::Enum(case.to_owned()),
                None => bail!("`{name}` is an enum without cases"),
            },
            _ => bail!("`{name}` is of a type that no node has"),
        })
    }
}

fn hook(answer: Option<Val>) -> Result<Outcome> {
    Ok(match answer {
        Some(Val::Result(Ok(_))) => Outcome::Ok("ok".to_owned()),
        Some(Val::Result(Err(Some(error)))) => match *error {
            Val::String(error) => Outcome::Refused(error),
            other => bail!("{other:?} is no error of a life cycle hook"),
        },
        other => bail!("{other:?} is no answer of a life cycle hook"),
    })
}

/// Reads the answer to an operation: a text or a record of CBOR, or an error.
fn outcome(answer: Option<Val>) -> Result<Outcome> {
    let (ok, value) = match answer {
        Some(Val::Variant(case, Some(value))) => (case == "ok", *value),
        Some(Val::Result(Ok(Some(value)))) => (true, *value),
        Some(Val::Result(Err(Some(value)))) => (false, *value),
        other => bail!("{other:?} is no answer of a node"),
    };
    match value {
        Val::String(text) if ok => Ok(Outcome::Ok(text)),
        Val::Record(fields) if ok => {
            let fields = Fields(fields);
            let output = fields.readable("output-cbor").unwrap_or_default();
            if fields.flag("ok") {
                return Ok(Outcome::Ok(output));
            }
            Ok(Outcome::Error(NodeError {
                code: FAILED.to_owned(),
                message: output,
                retryable: false,
                backoff_ms: None,
                details: None,
            }))
        }
        Val::Record(fields) => {
            let fields = Fields(fields);
            Ok(Outcome::Error(NodeError {
                code: fields.readable("code").unwrap_or_default(),
                message: fields.readable("message").unwrap_or_default(),
                retryable: fields.flag("retryable"),
                backoff_ms: match fields.get("backoff-ms") {
                    Some(Val::U64(ms)) => Some(*ms),
                    _ => None,
                },
                details: fields.readable("details"),
            }))
        }
        other => bail!("{other:?} is no answer of a node"),
    }
}

/// The fields of a record.
struct Fields(Vec<(String, Val)>);

impl Fields {
    /// Returns a field; `None` for an option without a value.
    fn get(&self, name: &str) -> Option<&Val> {
        let (_, value) = self.0.iter().find(|(own, _)| own == name)?;
        match value {
            Val::Option(value) => value.as_deref(),
            value => Some(value),
        }
    }

    fn flag(&self, name: &str) -> bool {
        self.get(name) == Some(&Val::Bool(true))
    }

    /// Returns a field that is a text, or CBOR as JSON.
    fn readable(&self, name: &str) -> Option<String> {
        let bytes = match self.get(name)? {
            Val::String(text) => return Some(text.clone()),
            Val::List(values) => values.iter().map(|value| match value {
                Val::U8(byte) => Some(*byte),
                _ => None,
            }),
            _ => return None,
        };
        let bytes: Vec<u8> = bytes.collect::<Option<_>>()?;
        let text = Output::Cbor(bytes.clone()).text();
        Some(text.unwrap_or_else(|_| String::from_utf8_lossy(&bytes).into_owned()))
    }
}

fn events(answer: Option<Val>) -> Result<Outcome> {
    let Some(Val::List(events)) = answer else {
        bail!("{answer:?} is no list of events");
    };
    let event = |event: Val| match event {
        Val::Variant(case, value) => match (&*case, value.map(|value| *value)) {
            ("data", Some(Val::String(data))) => Ok(Event::Data(data)),
            ("progress", Some(Val::U8(percent))) => Ok(Event::Progress(percent)),
            ("error", Some(Val::String(message))) => Ok(Event::Error(message)),
            ("done", None) => Ok(Event::Done),
            (case, value) => bail!("`{case}` with {value:?} is no event"),
        },
        other => bail!("{other:?} is no event"),
    };
    let events = events.into_iter().map(event);
    Ok(Outcome::Events(events.collect::<Result<_>>()?))
}
