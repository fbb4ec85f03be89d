//! Every function of every interface that a world exports, answered through the short form
//! in braces: by handlers that compute something of all that they are given, and by
//! constants.

mod due;
mod source;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use anyhow::{Context as _, Result, ensure};
use greentic_conformance::roundtrip::check::{Cases, seed};
use greentic_conformance::roundtrip::difference::difference;
use greentic_conformance::roundtrip::host::{Function, exported as exported_by, find};
use wasmtime::component::{Component, Func, Linker, Val};
use wasmtime::{Engine, Store};
use wit_parser::{InterfaceId, Resolve};

use self::due::Hash;
use self::source::{KINDS, Kind, constant, exported, full_name, source};
use crate::components::build;
use crate::text::{Text, texts};

/// The number of different arguments that lead to every case of an answer.
const ENOUGH: usize = 100;

/// The limit of rounds in which all calls of a function are made, each time with other
/// values.
const ROUNDS: u64 = 20;

/// A component whose handler of one function takes two arguments for each other, and whose
/// constant is another one.
const FAULTY: &str = "faulty";

/// The components, by name; all are built at once.
fn components() -> &'static BTreeMap<String, Vec<u8>> {
    static BUILT: OnceLock<BTreeMap<String, Vec<u8>>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let mut sources = BTreeMap::new();
        for text in texts() {
            for kind in KINDS {
                let source = source(text, &exported(text), kind).expect("a source");
                sources.insert(name(text, kind), source);
            }
        }
        sources.insert(FAULTY.into(), faulty().expect("a source"));
        build("short-forms", &["wit-all"], sources).expect("the components")
    })
}

fn name(text: &Text, kind: Kind) -> String {
    format!("{}_{kind:?}", text.prefix).to_lowercase()
}

/// Returns the interface of a name.
fn interface(resolve: &Resolve, name: &str) -> Result<InterfaceId> {
    let mut interfaces = resolve.interfaces.iter().map(|(id, _)| id);
    let found = interfaces.find(|&id| resolve.id_of(id).as_deref() == Some(name));
    found.with_context(|| format!("there is no {name}"))
}

const NODE: &str = "greentic:component/node@0.5.0";

fn faulty() -> Result<String> {
    let [usual, ..] = texts();
    let node = interface(&usual.resolve, NODE)?;
    let mut source = source(usual, &[node].into(), Kind::Handlers)?;
    for (right, wrong) in [
        // The last two of `invoke`, not of `invoke-stream`.
        (
            format!("{NODE}#invoke\").with(&p0).with(&p1).with(&p2)"),
            format!("{NODE}#invoke\").with(&p0).with(&p2).with(&p1)"),
        ),
        (
            "get_manifest: const \"".into(),
            "get_manifest: const \"x".into(),
        ),
    ] {
        ensure!(
            source.matches(&right).count() == 1,
            "{right} is not once there"
        );
        source = source.replace(&right, &wrong);
    }
    Ok(source)
}

/// An instance of a component.
pub(crate) struct Instance {
    store: Store<()>,
    functions: Vec<(Function, Func)>,
}

impl Instance {
    pub(crate) fn new(engine: &Engine, component: &[u8]) -> Result<Self> {
        let component = Component::from_binary(engine, component)?;
        let mut store = Store::new(engine, ());
        let instance = Linker::new(engine).instantiate(&mut store, &component)?;
        let mut functions = Vec::new();
        for function in exported_by(engine, &component)? {
            let func = find(&mut store, &instance, &function)?;
            functions.push((function, func));
        }
        Ok(Self { store, functions })
    }

    /// Returns an exported function, by its name alone.
    pub(crate) fn function(&self, name: &str) -> Option<Function> {
        let mut functions = self.functions.iter().map(|(function, _)| function);
        functions.find(|function| function.name == name).cloned()
    }

    /// Calls a function that answers with one value, by its name alone.
    pub(crate) fn call(&mut self, name: &str, arguments: &[Val]) -> Result<Val> {
        let mut functions = self.functions.iter();
        let found = functions.find(|(function, _)| function.name == name);
        let (_, func) = found.with_context(|| format!("there is no {name}"))?;
        let mut answer = [Val::Bool(false)];
        let called = func.call(&mut self.store, arguments, &mut answer);
        called.map_err(|trap| anyhow::anyhow!("{name}: {trap:?}"))?;
        let [answer] = answer;
        Ok(answer)
    }

    /// Makes all calls of a function, and compares.
    fn check(&mut self, at: usize, resolve: &Resolve, kind: Kind) -> Result<()> {
        let (of, func) = self.functions[at].clone();
        let id = interface(resolve, &of.interface)?;
        let name = full_name(resolve, id, &of.name);
        let function = &resolve.interfaces[id].functions[&of.name];
        let (mut seen, mut all) = (BTreeSet::new(), BTreeSet::new());
        let mut given = BTreeSet::new();
        let first = seed()?;
        // Of one without arguments there is one answer, and four where they are an enum.
        if let (Some(ty), false) = (&function.result, function.params.is_empty()) {
            due::all_cases(resolve, ty, "", &mut all);
        }
        let cases = (0..ROUNDS).flat_map(|round| {
            Cases::new(&of, first.wrapping_add(round)).map(move |case| (round, case))
        });
        for (round, case) in cases {
            // More of them where a case of the answer is rare.
            if round > 0 && (given.len() <= ENOUGH || all.is_subset(&seen)) {
                break;
            }
            let due = match &function.result {
                None => None,
                Some(_) if kind.is_constant(function) => Some(constant(resolve, &name, function)?),
                Some(ty) => {
                    let mut hash = Hash::of(&name);
                    for (param, value) in function.params.iter().zip(&case.arguments) {
                        hash.argument(resolve, &param.ty, value)?;
                    }
                    given.insert(hash);
                    Some(hash.answer(resolve, ty)?)
                }
            };
            let mut answer = vec![Val::Bool(false); due.iter().len()];
            let called = func.call(&mut self.store, &case.arguments, &mut answer);
            called.map_err(|trap| anyhow::anyhow!("{name}: {trap:?}"))?;
            if let Some(difference) = due
                .iter()
                .zip(&answer)
                .find_map(|(due, answer)| difference(due, answer))
            {
                anyhow::bail!("{name} {difference}");
            }
            for answer in &answer {
                due::cases(answer, "", &mut seen);
            }
        }
        if given.len() > ENOUGH {
            let missing: Vec<_> = all.difference(&seen).collect();
            ensure!(missing.is_empty(), "{name} never answered with {missing:?}");
        }
        Ok(())
    }
}

#[test]
fn every_function_answers_through_its_short_form() -> Result<()> {
    let engine = Engine::default();
    for text in texts() {
        let resolve = &text.resolve;
        // Counted in the WIT.
        let mut due = BTreeSet::new();
        for id in exported(text) {
            let functions = resolve.interfaces[id].functions.keys();
            due.extend(functions.map(|name| full_name(resolve, id, name)));
        }
        for kind in KINDS {
            let mut instance = Instance::new(&engine, &components()[&name(text, kind)])?;
            let mut checked = BTreeSet::new();
            for at in 0..instance.functions.len() {
                instance.check(at, resolve, kind)?;
                let of = &instance.functions[at].0;
                checked.insert(format!("{}#{}", of.interface, of.name));
            }
            assert_eq!(checked, due, "{}", text.folder);
        }
        println!("{}: {} functions", text.folder, due.len());
    }
    Ok(())
}

#[test]
fn a_handler_or_a_constant_that_is_not_right_is_found() -> Result<()> {
    let [usual, ..] = texts();
    let mut instance = Instance::new(&Engine::default(), &components()[FAULTY])?;
    for at in 0..instance.functions.len() {
        let name = instance.functions[at].0.name.clone();
        let outcome = instance.check(at, &usual.resolve, Kind::Handlers);
        let wrong = ["get-manifest", "invoke"].contains(&&*name);
        assert_eq!(outcome.is_err(), wrong, "{name}: {outcome:?}");
    }
    Ok(())
}
