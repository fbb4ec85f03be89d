//! Smallest-footprint bindings for Greentic WebAssembly components: `no_std`,
//! no allocator, no WASI, no dependency, no unsafe code for the author.
//!
//! - [`component!`] says what a component exports and imports.
//!   [`component_entrypoint!`], [`mcp_server!`], [`pack!`], [`provider!`] and [`describe!`]
//!   are short forms of it.
//! - The modules beside them are the WIT packages, [`mod@component`] for one,
//!   each behind a [feature](#features). A path is package, version, interface:
//!   `component::v0_5::node`, `http::v1_1::http_client`. Where a package has one interface
//!   the path may end before it, `http::v1_1`. Each interface has an example.
//! - [`Call`] is the memory of a call, and the tools to build an answer in it.
//! - [`imports`] has methods for what a component asks its host, [`prelude`] brings them into
//!   scope, and `testing`, in native builds, has hosts for tests.
//! - [`abi`] has WIT's value types, laid out as the canonical ABI has them.
//! - [`number`] and [`text`] do for a few bytes what `core` takes hundreds and
//!   thousands for.
//! - [`heap!`] is for components that want an allocator all the same.
//! - [`panic`](mod@panic) is what a panic runs: nothing in a release, in a development build
//!   it tells the host.
//!
//! # A component
//!
//! ```
//! #![cfg_attr(target_family = "wasm", no_std)]
//! use greentic_guest::{Call, component::v0_5::node::{ExecCtx, InvokeResult, NodeError}};
//!
//! greentic_guest::component_entrypoint!({
//!     manifest: r#"{"name":"demo","version":"1.0.0"}"#,
//!     invoke: invoke,
//! });
//!
//! fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
//!     match op {
//!         "fail" => InvokeResult::Err(NodeError::new("demo", call.concat(&["bad input: ", input]))),
//!         _ => InvokeResult::Ok(call.concat(&["ok:", input]).into()),
//!     }
//! }
//! # fn main() {
//! #     let call = Call::new();
//! #     let ctx = ExecCtx::default();
//! #     assert_eq!(invoke(&call, &ctx, "echo", "a"), InvokeResult::Ok("ok:a".into()));
//! # }
//! ```
//!
//! Built with `cargo build --target wasm32-wasip2` that is a component of a few
//! kilobytes. The guide "Writing components" shows the profile and the linker flags
//! that go with it.
//!
//! # What a handler may keep
//!
//! Nothing, and that is why it needs no allocator: arguments, what imports
//! answer and what is made with [`Call`] live until the call has returned. The
//! lifetime `'a` in every signature says so, and the compiler holds it.
//!
//! # Features
//!
//! Each of them switches on a module and what it needs. What a component neither
//! exports nor imports is not in it, whatever the features.
//!
#![doc = include_str!("features.md")]
//!
//! The formats of payloads have features, too, and so has a heap. The last four depend on
//! the crate of their name each, the others on none.
//!
//! | feature | |
//! | --- | --- |
//! | `json` | `json`: JSON, read and written in the memory of a call; `input`: what a flow sends; `config`: settings as a record of WIT |
//! | `json-deep` | 127 arrays and objects in each other, not 63 |
//! | `cbor` | `cbor`: CBOR in the same way, as the platform hashes it |
//! | `serde` | types that derive `Deserialize` and `Serialize`, over that JSON |
//! | `heapless` | strings and vectors of `heapless`, from and to JSON |
//! | `minicbor` | types that derive the traits of `minicbor` |
//! | `dlmalloc` | `heap!(dlmalloc)`: the other heaps need no feature |
//!
//! # Limits
//!
//! - One thread: a component with the `atomics` target feature is refused.
//! - A component with `std` in it is refused by the compiler, by a second panic
//!   handler (E0152): `std` frees what `cabi_realloc` handed out, and here
//!   nothing may. The same goes for code of wit-bindgen, which no tool refuses:
//!   keep it out of a component that these bindings are in.
//! - No resources, futures or streams.

// docs.rs says of each item which feature it needs.
#![cfg_attr(docsrs, feature(doc_cfg))]
#![no_std]

// The fakes of tests, and native calls, have memory of their own.
#[cfg(not(target_family = "wasm"))]
extern crate std;

pub mod abi;
mod call;
#[cfg(feature = "cbor")]
pub mod cbor;
mod compatibility;
mod component_macro;
#[cfg(feature = "json")]
pub mod config;
mod failure;
mod heap;
pub mod imports;
#[cfg(feature = "json")]
pub mod input;
#[cfg(feature = "json")]
pub mod json;
#[cfg(any(
    feature = "mcp-v24-11-5",
    feature = "mcp-v25-3-26",
    feature = "mcp-v25-6-18"
))]
pub mod mcp_server;
pub mod number;
#[cfg(feature = "component-v0-5")]
mod outcome;
mod own;
pub mod panic;
pub mod prelude;
mod short_forms;
#[cfg(not(target_family = "wasm"))]
pub mod testing;
pub mod text;
#[doc(hidden)]
pub mod worlds;

pub use self::call::Call;
pub use self::failure::{Context, Failure, Fault, InContext, NotText};
pub use self::own::Own;

// Included rather than a module: the compiler then says which feature switches
// a path on.
include!("paths.rs");

/// Emits its code.
#[doc(hidden)]
#[macro_export]
macro_rules! __greentic_with_json {
    ($($code:tt)*) => { $($code)* };
}

/// Emits nothing.
#[doc(hidden)]
#[macro_export]
macro_rules! __greentic_without_json {
    ($($code:tt)*) => {};
}

/// For the macros only.
#[doc(hidden)]
pub mod __private {
    pub use crate::compatibility::{
        Component, Conflict, Direction, Generated, Interface, Item, Joint, admit, array, calls,
        check, conflict, export_type,
    };
    #[cfg(any(
        feature = "mcp-v24-11-5",
        feature = "mcp-v25-3-26",
        feature = "mcp-v25-6-18"
    ))]
    pub use crate::short_forms::reply;
    #[cfg(feature = "rev-0-4-113")]
    pub use crate::short_forms::{Answered, BytesOf, ConstantBytes, Output, bytes, output};
    pub use crate::short_forms::{
        ConstantText, IntoText, TextOf, check_entries, check_instead, check_keys, check_names,
        text, title,
    };
    #[cfg(any(feature = "component-v0-4", feature = "component-v0-5"))]
    pub use crate::short_forms::{NodeResult, Operation, operation};
    #[cfg(feature = "provider-schema-core-v1")]
    pub use crate::short_forms::{answer, code_and_message, json_text};
    pub use greentic_guest_alloc::heap;
    #[cfg(target_family = "wasm")]
    pub use greentic_guest_alloc::instance::realloc;
    /// Emits nothing: what reads JSON is there with the feature `json`.
    #[allow(
        unused_imports,
        unreachable_pub,
        reason = "the other one may stand before it"
    )]
    mod without {
        pub use crate::__greentic_without_json as with_json;
    }
    #[allow(
        unused_imports,
        unreachable_pub,
        reason = "the other one may stand before it"
    )]
    pub use self::without::*;
    // In the place of the other one, which comes with a `*`.
    #[cfg(feature = "json")]
    pub use crate::__greentic_with_json as with_json;
    // By these paths: an author can call something else `concat!`.
    pub use core::{concat, env};

    /// The items that every module of a package has, beside its versions.
    pub mod without_version {
        pub use crate::__without_version as __export;
        pub use crate::__without_version as __import;

        /// Stands where the trait of an interface would.
        pub trait Guest {}
    }
}

/// Compiles the examples of `docs/memory.md`.
#[cfg(doctest)]
#[cfg(feature = "component-v0-5")]
#[doc = include_str!("../docs/memory.md")]
struct Memory;

/// Compiles the examples of the README.
#[cfg(doctest)]
#[cfg(feature = "component-v0-5")]
#[doc = include_str!("../WORKSPACE.md")]
struct Readme;

/// Compiles the examples of `docs/writing-components.md`.
#[cfg(doctest)]
#[cfg(feature = "component-v0-5")]
#[cfg(feature = "secrets-store-v1")]
#[doc = include_str!("../docs/writing-components.md")]
struct WritingComponents;

/// Compiles the README of the package.
#[cfg(doctest)]
#[cfg(feature = "component-v0-5")]
#[doc = include_str!("../README.md")]
struct Package;

/// Runs the examples of tests.
#[cfg(doctest)]
#[cfg(feature = "wit-all")]
#[cfg(feature = "json")]
#[doc = include_str!("../docs/testing.md")]
struct Testing;

/// Compiles the examples of the guides, and runs their assertions.
#[cfg(doctest)]
#[cfg(feature = "wit-all")]
#[cfg(feature = "json")]
mod guides {
    #[doc = include_str!("../docs/first-component.md")]
    struct FirstComponent;

    #[doc = include_str!("../docs/mcp-server.md")]
    struct McpServer;

    #[doc = include_str!("../docs/pack.md")]
    struct Pack;

    #[doc = include_str!("../docs/provider.md")]
    struct Provider;

    #[doc = include_str!("../docs/config.md")]
    struct Config;

    #[doc = include_str!("../docs/moving-over.md")]
    struct MovingOver;
}
