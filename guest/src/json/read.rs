//! The types that can be read out of a value.

use super::error::JsonError;
use super::value::Json;
use crate::abi::Str;

/// A type that can be read out of a JSON value.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// let value = call.read_json(r#"[1,null]"#).unwrap();
/// let numbers: Result<Vec<Option<u32>>, _> = value.items().unwrap().map(|item| item.read()).collect();
/// assert_eq!(numbers, Ok(vec![Some(1), None]));
/// ```
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::json::{JsonError, FromJson, Json};
///
/// struct Point {
///     x: i32,
///     y: i32,
/// }
///
/// impl<'a> FromJson<'a> for Point {
///     fn from_json(json: Json<'a>) -> Result<Self, JsonError<'a>> {
///         let [x, y] = json.fields(["x", "y"])?;
///         Ok(Self { x: x.i32()?, y: y.i32()? })
///     }
/// }
///
/// let call = Call::new();
/// let point: Point = call.read_json(r#"{"x": 1, "y": -2}"#).unwrap().read().unwrap();
/// assert_eq!((point.x, point.y), (1, -2));
/// ```
pub trait FromJson<'a>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is not such a thing.
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>>;
}

impl<'a> Json<'a> {
    /// Reads a value of any type that can be read.
    ///
    /// # Errors
    /// When the value is not such a thing.
    pub fn read<T: FromJson<'a>>(self) -> Result<T, JsonError<'a>> {
        T::from_json(self)
    }
}

macro_rules! types {
    ($($type:ty: $method:ident,)*) => {$(
        impl<'a> FromJson<'a> for $type {
            fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
                value.$method()
            }
        }
    )*};
}

types! {
    &'a str: str,
    bool: bool,
    u32: u32,
    u64: u64,
    i32: i32,
    i64: i64,
    f32: f32,
    f64: f64,
}

impl<'a> FromJson<'a> for Str<'a> {
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
        value.str().map(Str::new)
    }
}

impl<'a> FromJson<'a> for Json<'a> {
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
        Ok(value)
    }
}

/// `None` where the value is absent or `null`.
impl<'a, T: FromJson<'a>> FromJson<'a> for Option<T> {
    fn from_json(value: Json<'a>) -> Result<Self, JsonError<'a>> {
        value.optional().map(T::from_json).transpose()
    }
}
