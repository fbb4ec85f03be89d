//! Typed bindings for every interface of Greentic's WIT, at the paths that they
//! have in the guest crate and behind the same features.
//!
//! A module of an interface has its types; a `Guest` with a method for each
//! function, where components export it; a `Host` to implement and functions
//! that add one to a linker, where components import it. Types that interfaces
//! share are one type in Rust.
//!
//! ```
//! use greentic_host_shim::bindings::host::v1_0::kv_v1;
//! use wasmtime::component::{HasSelf, Linker};
//!
//! #[derive(Default)]
//! struct Texts(std::collections::HashMap<(String, String), String>);
//!
//! impl kv_v1::Host for Texts {
//!     async fn get(&mut self, ns: String, key: String) -> wasmtime::Result<Option<String>> {
//!         Ok(self.0.get(&(ns, key)).cloned())
//!     }
//!
//!     async fn put(&mut self, ns: String, key: String, val: String) -> wasmtime::Result<()> {
//!         self.0.insert((ns, key), val);
//!         Ok(())
//!     }
//! }
//!
//! let engine = wasmtime::Engine::default();
//! let mut linker = Linker::<Texts>::new(&engine);
//! kv_v1::add_to_linker::<_, HasSelf<Texts>>(&mut linker, |texts| texts)?;
//! # Ok::<_, wasmtime::Error>(())
//! ```

mod exports;
mod paths;
#[allow(
    clippy::all,
    clippy::pedantic,
    unused_parens,
    unused_qualifications,
    reason = "generated from WIT"
)]
pub mod worlds;

use std::fmt;

use wasmtime::component::Component;

pub use crate::runtime::Fit;
pub use exports::EXPORTS;
#[allow(unused_imports, unreachable_pub, reason = "empty without features")]
pub use paths::*;

/// An interface that components export.
#[derive(Clone, Copy)]
pub struct Export {
    /// Its name with package and version.
    pub name: &'static str,
    /// The path of its module below [`bindings`](self), which tells revisions
    /// apart.
    pub module: &'static str,
    /// The check that a component exports it with exactly these types.
    pub fit: fn(&Component) -> Fit,
}

impl fmt::Debug for Export {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Export")
            .field("name", &self.name)
            .field("module", &self.module)
            .finish_non_exhaustive()
    }
}
