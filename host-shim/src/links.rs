//! The imports that a component may have from the host of a shim.

use wasmtime::component::Linker;

use crate::host::State;
use crate::{Error, Host, ImportError, Imports};

/// Adds everything that a component may import to the linker, for instances
/// whose calls block.
pub(crate) fn link(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    add(&mut Imports::new(linker))?;
    wasi(linker, false)
}

/// The same for instances whose calls wait.
pub(crate) fn link_async(linker: &mut Linker<State>) -> wasmtime::Result<()> {
    add(&mut Imports::new_async(linker))?;
    wasi(linker, true)
}

/// Lists the interfaces that the state of a shim answers: the method of
/// [`Imports`] that adds them, and what they are called.
macro_rules! provide {
    ($($feature:literal $method:ident ($(
        $($other:literal)? $($module:ident)::+
    ),+);)*) => {
        #[allow(clippy::unnecessary_wraps, reason = "without features there is nothing to add")]
        fn add(imports: &mut Imports<'_, State>) -> Result<(), ImportError> {
            $(
                #[cfg(feature = $feature)]
                imports.$method::<wasmtime::component::HasSelf<State>>(|state| state)?;
            )*
            let _ = imports;
            Ok(())
        }

        /// Names of these interfaces. Those that only hold types need no
        /// implementation, and are not among them.
        const PROVIDED: &[&str] = &[$($(
            #[cfg(all(feature = $feature $(, feature = $other)?))]
            crate::bindings::$($module)::+::NAME,
        )+)*];
    };
}

provide! {
    "component-v0-5" control(
        component::v0_5::control,
        "component-v0-4" component::v0_4::control,
        "rev-0-4-113" rev_0_4_113::component::v0_6::control
    );
    "secrets-store-v1-1" secrets(
        secrets_store::v1_1,
        "secrets-store-v1" secrets_store::v1_0
    );
    "runtime-config-v1" runtime_config(runtime_config::v1_0);
    "state-store-v1-1" state(state::v1_1, "state-store-v1" state::v1_0);
    "http-client-v1-1" http(http::v1_1, "http-client-v1" http::v1_0);
    "telemetry-logger-v1" telemetry(telemetry::v1_0);
    "runner-host-v1" runner_http(host::v1_0::http_v1);
    "runner-host-v1" runner_kv(host::v1_0::kv_v1);
    "interfaces-host-v0-1" interfaces_host(interfaces_host::v0_1);
    "oauth-broker-v1" oauth_broker(oauth_broker::v1_0);
    "distributor-api-v1-1" distributor(
        distributor_api::v1_1,
        "distributor-api" distributor_api::v1_0
    );
    "deploy-plan-v1" deploy_plan(deploy_plan::v1_0);
}

/// Names of all that this host provides without being asked.
pub(crate) fn provided() -> impl Iterator<Item = &'static str> {
    PROVIDED.iter().copied()
}

pub(crate) fn is_provided(name: &str) -> bool {
    PROVIDED.contains(&name) || is_known_wasi(name)
}

fn is_wasi(name: &str) -> bool {
    name.starts_with("wasi:")
}

/// Returns whether it is of the WASI that a host may allow.
fn is_known_wasi(name: &str) -> bool {
    let known = [
        "wasi:cli/",
        "wasi:clocks/",
        "wasi:filesystem/",
        "wasi:io/",
        "wasi:random/",
    ];
    cfg!(feature = "wasi") && known.iter().any(|package| name.starts_with(package))
}

/// Checks that a host allows all imports of a component: WASI has to be asked
/// for.
pub(crate) fn allowed(imports: &[String], host: &Host) -> Result<(), Error> {
    if host.allows_wasi() {
        return Ok(());
    }
    let imports: Vec<_> = imports
        .iter()
        .filter(|name| is_wasi(name))
        .cloned()
        .collect();
    if imports.is_empty() {
        Ok(())
    } else {
        Err(Error::MissingImport { imports })
    }
}

#[cfg(feature = "wasi")]
fn wasi(linker: &mut Linker<State>, waits: bool) -> wasmtime::Result<()> {
    crate::wasi::link(linker, waits)
}

#[cfg(not(feature = "wasi"))]
#[allow(clippy::unnecessary_wraps, reason = "as it is with the feature")]
fn wasi(_linker: &mut Linker<State>, _waits: bool) -> wasmtime::Result<()> {
    Ok(())
}
