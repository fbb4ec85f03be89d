//! Settings as the record that WIT has for them.
//!
//! Bindings give the record that carries `@config` in its WIT, here that of
//! `component@0.5.0`, two things: the constant `SCHEMA`, which is its JSON Schema, and
//! [`FromConfig`], with which [`Input::config_as`] reads it. Both follow from the same
//! types: what the schema takes is read, and what it refuses is an error.
//!
//! ```
//! # #[cfg(feature = "component-v0-5")] {
//! use greentic_guest::component::v0_5::node::{Config, DisplayMode, ExecCtx, NodeError};
//! use greentic_guest::prelude::*;
//!
//! greentic_guest::component_entrypoint!({
//!     manifest: r#"{"name":"board","version":"1.0.0"}"#,
//!     config_schema: const Config::SCHEMA,
//!     ops: { "show" => show },
//! });
//!
//! fn show<'a>(call: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
//!     let config: Config = call.input(input)?.config_as()?;
//!     Ok(match config.layout {
//!         DisplayMode::Grid => call.concat(&["a grid: ", config.title.get()]),
//!         DisplayMode::Stacked => config.title.get(),
//!     })
//! }
//!
//! # let call = Call::new();
//! # let ctx = ExecCtx::default();
//! let answer = show(&call, &ctx, r#"{"config":{"title":"News"},"input":{}}"#);
//! // `@default("stacked")`.
//! assert_eq!(answer, Ok("News"));
//!
//! let error = show(&call, &ctx, r#"{"config":{"layout":"tiled","title":"News"},"input":{}}"#);
//! assert_eq!(
//!     error.unwrap_err().message,
//!     "settings, at byte 20, `/config/layout`: this is none of `stacked`, `grid`"
//! );
//! // Nobody sent settings: as if they were empty.
//! let error = show(&call, &ctx, "{}").unwrap_err();
//! assert_eq!((error.code.get(), error.message.get()), ("bad-config", "settings, at byte 0: there has to be `title`"));
//! # }
//! ```
//!
//! # What JSON a type has
//!
//! | WIT | JSON |
//! | --- | --- |
//! | a record | an object with these fields and no other; options and fields with `@default` may be left out |
//! | `option<T>`, in other places than a field | `null`, or what `T` is |
//! | a variant, `result` | an object with the name of the case as its one field; `null` in it where the case holds nothing |
//! | an enum, `char` | a text |
//! | flags | an array of their names, each once at most |
//! | a list, a tuple | an array |
//! | whole numbers | `3`, `3.0` and `3e0`, as JSON Schema has it |
//!
//! # Limits
//!
//! Two things are read more strictly than a schema is: a field that stands in an object
//! twice is an error, and a `u64` from 2^63 on has neither a point nor an exponent.
//!
//! [`Input::config_as`]: crate::input::Input::config_as

mod cases;
mod error;
mod read;

#[doc(hidden)]
pub use self::cases::{case, flags, name, nothing};
pub use self::error::ConfigError;
pub use self::read::FromConfig;
#[doc(hidden)]
pub use self::read::{optional, or, required};
