//! State as text and as JSON, and `None` in place of an error where there is none.
//!
//! ```
//! # #[cfg(feature = "state-store-v1-1")]
//! # #[cfg(feature = "component-v0-5")]
//! # #[cfg(feature = "json")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::NodeError, json, state::v1_1::Host};
//!
//! fn visit<'a>(call: &'a Call, state: &impl Host) -> Result<u32, NodeError<'a>> {
//!     let visits = state.json_or(call, "visits", 0)? + 1;
//!     state.put_text(call, "visits", json!(call, visits))?;
//!     // Once for all, whoever else tries at the same time.
//!     if state.put_text_if_absent(call, "first", r#"{"by":"us"}"#)? {
//!         state.remove(call, "yesterday")?;
//!     }
//!     Ok(visits)
//! }
//! # use greentic_guest::testing::MemoryState;
//! # let (call, state) = (Call::new(), MemoryState::new().with("yesterday", "1"));
//! # assert_eq!((visit(&call, &state), visit(&call, &state)), (Ok(1), Ok(2)));
//! # assert_eq!(state.keys(), ["first", "visits"]);
//! # }
//! ```
//!
//! The tenant is always that of the call. For another one there are the functions of `Host`,
//! most hosts refuse it.
//!
//! A value that is not what was asked for is a failure with the code `not-text` or `bad-json`.
//! A JSON document is text: `put_text(call, key, json!(call, {"cents": 7}))` stores one.

#[cfg(feature = "interfaces-host-v0-1")]
pub mod interfaces_host;
#[cfg(feature = "state-store-v1")]
pub mod v1_0;
#[cfg(feature = "state-store-v1-1")]
pub mod v1_1;

/// Returns whether an error of a host with this code says that there is no value. The WIT
/// leaves the word to the host; these two are in use.
#[inline(never)]
pub(super) fn is_missing(code: &str) -> bool {
    matches!(code, "not_found" | "not-found")
}

/// The trait of values, the same for each version but for what else it has.
#[cfg(any(feature = "state-store-v1", feature = "state-store-v1-1"))]
macro_rules! values {
    ($(#[$doc:meta])* $module:path { $($more:item)* }) => {
        use $module::{Host, HostError, OpAck};

        use crate::abi::from_utf8;
        use crate::{Call, Failure as _, NotText};

        $(#[$doc])*
        pub trait StateValues: Host {
            /// Returns the bytes under a key; `None` where there are none.
            ///
            /// # Errors
            ///
            /// The host has no store, the component may not use it, or the store fails.
            fn bytes<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<Option<&'a [u8]>, HostError<'a>> {
                match self.read(call, key, None) {
                    Ok(bytes) => Ok(Some(bytes)),
                    Err(error) if super::is_missing(error.code.get()) => Ok(None),
                    Err(error) => Err(error),
                }
            }

            /// Returns the text under a key; `None` where there is none.
            ///
            /// # Errors
            ///
            /// As of [`bytes`](Self::bytes), and `not-text` where the value is not UTF-8.
            fn text<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<Option<&'a str>, HostError<'a>> {
                let Some(bytes) = self.bytes(call, key)? else {
                    return Ok(None);
                };
                match from_utf8(bytes) {
                    Some(text) => Ok(Some(text)),
                    None => Err(HostError {
                        code: NotText.code().into(),
                        message: NotText.message().into(),
                    }),
                }
            }

            /// Returns the JSON document under a key; `None` where there is none.
            ///
            /// # Errors
            ///
            /// As of [`text`](Self::text), and `bad-json` where the value is not JSON: all of
            /// it is checked.
            #[cfg(feature = "json")]
            fn json<'a>(
                &self,
                call: &'a Call,
                key: &str,
            ) -> Result<Option<crate::json::Json<'a>>, HostError<'a>> {
                match self.text(call, key)? {
                    Some(text) => Ok(Some(call.read_json(text)?)),
                    None => Ok(None),
                }
            }

            /// Returns the JSON value under a key as what it is; `default` where there is
            /// none: `state.json_or(call, "visits", 0)?`.
            ///
            /// # Errors
            ///
            /// As of [`json`](Self::json), and `bad-json` where the value is something else.
            #[cfg(feature = "json")]
            fn json_or<'a, T: crate::json::FromJson<'a>>(
                &self,
                call: &'a Call,
                key: &str,
                default: T,
            ) -> Result<T, HostError<'a>> {
                match self.json(call, key)? {
                    Some(json) => Ok(json.read()?),
                    None => Ok(default),
                }
            }

            /// Stores bytes under a key, in place of a value that is there. They should be
            /// JSON: some hosts store the JSON value that they hold.
            ///
            /// # Errors
            ///
            /// The host has no store, the component may not use it, or the store fails.
            fn put<'a>(
                &self,
                call: &'a Call,
                key: &str,
                bytes: &[u8],
            ) -> Result<(), HostError<'a>> {
                self.write(call, key, bytes, None).map(|OpAck::Ok| ())
            }

            /// Stores text under a key, a JSON document say, in place of a value that is there.
            ///
            /// # Errors
            ///
            /// As of [`put`](Self::put).
            fn put_text<'a>(
                &self,
                call: &'a Call,
                key: &str,
                text: &str,
            ) -> Result<(), HostError<'a>> {
                self.put(call, key, text.as_bytes())
            }

            /// Removes the value under a key, if there is one.
            ///
            /// # Errors
            ///
            /// As of [`put`](Self::put).
            fn remove<'a>(&self, call: &'a Call, key: &str) -> Result<(), HostError<'a>> {
                match self.delete(call, key, None) {
                    // Some hosts say that there was none, others do not.
                    Err(error) if !super::is_missing(error.code.get()) => Err(error),
                    _ => Ok(()),
                }
            }

            $($more)*
        }

        impl<H: Host + ?Sized> StateValues for H {}
    };
}

#[cfg(any(feature = "state-store-v1", feature = "state-store-v1-1"))]
use values;
