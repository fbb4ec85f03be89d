//! The types that can be written as JSON.

use super::value::Json;
use crate::abi::{List, Opt, Str, Text};

/// A value that can be written as JSON.
///
/// Values are written as they are handed over, so an iterator or a closure can be
/// one: [`array`](super::array), [`object`](super::object). A type of your own
/// that is `Copy` can be handed over by reference too.
///
/// ```
/// use greentic_guest::abi::Text;
/// use greentic_guest::json::{self, ToJson};
///
/// #[derive(Clone, Copy)]
/// struct Point(u32, u32);
///
/// impl ToJson for Point {
///     fn to_json(self, text: &mut Text<'_>) {
///         json::array([self.0, self.1]).to_json(text);
///     }
/// }
///
/// let call = greentic_guest::Call::new();
/// assert_eq!(call.write_json([Point(1, 2), Point(3, 4)].as_slice()), "[[1,2],[3,4]]");
/// ```
pub trait ToJson {
    /// Appends it to a text: one JSON value.
    fn to_json(self, text: &mut Text<'_>);
}

impl ToJson for &str {
    fn to_json(self, text: &mut Text<'_>) {
        text.push_json(self);
    }
}

impl ToJson for Str<'_> {
    fn to_json(self, text: &mut Text<'_>) {
        text.push_json(self.get());
    }
}

impl ToJson for bool {
    fn to_json(self, text: &mut Text<'_>) {
        text.push(if self { "true" } else { "false" });
    }
}

/// `null`.
impl ToJson for () {
    fn to_json(self, text: &mut Text<'_>) {
        text.push("null");
    }
}

macro_rules! integers {
    // u64 as u64 by push_u64
    ($($type:ty as $wide:ident by $push:ident;)*) => {$(
        impl ToJson for $type {
            #[allow(clippy::cast_lossless, reason = "of `usize` there is no other way")]
            fn to_json(self, text: &mut Text<'_>) {
                text.$push(self as $wide);
            }
        }
    )*};
}

integers! {
    u8 as u64 by push_u64;
    u16 as u64 by push_u64;
    u32 as u64 by push_u64;
    u64 as u64 by push_u64;
    usize as u64 by push_u64;
    i8 as i64 by push_i64;
    i16 as i64 by push_i64;
    i32 as i64 by push_i64;
    i64 as i64 by push_i64;
    isize as i64 by push_i64;
}

/// The shortest number that reads back as this one; `null` where there is none.
impl ToJson for f64 {
    fn to_json(self, text: &mut Text<'_>) {
        text.push_f64(self);
    }
}

/// The shortest number that reads back as this `f32`; `null` where there is none.
impl ToJson for f32 {
    fn to_json(self, text: &mut Text<'_>) {
        text.push_f32(self);
    }
}

/// The value as it stands in its document; `null` where it is absent.
impl ToJson for Json<'_> {
    fn to_json(self, text: &mut Text<'_>) {
        text.push(if self.is_absent() {
            "null"
        } else {
            self.text()
        });
    }
}

impl<T: ToJson> ToJson for Option<T> {
    fn to_json(self, text: &mut Text<'_>) {
        match self {
            Some(value) => value.to_json(text),
            None => text.push("null"),
        }
    }
}

impl<T: ToJson> ToJson for Opt<T> {
    fn to_json(self, text: &mut Text<'_>) {
        self.get().to_json(text);
    }
}

impl<T: ToJson + Copy> ToJson for &T {
    fn to_json(self, text: &mut Text<'_>) {
        (*self).to_json(text);
    }
}

impl<T: ToJson + Copy> ToJson for &[T] {
    fn to_json(self, text: &mut Text<'_>) {
        super::array(self).to_json(text);
    }
}

impl<T: ToJson, const N: usize> ToJson for [T; N] {
    fn to_json(self, text: &mut Text<'_>) {
        super::array(self).to_json(text);
    }
}

impl<T: ToJson + Copy> ToJson for List<'_, T> {
    fn to_json(self, text: &mut Text<'_>) {
        super::array(self.get()).to_json(text);
    }
}
