//! Passes on core modules.
//!
//! [`dce`] removes items that nothing can reach, [`compact`] writes the others in
//! fewer bytes, [`simplify`] does so with the code of each function, [`strip`]
//! removes custom sections, [`rename`] changes names, [`minimise`] does the first
//! three until nothing is left to gain, [`outline()`] puts code that stands in
//! several places into one function, [`split_allocator`] parts a module in two, and
//! [`optimise`] asks Binaryen.
//!
//! Every pass but [`rename`] keeps these promises; `rename` gives the names
//! that it is told to, however long they are:
//!
//! - *Same behaviour.* A host that instantiates the module and calls the exports
//!   that are left sees the same results, the same traps and the same calls of
//!   imports. The things that a host may limit as it likes are out of scope: the
//!   depth of calls, the amount of memory, and the text of a backtrace.
//! - *No new demands.* The result validates with no feature of WebAssembly that
//!   the input did not use.
//! - *Never larger.* If the result is not smaller, the input is given back as it
//!   was, byte for byte.
//! - *Deterministic and idempotent.* A pass on its own result changes nothing.
//! - *No guesses.* If there is something that a pass does not understand, it gives
//!   a [`ModuleRefusal`] with the reason and the place. Nothing panics on bad input, and
//!   no walk recurses.
//!
//! ```
//! use greentic_shrink::core_wasm::dce;
//!
//! let module = wat::parse_str(
//!     r#"(module
//!         (func (export "used") (result i32) (i32.const 1))
//!         (func (export "unused") (result i32) (i32.const 2)))"#,
//! )?;
//! let smaller = dce(&module, &|export| export == "used")?;
//! assert!(smaller.len() < module.len());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod compact;
pub(crate) mod constant;
mod custom;
mod dce;
mod features;
pub(crate) mod functions;
mod live;
mod minimise;
pub(crate) mod module;
mod names;
mod outline;
mod outside;
mod parallel;
mod plan;
mod refusal;
mod rename;
mod simplify;
pub(crate) mod space;
mod split;
mod strip;
mod uses;
mod wasm_opt;
mod write;

pub use compact::compact;
pub use constant::address;
pub use dce::{dce, dce_keeping_imports};
pub use minimise::minimise;
pub use outline::outline;
pub(crate) use outside::same_outside;
pub use refusal::ModuleRefusal;
pub use rename::{ImportNames, rename};
pub use simplify::simplify;
pub use split::{Shared, Split, split_allocator};
pub use strip::strip;
pub use wasm_opt::{WasmOpt, WasmOptError, optimise};
