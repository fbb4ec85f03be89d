//! The value types of WIT, laid out as the canonical ABI lays them out.
//!
//! On wasm32 the memory layout that the [Canonical ABI] gives a WIT type is the
//! layout of a plain `#[repr(C)]` Rust type, so a component reads its arguments
//! where the host put them and writes its answer where the host will look:
//! there is nothing to convert and nothing to free.
//!
//! | WIT | here | layout |
//! | --- | --- | --- |
//! | `string` | [`Str`] | pointer, length in bytes |
//! | `list<T>` | [`List`] | pointer, length in items |
//! | `option<T>` | [`Opt`] | `u8` 0 or 1, then `T` |
//! | `result<T, E>` | [`Res`] | `u8` 0 or 1, then `T` or `E` |
//! | `tuple<..>` | [`Tuple2`] and its like | the members in order |
//! | `record` | a `#[repr(C)]` struct | the fields in order |
//! | `variant` | a `#[repr(C, u8)]` enum | the case's number, then its payload |
//! | `enum` | a `#[repr(u8)]` enum | the case's number |
//! | `flags` | a struct around `u8`, `u16` or `u32` | one bit a flag, from the lowest |
//! | integers, floats, `bool`, `char` | themselves | themselves |
//!
//! All of them are `Copy`: they are views of memory that lives as long as the
//! call, which is what their lifetime `'a` says. They compile natively too,
//! with native pointers, so handlers can be tested with `cargo test`.
//!
//! Where a type stands alone, as a parameter or a result, handlers and imports
//! see its everyday form instead: `&str`, `&[T]`, `Option`, `Result`.
//!
//! # What the unsafe code here relies on
//!
//! A component's host lowers valid values only: a `bool` is 0 or 1, a
//! discriminant has a case, a string is UTF-8, a `char` is a Unicode scalar
//! value, and pointers come from the component's own `cabi_realloc`. The
//! Canonical ABI demands all of that of every host (`store` and `lower_flat`
//! there), so no check is repeated on this side. A length of 0 is the one case
//! in which a host may pass any pointer; it is never followed.
//!
//! [Canonical ABI]: https://github.com/WebAssembly/component-model/blob/main/design/mvp/CanonicalABI.md

mod arena;
mod bytes;
#[doc(hidden)]
pub mod entry;
mod list;
mod opt;
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "runner-host-v1"
))]
mod pairs;
mod res;
mod str;
mod text;
mod trap;
mod tuple;
mod unescape;
mod utf8;

pub(crate) use self::arena::Arena;
pub use self::bytes::Bytes;
pub use self::list::List;
pub use self::opt::Opt;
#[cfg(any(
    feature = "http-client-v1",
    feature = "http-client-v1-1",
    feature = "runner-host-v1"
))]
pub(crate) use self::pairs::Pairs;
pub use self::res::Res;
pub use self::str::Str;
pub use self::text::Text;
#[doc(hidden)]
pub use self::text::slice;
pub(crate) use self::text::split_ascii;
#[cfg(feature = "json")]
pub(crate) use self::text::{ESCAPES, plain_json};
pub(crate) use self::trap::stop;
pub use self::trap::trap;
pub use self::tuple::{
    Tuple1, Tuple2, Tuple3, Tuple4, Tuple5, Tuple6, Tuple7, Tuple8, Tuple9, Tuple10, Tuple11,
    Tuple12, Tuple13, Tuple14, Tuple15, Tuple16,
};
pub(crate) use self::unescape::unescape_json;
pub use self::utf8::from_utf8;
#[cfg(feature = "cbor")]
pub(crate) use self::utf8::is_utf8;
