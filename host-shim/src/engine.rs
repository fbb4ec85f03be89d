//! The engine that all components of one [`Shim`] share.

use std::fmt;
use std::sync::Arc;

use wasmtime::component::Linker;
use wasmtime::{Config, Engine, Store, StoreContextMut, UpdateDeadline};

#[cfg(feature = "compiler")]
use crate::cache::Cache;
#[cfg(feature = "compiler")]
use crate::compile_worker::CompileWorker;
use crate::fault::NO_ROOM;
use crate::host::State;
use crate::pool::Pool;
use crate::run::Due;
use crate::services::state::Scope;
use crate::ticker::{Running, Ticker};
use crate::{Component, Error, Host, Limits, SigningKey, links, stack};

/// Loads components and keeps them within [`Limits`].
///
/// One value serves a whole process; it can be shared between threads.
/// Components and instances keep what they need of it, so it may be dropped
/// before them.
#[derive(Clone)]
pub struct Shim {
    runtime: Arc<Runtime>,
}

impl Shim {
    /// Sets an engine up that compiles to machine code and makes instances one
    /// by one.
    ///
    /// # Errors
    ///
    /// As [`ShimBuilder::build`].
    pub fn new(limits: Limits) -> Result<Self, Error> {
        Self::builder().limits(limits).build()
    }

    /// For all that is not the default.
    pub fn builder() -> ShimBuilder {
        ShimBuilder::default()
    }

    /// Compiles a component and finds out what it exports.
    ///
    /// # Errors
    ///
    /// Those for which [`Error::is_unfit`] holds: the bytes are no component,
    /// too many, or import what this host cannot serve. [`Error::Limit`] if
    /// compiling takes too long.
    #[cfg(feature = "compiler")]
    pub fn load(&self, bytes: &[u8]) -> Result<Component, Error> {
        Component::load(&self.runtime, bytes)
    }

    /// Compiles a component for this engine, and signs the result, for
    /// [`Shim::load_precompiled`] on a machine that may have no compiler.
    ///
    /// # Errors
    ///
    /// As [`Shim::load`].
    #[cfg(feature = "compiler")]
    pub fn precompile(&self, bytes: &[u8], key: &SigningKey) -> Result<Vec<u8>, Error> {
        Component::load(&self.runtime, bytes)?.precompiled(key)
    }

    /// Compiles a component, and returns how many bytes of code that makes: what
    /// [`Shim::precompile`] signs, but for the signature. Nothing is loaded, so it may
    /// import what this host does not provide.
    ///
    /// ```
    /// use greentic_host_shim::{Limits, Shim};
    ///
    /// let shim = Shim::new(Limits::edge())?;
    /// let component = wat::parse_str(
    ///     r#"(component (import "a:b/c@1.0.0" (instance)) (core module (func nop)))"#,
    /// )?;
    /// assert!(shim.code_bytes(&component)? > component.len());
    /// # Ok::<_, Box<dyn std::error::Error>>(())
    /// ```
    ///
    /// # Errors
    ///
    /// As [`Shim::load`], but for imports.
    #[cfg(feature = "compiler")]
    pub fn code_bytes(&self, bytes: &[u8]) -> Result<usize, Error> {
        Component::code_bytes(&self.runtime, bytes)
    }

    /// Loads what [`Shim::precompile`] made with the same key, in an engine of
    /// the same version and settings, for the same kind of machine. Nothing of
    /// a file without that signature is looked at.
    ///
    /// # Errors
    ///
    /// [`Error::Unsigned`] if the signature is not of this key,
    /// [`Error::OtherEngine`] if the file is for another engine, and those of
    /// [`Shim::load`] for imports.
    pub fn load_precompiled(&self, file: &[u8], key: &SigningKey) -> Result<Component, Error> {
        Component::load_precompiled(&self.runtime, file, key)
    }

    /// Loads a component and makes everything ready that does not depend on
    /// the single instance: what a server does once, before it makes many
    /// [instances](crate::Prepared::instantiate).
    ///
    /// # Errors
    ///
    /// As [`Shim::load`].
    #[cfg(feature = "compiler")]
    pub fn prepare(&self, bytes: &[u8], host: Host) -> Result<crate::Prepared, Error> {
        self.load(bytes)?.prepare(host)
    }

    /// The limits that were given.
    pub fn limits(&self) -> &Limits {
        &self.runtime.limits
    }

    /// Wasmtime's engine, to share it with code that uses Wasmtime itself.
    pub fn engine(&self) -> &Engine {
        &self.runtime.engine
    }
}

impl fmt::Debug for Shim {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shim")
            .field("limits", &self.runtime.limits)
            .finish_non_exhaustive()
    }
}

/// Settings of a [`Shim`].
///
/// ```
/// use greentic_host_shim::{Limits, Pool, Shim};
///
/// let shim = Shim::builder()
///     .limits(Limits::server())
///     .pool(Pool::new(100))
///     .build()?;
/// # Ok::<_, greentic_host_shim::Error>(())
/// ```
#[derive(Clone, Debug, Default)]
pub struct ShimBuilder {
    limits: Limits,
    pool: Option<Pool>,
    #[cfg(feature = "compiler")]
    cache: Option<Cache>,
    #[cfg(feature = "compiler")]
    worker: Option<CompileWorker>,
    interpreter: bool,
    trap_missing_imports: bool,
    #[cfg(feature = "trap-details")]
    trap_details: bool,
}

impl ShimBuilder {
    /// Sets the limits of components; [`Limits::edge`] otherwise.
    #[must_use]
    pub fn limits(mut self, limits: Limits) -> Self {
        self.limits = limits;
        self
    }

    /// Takes the memories and tables of instances from a pool that is set
    /// aside at once, which makes instances faster to have.
    #[must_use]
    pub fn pool(mut self, pool: Pool) -> Self {
        self.pool = Some(pool);
        self
    }

    /// Keeps what was compiled in a folder, and looks there first.
    #[cfg(feature = "compiler")]
    #[must_use]
    pub fn cache(mut self, cache: Cache) -> Self {
        self.cache = Some(cache);
        self
    }

    /// Compiles in processes of their own, which end with their time and their
    /// memory. Without it the compiler runs in this process, where only
    /// [`Limits::code`] bounds what it takes, and where a panic of it ends a
    /// program that is built with `panic = "abort"`.
    #[cfg(feature = "compiler")]
    #[must_use]
    pub fn compile_worker(mut self, worker: CompileWorker) -> Self {
        self.worker = Some(worker);
        self
    }

    /// Interprets components with Pulley in place of machine code: for hosts
    /// that may make no memory executable, or whose processor Cranelift does
    /// not know. About ten times slower.
    ///
    /// Only for components that you trust not to attack the host. The interpreter of
    /// Wasmtime 48 checks its stack where functions of a component begin, and not where the
    /// host enters a component for the memory of an answer: one that calls the host
    /// when its stack is full to some bytes gets the interpreter to read where nothing is.
    /// Machine code has no such place.
    #[cfg(feature = "pulley")]
    #[must_use]
    pub fn interpreter(mut self) -> Self {
        self.interpreter = true;
        self
    }

    /// Loads components too that import what this host does not provide
    /// ([`Component::missing_imports`]), to look at them or to try what they do
    /// without; a call of such an import is a trap.
    #[must_use]
    pub fn trap_missing_imports(mut self) -> Self {
        self.trap_missing_imports = true;
        self
    }

    /// Says more of traps: the [`Record`](crate::Record) that a development build has
    /// written of its panic, lines of the source in backtraces, and whether it was
    /// the stack that overflowed.
    ///
    /// For the authors of components. After a trap the first 64 MiB of each memory are
    /// searched for the record; nothing else of a memory gets into an error. Beside a
    /// component its tables of lines are kept, of at most 32 MiB; code that was
    /// [precompiled](Shim::precompile) has none.
    ///
    /// ```
    /// use greentic_host_shim::Shim;
    ///
    /// let shim = Shim::builder().trap_details().build()?;
    /// # Ok::<_, greentic_host_shim::Error>(())
    /// ```
    #[cfg(feature = "trap-details")]
    #[must_use]
    pub fn trap_details(mut self) -> Self {
        self.trap_details = true;
        self
    }

    /// Sets the engine up.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the limits make no sense to the engine (a stack of
    /// 0 bytes, or of more than [`Limits::MOST_STACK_BYTES`]), if the system has no room for the pool, or if it lets us have
    /// no thread.
    pub fn build(self) -> Result<Shim, Error> {
        Ok(Shim {
            runtime: Arc::new(Runtime::new(self)?),
        })
    }
}

/// The engine and its helpers, which components and instances keep alive.
pub(crate) struct Runtime {
    pub(crate) engine: Engine,
    /// Imports answered on the calling thread, for instances whose calls
    /// block.
    pub(crate) linker: Linker<State>,
    /// The same imports as futures.
    pub(crate) async_linker: Linker<State>,
    pub(crate) limits: Limits,
    pub(crate) trap_missing_imports: bool,
    #[cfg(all(feature = "compiler", feature = "trap-details"))]
    pub(crate) trap_details: bool,
    #[cfg(feature = "compiler")]
    pub(crate) cache: Option<Cache>,
    #[cfg(feature = "compiler")]
    pub(crate) worker: Option<CompileWorker>,
    #[cfg(feature = "compiler")]
    pub(crate) codegen: Codegen,
    /// There if calls may end by the clock.
    ticker: Ticker,
}

impl Runtime {
    fn new(settings: ShimBuilder) -> Result<Self, Error> {
        let setup = Error::setup("choose other `Limits`, or other settings of `ShimBuilder`");
        let limits = settings.limits;
        if limits.stack_bytes > stack::MOST {
            return Err(Error::Setup {
                message: format!(
                    "a stack of {} bytes is more than a call can have; the largest that works is \
                     {} (`Limits::stack_bytes` or `--stack-limit`)",
                    limits.stack_bytes,
                    stack::MOST
                ),
            });
        }
        let codegen = Codegen {
            fuel: limits.fuel.is_some(),
            interpreter: settings.interpreter,
        };
        let mut config = codegen.config().map_err(&setup)?;
        let guest = if settings.interpreter {
            stack::interpreted(limits.stack_bytes)
        } else {
            limits.stack_bytes
        };
        config
            .max_wasm_stack(guest)
            .async_stack_size(stack::fiber(guest));
        #[cfg(feature = "trap-details")]
        config.coredump_on_trap(settings.trap_details);
        if let Some(pool) = &settings.pool {
            config.allocation_strategy(pool.strategy(&limits));
        }
        let engine = Engine::new(&config).map_err(&setup)?;
        let mut linker = Linker::new(&engine);
        let mut async_linker = Linker::new(&engine);
        links::link(&mut linker).map_err(&setup)?;
        links::link_async(&mut async_linker).map_err(&setup)?;
        let ticker = Ticker::start(engine.clone()).map_err(|error| Error::Setup {
            message: format!(
                "no thread for the deadlines: {error}; end other threads, or allow more"
            ),
        })?;
        Ok(Self {
            engine,
            linker,
            async_linker,
            limits,
            trap_missing_imports: settings.trap_missing_imports,
            #[cfg(all(feature = "compiler", feature = "trap-details"))]
            trap_details: settings.trap_details,
            #[cfg(feature = "compiler")]
            cache: settings.cache,
            #[cfg(feature = "compiler")]
            worker: settings.worker,
            #[cfg(feature = "compiler")]
            codegen,
            ticker,
        })
    }

    /// A store for one instance, under all limits that last as long as it.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the system has no memory for it: an interpreter has its
    /// stack in it.
    pub(crate) fn store(&self, host: Host) -> Result<Store<State>, Error> {
        let state = State::new(host, &self.limits);
        let mut store = Store::try_new(&self.engine, state).map_err(Error::setup(NO_ROOM))?;
        store.limiter(|state| &mut state.meter);
        store.set_hostcall_fuel(self.limits.value_bytes);
        store.set_max_component_handles(self.limits.handles);
        // Called with every tick of the clock.
        store.epoch_deadline_callback(|state: StoreContextMut<'_, State>| {
            let state = state.data();
            Ok(if state.is_interrupted() || state.is_due() {
                UpdateDeadline::Interrupt
            } else {
                match state.waits() {
                    Waits::Blocking => UpdateDeadline::Continue(1),
                    // The thread belongs to others as well: it is theirs for a
                    // moment.
                    Waits::Yielding => UpdateDeadline::Yield(1),
                }
            })
        });
        Ok(store)
    }

    /// Gives the call that comes next its full share of time and fuel. The
    /// clock runs while the answer is kept.
    pub(crate) fn arm(
        &self,
        store: &mut Store<State>,
        due: Due,
        scope: Option<Scope>,
        waits: Waits,
    ) -> Result<Running, Error> {
        store.data_mut().begin(due, scope, waits);
        if let Some(fuel) = self.limits.fuel {
            let set = store.set_fuel(fuel);
            set.map_err(Error::setup(Error::DEFECT))?;
        }
        store.set_epoch_deadline(1);
        Ok(self.ticker.running())
    }
}

/// Settings that compiled code depends on, beside the machine: a worker has to
/// have the same as the engine that runs it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Codegen {
    /// Set if fuel is counted.
    pub(crate) fuel: bool,
    pub(crate) interpreter: bool,
}

impl Codegen {
    pub(crate) fn config(self) -> wasmtime::Result<Config> {
        let mut config = Config::new();
        config
            .wasm_component_model(true)
            // Others in the same build may switch Wasmtime's feature on.
            .concurrency_support(false)
            .consume_fuel(self.fuel)
            .epoch_interruption(true);
        if self.interpreter {
            let target = if cfg!(target_pointer_width = "64") {
                "pulley64"
            } else {
                "pulley32"
            };
            config.target(target)?;
        }
        Ok(config)
    }
}

/// The use that a call makes of its thread.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Waits {
    /// It keeps it.
    Blocking,
    /// It hands it back from time to time.
    Yielding,
}
