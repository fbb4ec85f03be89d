//! Providing what a component imports.

use std::fmt;
use std::marker::PhantomData;

use wasmtime::component::HasData;

/// Gets a host out of the data of a store.
pub(crate) trait Getter<T>: Copy + Send + Sync + 'static {
    /// The host.
    type Host<'a>
    where
        T: 'a;

    fn get<'a>(&self, data: &'a mut T) -> Self::Host<'a>;
}

/// The usual one: a function, and the family of types that it gives.
pub(crate) struct Plain<T: 'static, D: HasData>(fn(&mut T) -> D::Data<'_>, PhantomData<fn() -> D>);

impl<T: 'static, D: HasData> Plain<T, D> {
    pub(crate) fn new(get: fn(&mut T) -> D::Data<'_>) -> Self {
        Self(get, PhantomData)
    }
}

impl<T: 'static, D: HasData> Clone for Plain<T, D> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T: 'static, D: HasData> Copy for Plain<T, D> {}

impl<T: 'static, D: HasData> fmt::Debug for Plain<T, D> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Plain")
    }
}

impl<T: 'static, D: HasData> Getter<T> for Plain<T, D> {
    type Host<'a>
        = D::Data<'a>
    where
        T: 'a;

    fn get<'a>(&self, data: &'a mut T) -> D::Data<'a> {
        (self.0)(data)
    }
}

/// The imported side of an interface: `Host`, and functions that add one to a
/// linker.
///
/// A function is its documentation, its name in WIT, the name that Rust has for
/// it, and its types.
macro_rules! host {
    ($(
        $(#[$doc:meta])*
        $name:literal $method:ident (
            $($param:ident: $ty:ty),* $(,)?
        ) -> ($($result:ty)?);
    )*) => {
        /// The functions that a host implements for components that import this
        /// interface: each method is an `async fn`, also for components that are called
        /// without.
        ///
        /// An error traps the component; the call of the component returns it,
        /// with what Wasmtime has to say about where that was.
        pub trait Host: Send {
            $(
                $(#[$doc])*
                fn $method(
                    &mut self,
                    $($param: $ty,)*
                ) -> impl Future<Output = wasmtime::Result<($($result)?)>> + Send;
            )*
        }

        impl<H: Host + ?Sized> Host for &mut H {
            $(
                fn $method(
                    &mut self,
                    $($param: $ty,)*
                ) -> impl Future<Output = wasmtime::Result<($($result)?)>> + Send {
                    H::$method(*self, $($param,)*)
                }
            )*
        }

        /// Adds the interface to a linker, for components that are called
        /// without `async`. The calling thread waits for what is not ready at
        /// once.
        ///
        /// # Errors
        ///
        /// The linker has the interface already.
        pub fn add_to_linker<T, D>(
            linker: &mut wasmtime::component::Linker<T>,
            host: fn(&mut T) -> D::Data<'_>,
        ) -> wasmtime::Result<()>
        where
            D: wasmtime::component::HasData,
            for<'a> D::Data<'a>: Host,
            T: 'static,
        {
            link(linker, $crate::runtime::Plain::<T, D>::new(host))
        }

        /// Adds the interface to a linker, for components that are called with
        /// `async`.
        ///
        /// # Errors
        ///
        /// The linker has the interface already.
        pub fn add_to_linker_async<T, D>(
            linker: &mut wasmtime::component::Linker<T>,
            host: fn(&mut T) -> D::Data<'_>,
        ) -> wasmtime::Result<()>
        where
            D: wasmtime::component::HasData,
            for<'a> D::Data<'a>: Host,
            T: Send + 'static,
        {
            link_async(linker, $crate::runtime::Plain::<T, D>::new(host))
        }

        pub(crate) fn link<T, G>(
            linker: &mut wasmtime::component::Linker<T>,
            host: G,
        ) -> wasmtime::Result<()>
        where
            G: $crate::runtime::Getter<T>,
            for<'a> G::Host<'a>: Host,
            T: 'static,
        {
            let mut instance = linker.instance(NAME)?;
            $(instance.func_wrap(
                $name,
                move |mut store: wasmtime::StoreContextMut<'_, T>, ($($param,)*): ($($ty,)*)| {
                    let ending = $crate::run::Ending::of(store.data());
                    let mut host = host.get(store.data_mut());
                    $crate::runtime::block_on(ending, Host::$method(&mut host, $($param,)*))?
                        .map(<($($result,)?) as $crate::runtime::Returned>::wrap)
                },
            )?;)*
            Ok(())
        }

        pub(crate) fn link_async<T, G>(
            linker: &mut wasmtime::component::Linker<T>,
            host: G,
        ) -> wasmtime::Result<()>
        where
            G: $crate::runtime::Getter<T>,
            for<'a> G::Host<'a>: Host,
            T: Send + 'static,
        {
            let mut instance = linker.instance(NAME)?;
            $(instance.func_wrap_async(
                $name,
                move |mut store: wasmtime::StoreContextMut<'_, T>, ($($param,)*): ($($ty,)*)| {
                    Box::new(async move {
                        let mut host = host.get(store.data_mut());
                        $crate::stack::on_fiber(Host::$method(&mut host, $($param,)*))
                            .await
                            .map(<($($result,)?) as $crate::runtime::Returned>::wrap)
                    })
                },
            )?;)*
            Ok(())
        }
    };
}

pub(crate) use host;
