//! All that can be seen of a module on Wasmtime.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use wasmtime::{
    Config, Engine, Extern, ExternType, Func, Global, Instance, Memory, Module, Ref, Store, Table,
    Trap, Val, ValType,
};

use super::generated::Random;

/// Everything that a host sees of one instance: the result of each step, and
/// between the steps the calls of imports with their arguments.
#[derive(Debug, PartialEq, Eq, Default)]
pub(crate) struct Observed {
    /// Calls of imports and their arguments, and results or traps, in order.
    pub(crate) events: Vec<String>,
    /// Exports and imported state at the end.
    pub(crate) end: Vec<String>,
    /// The number of exports that were called.
    pub(crate) calls: usize,
}

/// Returns an engine that computes the same each time.
pub(crate) fn engine() -> Engine {
    let mut config = Config::new();
    config.cranelift_nan_canonicalization(true);
    config.wasm_multi_memory(true);
    config.wasm_memory64(true);
    config.wasm_tail_call(true);
    config.wasm_wide_arithmetic(true);
    config.wasm_extended_const(true);
    config.wasm_function_references(true);
    config.wasm_gc(true);
    config.wasm_exceptions(true);
    config.wasm_threads(true);
    config.shared_memory(true);
    config.wasm_custom_page_sizes(true);
    config.memory_reservation(1 << 20);
    config.memory_guard_size(1 << 16);
    config.memory_reservation_for_growth(1 << 20);
    Engine::new(&config).expect("an engine")
}

/// Instantiates modules in order. Each is given the exports of those before it,
/// under the name beside it. Then calls those exports of all of them that `kept`
/// wants, in alphabetical order, with arguments that depend on the name alone.
/// `None` if Wasmtime does not know a feature of the module, or its imports cannot
/// be made up.
pub(crate) fn observe(
    engine: &Engine,
    modules: &[(&str, &[u8])],
    kept: &dyn Fn(&str) -> bool,
) -> Option<Observed> {
    let events = Arc::new(Mutex::new(Vec::new()));
    let mut store = Store::new(engine, ());
    let mut given: BTreeMap<(String, String), Extern> = BTreeMap::new();
    let mut imported = Vec::new();
    let mut exports: BTreeMap<String, Extern> = BTreeMap::new();
    let mut seen = Observed::default();

    for (name, bytes) in modules {
        let module = Module::new(engine, bytes).ok()?;
        let mut externs = Vec::new();
        for import in module.imports() {
            let key = (import.module().to_owned(), import.name().to_owned());
            if let Some(known) = given.get(&key) {
                externs.push(known.clone());
                continue;
            }
            let made = make(&mut store, &key, &import.ty(), &events)?;
            imported.push((format!("{key:?}"), made.clone()));
            given.insert(key, made.clone());
            externs.push(made);
        }
        match Instance::new(&mut store, &module, &externs) {
            Ok(instance) => {
                let found: Vec<_> = instance
                    .exports(&mut store)
                    .map(|export| (export.name().to_owned(), export.into_extern()))
                    .collect();
                for (export, value) in found {
                    given.insert(((*name).to_owned(), export.clone()), value.clone());
                    exports.insert(export, value);
                }
            }
            // Two imports of one name and different types, say.
            Err(error) if error.downcast_ref::<Trap>().is_none() => return None,
            Err(error) => events
                .lock()
                .expect("no panic")
                .push(format!("instantiation: {}", reason(&error))),
        }
    }

    for (name, value) in &exports {
        if let (Extern::Func(function), true) = (value, kept(name)) {
            seen.calls += 1;
            let what = call(&mut store, function, name);
            let event = format!("{name}: {what}");
            events.lock().expect("no panic").push(event);
        }
    }
    let exports = exports.iter().filter(|(name, _)| kept(name));
    let imported = imported.iter().map(|(name, value)| (name, value));
    for (name, value) in exports.chain(imported) {
        seen.end
            .push(format!("{name}: {}", state(&mut store, value)));
    }
    seen.end.sort();
    seen.events.clone_from(&events.lock().expect("no panic"));
    Some(seen)
}

/// Returns a number that depends on a text alone.
fn number(text: &str) -> u64 {
    text.bytes().fold(7, |sum, byte| {
        u64::from(byte).wrapping_add(sum.wrapping_mul(1_099_511_628_211))
    })
}

/// Makes an item to give for an import: the same for the same name, whatever else
/// is imported.
fn make(
    store: &mut Store<()>,
    key: &(String, String),
    ty: &ExternType,
    events: &Arc<Mutex<Vec<String>>>,
) -> Option<Extern> {
    let text = format!("{key:?}");
    Some(match ty {
        ExternType::Func(ty) => {
            let events = Arc::clone(events);
            let random = Mutex::new(Random(number(&text)));
            let results: Vec<_> = ty.results().collect();
            if results.iter().any(|ty| value(ty, 0).is_none()) {
                return None;
            }
            Func::new(&mut *store, ty.clone(), move |_, arguments, answers| {
                let call = format!("call of {text} with {}", shown(arguments));
                events.lock().expect("no panic").push(call);
                let mut random = random.lock().expect("no panic");
                for (ty, answer) in results.iter().zip(answers) {
                    *answer = value(ty, random.next()).expect("checked above");
                }
                Ok(())
            })
            .into()
        }
        ExternType::Global(ty) => {
            let initial = value(ty.content(), number(&text))?;
            Global::new(&mut *store, ty.clone(), initial).ok()?.into()
        }
        ExternType::Memory(ty) => {
            let memory = Memory::new(&mut *store, ty.clone()).ok()?;
            // An imported memory need not be zero.
            for (place, byte) in memory.data_mut(&mut *store).iter_mut().enumerate() {
                *byte = u8::try_from(place % 251).expect("below 251");
            }
            memory.into()
        }
        ExternType::Table(ty) => {
            let initial = Ref::null(ty.element().heap_type());
            Table::new(&mut *store, ty.clone(), initial).ok()?.into()
        }
        ExternType::Tag(_) => return None,
    })
}

/// Returns a value of a type from random bits, small and telling ones often.
fn value(ty: &ValType, bits: u64) -> Option<Val> {
    let low = u32::try_from(bits & 0xffff_ffff).expect("32 bits");
    let telling = [0, 1, 2, 8, 255, 65_536, 0x7fff_ffff, u32::MAX];
    let word = match bits >> 61 {
        place @ 0..4 => telling[usize::try_from(place * 2 + (bits >> 40 & 1)).expect("small")],
        _ => low,
    };
    Some(match ty {
        ValType::I32 => Val::I32(word.cast_signed()),
        ValType::I64 => Val::I64(i64::from(word.cast_signed()) << (bits >> 50 & 7)),
        ValType::F32 => Val::F32(f32::from_bits(word).to_bits()),
        ValType::F64 => Val::F64(f64::from(word).to_bits()),
        ValType::V128 => Val::V128(u128::from(bits).into()),
        ValType::Ref(ty) if ty.is_nullable() => Ref::null(ty.heap_type()).into(),
        ValType::Ref(_) => return None,
    })
}

/// Calls an export with arguments that depend on its name alone.
fn call(store: &mut Store<()>, function: &Func, name: &str) -> String {
    let ty = function.ty(&*store);
    let mut random = Random(number(name));
    let arguments: Option<Vec<_>> = ty.params().map(|ty| value(&ty, random.next())).collect();
    let Some(arguments) = arguments else {
        return "not callable from here".into();
    };
    let mut results = vec![Val::I32(0); ty.results().len()];
    match function.call(store, &arguments, &mut results) {
        Ok(()) => shown(&results),
        Err(error) => reason(&error),
    }
}

/// Returns the reason why a call or an instantiation failed.
fn reason(error: &wasmtime::Error) -> String {
    match error.downcast_ref::<Trap>() {
        Some(trap) => format!("trap: {trap}"),
        // Without the places in the code, which move.
        None => format!("error: {}", error.root_cause()),
    }
}

/// Returns the text of values; that of a reference says whether it is null.
fn shown(values: &[Val]) -> String {
    let shown = values.iter().map(|value| match value {
        Val::I32(value) => format!("{value}"),
        Val::I64(value) => format!("{value}i64"),
        Val::F32(bits) => format!("{bits:#x}f32"),
        Val::F64(bits) => format!("{bits:#x}f64"),
        Val::V128(value) => format!("{:#x}v128", value.as_u128()),
        other => format!("null {}", other.ref_().is_none_or(|value| value.is_null())),
    });
    shown.collect::<Vec<_>>().join(" ")
}

/// Returns the contents of an export or import now.
fn state(store: &mut Store<()>, value: &Extern) -> String {
    match value {
        Extern::Global(global) => shown(&[global.get(&mut *store)]),
        Extern::Memory(memory) => {
            let data = memory.data(&*store);
            let hash = data.iter().fold(0_u64, |hash, byte| {
                hash.wrapping_mul(1_099_511_628_211)
                    .wrapping_add(u64::from(*byte) + 1)
            });
            format!("{} pages, {hash:x}", memory.size(&*store))
        }
        Extern::Table(table) => {
            let size = table.size(&*store);
            let nulls = (0..size).map(|place| {
                let value = table.get(&mut *store, place);
                value.is_none_or(|value| value.is_null())
            });
            format!("{size} items, null: {:?}", nulls.collect::<Vec<_>>())
        }
        Extern::Func(function) => format!("{:?}", function.ty(&*store).params().len()),
        _ => "something else".into(),
    }
}
