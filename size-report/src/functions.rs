//! Calls of any function of any interface, for components of worlds that the host does not
//! know. Values are written in WAVE, as for `wasmtime run --invoke`.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, anyhow, bail, ensure};
use greentic_host_runner::wave::{readable, with_bytes};
use wasmtime::component::types::{ComponentFunc, ComponentItem};
use wasmtime::component::{Component, Func, Instance, InstancePre, Linker, Type, Val};
use wasmtime::{Config, Engine, Store, StoreLimits, StoreLimitsBuilder};

/// The fuel for one call: about a second of work.
const FUEL: u64 = 2_000_000_000;

/// Linear memory of an instance, in bytes.
const MEMORY: usize = 64 << 20;

/// A compiled component of any world. It gets the imports that its answers declare and
/// nothing else.
pub struct Functions {
    engine: Engine,
    component: Component,
    pre: InstancePre<State>,
}

/// An instance, with a memory of its own.
pub struct Running {
    store: Store<State>,
    instance: Instance,
    /// Names of all functions of interfaces.
    exports: Vec<String>,
}

/// The host's side of an instance.
struct State {
    limits: StoreLimits,
    /// The answers of imported functions, by their names.
    host: BTreeMap<String, String>,
}

impl Functions {
    /// Compiles a component.
    ///
    /// # Errors
    /// When the bytes are no component, or it imports something else than
    /// functions and types of interfaces.
    pub fn load(bytes: &[u8]) -> Result<Self> {
        let mut config = Config::new();
        config.wasm_component_model(true).consume_fuel(true);
        let engine = Engine::new(&config).map_err(plain)?;
        let component = Component::from_binary(&engine, bytes).map_err(plain)?;
        let mut linker: Linker<State> = Linker::new(&engine);
        for (interface, import) in component.component_type().imports(&engine) {
            let ComponentItem::ComponentInstance(types) = import.ty else {
                continue;
            };
            let mut instance = linker.instance(interface).map_err(plain)?;
            for (function, item) in types.exports(&engine) {
                if matches!(item.ty, ComponentItem::ComponentFunc(_)) {
                    let name = format!("{interface}#{function}");
                    instance
                        .func_new(function, move |store, ty, _, results| {
                            let host = &store.data().host;
                            answer(host, &name, &ty, results).map_err(wasmtime::Error::from_anyhow)
                        })
                        .map_err(plain)?;
                }
            }
        }
        let pre = linker.instantiate_pre(&component).map_err(plain)?;
        Ok(Self {
            engine,
            component,
            pre,
        })
    }

    /// Returns the first interface that it exports, as a name for the whole.
    pub fn world(&self) -> Option<String> {
        let ty = self.component.component_type();
        let mut exports = ty.exports(&self.engine);
        exports.next().map(|(name, _)| name.to_owned())
    }

    /// Makes an instance whose imported functions answer as `host` declares: the name of
    /// each, `INTERFACE#FUNCTION`, and its result in WAVE.
    ///
    /// # Errors
    /// When `host` names something that is not imported, or a start function
    /// traps.
    pub fn instantiate(&self, host: &BTreeMap<String, String>) -> Result<Running> {
        for name in host.keys() {
            ensure!(
                self.imports(name),
                "`host` has `{name}`, which the component does not import; leave it out"
            );
        }
        let limits = StoreLimitsBuilder::new().memory_size(MEMORY).build();
        let host = host.clone();
        let mut store = Store::new(&self.engine, State { limits, host });
        store.limiter(|state| &mut state.limits);
        store.set_fuel(FUEL).map_err(plain)?;
        let instance = self.pre.instantiate(&mut store).map_err(plain)?;
        Ok(Running {
            store,
            instance,
            exports: self.exports(),
        })
    }

    /// Returns the names of all functions of the interfaces that it exports.
    fn exports(&self) -> Vec<String> {
        let mut names = Vec::new();
        for (interface, export) in self.component.component_type().exports(&self.engine) {
            if let ComponentItem::ComponentInstance(types) = export.ty {
                let functions = types.exports(&self.engine);
                let functions = functions
                    .filter(|(_, item)| matches!(item.ty, ComponentItem::ComponentFunc(_)));
                names.extend(functions.map(|(name, _)| format!("{interface}#{name}")));
            }
        }
        names
    }

    fn imports(&self, name: &str) -> bool {
        let ty = self.component.component_type();
        name.split_once('#').is_some_and(|(interface, function)| {
            let import = ty.get_import(&self.engine, interface);
            import.is_some_and(|import| match import.ty {
                ComponentItem::ComponentInstance(types) => {
                    types.get_export(&self.engine, function).is_some()
                }
                _ => false,
            })
        })
    }
}

impl Running {
    /// Calls `INTERFACE#FUNCTION` with arguments in WAVE. Returns its result in WAVE, or
    /// `None` if it has none.
    ///
    /// # Errors
    /// When there is no such function, an argument is no value of its type, or
    /// the call traps.
    pub fn call(&mut self, name: &str, arguments: &[String]) -> Result<Option<String>> {
        let result = self.call_with(name, |params| {
            ensure!(
                params.len() == arguments.len(),
                "`{name}` takes {} arguments, not {}; give them in `arguments`",
                params.len(),
                arguments.len()
            );
            params
                .iter()
                .zip(arguments)
                .map(|((name, ty), text)| {
                    value(ty, text).with_context(|| format!("argument `{name}`"))
                })
                .collect()
        })?;
        result.as_ref().map(shown).transpose()
    }

    /// Calls a function. `arguments` makes its arguments from the names and types of its
    /// parameters.
    pub(crate) fn call_with(
        &mut self,
        name: &str,
        arguments: impl FnOnce(&[(String, Type)]) -> Result<Vec<Val>>,
    ) -> Result<Option<Val>> {
        let function = self.function(name)?;
        let ty = function.ty(&self.store);
        let params: Vec<_> = ty
            .params()
            .map(|(name, ty)| (name.to_owned(), ty))
            .collect();
        let values = arguments(&params)?;
        let mut results = vec![Val::Bool(false); ty.results().len()];
        self.store.set_fuel(FUEL).map_err(plain)?;
        function
            .call(&mut self.store, &values, &mut results)
            .map_err(plain)?;
        Ok(results.pop())
    }

    /// Returns whether there is such a function, `INTERFACE#FUNCTION`.
    pub(crate) fn has(&mut self, name: &str) -> bool {
        self.function(name).is_ok()
    }

    /// Returns the fuel that the last call took.
    ///
    /// # Errors
    /// Never: fuel is counted.
    pub fn fuel(&self) -> Result<u64> {
        Ok(FUEL - self.store.get_fuel().map_err(plain)?)
    }

    /// Returns a result of a function in the form that [`call`](Self::call) gives it.
    ///
    /// # Errors
    /// When there is no such function, or the text is no value of its result.
    pub fn result(&mut self, name: &str, text: Option<&str>) -> Result<Option<String>> {
        let ty = self.function(name)?.ty(&self.store);
        let mut results = ty.results();
        match (results.next(), text) {
            (None, None) => Ok(None),
            (Some(ty), Some(text)) => {
                let value = value(&ty, text).context("`result`")?;
                Ok(Some(shown(&value)?))
            }
            (None, Some(_)) => bail!("`{name}` has no result: leave `result` out"),
            (Some(_), None) => bail!("`{name}` has a result: declare it with `result`"),
        }
    }

    fn function(&mut self, name: &str) -> Result<Func> {
        let mut find = || {
            let (interface, function) = name.split_once('#')?;
            let (instance, store) = (&self.instance, &mut self.store);
            let interface = instance.get_export_index(&mut *store, None, interface)?;
            let function = instance.get_export_index(&mut *store, Some(&interface), function)?;
            instance.get_func(store, function)
        };
        find().ok_or_else(|| {
            let exports = match &*self.exports {
                [] => "none".to_owned(),
                exports => exports.join(", "),
            };
            anyhow!(
                "the component exports no function `{name}`; it exports {exports}: call one of these"
            )
        })
    }
}

/// Answers the call of an imported function.
fn answer(
    host: &BTreeMap<String, String>,
    name: &str,
    ty: &ComponentFunc,
    results: &mut [Val],
) -> Result<()> {
    if let (Some(ty), Some(result)) = (ty.results().next(), results.first_mut()) {
        let text = host.get(name).ok_or_else(|| {
            anyhow!("the component calls `{name}`: declare in `host` what it answers")
        })?;
        *result = value(&ty, text).with_context(|| format!("`{name}` in `host`"))?;
    }
    Ok(())
}

/// Returns a value in WAVE, with readable bytes.
fn shown(value: &Val) -> Result<String> {
    readable(value).context(
        "a value holds a handle, for which WAVE has no notation; call a function without resources",
    )
}

fn value(ty: &Type, text: &str) -> Result<Val> {
    let written = with_bytes(text)?;
    Val::from_wave(ty, &written)
        .map_err(plain)
        .with_context(|| format!("{text:?} is no value of its type in WAVE"))
}

/// Converts an error of Wasmtime into that of all other code.
fn plain(error: wasmtime::Error) -> anyhow::Error {
    error.into()
}
