//! One form of a component, running.

use wasmtime::component::{Component, Func, Instance, InstancePre, Linker, Val};
use wasmtime::{Config, Engine, OptLevel, Store};

use super::functions::{Function, exported};
use super::handles::{Giver, Kept, came_out};
use super::host::{Host, Imports};
use super::outcome::{Ending, Outcome};
use super::text::Text;
use super::values::Maker;

/// One form of a component.
pub(super) struct Side {
    pre: InstancePre<Host>,
    functions: Vec<Function>,
    imports: Imports,
    words: Vec<String>,
    alive: Option<Alive>,
}

/// An instance.
struct Alive {
    store: Store<Host>,
    instance: Instance,
    kept: Kept,
}

/// What a call is given.
#[derive(Clone, Copy)]
pub(super) struct Given {
    /// Decides the arguments.
    pub(super) seed: u64,
    /// How many calls of the function there were before.
    pub(super) turn: usize,
    /// What it may use.
    pub(super) fuel: u64,
}

/// What became of a call.
pub(super) enum Call {
    /// It came to an end; what it was called with.
    Ended(Outcome, String),
    /// There was a handle missing to make it.
    NotMade,
}

impl Side {
    /// Compiles and links a component.
    ///
    /// # Errors
    ///
    /// - Wasmtime cannot compile it, or it imports what cannot be made up.
    pub(super) fn new(component: &[u8], words: Vec<String>) -> Result<Self, String> {
        let said = |error: wasmtime::Error| format!("{error:#}");
        let mut config = Config::new();
        config.consume_fuel(true);
        // Compiling takes longer than a few calls do.
        config.cranelift_opt_level(OptLevel::None);
        let engine = Engine::new(&config).map_err(said)?;
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
            alive: None,
        })
    }

    /// The exported functions, in the order of their names.
    pub(super) fn functions(&self) -> &[Function] {
        &self.functions
    }

    /// What cannot be called or answered for, and why.
    pub(super) fn obstacles(&self) -> Vec<(String, String)> {
        let functions = self.functions.iter();
        functions
            .filter_map(|function| Some((function.name(), function.obstacle.clone()?)))
            .chain(self.imports.obstacles.iter().cloned())
            .collect()
    }

    /// Makes a new instance. Imports are answered from `seed`.
    pub(super) fn start(&mut self, seed: u64, fuel: u64) -> Outcome {
        let host = Host::new(seed, self.words.clone(), self.imports.resources.len());
        let mut store = Store::new(self.pre.engine(), host);
        store.limiter(|host| host);
        let result = store
            .set_fuel(fuel)
            .and_then(|()| self.pre.instantiate(&mut store));
        let (ending, instance) = match result {
            Ok(instance) => (Ending::Returned(String::new()), Some(instance)),
            Err(error) => {
                let refused = store.data_mut().take_refused();
                (Ending::of(&error, refused), None)
            }
        };
        let outcome = outcome(&mut store, ending, fuel);
        self.alive = instance.map(|instance| Alive {
            store,
            instance,
            kept: Kept::default(),
        });
        outcome
    }

    /// Calls the `at`-th function of the instance with values that `given` decides.
    pub(super) fn call(&mut self, at: usize, given: Given) -> Call {
        let path = &self.functions[at].path;
        match &mut self.alive {
            Some(alive) => alive.call(path, given),
            None => Call::NotMade,
        }
    }
}

impl Alive {
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

    fn call(&mut self, path: &[String], given: Given) -> Call {
        let Given { seed, turn, fuel } = given;
        let Some(function) = self.function(path) else {
            return Call::NotMade;
        };
        let ty = function.ty(&self.store);
        let words = self.store.data_mut().words().to_vec();
        let mut handles = Giver {
            store: &mut self.store,
            kept: Some(&mut self.kept),
        };
        let mut maker = Maker::new(seed, &words, &mut handles).turn(turn);
        let arguments: Result<Vec<_>, _> = ty.params().map(|(_, ty)| maker.value(&ty)).collect();
        let Ok(arguments) = arguments else {
            return Call::NotMade;
        };
        // To show them a handle need not be taken.
        let mut show = Text {
            handle: &mut |_| "handle".to_owned(),
        };
        let shown = show.values(&arguments);

        let mut results = vec![Val::Bool(false); ty.results().len()];
        let result = self
            .store
            .set_fuel(fuel)
            .and_then(|()| match self.kept.one_too_many() {
                Some(handle) => handle.resource_drop(&mut self.store),
                None => Ok(()),
            })
            .and_then(|()| function.call(&mut self.store, &arguments, &mut results));
        let refused = self.store.data_mut().take_refused();
        let ending = match result {
            Ok(()) if refused => Ending::Limit("it takes too much memory"),
            Ok(()) => {
                let (store, kept) = (&mut self.store, &mut self.kept);
                let mut text = Text {
                    handle: &mut |handle| {
                        came_out(&mut *store, handle, &mut |handle| kept.keep(handle))
                    },
                };
                Ending::Returned(text.values(&results))
            }
            Err(error) => Ending::of(&error, refused),
        };
        Call::Ended(outcome(&mut self.store, ending, fuel), shown)
    }
}

fn outcome(store: &mut Store<Host>, ending: Ending, fuel: u64) -> Outcome {
    Outcome {
        calls: store.data_mut().take_calls(),
        ending,
        fuel: fuel.saturating_sub(store.get_fuel().unwrap_or(0)),
    }
}
