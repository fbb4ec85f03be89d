//! Interfaces that components export, called by their types.

use std::any::{Any, TypeId};
use std::sync::{Mutex, PoisonError};

use wasmtime::AsContextMut;
use wasmtime::component::{Component as Compiled, Instance as WasmtimeInstance, InstancePre};

use crate::bindings::Fit;
use crate::{Error, Instance};

/// An interface that a component may export: the `Guest` of each module of
/// [`bindings`](crate::bindings).
pub trait Exported: Clone + Send + Sync + Sized + 'static {
    /// Its name with package and version, `greentic:worker/worker-api@1.0.0`
    /// say.
    const NAME: &'static str;

    /// The places of its functions in one component.
    type Indices: Clone + Send + Sync + 'static;

    /// Looks its functions up.
    ///
    /// # Errors
    ///
    /// If one is missing.
    fn indices<T: 'static>(pre: &InstancePre<T>) -> wasmtime::Result<Self::Indices>;

    /// Takes its functions from an instance.
    ///
    /// # Errors
    ///
    /// If one has other types.
    fn load(
        indices: &Self::Indices,
        store: impl AsContextMut,
        instance: &WasmtimeInstance,
    ) -> wasmtime::Result<Self>;

    /// Compares the exports of a component to the interface.
    fn fit(component: &Compiled) -> Fit;
}

/// The functions of one interface of an [`Instance`], which
/// [`Instance::exports`] gives. Each interface has its own.
#[derive(Debug)]
pub struct Exports<'a, G> {
    pub(crate) instance: &'a mut Instance,
    pub(crate) guest: G,
}

/// [`Fit`] as an error.
pub(crate) fn fit<G: Exported>(component: &Compiled) -> Result<(), Error> {
    match G::fit(component) {
        Fit::Fits => Ok(()),
        Fit::NotExported => {
            let engine = component.engine();
            let types = component.component_type();
            Err(Error::NotExported {
                interface: G::NAME,
                exports: types
                    .exports(engine)
                    .map(|(name, _)| name.to_owned())
                    .collect(),
            })
        }
        Fit::Differs { function, why } => Err(Error::OtherShape {
            interface: G::NAME,
            function: function.into(),
            message: why,
        }),
    }
}

/// Facts about the interfaces of one component or instance. Each is found out once.
#[derive(Default)]
pub(crate) struct Known(Mutex<Vec<(TypeId, Box<dyn Any + Send + Sync>)>>);

impl Known {
    pub(crate) fn get<V: Clone + Send + Sync + 'static, E>(
        &self,
        interface: TypeId,
        find: impl FnOnce() -> Result<V, E>,
    ) -> Result<V, E> {
        // Nothing can be half done: entries are only ever added.
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for (id, value) in known.iter() {
            if *id == interface
                && let Some(value) = value.downcast_ref::<V>()
            {
                return Ok(value.clone());
            }
        }
        let value = find()?;
        known.push((interface, Box::new(value.clone())));
        Ok(value)
    }
}
