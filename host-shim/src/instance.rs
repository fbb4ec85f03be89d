//! A component that runs.

use std::any::TypeId;
use std::fmt;
use std::sync::Arc;

use wasmtime::component::{Instance as WasmtimeInstance, InstancePre};

use crate::component::Inner;
use crate::engine::Waits;
use crate::exports::{Known, fit};
use crate::host::State;
use crate::run::{Call, Run};
use crate::{Error, Exported, Exports, Host, Interrupt, fault};

/// An instance of a component, with a memory of its own.
///
/// Each call gets the full deadline and fuel of [`Limits`](crate::Limits). A
/// call that ends with [`Error::Trap`], [`Error::InvalidValue`] or
/// [`Error::Limit`] after it was begun, or whose future is dropped, has stopped
/// the instance in the middle of its work: every later call answers
/// [`Error::Poisoned`].
pub struct Instance {
    component: Arc<Inner>,
    pub(crate) run: Run,
    pub(crate) inner: WasmtimeInstance,
    /// Exports whose functions were looked up.
    loaded: Known,
}

impl Instance {
    pub(crate) fn new(
        component: &Arc<Inner>,
        host: Host,
        interrupt: &Interrupt,
    ) -> Result<Self, Error> {
        let mut store = component.runtime.store(host)?;
        store.data_mut().interrupt = interrupt.clone();
        let mut run = component.run(store);
        let entered = run.enter(Call::new(fault::INSTANTIATE), Waits::Blocking)?;
        let result = run.on_stack(|store| component.pre.instantiate(store));
        let instance = run.leave(entered, result)?;
        Ok(Self::of(component, run, instance))
    }

    pub(crate) async fn new_async(
        component: &Arc<Inner>,
        pre: InstancePre<State>,
        host: Host,
    ) -> Result<Self, Error> {
        let store = component.runtime.store(host)?;
        let mut run = component.run(store);
        let entered = run.enter(Call::new(fault::INSTANTIATE), Waits::Yielding)?;
        let result = entered.wait(pre.instantiate_async(&mut run.store)).await;
        let instance = run.leave(entered, result)?;
        Ok(Self::of(component, run, instance))
    }

    fn of(component: &Arc<Inner>, run: Run, instance: WasmtimeInstance) -> Self {
        Self {
            component: Arc::clone(component),
            run,
            inner: instance,
            loaded: Known::default(),
        }
    }

    /// The functions of an interface that the component exports:
    ///
    /// ```no_run
    /// # fn example(instance: &mut greentic_host_shim::Instance) -> Result<(), greentic_host_shim::Error> {
    /// use greentic_host_shim::bindings::component::v1_0::describe_v1 as describe;
    ///
    /// let text = instance.exports::<describe::Guest>()?.describe_json()?;
    /// # Ok(())
    /// # }
    /// ```
    ///
    /// # Errors
    ///
    /// [`Error::NotExported`] or [`Error::OtherShape`].
    pub fn exports<G: Exported>(&mut self) -> Result<Exports<'_, G>, Error> {
        let interface = TypeId::of::<G>();
        let (component, run, instance) = (&self.component, &mut self.run, &self.inner);
        let guest = self.loaded.get(interface, || {
            let indices = component.known.get(interface, || {
                fit::<G>(component.compiled())?;
                G::indices(&component.pre).map_err(Error::setup(Error::DEFECT))
            })?;
            G::load(&indices, &mut run.store, instance).map_err(Error::setup(Error::DEFECT))
        })?;
        Ok(Exports {
            instance: self,
            guest,
        })
    }

    /// Lets a handle end the calls that follow, in place of an earlier one.
    pub fn interrupt_by(&mut self, interrupt: &Interrupt) {
        self.run.store.data_mut().interrupt = interrupt.clone();
    }

    /// Linear memory in bytes that the instance has now, all its memories
    /// together.
    pub fn memory_bytes(&self) -> usize {
        self.run.store.data().meter.memory_bytes()
    }

    /// Returns whether an earlier call stopped the instance, so that no other can be
    /// made.
    pub fn is_poisoned(&self) -> bool {
        self.run.is_poisoned()
    }

    #[cfg(any(feature = "node", feature = "wave"))]
    pub(crate) fn component(&self) -> &Arc<Inner> {
        &self.component
    }
}

impl fmt::Debug for Instance {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Instance")
            .field("memory_bytes", &self.memory_bytes())
            .field("poisoned", &self.is_poisoned())
            .finish_non_exhaustive()
    }
}
