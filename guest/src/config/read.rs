//! Reads what settings are made of.

use super::cases::{case, nothing};
use super::error::ConfigError;
use crate::abi::{
    List, Opt, Res, Str, Tuple1, Tuple2, Tuple3, Tuple4, Tuple5, Tuple6, Tuple7, Tuple8, Tuple9,
    Tuple10, Tuple11, Tuple12, Tuple13, Tuple14, Tuple15, Tuple16,
};
use crate::json::{Json, JsonErrorKind};

/// A type that settings are made of. Bindings implement it for the record that carries
/// `@config`, and for what that is made of.
///
/// ```
/// # #[cfg(feature = "component-v0-5")] {
/// use greentic_guest::component::v0_5::node::Config;
/// use greentic_guest::{Call, config::FromConfig};
///
/// let call = Call::new();
/// let value = call.read_json(r#"{"title":"News","tags":["a","b"]}"#).unwrap();
/// let config = Config::from_config(value).unwrap();
/// assert_eq!(config.title, "News");
/// assert_eq!(config.tags.unwrap_or_default().len(), 2);
/// // `@default(10)`.
/// assert_eq!(config.max_items, 10);
/// # }
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no record of settings",
    label = "the bindings have no code that reads it",
    note = "put a line `@config` into the documentation of the record in the WIT"
)]
pub trait FromConfig<'a>: Sized {
    /// Reads it.
    ///
    /// # Errors
    /// When the value is not what the schema takes.
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>>;
}

/// Reads a field that has to be there; `name` is its name.
#[doc(hidden)]
pub fn required<'a, T: FromConfig<'a>>(
    value: Json<'a>,
    name: &'static [&'static str],
) -> Result<T, ConfigError<'a>> {
    if value.is_absent() {
        return Err(ConfigError::new(value, "there has to be ", name));
    }
    T::from_config(value)
}

/// Reads a field that is an option. `null` does not stand for its absence.
#[doc(hidden)]
pub fn optional<'a, T: FromConfig<'a>>(value: Json<'a>) -> Result<Opt<T>, ConfigError<'a>> {
    if value.is_absent() {
        return Ok(Opt::None);
    }
    T::from_config(value).map(Opt::Some)
}

/// Reads a field that has a default.
#[doc(hidden)]
pub fn or<'a, T: FromConfig<'a>>(value: Json<'a>, default: T) -> Result<T, ConfigError<'a>> {
    if value.is_absent() {
        return Ok(default);
    }
    T::from_config(value)
}

macro_rules! plain {
    ($($type:ty: $method:ident,)*) => {$(
        impl<'a> FromConfig<'a> for $type {
            fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
                Ok(value.$method()?)
            }
        }
    )*};
}

plain! {
    bool: bool,
    u32: whole_u32,
    i32: whole_i32,
    i64: whole_i64,
    f32: f32,
    f64: f64,
}

macro_rules! small {
    ($($type:ty: $method:ident,)*) => {$(
        impl<'a> FromConfig<'a> for $type {
            fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
                let number = value.$method()?.try_into();
                number.map_err(|_| value.error(JsonErrorKind::Integer).into())
            }
        }
    )*};
}

small! {
    u8: whole_u32,
    u16: whole_u32,
    i8: whole_i32,
    i16: whole_i32,
}

/// `3.0` and `3e0` are read up to 2^63.
impl<'a> FromConfig<'a> for u64 {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        if let Ok(number) = value.u64() {
            return Ok(number);
        }
        let number = value.whole_i64()?.try_into();
        number.map_err(|_| value.error(JsonErrorKind::Integer).into())
    }
}

impl<'a> FromConfig<'a> for char {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        let mut letters = value.str()?.chars();
        match (letters.next(), letters.next()) {
            (Some(letter), None) => Ok(letter),
            _ => Err(value.error(JsonErrorKind::Other).into()),
        }
    }
}

impl<'a> FromConfig<'a> for Str<'a> {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        Ok(Str::new(value.str()?))
    }
}

/// An array; its items are kept in the memory of the call.
impl<'a, T: FromConfig<'a> + Copy> FromConfig<'a> for List<'a, T> {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        let mut items = value.items()?;
        let len = items.clone().count();
        let mut fault = None;
        let list = value.call().arena().collect(
            len,
            core::iter::from_fn(|| match T::from_config(items.next()?) {
                Ok(item) => Some(item),
                Err(error) => {
                    fault = Some(error);
                    None
                }
            }),
        );
        fault.map_or(Ok(List::new(list)), Err)
    }
}

/// Reads an option that is no field: `null`, or a value.
impl<'a, T: FromConfig<'a>> FromConfig<'a> for Opt<T> {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        if value.is_null() {
            return Ok(Self::None);
        }
        T::from_config(value).map(Self::Some)
    }
}

/// A case that holds nothing: `null`.
impl<'a> FromConfig<'a> for () {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        nothing(value)
    }
}

/// An object with the one field `ok` or `err`.
impl<'a, T: FromConfig<'a>, E: FromConfig<'a>> FromConfig<'a> for Res<T, E> {
    fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
        let (at, payload) = case(value, &["ok", "err"])?;
        match at {
            0 => T::from_config(payload).map(Self::Ok),
            _ => E::from_config(payload).map(Self::Err),
        }
    }
}

macro_rules! tuples {
    // Tuple2 (A a, B b);
    ($($name:ident ($($member:ident $value:ident),+);)+) => {$(
        impl<'a, $($member: FromConfig<'a>),+> FromConfig<'a> for $name<$($member),+> {
            fn from_config(value: Json<'a>) -> Result<Self, ConfigError<'a>> {
                let mut items = value.items()?;
                $(
                    let Some($value) = items.next() else {
                        return Err(value.error(JsonErrorKind::Other).into());
                    };
                    let $value = $member::from_config($value)?;
                )+
                match items.next() {
                    None => Ok(Self($($value),+)),
                    Some(_) => Err(value.error(JsonErrorKind::Other).into()),
                }
            }
        }
    )+};
}

tuples! {
    Tuple1 (A a);
    Tuple2 (A a, B b);
    Tuple3 (A a, B b, C c);
    Tuple4 (A a, B b, C c, D d);
    Tuple5 (A a, B b, C c, D d, E e);
    Tuple6 (A a, B b, C c, D d, E e, F f);
    Tuple7 (A a, B b, C c, D d, E e, F f, G g);
    Tuple8 (A a, B b, C c, D d, E e, F f, G g, H h);
    Tuple9 (A a, B b, C c, D d, E e, F f, G g, H h, I i);
    Tuple10 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j);
    Tuple11 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k);
    Tuple12 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l);
    Tuple13 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m);
    Tuple14 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n);
    Tuple15 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o);
    Tuple16 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p);
}
