//! The types that can be read out of a value.

use super::error::CborError;
use super::value::Cbor;
use crate::abi::Str;

/// A type that can be read out of a CBOR value.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// // [1, null]
/// let value = call.read_cbor(b"\x82\x01\xF6").unwrap();
/// let numbers: Result<Vec<Option<u32>>, _> = value.items().unwrap().map(|item| item.read()).collect();
/// assert_eq!(numbers, Ok(vec![Some(1), None]));
/// ```
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, Cbor, CborError, FromCbor};
///
/// struct Point {
///     x: i32,
///     y: i32,
/// }
///
/// impl<'a> FromCbor<'a> for Point {
///     fn from_cbor(cbor: Cbor<'a>) -> Result<Self, CborError<'a>> {
///         let [x, y] = cbor.fields(["x", "y"])?;
///         Ok(Self { x: x.i32()?, y: y.i32()? })
///     }
/// }
///
/// let call = Call::new();
/// let document = call.read_cbor(cbor::constant!({"x": 1, "y": -2})).unwrap();
/// let point: Point = document.read().unwrap();
/// assert_eq!((point.x, point.y), (1, -2));
/// ```
pub trait FromCbor<'a>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is not such a thing.
    fn from_cbor(value: Cbor<'a>) -> Result<Self, CborError<'a>>;
}

impl<'a> Cbor<'a> {
    /// Reads a value of any type that can be read.
    ///
    /// # Errors
    /// When the value is not such a thing.
    pub fn read<T: FromCbor<'a>>(self) -> Result<T, CborError<'a>> {
        T::from_cbor(self)
    }
}

macro_rules! types {
    ($($type:ty: $method:ident,)*) => {$(
        impl<'a> FromCbor<'a> for $type {
            fn from_cbor(value: Cbor<'a>) -> Result<Self, CborError<'a>> {
                value.$method()
            }
        }
    )*};
}

types! {
    &'a str: str,
    &'a [u8]: bytes,
    bool: bool,
    u32: u32,
    u64: u64,
    i32: i32,
    i64: i64,
    f32: f32,
    f64: f64,
}

impl<'a> FromCbor<'a> for Str<'a> {
    fn from_cbor(value: Cbor<'a>) -> Result<Self, CborError<'a>> {
        value.str().map(Str::new)
    }
}

impl<'a> FromCbor<'a> for Cbor<'a> {
    fn from_cbor(value: Cbor<'a>) -> Result<Self, CborError<'a>> {
        Ok(value)
    }
}

/// `None` where the value is absent, `null` or `undefined`.
impl<'a, T: FromCbor<'a>> FromCbor<'a> for Option<T> {
    fn from_cbor(value: Cbor<'a>) -> Result<Self, CborError<'a>> {
        value.optional().map(T::from_cbor).transpose()
    }
}
