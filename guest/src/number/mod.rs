//! Numbers from text and back, each for a few hundred bytes.
//!
//! | | reads | writes |
//! | --- | --- | --- |
//! | integers | [`parse_u64`], [`parse_i64`], [`parse_u32`], [`parse_i32`] | [`Text::push_u64`], [`Text::push_i64`] |
//! | floats | [`parse_f64`], [`parse_f32`] | [`Text::push_f64`], [`Text::push_f32`] |
//! | decimals | [`parse_decimal`] | [`Text::push_decimal`] |
//!
//! What a component does not call is not in it.
//!
//! [`Text::push_u64`]: crate::abi::Text::push_u64
//! [`Text::push_i64`]: crate::abi::Text::push_i64
//! [`Text::push_f64`]: crate::abi::Text::push_f64
//! [`Text::push_f32`]: crate::abi::Text::push_f32
//! [`Text::push_decimal`]: crate::abi::Text::push_decimal

mod decimal;
mod exact;
mod integer;
mod literal;
mod point;
mod read;
mod scale;
mod write;

pub use self::decimal::parse_decimal;
pub use self::integer::{parse_i32, parse_i64, parse_u32, parse_u64};
pub use self::read::{parse_f32, parse_f64};
