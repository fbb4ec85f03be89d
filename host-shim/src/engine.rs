//! The engine that all components of one [`Shim`] share.

use std::fmt;
use std::sync::Arc;

use wasmtime::component::Linker;
use wasmtime::{Config, Engine, Store};

use crate::host::State;
use crate::ticker::{Running, Ticker};
use crate::{Component, Error, Host, Limits, worlds};

/// Loads components and keeps them within [`Limits`].
///
/// One value serves a whole process; it can be shared between threads.
/// Components and instances keep what they need of it, so it may be dropped
/// before them.
pub struct Shim {
    runtime: Arc<Runtime>,
}

impl Shim {
    /// Sets an engine up.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the limits make no sense to the engine (a stack of
    /// 0 bytes) or if the system lets us have no thread.
    pub fn new(limits: Limits) -> Result<Self, Error> {
        Ok(Self {
            runtime: Arc::new(Runtime::new(limits)?),
        })
    }

    /// Compiles a component and finds out what it exports.
    ///
    /// # Errors
    ///
    /// Those for which [`Error::is_unfit`] holds: the bytes are no component,
    /// too many, or of a world that this host does not know or cannot serve.
    pub fn load(&self, bytes: &[u8]) -> Result<Component, Error> {
        Component::load(Arc::clone(&self.runtime), bytes)
    }

    /// The limits that were given.
    pub fn limits(&self) -> &Limits {
        &self.runtime.limits
    }
}

impl fmt::Debug for Shim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shim")
            .field("limits", &self.runtime.limits)
            .finish_non_exhaustive()
    }
}

/// What components and instances hold on to.
pub(crate) struct Runtime {
    pub(crate) engine: Engine,
    pub(crate) linker: Linker<State>,
    pub(crate) limits: Limits,
    /// There if calls have a deadline.
    ticker: Option<Ticker>,
}

impl Runtime {
    fn new(limits: Limits) -> Result<Self, Error> {
        let setup = |error: wasmtime::Error| Error::Setup {
            message: format!("{error:#}"),
        };
        let mut config = Config::new();
        config
            .wasm_component_model(true)
            .max_wasm_stack(limits.stack_bytes)
            .consume_fuel(limits.fuel.is_some())
            .epoch_interruption(limits.deadline.is_some());
        let engine = Engine::new(&config).map_err(setup)?;
        let mut linker = Linker::new(&engine);
        worlds::link(&mut linker).map_err(setup)?;
        let ticker = match limits.deadline {
            Some(_) => Some(Ticker::start(engine.clone()).map_err(|error| Error::Setup {
                message: format!("no thread for the deadlines: {error}"),
            })?),
            None => None,
        };
        Ok(Self {
            engine,
            linker,
            limits,
            ticker,
        })
    }

    /// A store for one instance, under all limits that last as long as it.
    pub(crate) fn store(&self, host: Host) -> Store<State> {
        let mut store = Store::new(&self.engine, State::new(host, &self.limits));
        store.limiter(|state| &mut state.meter);
        store.set_hostcall_fuel(self.limits.value_bytes);
        store
    }

    /// Gives the call that comes next its full share of time and fuel. The
    /// clock runs while the answer is kept.
    pub(crate) fn arm(&self, store: &mut Store<State>) -> Result<Option<Running<'_>>, Error> {
        store.data_mut().meter.forget();
        if let Some(fuel) = self.limits.fuel {
            store.set_fuel(fuel).map_err(|error| Error::Setup {
                message: format!("{error:#}"),
            })?;
        }
        if let Some(deadline) = self.limits.deadline {
            store.set_epoch_deadline(Ticker::epochs(deadline));
        }
        Ok(self.ticker.as_ref().map(Ticker::running))
    }
}
