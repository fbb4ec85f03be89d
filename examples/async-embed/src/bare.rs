//! The bindings on an engine, a store and data of one's own: for programs that use
//! Wasmtime already. This code does by hand the work that a `Shim` does by itself.

use std::time::Duration;

use anyhow::{Context as _, Result};
use greentic_host_shim::bindings::component::v0_5::node::{ExecCtx, GuestIndices, InvokeResult};
use greentic_host_shim::bindings::secrets_store::v1_1::{Host, SecretsError};
use greentic_host_shim::wasmtime::component::{Component, HasSelf, InstancePre, Linker};
use greentic_host_shim::wasmtime::{self, Config, Engine, Store, StoreLimits, StoreLimitsBuilder};
use greentic_host_shim::{Imports, Limits};

/// The time after which a component hands its thread back.
const TICK: Duration = Duration::from_millis(10);

/// The data of a store: what a component finds when it calls its host, and
/// whatever else belongs to one call.
struct App {
    greeting: String,
    /// Secrets that were asked for.
    asked: Vec<String>,
    limits: StoreLimits,
}

/// Serves version 1.0 of the interface too.
impl Host for App {
    async fn get(
        &mut self,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, SecretsError>> {
        // Other calls go on while this one waits for a database, say.
        tokio::time::sleep(Duration::from_millis(1)).await;
        let found = key == "GREETING";
        self.asked.push(key);
        Ok(Ok(found.then(|| self.greeting.clone().into_bytes())))
    }

    async fn put(&mut self, key: String, _: Vec<u8>) -> wasmtime::Result<()> {
        // Stops the component: the function has no place for an error.
        wasmtime::bail!("{key} is not to be changed")
    }
}

/// A node that is ready to be called.
pub struct Node {
    engine: Engine,
    ready: InstancePre<App>,
    functions: GuestIndices,
    limits: Limits,
}

impl Node {
    /// Compiles a node and links what it imports.
    ///
    /// # Errors
    ///
    /// The bytes are no node, or import more than secrets.
    pub fn new(bytes: &[u8], limits: Limits) -> Result<Self> {
        let mut config = Config::new();
        config
            .epoch_interruption(true)
            .max_wasm_stack(limits.stack_bytes)
            .async_stack_size(limits.stack_bytes + (512 << 10))
            .consume_fuel(limits.fuel.is_some());
        let engine = Engine::new(&config)?;
        let component = Component::new(&engine, bytes)?;
        let mut linker = Linker::<App>::new(&engine);
        Imports::new_async(&mut linker).secrets::<HasSelf<App>>(|app| app)?;
        let ready = linker.instantiate_pre(&component)?;
        let functions = GuestIndices::new(&ready)?;
        // A task could not: a component may have the only thread there is.
        let clock = engine.weak();
        std::thread::spawn(move || {
            while let Some(engine) = clock.upgrade() {
                engine.increment_epoch();
                drop(engine);
                std::thread::sleep(TICK);
            }
        });
        Ok(Self {
            engine,
            ready,
            functions,
            limits,
        })
    }

    /// Runs an operation on a new instance. Gives the secrets too that it asked
    /// for.
    ///
    /// # Errors
    ///
    /// The component trapped, was stopped by its host, or ran into a limit.
    pub async fn invoke(
        &self,
        greeting: &str,
        op: &str,
        input: &str,
    ) -> Result<(InvokeResult, Vec<String>)> {
        let limits = StoreLimitsBuilder::new()
            .memory_size(self.limits.memory_bytes)
            .table_elements(self.limits.table_elements)
            .instances(self.limits.instances)
            .build();
        let app = App {
            greeting: greeting.into(),
            asked: Vec::new(),
            limits,
        };
        let mut store = Store::new(&self.engine, app);
        store.limiter(|app| &mut app.limits);
        store.set_hostcall_fuel(self.limits.value_bytes);
        store.epoch_deadline_async_yield_and_update(1);
        store.set_epoch_deadline(1);
        if let Some(fuel) = self.limits.fuel {
            store.set_fuel(fuel)?;
        }
        let call = async {
            let instance = self.ready.instantiate_async(&mut store).await?;
            let node = self.functions.load(&mut store, &instance)?;
            let ctx = ExecCtx::new("prod", "acme", "checkout");
            node.call_invoke_async(&mut store, &ctx, op, input).await
        };
        let answer = match self.limits.deadline {
            Some(deadline) => tokio::time::timeout(deadline, call)
                .await
                .context("it took too long")??,
            None => call.await?,
        };
        Ok((answer, store.into_data().asked))
    }
}
