//! The nodes in every shape are what they are said to be, and do the same.

use std::collections::BTreeSet;
use std::fs;

use anyhow::{Context as _, Result, bail, ensure};
use greentic_testkit::cargo::workspace;
use greentic_testkit::published::{Fixture, Route, Shape, all};
use serde_json::{Value, json};
use wasmparser::{Validator, WasmFeatures};
use wasmtime::component::{Component, Instance, Linker, Val};
use wasmtime::{Engine, Store};
use wit_component::{DecodedWasm, decode};
use wit_parser::{Resolve, Type, TypeDefKind, WorldItem};

const NODE: &str = "greentic:component/node@0.5.0";
const SECRETS: &str = "greentic:secrets-store/secrets-store@1.0.0";

/// A type with all that is in it, names of types aside.
fn written(resolve: &Resolve, ty: &Type) -> Result<String> {
    let Type::Id(id) = ty else {
        return Ok(format!("{ty:?}").to_lowercase());
    };
    Ok(match &resolve.types[*id].kind {
        TypeDefKind::Type(other) => written(resolve, other)?,
        TypeDefKind::Option(of) => format!("option<{}>", written(resolve, of)?),
        TypeDefKind::List(of) => format!("list<{}>", written(resolve, of)?),
        TypeDefKind::Tuple(tuple) => {
            let types = tuple.types.iter().map(|ty| written(resolve, ty));
            format!("tuple<{}>", types.collect::<Result<Vec<_>>>()?.join(", "))
        }
        TypeDefKind::Record(record) => {
            let fields = record
                .fields
                .iter()
                .map(|field| Ok(format!("{}: {}", field.name, written(resolve, &field.ty)?)));
            format!("{{{}}}", fields.collect::<Result<Vec<_>>>()?.join(", "))
        }
        other => bail!("contexts have no {}", other.as_str()),
    })
}

/// The context of the node that a component exports, and how many fields its
/// tenant has.
fn context(component: &[u8]) -> Result<(String, usize)> {
    let DecodedWasm::Component(resolve, world) = decode(component)? else {
        bail!("it is a package, not a component");
    };
    let exports = resolve.worlds[world].exports.values();
    let node = exports
        .filter_map(|item| match item {
            WorldItem::Interface { id, .. } => Some(*id),
            _ => None,
        })
        .find(|id| resolve.id_of(*id).as_deref() == Some(NODE))
        .with_context(|| format!("it does not export {NODE}"))?;
    let ctx = resolve.interfaces[node].types.get("exec-ctx");
    let ctx = Type::Id(*ctx.context("it has no `exec-ctx`")?);
    let text = written(&resolve, &ctx)?;
    let (_, tenant) = text.split_once("tenant: {").context("it has no tenant")?;
    // A record in the tenant ends before the tenant does.
    let (mut depth, mut fields) = (1, 0);
    for letter in tenant.chars() {
        match letter {
            '{' => depth += 1,
            '}' => depth -= 1,
            ':' if depth == 1 => fields += 1,
            _ => {}
        }
        if depth == 0 {
            break;
        }
    }
    Ok((text, fields))
}

#[test]
fn every_node_has_the_shape_that_it_is_said_to_have() -> Result<()> {
    let nodes = all();
    let mut contexts = Vec::new();
    for node in &nodes {
        Validator::new_with_features(WasmFeatures::default())
            .validate_all(&node.bytes)
            .with_context(|| node.name.clone())?;
        let (text, fields) = context(&node.bytes).with_context(|| node.name.clone())?;
        let due = match node.shape {
            Shape::V0_4_57 => 8,
            Shape::V0_4_81 => 9,
            Shape::V0_4_89 => 19,
        };
        ensure!(fields == due, "{}: {fields} fields, not {due}", node.name);
        contexts.push((node, text));
    }
    // The routes agree on every field and type of a shape, and shapes differ.
    for (left, text) in &contexts {
        for (right, other) in &contexts {
            ensure!(
                (text == other) == (left.shape == right.shape),
                "{} has {text}, {} has {other}",
                left.name,
                right.name
            );
        }
    }
    let ways: BTreeSet<_> = nodes.iter().map(|node| (node.shape, node.route)).collect();
    ensure!(ways.len() == nodes.len(), "a node was made twice");
    let names: BTreeSet<_> = nodes.iter().map(|node| &node.name).collect();
    ensure!(names.len() == nodes.len(), "two nodes have one name");
    Ok(())
}

#[test]
fn only_the_published_crates_bring_wasi_along() -> Result<()> {
    for node in all() {
        let DecodedWasm::Component(resolve, world) = decode(&node.bytes)? else {
            bail!("{} is a package", node.name);
        };
        let imports = resolve.worlds[world].imports.keys();
        let names = imports.map(|key| resolve.name_world_key(key));
        let wasi = names.filter(|name| name.starts_with("wasi:")).count();
        let published = matches!(node.route, Route::Entrypoint(_) | Route::Exports(_));
        ensure!(
            (wasi > 0) == published,
            "{}: {wasi} interfaces of WASI",
            node.name
        );
    }
    Ok(())
}

#[test]
fn nodes_of_the_published_crates_are_built_once() -> Result<()> {
    let state = || -> Result<Vec<_>> {
        let published = all().into_iter().filter(|node| {
            let fixture = node.path.parent().and_then(|folder| folder.file_name());
            fixture.is_some_and(|name| name.to_string_lossy().starts_with("published-"))
        });
        published
            .map(|node| Ok((fs::metadata(&node.path)?.modified()?, node.path)))
            .collect()
    };
    let first = state()?;
    ensure!(first.len() == 6, "{} nodes of them", first.len());
    ensure!(first == state()?, "a node was built again");
    Ok(())
}

/// A node that is running, with one secret: `KEY`, which is `value`.
struct Running {
    store: Store<()>,
    instance: Instance,
}

impl Running {
    fn new(engine: &Engine, node: &Fixture) -> Result<Self> {
        let component = Component::new(engine, &node.bytes)?;
        let mut linker = Linker::new(engine);
        linker
            .instance(SECRETS)?
            .func_new("get", |_, _, arguments, results| {
                let value = match arguments {
                    [Val::String(key)] if key == "KEY" => {
                        let bytes = b"value".map(Val::U8).to_vec();
                        Ok(Some(Box::new(Val::Option(Some(Box::new(Val::List(
                            bytes,
                        )))))))
                    }
                    [Val::String(key)] if key == "DENIED" => {
                        Err(Some(Box::new(Val::Enum("denied".into()))))
                    }
                    _ => Ok(Some(Box::new(Val::Option(None)))),
                };
                results[0] = Val::Result(value);
                Ok(())
            })?;
        // What the published crates import of WASI is not called by any of this.
        linker.define_unknown_imports_as_traps(&component)?;
        let mut store = Store::new(engine, ());
        let instance = linker.instantiate(&mut store, &component)?;
        Ok(Self { store, instance })
    }

    /// The result of a call, all of it in WAVE.
    fn call(&mut self, function: &str, arguments: &[&str]) -> Result<String> {
        let (store, instance) = (&mut self.store, &self.instance);
        let node = instance.get_export_index(&mut *store, None, NODE);
        let index = instance.get_export_index(&mut *store, node.as_ref(), function);
        let index = index.with_context(|| format!("no function `{function}`"))?;
        let function = instance
            .get_func(&mut *store, index)
            .context("a function")?;
        let ty = function.ty(&*store);
        let values = ty
            .params()
            .zip(arguments)
            .map(|((_, ty), text)| Val::from_wave(&ty, text))
            .collect::<wasmtime::Result<Vec<_>>>()?;
        let mut results = [Val::Bool(false)];
        function.call(store, &values, &mut results)?;
        Ok(results[0].to_wave()?)
    }
}

/// A context in WAVE with nothing in it that may be left out, and the same as
/// nodes answer it.
fn smallest(shape: Shape) -> (String, Value) {
    match shape {
        Shape::V0_4_57 | Shape::V0_4_81 => (
            r#"{tenant: {tenant: "acme", attempt: 0}, flow-id: "f"}"#.to_owned(),
            json!({ "tenant": { "tenant": "acme", "attempt": 0 }, "flow-id": "f" }),
        ),
        Shape::V0_4_89 => (
            r#"{tenant: {env: "prod", tenant: "acme", tenant-id: "", attributes: [], attempt: 0}, flow-id: "f"}"#
                .to_owned(),
            json!({
                "tenant": { "env": "prod", "tenant": "acme", "tenant-id": "", "attributes": [], "attempt": 0 },
                "flow-id": "f",
            }),
        ),
    }
}

/// A context with everything in it, every value another one.
fn largest(shape: Shape) -> (String, Value) {
    let mut tenant = json!({
        "tenant": "acme", "team": "sales", "user": "Zoë \"\\\n\u{1}", "trace-id": "t-1",
        "correlation-id": "c-1", "deadline-unix-ms": u64::MAX, "attempt": u32::MAX,
        "idempotency-key": "i-1",
    });
    let mut ctx = json!({ "flow-id": "flow", "node-id": "" });
    if shape != Shape::V0_4_57 {
        tenant["i18n-id"] = json!("de");
        ctx["i18n-id"] = json!("fr");
    }
    if shape == Shape::V0_4_89 {
        let tenant = tenant.as_object_mut().expect("an object");
        tenant.remove("deadline-unix-ms");
        let more = json!({
            "env": "prod", "tenant-id": "acme-2", "team-id": "sales-2", "user-id": "zoe-2",
            "attributes": [["a", "1"], ["", "世界"], ["a", "2"]], "session-id": "s-1",
            "flow-id": "tenant-flow", "node-id": "tenant-node", "provider-id": "p-1",
            "deadline-ms": i64::MIN, "impersonation": { "actor-id": "root", "reason": "audit" },
        });
        tenant.extend(more.as_object().expect("an object").clone());
    }
    ctx["tenant"] = tenant;
    (wave(&ctx, ""), ctx)
}

/// JSON as WAVE, for the types of a context; `at` is the name of the field.
fn wave(value: &Value, at: &str) -> String {
    match value {
        Value::Object(fields) => {
            let fields = fields.iter();
            let fields: Vec<_> = fields
                .map(|(name, value)| format!("{name}: {}", wave(value, name)))
                .collect();
            let record = format!("{{{}}}", fields.join(", "));
            if at == "impersonation" {
                format!("some({record})")
            } else {
                record
            }
        }
        Value::Array(pairs) if at == "attributes" => {
            let pairs: Vec<_> = pairs.iter().map(|pair| wave(pair, "pair")).collect();
            format!("[{}]", pairs.join(", "))
        }
        Value::Array(pair) => format!("({}, {})", wave(&pair[0], ""), wave(&pair[1], "")),
        // Escapes of control characters are the only ones that differ.
        other => other.to_string().replace("\\u0001", "\\u{1}"),
    }
}

/// The text that WAVE has in a case: `ok("text")`, or `%ok("text")` where the type
/// is a variant and no `result`.
fn text_in(case: &str, wave: &str) -> Result<String> {
    let text = wave
        .strip_prefix(case)
        .and_then(|rest| rest.strip_prefix('(')?.strip_suffix(')'))
        .with_context(|| format!("{wave} is not {case}"))?;
    let text = text.replace("\\u{1}", "\\u0001").replace("\\'", "'");
    serde_json::from_str(&text).with_context(|| format!("{text} is no text"))
}

#[test]
fn all_nodes_do_the_same() -> Result<()> {
    let engine = Engine::default();
    for node in all() {
        let shape = node.shape;
        does_the_same(&engine, &node).with_context(|| format!("{}, {shape:?}", node.name))?;
    }
    Ok(())
}

/// The check can fail: a node of one shape does not pass for one of another.
#[test]
fn a_node_of_another_shape_does_something_else() -> Result<()> {
    let engine = Engine::default();
    for (route, shape, other) in [
        (Route::WitBindgen, Shape::V0_4_57, Shape::V0_4_81),
        (Route::Ours, Shape::V0_4_89, Shape::V0_4_81),
    ] {
        let nodes = all().into_iter();
        let mut nodes = nodes.filter(|node| (node.route, node.shape) == (route, shape));
        let mut node = nodes.next().context("such a node")?;
        node.shape = other;
        ensure!(
            does_the_same(&engine, &node).is_err(),
            "{} passes for {other:?}",
            node.name
        );
    }
    Ok(())
}

fn does_the_same(engine: &Engine, node: &Fixture) -> Result<()> {
    let mut running = Running::new(engine, node)?;
    let manifest = workspace().join("conformance/nodes/shared/manifest.json");
    let manifest = format!("{:?}", fs::read_to_string(manifest)?);
    ensure!(
        running.call("get-manifest", &[])? == manifest,
        "the manifest"
    );

    for (ctx, due) in [smallest(node.shape), largest(node.shape)] {
        let due = due.to_string();
        ensure!(running.call("on-start", &[&ctx])? == "ok(%ok)", "a start");
        let answer = running.call("invoke", &[&ctx, r#""context""#, r#""""#])?;
        let text = text_in("%ok", &answer)?;
        // Byte by byte: sorted, and without spaces.
        ensure!(text == due, "{text} is not {due}");
        ensure!(
            running.call("on-stop", &[&ctx, r#""done""#])? == "ok(%ok)",
            "a stop"
        );
        let refused = running.call("on-stop", &[&ctx, r#""refused""#])?;
        ensure!(text_in("err", &refused)? == due, "{refused}");
        let stream = running.call("invoke-stream", &[&ctx, r#""echo""#, r#""é""#])?;
        ensure!(stream == r#"[progress(0), data("é"), done]"#, "{stream}");
    }

    let (ctx, due) = smallest(node.shape);
    let refused = ctx.replace(r#""f""#, r#""refused""#);
    let answer = running.call("on-start", &[&refused])?;
    let due = due.to_string().replace(r#""f""#, r#""refused""#);
    ensure!(text_in("err", &answer)? == due, "{answer}");

    let failed = r#"%err({code: "failed", message: "failed with a", retryable: true, backoff-ms: some(1500), details: some("{\"input\":\"a\"}")})"#;
    let plain = |code, message| {
        format!(r#"%err({{code: "{code}", message: "{message}", retryable: false}})"#)
    };
    for (op, input, due) in [
        ("echo", "", r#"%ok("")"#.to_owned()),
        ("fail", "a", failed.to_owned()),
        ("secret", "KEY", r#"%ok("value")"#.to_owned()),
        (
            "secret",
            "NONE",
            plain("secret-missing", "secret NONE is missing"),
        ),
        (
            "secret",
            "DENIED",
            plain("secret-denied", "secret DENIED may not be read"),
        ),
        ("sing", "a", plain("unknown-op", "unknown operation: sing")),
    ] {
        let answer = running.call("invoke", &[&ctx, &format!("{op:?}"), &format!("{input:?}")])?;
        ensure!(answer == due, "{op} answers {answer} and not {due}");
    }
    let stream = running.call("invoke-stream", &[&ctx, r#""fail""#, r#""a""#])?;
    ensure!(
        stream == r#"[progress(0), error("failed with a"), done]"#,
        "{stream}"
    );
    Ok(())
}
