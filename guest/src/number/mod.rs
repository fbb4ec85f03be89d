//! Numbers from text and back, exact and small.
//!
//! | | reads | bytes | writes | bytes |
//! | --- | --- | --- | --- | --- |
//! | integers | [`parse_u64`], [`parse_i64`], [`parse_u32`], [`parse_i32`] | 141 to 172 | [`Text::push_u64`], [`Text::push_i64`] | 89 to 122 |
//! | decimals | [`parse_decimal`] | 785 | [`Text::push_decimal`] | 208 |
//! | floats | [`parse_f64`], [`parse_f32`] | 2,266 | [`Text::push_f64`], [`Text::push_f32`] | 1,332 |
//!
//! A component has only those in it that it calls. The bytes are those of a shrunk
//! component that does nothing else, above the same without it; the writers above
//! one that builds any other text. Who reads floats and writes them pays 3,196 for
//! both, and 178 more to read them in the other width.
//! `core` takes 17,900 bytes to read a float.
//!
//! # How floats are read
//!
//! The first 19 digits are multiplied or divided by the power of ten in 160 bits
//! (`scale`). Nearly always that tells which float is the nearest. Where the
//! number is so close to the middle of two floats that digits behind the 19th, or
//! bits behind the 160th, decide, the digits of that middle are worked out and
//! compared with the text (`exact`), 16 at a time up to the first that differs: 768
//! at most. The costs are bounded: a text of 800 digits takes 6 times what the
//! shortest text of a float takes, in fuel, and 30 times what a price (`12345.50`) takes.
//!
//! # How floats are written
//!
//! By Schubfach (Raffaello Giulietti), with the same 160 bits in place of its
//! table of 10 KB.
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
