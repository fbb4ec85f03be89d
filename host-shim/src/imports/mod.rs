//! Linking what components import, interface by interface or all at once.

#[cfg(feature = "wit-all")]
mod all;
mod compat;

use wasmtime::component::{HasData, Linker};

#[allow(clippy::wildcard_imports, reason = "whatever features switch on")]
use crate::bindings::*;
use crate::runtime::Plain;
#[cfg(feature = "wit-all")]
pub use all::AllHosts;
use compat::AsOlder;

/// Adds hosts to a linker.
///
/// A method takes a function that gets the host out of the store's data, as
/// Wasmtime's own crates do: `D` is the family of types that it gives, `HasSelf<H>`
/// for a `&mut H`.
///
/// ```
/// use greentic_host_shim::Imports;
/// use greentic_host_shim::bindings::secrets_store::v1_1::{Host, SecretsError};
/// use wasmtime::component::{HasSelf, Linker};
///
/// struct OneSecret;
///
/// impl Host for OneSecret {
///     async fn get(
///         &mut self,
///         key: String,
///     ) -> wasmtime::Result<Result<Option<Vec<u8>>, SecretsError>> {
///         Ok(Ok((key == "GREETING").then(|| b"Hello".to_vec())))
///     }
///
///     async fn put(&mut self, key: String, _: Vec<u8>) -> wasmtime::Result<()> {
///         wasmtime::bail!("nothing is put under {key} here")
///     }
/// }
///
/// let engine = wasmtime::Engine::default();
/// let mut linker = Linker::<OneSecret>::new(&engine);
/// // For versions 1.1 and 1.0 of the interface.
/// Imports::new(&mut linker).secrets::<HasSelf<OneSecret>>(|secrets| secrets)?;
/// # Ok::<_, greentic_host_shim::ImportError>(())
/// ```
pub struct Imports<'l, T: 'static> {
    linker: &'l mut Linker<T>,
    asynchronous: bool,
}

/// A host could not be added to a linker.
#[derive(Clone, Debug, thiserror::Error)]
#[error("`{interface}` cannot be linked: {message}")]
pub struct ImportError {
    /// The interface, with its version.
    pub interface: &'static str,
    /// The reason, in the words of Wasmtime: the linker has it already, say.
    pub message: String,
}

/// Adds one interface.
macro_rules! link {
    ($imports:ident, $($module:ident)::+, $host:expr) => {{
        let result = if $imports.asynchronous {
            $($module)::+::link_async($imports.linker, $host)
        } else {
            $($module)::+::link($imports.linker, $host)
        };
        result.map_err(|error| ImportError {
            interface: $($module)::+::NAME,
            message: format!("{error:#}"),
        })?;
    }};
}

/// Methods that each add one host: to its own interfaces, and where `older`
/// ones follow to those that are served through it.
macro_rules! methods {
    ($(
        $(#[doc = $doc:literal])*
        $feature:literal $method:ident ($($($module:ident)::+),+)
        $(older $other:literal $($older:ident)::+)*;
    )*) => {
        impl<T: Send + 'static> Imports<'_, T> {
            $(
                $(#[doc = $doc])*
                ///
                /// # Errors
                ///
                /// The linker has one of the interfaces already.
                #[cfg(feature = $feature)]
                pub fn $method<D>(
                    &mut self,
                    host: fn(&mut T) -> D::Data<'_>,
                ) -> Result<&mut Self, ImportError>
                where
                    D: HasData,
                    $(for<'a> D::Data<'a>: $($module)::+::Host,)+
                {
                    let host = Plain::<T, D>::new(host);
                    $(link!(self, $($module)::+, host);)+
                    $(
                        #[cfg(feature = $other)]
                        link!(self, $($older)::+, AsOlder(host));
                    )*
                    Ok(self)
                }
            )*
        }
    };
}

impl<'l, T: 'static> Imports<'l, T> {
    /// For components that are called without `async`: the calling thread waits
    /// for what a host does not answer at once.
    pub fn new(linker: &'l mut Linker<T>) -> Self {
        Self {
            linker,
            asynchronous: false,
        }
    }

    /// For components that are called with `async`.
    pub fn new_async(linker: &'l mut Linker<T>) -> Self {
        Self {
            linker,
            asynchronous: true,
        }
    }
}

methods! {
    /// `greentic:component/control` of versions 0.5.0, 0.4.0 (feature
    /// `component-v0-4`) and 0.6.0 (feature `rev-0-4-113`), which all revisions
    /// have alike.
    "component-v0-5" control(component::v0_5::control)
        older "component-v0-4" component::v0_4::control
        older "rev-0-4-113" rev_0_4_113::component::v0_6::control;

    /// `greentic:secrets-store/secrets-store@1.1.0`, and 1.0.0 where the feature
    /// `secrets-store-v1` is on too.
    "secrets-store-v1-1" secrets(secrets_store::v1_1)
        older "secrets-store-v1" secrets_store::v1_0;

    /// `greentic:secrets-store/secrets-store@1.0.0`, for a host that has no 1.1.
    "secrets-store-v1" secrets_v1_0(secrets_store::v1_0);

    /// `greentic:http/http-client@1.1.0`, and 1.0.0 where the feature
    /// `http-client-v1` is on too: such requests come without options.
    "http-client-v1-1" http(http::v1_1)
        older "http-client-v1" http::v1_0;

    /// `greentic:http/http-client@1.0.0`, for a host that has no 1.1.
    "http-client-v1" http_v1_0(http::v1_0);

    /// `greentic:runtime-config/runtime-config@1.0.0`.
    "runtime-config-v1" runtime_config(runtime_config::v1_0);

    /// `greentic:state/state-store@1.1.0`, and 1.0.0 where the feature
    /// `state-store-v1` is on too.
    "state-store-v1-1" state(state::v1_1)
        older "state-store-v1" state::v1_0;

    /// `greentic:state/state-store@1.0.0`, for a host that has no 1.1.
    "state-store-v1" state_v1_0(state::v1_0);

    /// `greentic:telemetry/logger-api@1.0.0`.
    "telemetry-logger-v1" telemetry(telemetry::v1_0);

    /// `greentic:oauth-broker/broker-v1@1.0.0`.
    "oauth-broker-v1" oauth_broker(oauth_broker::v1_0);

    /// `greentic:host/http-v1@1.0.0`, the HTTP of older runners.
    "runner-host-v1" runner_http(host::v1_0::http_v1);

    /// `greentic:host/kv-v1@1.0.0`, the texts by key of older runners.
    "runner-host-v1" runner_kv(host::v1_0::kv_v1);

    /// `greentic:distributor-api/distributor@1.1.0`, and 1.0.0 where the feature
    /// `distributor-api` is on too.
    "distributor-api-v1-1" distributor(distributor_api::v1_1)
        older "distributor-api" distributor_api::v1_0;

    /// `greentic:distributor-api/distributor@1.0.0`, for a host that has no 1.1.
    "distributor-api" distributor_v1_0(distributor_api::v1_0);

    /// `greentic:interfaces-host/imports@0.1.0`.
    "interfaces-host-v0-1" interfaces_host(interfaces_host::v0_1);

    /// `greentic:deploy-plan/plan-api@1.0.0`.
    "deploy-plan-v1" deploy_plan(deploy_plan::v1_0);

    /// The five interfaces of `greentic:pack@0.6.0`.
    "pack-v0-6" pack(
        pack::v0_6::pack_descriptor,
        pack::v0_6::pack_units,
        pack::v0_6::pack_validation,
        pack::v0_6::pack_qa,
        pack::v0_6::pack_i18n
    );
}
