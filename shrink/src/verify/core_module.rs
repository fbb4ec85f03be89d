//! One form of a core module, running.

use std::collections::BTreeMap;

use fastrand::Rng;
use wasmparser::{Operator, Parser, Payload};
use wasmtime::{
    Caller, Config, Engine, Error, Extern, ExternType, Func, FuncType, Global, Instance, Memory,
    Module, OptLevel, Ref, Result, SharedMemory, Store, Table, Tag, Val, ValType, bail,
};

use super::functions::ExportedFunction;
use super::host::{Host, mix};
use super::outcome::{Ending, Outcome};
use super::side::{CallAttempt, CallSetup, outcome};
use super::state;
use greentic_untrusted::guarded;

/// The exports that are called before all else: the names that wasm-ld and WASI
/// have for the initialisation of a library.
const INITIALISERS: [&str; 2] = ["_initialize", "__wasm_call_ctors"];

/// The most numbers from a module that are remembered, to be put in again.
const REMEMBERED: usize = 16;

/// The pages that an imported memory has beyond its minimum, so that one of a page
/// comes to 1 MiB.
const MORE_PAGES: u64 = 15;

/// The place in the table at which the functions of a side module begin. The table
/// has so many places beyond its minimum.
const TABLE_BASE: u64 = 1;

/// One form of a core module.
///
/// Its imports are made up. Functions answer with numbers that depend on the seed,
/// the name and the number of calls before; memories are zero or full of a pattern;
/// tables are empty.
pub(super) struct CoreModule {
    engine: Engine,
    module: Module,
    functions: Vec<ExportedFunction>,
    /// The size of the module, in bytes.
    bytes: u64,
    alive: Option<ModuleInstance>,
}

/// An instance.
struct ModuleInstance {
    store: Store<Host>,
    instance: Instance,
    /// Exports and imports whose contents are compared, by their names.
    watched: BTreeMap<String, Extern>,
    /// The numbers that came out. Addresses are among them, which other functions
    /// take.
    numbers: Vec<i32>,
    calls: usize,
}

impl CoreModule {
    /// Compiles a core module.
    ///
    /// # Errors
    ///
    /// - Wasmtime cannot compile it, or it has an import that cannot be made up.
    pub(super) fn new(module: &[u8]) -> Result<Self, String> {
        let made = guarded(|| Self::unguarded(module).map_err(|error| format!("{error:#}")));
        made.unwrap_or_else(|panic| Err(format!("Wasmtime gave up: {panic}")))
    }

    fn unguarded(module: &[u8]) -> Result<Self> {
        let bytes = module.len() as u64;
        if waits(module)? {
            bail!("it waits for other threads, and there are none");
        }
        let engine = engine()?;
        let module = Module::from_binary(&engine, module)?;
        for import in module.imports() {
            if let Some(why) = cannot_make(&import.ty()) {
                bail!("it imports {}.{}, {why}", import.module(), import.name());
            }
        }
        let mut functions = Vec::new();
        for export in module.exports() {
            if let ExternType::Func(ty) = export.ty() {
                let obstacle = ty.params().find(|ty| number(ty, 0).is_none());
                functions.push(ExportedFunction {
                    path: vec![export.name().to_owned()],
                    obstacle: obstacle.map(|ty| format!("it takes a `{ty}`, which nobody has")),
                });
            }
        }
        functions.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Self {
            engine,
            module,
            functions,
            bytes,
            alive: None,
        })
    }

    /// Makes the imports of the module, and an instance; calls its initialiser.
    fn instantiate(&self, store: &mut Store<Host>, seed: u64) -> Result<NewInstance> {
        let mut made: BTreeMap<(String, String), Extern> = BTreeMap::new();
        let mut imports = Vec::new();
        for import in self.module.imports() {
            let key = (import.module().to_owned(), import.name().to_owned());
            let ty = import.ty();
            // One name is one item, unless it is imported as several.
            let known = made
                .get(&key)
                .filter(|known| matches(&known.ty(&*store), &ty));
            let given = match known {
                Some(known) => known.clone(),
                None => make(store, &key, &ty, seed)?,
            };
            made.insert(key, given.clone());
            imports.push(given);
        }
        let instance = Instance::new(&mut *store, &self.module, &imports)?;
        for name in INITIALISERS {
            if let Some(function) = instance.get_func(&mut *store, name)
                && function.ty(&*store).params().len() + function.ty(&*store).results().len() == 0
            {
                function.call(&mut *store, &[], &mut [])?;
                break;
            }
        }
        let mut watched = BTreeMap::new();
        for ((module, name), given) in made {
            watched.insert(format!("import {module}.{name}"), given);
        }
        for export in instance.exports(&mut *store) {
            watched.insert(export.name().to_owned(), export.into_extern());
        }
        watched.retain(|_, item| state::is_watched(item));
        Ok((instance, watched))
    }
}

/// A new instance, and its items whose contents are compared.
type NewInstance = (Instance, BTreeMap<String, Extern>);

impl super::Running for CoreModule {
    fn functions(&self) -> &[ExportedFunction] {
        &self.functions
    }

    fn start(&mut self, seed: u64, fuel: u64) -> Outcome {
        // Data is copied for a unit a byte.
        let fuel = fuel.saturating_add(self.bytes);
        let mut store = Store::new(&self.engine, Host::new(seed, Vec::new(), 0));
        store.limiter(|host| host);
        let made = store
            .set_fuel(fuel)
            .and_then(|()| self.instantiate(&mut store, seed));
        let (ending, alive) = match made {
            Ok(made) => (Ending::Returned(String::new()), Some(made)),
            Err(error) => {
                let refused = store.data_mut().take_refused();
                (Ending::of(&error, refused), None)
            }
        };
        let outcome = outcome(&mut store, ending, fuel);
        self.alive = alive.map(|(instance, watched)| ModuleInstance {
            store,
            instance,
            watched,
            numbers: Vec::new(),
            calls: 0,
        });
        outcome
    }

    fn call(&mut self, at: usize, setup: CallSetup<'_>) -> CallAttempt {
        let name = &self.functions[at].path[0];
        match &mut self.alive {
            _ if setup.input.is_some() => {
                CallAttempt::NotMade("inputs of a file are for components".to_owned())
            }
            Some(alive) => alive.call(name, setup),
            None => CallAttempt::NotMade("there is no instance".to_owned()),
        }
    }
}

impl ModuleInstance {
    fn call(&mut self, name: &str, setup: CallSetup<'_>) -> CallAttempt {
        let Some(function) = self.instance.get_func(&mut self.store, name) else {
            return CallAttempt::NotMade("there is no such function".to_owned());
        };
        let ty = function.ty(&self.store);
        let mut random = Rng::with_seed(mix(setup.seed, name.as_bytes()));
        let mut arguments = Vec::new();
        for ty in ty.params() {
            let value = match (&ty, random.u8(..)) {
                // A number that came out before is often an address that is good to
                // go in.
                (ValType::I32, 0..100) if !self.numbers.is_empty() => {
                    random.choice(&self.numbers).copied().map(Val::I32)
                }
                _ => number(&ty, random.u64(..)),
            };
            match value {
                Some(value) => arguments.push(value),
                None => {
                    return CallAttempt::NotMade(format!("it takes a `{ty}`, which nobody has"));
                }
            }
        }
        let mut results: Vec<Val> = vec![Val::I32(0); ty.results().len()];
        let result = self
            .store
            .set_fuel(setup.fuel)
            .and_then(|()| function.call(&mut self.store, &arguments, &mut results));
        self.calls += 1;
        let refused = self.store.data_mut().take_refused();
        let mut ending = match result {
            Ok(()) if refused => Ending::Limit("it takes too much memory"),
            Ok(()) => Ending::Returned(state::values(&results)),
            Err(error) => Ending::of(&error, refused),
        };
        for result in &results {
            if let Val::I32(number) = result
                && !self.numbers.contains(number)
            {
                self.numbers.push(*number);
            }
        }
        let over = self.numbers.len().saturating_sub(REMEMBERED);
        self.numbers.drain(..over);
        // A trap is the end of the instance, and the state that it left behind can
        // be seen.
        if let Ending::Returned(text) | Ending::Trapped(text) = &mut ending {
            let ended = state::of(&mut self.store, &self.watched, self.calls);
            text.push_str(&ended);
        }
        CallAttempt::Ended(
            outcome(&mut self.store, ending, setup.fuel),
            state::values(&arguments),
        )
    }
}

/// Returns an engine for all core modules that Wasmtime can run.
fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        .cranelift_opt_level(OptLevel::None)
        // The engine decides about the bits of a NaN; the same code has the same in
        // both.
        .cranelift_nan_canonicalization(true)
        .relaxed_simd_deterministic(true)
        .wasm_memory64(true)
        .wasm_multi_memory(true)
        .wasm_tail_call(true)
        .wasm_extended_const(true)
        .wasm_function_references(true)
        .wasm_gc(true)
        .wasm_exceptions(true)
        .wasm_threads(true)
        .shared_memory(true)
        .wasm_wide_arithmetic(true)
        .wasm_custom_page_sizes(true);
    Engine::new(&config)
}

/// Checks whether code waits for another thread to wake it, which would take for
/// ever.
fn waits(module: &[u8]) -> Result<bool> {
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::CodeSectionEntry(body) = payload? {
            let mut operators = body.get_operators_reader()?;
            while !operators.eof() {
                if let Operator::MemoryAtomicWait32 { .. } | Operator::MemoryAtomicWait64 { .. } =
                    operators.read()?
                {
                    return Ok(true);
                }
            }
        }
    }
    Ok(false)
}

/// Checks whether an item can be given again for an import of the same name of type
/// `ty`: kind and type must be the same.
fn matches(item: &ExternType, ty: &ExternType) -> bool {
    match (item, ty) {
        (ExternType::Func(item), ExternType::Func(ty)) => FuncType::eq(item, ty),
        (ExternType::Global(item), ExternType::Global(ty)) => {
            item.mutability() == ty.mutability() && ValType::eq(item.content(), ty.content())
        }
        (ExternType::Memory(item), ExternType::Memory(ty)) => item == ty,
        (ExternType::Table(item), ExternType::Table(ty)) => {
            item.minimum() == ty.minimum() && item.maximum() == ty.maximum()
        }
        _ => false,
    }
}

/// Returns the reason why nothing can be made up for an import; `None` if something
/// can.
fn cannot_make(ty: &ExternType) -> Option<String> {
    let value = |ty: &ValType| {
        number(ty, 0)
            .is_none()
            .then(|| format!("of which the value would be a `{ty}`, which nobody has"))
    };
    match ty {
        ExternType::Func(ty) => ty.results().find_map(|ty| value(&ty)),
        ExternType::Global(ty) => value(ty.content()),
        ExternType::Table(ty) => {
            (!ty.element().is_nullable()).then(|| "a table whose places cannot be empty".to_owned())
        }
        ExternType::Memory(_) | ExternType::Tag(_) => None,
    }
}

/// Makes something to import: the same for the same name, whatever else is imported.
fn make(
    store: &mut Store<Host>,
    key: &(String, String),
    ty: &ExternType,
    seed: u64,
) -> Result<Extern> {
    let name = format!("{}.{}", key.0, key.1);
    let bits = mix(mix(seed, b"import"), name.as_bytes());
    let lacking = || Error::msg(format!("nothing can be made up for {name}"));
    Ok(match ty {
        ExternType::Func(ty) => {
            let results: Vec<_> = ty.results().collect();
            Func::new(
                &mut *store,
                ty.clone(),
                move |mut caller: Caller<'_, Host>, arguments: &[Val], answers: &mut [Val]| {
                    let call = format!("{name}({})", state::values(arguments));
                    let seed = caller.data_mut().called(&name, call)?;
                    let mut random = Rng::with_seed(seed);
                    for (answer, ty) in answers.iter_mut().zip(&results) {
                        *answer = number(ty, random.u64(..)).ok_or_else(lacking_value)?;
                    }
                    Ok(())
                },
            )
            .into()
        }
        ExternType::Global(ty) => {
            let value = global(&key.1, ty.content(), bits).ok_or_else(lacking)?;
            Global::new(&mut *store, ty.clone(), value)?.into()
        }
        ExternType::Memory(ty) if ty.is_shared() => {
            SharedMemory::new(store.engine(), ty.clone())?.into()
        }
        ExternType::Memory(ty) => {
            let memory = Memory::new(&mut *store, ty.clone())?;
            // Data of a side module goes there, if there may be more.
            _ = memory.grow(&mut *store, MORE_PAGES);
            // Nobody says that it is zero.
            if bits.is_multiple_of(4) {
                for (place, byte) in memory.data_mut(&mut *store).iter_mut().enumerate() {
                    *byte = (place % 251).to_le_bytes()[0];
                }
            }
            memory.into()
        }
        ExternType::Table(ty) => {
            let empty = Ref::null(ty.element().heap_type());
            let table = Table::new(&mut *store, ty.clone(), empty.clone())?;
            _ = table.grow(&mut *store, TABLE_BASE, empty);
            table.into()
        }
        ExternType::Tag(ty) => Tag::new(&mut *store, ty)?.into(),
    })
}

fn lacking_value() -> Error {
    Error::msg("there is no such value")
}

/// Returns the value of an imported global. Globals by which modules are linked
/// dynamically have to be places in the memory or the table.
fn global(name: &str, ty: &ValType, bits: u64) -> Option<Val> {
    let place = match name {
        "__memory_base" => 1024,
        "__table_base" => i64::try_from(TABLE_BASE).ok()?,
        "__stack_pointer" => 65_536,
        _ => return number(ty, bits),
    };
    Some(match ty {
        ValType::I64 => Val::I64(place),
        ValType::I32 => Val::I32(i32::try_from(place).ok()?),
        _ => return number(ty, bits),
    })
}

/// Makes a value of a type out of random bits: small and telling ones often, and
/// addresses in the first page. `None` for references that cannot be null.
fn number(ty: &ValType, bits: u64) -> Option<Val> {
    const TELLING: [u32; 8] = [0, 1, 2, 8, 255, 65_536, 0x7fff_ffff, u32::MAX];
    let low = u32::try_from(bits & 0xffff_ffff).unwrap_or(0);
    let word = match bits >> 61 {
        0 | 1 => TELLING[usize::try_from(bits >> 40 & 7).unwrap_or(0)],
        2 | 3 => low % 64,
        4 | 5 => 1024 + low % 64_000 / 8 * 8,
        _ => low,
    };
    Some(match ty {
        ValType::I32 => Val::I32(word.cast_signed()),
        ValType::I64 => Val::I64(i64::from(word.cast_signed()) << (bits >> 50 & 7)),
        // Half of them are bits of any kind, half are numbers.
        ValType::F32 if bits >> 39 & 1 == 0 => Val::F32(low),
        #[expect(clippy::cast_precision_loss, reason = "any number will do")]
        ValType::F32 => Val::F32((word.cast_signed() as f32 / 8.0).to_bits()),
        ValType::F64 if bits >> 39 & 1 == 0 => Val::F64(bits.rotate_left(17)),
        ValType::F64 => Val::F64((f64::from(word.cast_signed()) / 8.0).to_bits()),
        ValType::V128 => {
            Val::V128((u128::from(bits) << 64 | u128::from(bits.rotate_left(29))).into())
        }
        ValType::Ref(ty) if ty.is_nullable() => Ref::null(ty.heap_type()).into(),
        ValType::Ref(_) => return None,
    })
}
