//! Calling what a component exports.

use wasmtime::component::{
    Component, ComponentExportIndex, ComponentNamedList, Func, Instance, Lift, Lower,
};
use wasmtime::{AsContextMut, Result, format_err};

use super::Returned;
use crate::payload_size::Payload;
use crate::run::Call;

/// Finds the functions of an exported interface.
#[derive(Debug)]
pub(crate) struct Lookup<'a> {
    component: &'a Component,
    interface: &'static str,
    index: ComponentExportIndex,
}

impl<'a> Lookup<'a> {
    pub(crate) fn new(component: &'a Component, interface: &'static str) -> Result<Self> {
        let index = component
            .get_export_index(None, interface)
            .ok_or_else(|| format_err!("the component exports no `{interface}`"))?;
        Ok(Self {
            component,
            interface,
            index,
        })
    }

    pub(crate) fn function(&self, name: &str) -> Result<ComponentExportIndex> {
        let Self {
            component,
            interface,
            index,
        } = self;
        component
            .get_export_index(Some(index), name)
            .ok_or_else(|| format_err!("`{interface}` of the component has no `{name}`"))
    }
}

/// Takes functions out of an instance.
#[derive(Debug)]
pub(crate) struct Loader<'a, S> {
    pub(crate) store: S,
    pub(crate) instance: &'a Instance,
    pub(crate) interface: &'static str,
}

impl<S: AsContextMut> Loader<'_, S> {
    /// The function, if it has these types.
    pub(crate) fn function<P, R>(
        &mut self,
        index: &ComponentExportIndex,
        name: &str,
    ) -> Result<Func>
    where
        P: ComponentNamedList + Lower,
        R: ComponentNamedList + Lift,
    {
        let function = self
            .instance
            .get_typed_func::<P, R>(&mut self.store, index)
            .map_err(|error| {
                error.context(format!(
                    "`{name}` of `{}` is not as expected",
                    self.interface
                ))
            })?;
        Ok(*function.func())
    }
}

/// Calls a function that was loaded with the same types.
///
/// It compares types once more: a `TypedFunc` names the lifetimes of the
/// arguments, so that the one that loading made cannot be kept for all calls.
pub(crate) fn call<S, P, R>(mut store: S, function: Func, arguments: P) -> Result<R::Value>
where
    S: AsContextMut,
    P: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift + Returned,
{
    let function = function.typed::<P, R>(&store)?;
    function.call(&mut store, arguments).map(R::value)
}

/// The same without blocking.
pub(crate) async fn call_async<S, P, R>(
    mut store: S,
    function: Func,
    arguments: P,
) -> Result<R::Value>
where
    S: AsContextMut<Data: Send>,
    P: ComponentNamedList + Lower,
    R: ComponentNamedList + Lift + Returned + 'static,
{
    let function = function.typed::<P, R>(&store)?;
    function
        .call_async(&mut store, arguments)
        .await
        .map(R::value)
}

/// Collects what a call has to know of its arguments before it begins.
pub(crate) fn new_call(function: &'static str, arguments: &impl Payload) -> Call {
    Call::new(function)
        .with_payload_size(arguments.payload_size())
        .until(arguments.deadline_ms())
        .on_behalf_of(arguments.scope())
}

/// The exported side of an interface: `GuestIndices`, `Guest` and `fit`.
///
/// A function is its documentation, its name in WIT, the names that Rust has
/// for it, on an instance and on a store of one's own, each for calls that block
/// and for asynchronous ones, and its types.
macro_rules! guest {
    ($(
        $(#[$doc:meta])*
        $name:literal $field:ident $field_async:ident $call:ident $call_async:ident (
            $($param:ident: $ty:ty),* $(,)?
        ) -> ($($result:ty)?);
    )*) => {
        /// The places of the functions of this interface in a component.
        #[derive(Clone, Debug)]
        pub struct GuestIndices {
            $($field: wasmtime::component::ComponentExportIndex,)*
        }

        impl GuestIndices {
            /// Finds the functions, by name; their types do not matter yet.
            ///
            /// # Errors
            ///
            /// The interface or one of its functions is not exported.
            pub fn new<T>(
                component: &wasmtime::component::InstancePre<T>,
            ) -> wasmtime::Result<Self> {
                let lookup = $crate::runtime::Lookup::new(component.component(), NAME)?;
                Ok(Self {
                    $($field: lookup.function($name)?,)*
                })
            }

            /// Takes the functions out of an instance of that component.
            ///
            /// # Errors
            ///
            /// A function has other types.
            pub fn load(
                &self,
                store: impl wasmtime::AsContextMut,
                instance: &wasmtime::component::Instance,
            ) -> wasmtime::Result<Guest> {
                let mut loader = $crate::runtime::Loader {
                    store,
                    instance,
                    interface: NAME,
                };
                Ok(Guest {
                    $($field: loader.function::<($($ty,)*), ($($result,)?)>(
                        &self.$field,
                        $name,
                    )?,)*
                })
            }
        }

        /// An instance of a component, seen through this interface.
        ///
        /// The error of each method is that of Wasmtime: the component trapped,
        /// a host function that it called gave an error, a limit was reached.
        #[derive(Clone, Debug)]
        pub struct Guest {
            $($field: wasmtime::component::Func,)*
        }

        impl Guest {
            $(
                $(#[$doc])*
                pub fn $call<S: wasmtime::AsContextMut>(
                    &self,
                    store: S,
                    $($param: $ty,)*
                ) -> wasmtime::Result<($($result)?)> {
                    $crate::runtime::call::<_, ($($ty,)*), ($($result,)?)>(
                        store,
                        self.$field,
                        ($($param,)*),
                    )
                }

                $(#[$doc])*
                pub async fn $call_async<S: wasmtime::AsContextMut<Data: Send>>(
                    &self,
                    store: S,
                    $($param: $ty,)*
                ) -> wasmtime::Result<($($result)?)> {
                    $crate::runtime::call_async::<_, ($($ty,)*), ($($result,)?)>(
                        store,
                        self.$field,
                        ($($param,)*),
                    )
                    .await
                }
            )*
        }

        impl $crate::Exported for Guest {
            const NAME: &'static str = NAME;

            type Indices = GuestIndices;

            fn indices<T: 'static>(
                component: &wasmtime::component::InstancePre<T>,
            ) -> wasmtime::Result<GuestIndices> {
                GuestIndices::new(component)
            }

            fn load(
                indices: &GuestIndices,
                store: impl wasmtime::AsContextMut,
                instance: &wasmtime::component::Instance,
            ) -> wasmtime::Result<Self> {
                indices.load(store, instance)
            }

            fn fit(component: &wasmtime::component::Component) -> $crate::bindings::Fit {
                fit(component)
            }
        }

        /// The functions of this interface.
        ///
        /// The errors of all are those of every call:
        /// [`Error::Trap`](crate::Error::Trap),
        /// [`Error::InvalidValue`](crate::Error::InvalidValue),
        /// [`Error::Limit`](crate::Error::Limit),
        /// [`Error::Poisoned`](crate::Error::Poisoned).
        #[allow(clippy::missing_errors_doc, reason = "the same for all, see above")]
        impl $crate::Exports<'_, Guest> {
            $(
                $(#[$doc])*
                pub fn $field(&mut self, $($param: $ty,)*) -> Result<($($result)?), $crate::Error> {
                    let call = $crate::runtime::new_call($name, &($(&$param,)*));
                    let run = &mut self.instance.run;
                    let entered = run.enter(call, $crate::engine::Waits::Blocking)?;
                    let guest = &self.guest;
                    let result = run.on_stack(|store| guest.$call(store, $($param,)*));
                    run.leave(entered, result)
                }

                $(#[$doc])*
                pub async fn $field_async(
                    &mut self,
                    $($param: $ty,)*
                ) -> Result<($($result)?), $crate::Error> {
                    let call = $crate::runtime::new_call($name, &($(&$param,)*));
                    let run = &mut self.instance.run;
                    let entered = run.enter(call, $crate::engine::Waits::Yielding)?;
                    let call = self.guest.$call_async(&mut run.store, $($param,)*);
                    let result = entered.wait(call).await;
                    run.leave(entered, result)
                }
            )*
        }

        /// Compares the exports of a component to this interface and exactly these types.
        pub fn fit(component: &wasmtime::component::Component) -> $crate::bindings::Fit {
            let Some(shape) = $crate::runtime::Shape::of(component, NAME) else {
                return $crate::bindings::Fit::NotExported;
            };
            shape.compare(&[$((
                $name,
                $crate::runtime::Shape::function::<($($ty,)*), ($($result,)?)>,
            ),)*])
        }
    };
}

pub(crate) use guest;
