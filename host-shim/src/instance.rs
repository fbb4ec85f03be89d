//! A component that runs.

use std::fmt;
use std::sync::Arc;

use wasmtime::Store;
use wasmtime::component::InstancePre;

use crate::engine::Runtime;
use crate::host::State;
use crate::worlds::{describe_v1, node_v0_5};
use crate::{Error, ExecCtx, Host, InvokeResult, StreamEvent, World, fault};

/// An instance of a component, with a memory of its own.
///
/// Each call gets the full deadline and fuel of [`Limits`](crate::Limits). A
/// call that ends with an error of this crate other than
/// [`Error::NotExported`] has stopped the instance in the middle of its work:
/// every later call answers [`Error::Poisoned`].
pub struct Instance {
    run: Run,
    describe: Option<describe_v1::Guest>,
    node: Option<node_v0_5::Guest>,
}

/// The part that is the same for every call.
struct Run {
    runtime: Arc<Runtime>,
    store: Store<State>,
    poisoned: bool,
}

impl Run {
    /// Enters the instance, with all limits in force.
    fn enter<R>(
        &mut self,
        during: &'static str,
        call: impl FnOnce(&mut Store<State>) -> wasmtime::Result<R>,
    ) -> Result<R, Error> {
        if self.poisoned {
            return Err(Error::Poisoned);
        }
        let running = self.runtime.arm(&mut self.store)?;
        // Also true while a panic of the host's own code passes through.
        self.poisoned = true;
        let result = call(&mut self.store);
        drop(running);
        match result {
            Ok(answer) => {
                self.poisoned = false;
                Ok(answer)
            }
            Err(error) => {
                let meter = &self.store.data().meter;
                Err(fault::explain(&error, during, meter, &self.runtime.limits))
            }
        }
    }
}

impl Instance {
    pub(crate) fn new(
        runtime: Arc<Runtime>,
        pre: &InstancePre<State>,
        worlds: &[World],
        host: Host,
    ) -> Result<Self, Error> {
        let store = runtime.store(host);
        let mut run = Run {
            runtime,
            store,
            poisoned: false,
        };
        let instance = run.enter(fault::INSTANTIATE, |store| pre.instantiate(store))?;
        // The types were compared when the component was loaded.
        let setup = |error: wasmtime::Error| Error::Setup {
            message: format!("{error:#}"),
        };
        let mut describe = None;
        let mut node = None;
        for world in worlds {
            match world {
                World::DescribeV1 => {
                    let indices = describe_v1::GuestIndices::new(pre).map_err(setup)?;
                    describe = Some(indices.load(&mut run.store, &instance).map_err(setup)?);
                }
                World::NodeV0_5 => {
                    let indices = node_v0_5::GuestIndices::new(pre).map_err(setup)?;
                    node = Some(indices.load(&mut run.store, &instance).map_err(setup)?);
                }
            }
        }
        Ok(Self {
            run,
            describe,
            node,
        })
    }

    /// The description, a JSON text, of a component that exports
    /// `greentic:component/describe-v1@1.0.0`.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn describe_json(&mut self) -> Result<String, Error> {
        let Some(guest) = &self.describe else {
            return Err(World::DescribeV1.not_exported("describe-json"));
        };
        self.run
            .enter("describe-json", |store| guest.call_describe_json(store))
    }

    /// The manifest, a JSON text, of a node.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn get_manifest(&mut self) -> Result<String, Error> {
        let guest = node(self.node.as_ref(), "get-manifest")?;
        self.run
            .enter("get-manifest", |store| guest.call_get_manifest(store))
    }

    /// Lets a node get ready for its first operation. The inner error is the
    /// node's own, a sentence for people.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn on_start(&mut self, ctx: &ExecCtx) -> Result<Result<(), String>, Error> {
        let guest = node(self.node.as_ref(), "on-start")?;
        let answer = self
            .run
            .enter("on-start", |store| guest.call_on_start(store, ctx))?;
        Ok(answer.map(|_ok| ()))
    }

    /// Tells a node that no operation will follow, and why. The inner error is
    /// the node's own, a sentence for people.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn on_stop(&mut self, ctx: &ExecCtx, reason: &str) -> Result<Result<(), String>, Error> {
        let guest = node(self.node.as_ref(), "on-stop")?;
        let answer = self
            .run
            .enter("on-stop", |store| guest.call_on_stop(store, ctx, reason))?;
        Ok(answer.map(|_ok| ()))
    }

    /// Runs the operation `op` of a node on `input`, JSON or plain text. An
    /// operation that fails is an answer, [`InvokeResult::Err`].
    ///
    /// # Errors
    ///
    /// - [`Error::NotExported`] if the component is no node.
    /// - [`Error::Trap`] or [`Error::InvalidValue`] if it fails against its
    ///   will, [`Error::Limit`] if it takes more than it may.
    /// - [`Error::Poisoned`] if an earlier call ended like that.
    pub fn invoke(&mut self, ctx: &ExecCtx, op: &str, input: &str) -> Result<InvokeResult, Error> {
        let guest = node(self.node.as_ref(), "invoke")?;
        let input = wire(input);
        self.run
            .enter("invoke", |store| guest.call_invoke(store, ctx, op, &input))
    }

    /// Runs the operation `op` of a node on `input` and gives all events of
    /// its answer in the order in which they happened.
    ///
    /// # Errors
    ///
    /// As [`invoke`](Self::invoke).
    pub fn invoke_stream(
        &mut self,
        ctx: &ExecCtx,
        op: &str,
        input: &str,
    ) -> Result<Vec<StreamEvent>, Error> {
        let guest = node(self.node.as_ref(), "invoke-stream")?;
        let input = wire(input);
        self.run.enter("invoke-stream", |store| {
            guest.call_invoke_stream(store, ctx, op, &input)
        })
    }

    /// Linear memory in bytes that the instance has now, all its memories
    /// together.
    pub fn memory_bytes(&self) -> usize {
        self.run.store.data().meter.memory_bytes()
    }

    /// Whether an earlier call stopped the instance, so that no other can be
    /// made.
    pub fn is_poisoned(&self) -> bool {
        self.run.poisoned
    }
}

/// The generated code wants the owned form of the alias `json`, for which a
/// `&str` will not do.
fn wire(json: &str) -> String {
    json.to_owned()
}

fn node<'a>(
    guest: Option<&'a node_v0_5::Guest>,
    function: &'static str,
) -> Result<&'a node_v0_5::Guest, Error> {
    guest.ok_or_else(|| World::NodeV0_5.not_exported(function))
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("memory_bytes", &self.memory_bytes())
            .field("poisoned", &self.run.poisoned)
            .finish_non_exhaustive()
    }
}
