//! Small forms of what `core`, and crates for it, do with text.
//!
//! Each costs only the components that call it. The bytes are said with it: those
//! of a shrunk component that does nothing else, above the same without it; of
//! what appends, above one that appends anything else.
//!
//! | what | here |
//! | --- | --- |
//! | letters, words, spaces around | [`letters`], [`split_any`], [`trim`] |
//! | ASCII case | [`Text::push_lower`], [`Text::push_upper`] |
//! | hexadecimal | [`Text::push_hex`], [`Bytes::push_hex`] |
//! | base64 | [`Text::push_base64`], [`Bytes::push_base64`] |
//! | percent-encoding | [`Text::push_percent`], [`Bytes::push_percent`] |
//!
//! [`Text::push_lower`]: crate::abi::Text::push_lower
//! [`Text::push_upper`]: crate::abi::Text::push_upper
//! [`Text::push_hex`]: crate::abi::Text::push_hex
//! [`Text::push_base64`]: crate::abi::Text::push_base64
//! [`Text::push_percent`]: crate::abi::Text::push_percent
//! [`Bytes::push_hex`]: crate::abi::Bytes::push_hex
//! [`Bytes::push_base64`]: crate::abi::Bytes::push_base64
//! [`Bytes::push_percent`]: crate::abi::Bytes::push_percent

mod base64;
mod case;
mod hex;
mod percent;
mod split;

pub use self::base64::Base64;
pub use self::split::{SplitAny, letters, split_any, trim};
pub use crate::abi::slice;
