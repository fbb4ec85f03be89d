//! The answers of a component to the calls of an example's `answers.toml`, by
//! Wasmtime and nothing of ours. Every call is one of a function by its name;
//! values that need a type are written in WAVE.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use anyhow::{Context as _, Result, ensure};
use greentic_testkit::answers::Answers;
use serde_json::{Value, json};
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Instance, Linker, Type, Val};
use wasmtime::{Config, Engine, Store};

const DESCRIBE: &str = "greentic:component/describe-v1@1.0.0";
const NODE: &str = "greentic:component/node@0.5.0";
const SECRET: &str = "greentic:secrets-store/secrets-store@1.0.0#get";

/// A context in which nothing is set that can be absent.
const CONTEXT: &str = r#"{
    tenant: {env: "test", tenant: "acme", tenant-id: "acme", attributes: [], attempt: 0},
    flow-id: "flow"
}"#;

/// About as much as a second of work.
const FUEL: u64 = 2_000_000_000;

/// Returns the differences between the answers of a component and those that are
/// due. Calls that the host answers in the same way reach one instance, in their
/// order.
pub(crate) fn differences(component: &[u8], answers: &Answers) -> Result<Vec<String>> {
    let callee = Callee::new(component)?;
    let mut instances = BTreeMap::new();
    let mut found = Vec::new();
    for (call, due) in answers.entries() {
        let key = json!([call["secrets"], call["host"]]).to_string();
        let running = match instances.entry(key.clone()) {
            Entry::Occupied(entry) => entry.into_mut(),
            Entry::Vacant(entry) => entry.insert(callee.instantiate(call.clone())?),
        };
        match running.difference(&call, &due) {
            Ok(None) => {}
            Ok(Some(given)) => found.push(format!("{call}: due is {due}, given was {given}")),
            Err(error) => {
                instances.remove(&key);
                found.push(format!("{call}: due is {due}, but {error:#}"));
            }
        }
    }
    Ok(found)
}

/// A component, linked to a host that answers as the calls say.
struct Callee {
    engine: Engine,
    component: Component,
    linker: Linker<Value>,
}

impl Callee {
    fn new(bytes: &[u8]) -> Result<Self> {
        let mut config = Config::new();
        config.consume_fuel(true);
        let engine = Engine::new(&config)?;
        let component = Component::from_binary(&engine, bytes)?;
        let mut linker: Linker<Value> = Linker::new(&engine);
        for (interface, import) in component.component_type().imports(&engine) {
            let ComponentItem::ComponentInstance(types) = import.ty else {
                continue;
            };
            let mut instance = linker.instance(interface)?;
            for (function, item) in types.exports(&engine) {
                if matches!(item.ty, ComponentItem::ComponentFunc(_)) {
                    let name = format!("{interface}#{function}");
                    instance.func_new(function, move |store, ty, arguments, results| {
                        // One without a result has nothing to answer.
                        if let Some(result) = results.first_mut() {
                            let answer = host(store.data(), &name, &ty, arguments);
                            *result = answer.map_err(wasmtime::Error::from_anyhow)?;
                        }
                        Ok(())
                    })?;
                }
            }
        }
        Ok(Self {
            engine,
            component,
            linker,
        })
    }

    fn instantiate(&self, call: Value) -> Result<Running> {
        let mut store = Store::new(&self.engine, call);
        store.set_fuel(FUEL)?;
        let instance = self.linker.instantiate(&mut store, &self.component)?;
        Ok(Running { store, instance })
    }
}

/// Returns the answer of an imported function.
fn host(call: &Value, name: &str, ty: &ComponentFunc, arguments: &[Val]) -> Result<Val> {
    let text = match (&call["host"][name], arguments) {
        (Value::String(text), _) => text.clone(),
        (_, [Val::String(key)]) if name == SECRET => match &call["secrets"][key] {
            Value::Null => "ok(none)".to_owned(),
            Value::String(text) => format!("ok(some({:?}))", text.as_bytes()),
            secret if secret["denied"] == true => "err(denied)".to_owned(),
            secret => format!("ok(some({}))", secret["bytes"]),
        },
        _ => anyhow::bail!("it calls `{name}`, and nothing says what that answers"),
    };
    let ty = ty.results().next().context("a function without a result")?;
    Ok(Val::from_wave(&ty, &text)?)
}

struct Running {
    store: Store<Value>,
    instance: Instance,
}

/// An argument of a function.
enum Argument<'a> {
    Text(&'a str),
    Wave(&'a str),
}

impl Running {
    /// Returns the answer to a call, if it is not the one that is due.
    fn difference(&mut self, call: &Value, due: &Value) -> Result<Option<Value>> {
        use Argument::{Text, Wave};
        let text = |name: &str| call[name].as_str().unwrap_or_default();
        let (op, input, reason) = (text("op"), text("input"), text("reason"));
        let (name, arguments) = match text("call") {
            "describe" => (format!("{DESCRIBE}#describe-json"), vec![]),
            "manifest" => (format!("{NODE}#get-manifest"), vec![]),
            "start" => (format!("{NODE}#on-start"), vec![Wave(CONTEXT)]),
            "stop" => (format!("{NODE}#on-stop"), vec![Wave(CONTEXT), Text(reason)]),
            kind @ ("invoke" | "stream") => {
                let function = if kind == "invoke" {
                    kind
                } else {
                    "invoke-stream"
                };
                let arguments = vec![Wave(CONTEXT), Text(op), Text(input)];
                (format!("{NODE}#{function}"), arguments)
            }
            name => {
                let arguments = call["arguments"].as_array().into_iter().flatten();
                let arguments = arguments.filter_map(Value::as_str).map(Wave);
                (name.to_owned(), arguments.collect())
            }
        };
        let Some((ty, given)) = self.call(&name, &arguments)? else {
            ensure!(due["result"].is_null(), "it has no result");
            return Ok(None);
        };
        let given = match text("call") {
            "describe" | "manifest" => json!({ "ok": plain(&given) }),
            "start" | "stop" => plain(&given),
            // The cases of the variant are those of a result.
            "invoke" => match given {
                Val::Variant(case, Some(error)) if case == "err" => {
                    json!({ "error": plain(&error) })
                }
                given => plain(&given),
            },
            "stream" => json!({ "events": plain(&given) }),
            _ => {
                let due = due["result"].as_str().context("no `result` is due")?;
                let differs = Val::from_wave(&ty, due)? != given;
                return Ok(if differs {
                    Some(given.to_wave()?.into())
                } else {
                    None
                });
            }
        };
        Ok((given != *due).then_some(given))
    }

    /// Returns the result of a function, and its type; `None` for a function
    /// without one.
    fn call(&mut self, name: &str, arguments: &[Argument<'_>]) -> Result<Option<(Type, Val)>> {
        let (interface, function) = name.split_once('#').context("no function")?;
        let (instance, store) = (&self.instance, &mut self.store);
        let interface = instance.get_export_index(&mut *store, None, interface);
        let interface = interface.context("no such interface")?;
        let function = instance.get_export_index(&mut *store, Some(&interface), function);
        let function = function.and_then(|index| instance.get_func(&mut *store, index));
        let function = function.context("no such function")?;
        let ty = function.ty(&*store);
        ensure!(ty.params().len() == arguments.len(), "other arguments");
        let values = ty.params().zip(arguments).map(|((_, ty), argument)| {
            Ok(match argument {
                Argument::Text(text) => Val::String((*text).to_owned()),
                Argument::Wave(text) => Val::from_wave(&ty, text)?,
            })
        });
        let values = values.collect::<Result<Vec<_>>>()?;
        let types: Vec<_> = ty.results().collect();
        let mut results = vec![Val::Bool(false); types.len()];
        store.set_fuel(FUEL)?;
        function.call(&mut *store, &values, &mut results)?;
        Ok(types.into_iter().zip(results).next())
    }
}

/// Returns a value as `answers.toml` has it.
fn plain(value: &Val) -> Value {
    let or_name = |name: &str, payload: &Option<Box<Val>>| match payload {
        Some(payload) => json!({ name: plain(payload) }),
        None => json!(name),
    };
    match value {
        Val::Bool(value) => json!(value),
        Val::U8(value) => json!(value),
        Val::U64(value) => json!(value),
        Val::String(text) => json!(text),
        Val::Enum(case) => json!(case),
        Val::Option(value) => value.as_ref().map_or(Value::Null, |value| plain(value)),
        Val::List(values) => values.iter().map(plain).collect(),
        Val::Record(fields) => {
            let fields = fields.iter();
            let fields = fields.map(|(name, value)| (name.replace('-', "_"), plain(value)));
            // Fields that are absent are not written.
            fields.filter(|(_, value)| !value.is_null()).collect()
        }
        Val::Variant(case, payload) => or_name(case, payload),
        Val::Result(Ok(payload)) => or_name("ok", payload),
        Val::Result(Err(payload)) => or_name("error", payload),
        other => unimplemented!("no answer of a node has {other:?}"),
    }
}
