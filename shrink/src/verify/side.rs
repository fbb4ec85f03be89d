//! One form of a component, running.

use wasmparser::WasmFeatures;
use wasmtime::component::{Component, Func, Instance, InstancePre, Linker, Val};
use wasmtime::{Config, Engine, Error, OptLevel, Result, Store};

use super::functions::{ExportedFunction, exported};
use super::handles::{HandlePool, StoreHandles, came_out};
use super::host::{Host, Imports};
use super::inputs;
use super::outcome::{Ending, Outcome};
use super::text::{OpaqueValue, Text};
use super::values::Maker;
use super::wait::finish;
use crate::validate::{Depth, validate};
use greentic_untrusted::guarded;

/// The error of a call that waits for something that never comes.
const STANDS_STILL: &str = "it waits for something that never comes";

/// One form of a component.
pub(super) struct Side {
    pre: InstancePre<Host>,
    functions: Vec<ExportedFunction>,
    imports: Imports,
    words: Vec<String>,
    /// `true` if it uses async functions, streams or futures.
    concurrent: bool,
    /// The size of the component, in bytes.
    bytes: u64,
    alive: Option<ComponentInstance>,
}

/// An instance.
struct ComponentInstance {
    store: Store<Host>,
    instance: Instance,
    concurrent: bool,
    pool: HandlePool,
}

/// The input and the limits of a call.
#[derive(Clone, Copy)]
pub(super) struct CallSetup<'g> {
    /// Decides the arguments.
    pub(super) seed: u64,
    /// The number of calls of the function before.
    pub(super) turn: usize,
    /// The fuel that it may use.
    pub(super) fuel: u64,
    /// The inputs, if they are not made up.
    pub(super) input: Option<&'g inputs::RecordedCall>,
}

/// The result of an attempt to call a function.
pub(super) enum CallAttempt {
    /// It came to an end; the text has its arguments.
    Ended(Outcome, String),
    /// It could not be made, for this reason: a handle was missing, for example.
    NotMade(String),
}

impl Side {
    /// Compiles and links a component.
    ///
    /// # Errors
    ///
    /// - Wasmtime cannot compile it, or it has an import that cannot be made up.
    pub(super) fn new(component: &[u8], words: Vec<String>) -> Result<Self, String> {
        let made = guarded(|| Self::unguarded(component, words));
        made.unwrap_or_else(|panic| Err(format!("Wasmtime gave up: {panic}")))
    }

    fn unguarded(component: &[u8], words: Vec<String>) -> Result<Self, String> {
        let said = |error: Error| format!("{error:#}");
        let bytes = component.len() as u64;
        let concurrent = is_concurrent(component);
        let engine = engine().map_err(said)?;
        let component = Component::from_binary(&engine, component).map_err(said)?;
        let ty = component.component_type();

        let mut linker = Linker::new(&engine);
        let mut imports = Imports::default();
        let mut items = ty.imports(&engine).map(|(name, item)| (name, item.ty));
        imports
            .link(&engine, "", &mut items, &mut linker.root())
            .map_err(said)?;
        let pre = linker.instantiate_pre(&component).map_err(said)?;

        let mut functions = Vec::new();
        let mut items = ty.exports(&engine).map(|(name, item)| (name, item.ty));
        exported(&engine, &[], &mut items, &mut functions);
        functions.sort_by(|left, right| left.path.cmp(&right.path));
        Ok(Self {
            pre,
            functions,
            imports,
            words,
            concurrent,
            bytes,
            alive: None,
        })
    }
}

impl super::Running for Side {
    fn functions(&self) -> &[ExportedFunction] {
        &self.functions
    }

    fn start(&mut self, seed: u64, fuel: u64) -> Outcome {
        // If the memory is another module's, data is copied into it for a unit a
        // byte; otherwise it is there for nothing.
        let fuel = fuel.saturating_add(self.bytes);
        let host = Host::new(seed, self.words.clone(), self.imports.resources.len());
        let mut store = Store::new(self.pre.engine(), host);
        store.limiter(|host| host);
        let result = store.set_fuel(fuel).and_then(|()| {
            if self.concurrent {
                let made = self.pre.instantiate_async(&mut store);
                finish(made).unwrap_or_else(|| Err(Error::msg(STANDS_STILL)))
            } else {
                self.pre.instantiate(&mut store)
            }
        });
        let (ending, instance) = match result {
            Ok(instance) => (Ending::Returned(String::new()), Some(instance)),
            Err(error) => {
                let refused = store.data_mut().take_refused();
                (Ending::of(&error, refused), None)
            }
        };
        let outcome = outcome(&mut store, ending, fuel);
        self.alive = instance.map(|instance| ComponentInstance {
            store,
            instance,
            concurrent: self.concurrent,
            pool: HandlePool::default(),
        });
        outcome
    }

    fn call(&mut self, at: usize, setup: CallSetup<'_>) -> CallAttempt {
        let path = &self.functions[at].path;
        match &mut self.alive {
            Some(alive) => alive.call(path, setup),
            None => CallAttempt::NotMade("there is no instance".to_owned()),
        }
    }
}

/// Returns an engine for all that Wasmtime can run.
fn engine() -> Result<Engine> {
    let mut config = Config::new();
    config
        .consume_fuel(true)
        // Compiling takes longer than a few calls do.
        .cranelift_opt_level(OptLevel::None)
        .relaxed_simd_deterministic(true)
        .wasm_component_model_async(true)
        .wasm_component_model_more_async_builtins(true)
        .wasm_component_model_async_stackful(true)
        .wasm_component_model_error_context(true)
        .wasm_component_model_map(true)
        .wasm_component_model_fixed_length_lists(true)
        .wasm_wide_arithmetic(true)
        .wasm_custom_page_sizes(true);
    Engine::new(&config)
}

/// Checks whether a component uses async functions, streams or futures. All others
/// run as they always did: without a stack of their own.
fn is_concurrent(component: &[u8]) -> bool {
    let without = WasmFeatures::all()
        - WasmFeatures::CM_ASYNC
        - WasmFeatures::CM_MORE_ASYNC_BUILTINS
        - WasmFeatures::CM_ASYNC_STACKFUL
        - WasmFeatures::CM_THREADING;
    validate(component, without, Depth::Types).is_err()
}

impl ComponentInstance {
    fn function(&mut self, path: &[String]) -> Option<Func> {
        let mut found = None;
        for name in path {
            found = Some(
                self.instance
                    .get_export_index(&mut self.store, found.as_ref(), name)?,
            );
        }
        self.instance.get_func(&mut self.store, found?)
    }

    fn call(&mut self, path: &[String], setup: CallSetup<'_>) -> CallAttempt {
        let Some(function) = self.function(path) else {
            return CallAttempt::NotMade("there is no such function".to_owned());
        };
        let arguments = match self.arguments(&function, setup) {
            Ok(arguments) => arguments,
            Err(why) => return CallAttempt::NotMade(why),
        };
        // Showing them need not take a handle, nor read a stream.
        let mut show = Text {
            other: &mut |value| match value {
                OpaqueValue::Handle(_) => "handle".to_owned(),
                OpaqueValue::Stream(_) => "stream".to_owned(),
                OpaqueValue::Future(_) => "future".to_owned(),
            },
        };
        let shown = show.values(&arguments);

        self.store.data_mut().input = setup.input.cloned();
        let result = self.run(function, &arguments, setup.fuel);
        self.store.data_mut().input = None;
        let refused = self.store.data_mut().take_refused();
        let ending = match result {
            Ok(_) if refused => Ending::Limit("it takes too much memory"),
            Ok(answer) => Ending::Returned(answer),
            Err(error) => Ending::of(&error, refused),
        };
        CallAttempt::Ended(outcome(&mut self.store, ending, setup.fuel), shown)
    }

    /// Makes the arguments of a call.
    fn arguments(&mut self, function: &Func, setup: CallSetup<'_>) -> Result<Vec<Val>, String> {
        let ty = function.ty(&self.store);
        let words = self.store.data_mut().words().to_vec();
        let mut handles = StoreHandles {
            store: &mut self.store,
            pool: Some(&mut self.pool),
        };
        let mut maker = Maker::new(setup.seed, &words, &mut handles).turn(setup.turn);
        if let Some(input) = setup.input {
            return input.arguments(&ty, &mut maker);
        }
        let arguments = ty.params().map(|(_, ty)| maker.value(&ty));
        arguments
            .collect::<Result<_, _>>()
            .map_err(|error| error.to_string())
    }

    /// Runs a function, and the tasks that go on after it has answered. Returns the
    /// answer as text, with the items of streams and futures.
    fn run(&mut self, function: Func, arguments: &[Val], fuel: u64) -> Result<String> {
        let mut results = vec![Val::Bool(false); function.ty(&self.store).results().len()];
        self.store.set_fuel(fuel)?;
        if let Some(handle) = self.pool.one_too_many() {
            if self.concurrent {
                let dropped = handle.resource_drop_async(&mut self.store);
                finish(dropped).unwrap_or_else(|| Err(Error::msg(STANDS_STILL)))?;
            } else {
                handle.resource_drop(&mut self.store)?;
            }
        }
        if self.concurrent {
            let call = function.call_async(&mut self.store, arguments, &mut results);
            finish(call).unwrap_or_else(|| Err(Error::msg(STANDS_STILL)))?;
        } else {
            function.call(&mut self.store, arguments, &mut results)?;
        }
        let (store, pool) = (&mut self.store, &mut self.pool);
        let mut text = Text {
            other: &mut |value| came_out(&mut *store, value, &mut |handle| pool.keep(handle)),
        };
        let mut answer = text.values(&results);
        if self.concurrent {
            let forever = self
                .store
                .run_concurrent(async |_| std::future::pending::<()>().await);
            // It ends where nothing goes on any more, or with a trap.
            finish(forever).unwrap_or(Ok(()))?;
        }
        for flow in self.store.data_mut().take_flows() {
            answer.push_str("; through ");
            answer.push_str(&flow);
        }
        Ok(answer)
    }
}

/// Returns the outcome of a call, with the notes that the host took meanwhile.
pub(super) fn outcome(store: &mut Store<Host>, ending: Ending, fuel: u64) -> Outcome {
    Outcome {
        calls: store.data_mut().take_calls(),
        ending,
        fuel: fuel.saturating_sub(store.get_fuel().unwrap_or(0)),
        unanswered: store.data_mut().take_unanswered(),
        unread: store.data_mut().take_unread(),
    }
}
