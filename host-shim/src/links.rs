//! What a component may import from the host of a shim.

use wasmtime::component::{HasSelf, Linker};

use crate::bindings;
use crate::host::State;
use crate::{Error, Host};

/// Lists the interfaces that the state of a shim answers.
macro_rules! provide {
    ($($(#[$cfg:meta])* $module:path;)*) => {
        /// Adds everything that a component may import to the linker, for
        /// instances whose calls block.
        pub(crate) fn link(linker: &mut Linker<State>) -> wasmtime::Result<()> {
            $($(#[$cfg])* {
                use $module as interface;
                interface::add_to_linker::<_, HasSelf<State>>(linker, |state| state)?;
            })*
            wasi(linker, false)
        }

        /// The same for instances whose calls wait.
        pub(crate) fn link_async(linker: &mut Linker<State>) -> wasmtime::Result<()> {
            $($(#[$cfg])* {
                use $module as interface;
                interface::add_to_linker_async::<_, HasSelf<State>>(linker, |state| state)?;
            })*
            wasi(linker, true)
        }

        /// Names of these interfaces. Those that only hold types need no
        /// implementation, and are not among them.
        const PROVIDED: &[&str] = &[
            $($(#[$cfg])* {
                use $module as interface;
                interface::NAME
            },)*
        ];
    };
}

provide! {
    #[cfg(feature = "component-v0-4")]
    bindings::component::v0_4::control;
    #[cfg(feature = "component-v0-5")]
    bindings::component::v0_5::control;
    #[cfg(feature = "secrets-store-v1")]
    bindings::secrets_store::v1_0;
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

/// Whether it is of the WASI that a host may allow.
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

/// Whether a host allows all that a component imports: WASI has to be asked
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
