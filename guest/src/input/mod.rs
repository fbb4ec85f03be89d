//! The input that a flow gives a node, whatever the host wrapped it in.
//!
//! ```
//! use greentic_guest::{Call, json};
//!
//! fn symbol<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, json::JsonError<'a>> {
//!     call.input(input)?.payload().at("symbol").str()
//! }
//!
//! let call = Call::new();
//! // From a test, or from a host that wraps nothing.
//! assert_eq!(symbol(&call, r#"{"symbol":"A"}"#), Ok("A"));
//! // From a runner: the payload is the bytes of the same text.
//! let payload = br#"{"symbol":"A"}"#;
//! let envelope = format!(
//!     r#"{{"ctx":{{"env":"prod","tenant":"acme","tenant_id":"acme","attempt":0}},
//!         "flow_id":"main","node_id":"n1","op":"quote","payload":{payload:?},"metadata":[]}}"#
//! );
//! assert_eq!(symbol(&call, &envelope), Ok("A"));
//! ```
//!
//! The runners of the platform hand a node of `component@0.4.0` and `0.5.0` the JSON
//! of `greentic-types`' `InvocationEnvelope`, in which the payload is an array of the
//! bytes of the flow's JSON. Inputs that look like a card, those of tests and those
//! of other hosts come bare. Where the node has settings, what the flow gave stands
//! beside them: `{"config":..,"input":..}`, in the envelope or bare. One reader takes
//! all of these.
//!
//! | | takes | and gives |
//! | --- | --- | --- |
//! | [`Call::input`] | the text of nodes up to 0.5.0, whichever it is | [`Input`] |
//! | [`Input::bare`], [`Input::envelope`] | the one, and the other is an error | [`Input`] |
//! | `Call::input_cbor` | `payload-cbor` of `node@0.6.0` (feature `cbor`) | `CborInput` |
//! | `Call::input_run` | the input of `component-runtime@0.6.0` (feature `cbor`) | `RunInput` |
//!
//! # What an envelope is
//!
//! A document is taken for an envelope only where all of this holds; else it is the
//! payload itself:
//!
//! - It is an object of the six fields `ctx`, `flow_id`, `node_id`, `op`, `payload`
//!   and `metadata`, in any order, each there once and no other beside them.
//! - `ctx` is an object, `flow_id` and `op` are texts, `node_id` is one or `null`.
//! - `payload` and `metadata` are arrays of whole numbers from 0 to 255, without a sign,
//!   a fraction or an exponent.
//! - The bytes of `payload` are a JSON document.
//!
//! Settings are taken out of an object with the two fields `config` and `input`, each
//! there once and no other beside them. That is done once: an `input` that looks the
//! same stays whole. [`Input::whole`] is the payload with its settings, for nodes
//! whose own input has these two fields.
//!
//! # Limits
//!
//! The bytes of payload and metadata are put together in the memory of the call. They
//! grow by doubling, and each is two bytes of the envelope at least: in a component
//! they take no more memory than the envelope itself, where nothing is in their way.
//! Nothing is recursive, and an envelope is read a fixed number of times. The payload
//! may be as deep as any document of [`json`](mod@crate::json), whatever is around it.
//!
//! [`Call::input`]: crate::Call::input

#[cfg(feature = "cbor")]
mod cbor;
mod context;
mod envelope;
#[cfg(feature = "cbor")]
mod run;
mod settings;
mod text;

#[cfg(feature = "cbor")]
pub use self::cbor::CborInput;
#[cfg(feature = "cbor")]
pub use self::context::CborContext;
pub use self::context::Context;
#[cfg(feature = "cbor")]
pub use self::run::RunInput;
pub use self::text::Input;
