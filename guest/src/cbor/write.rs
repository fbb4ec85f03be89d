//! The types that can be written as CBOR.

use super::value::Cbor;
use super::writer::Writer;
use crate::abi::{List, Opt, Str};

/// A value that can be written as CBOR.
///
/// Values are written as they are handed over, so an iterator or a closure can be
/// one: [`array`](super::array), [`map`](super::map). A type of your own that is
/// `Copy` can be handed over by reference too.
///
/// `&[u8]` is a byte string, and every other slice an array: that is why `u8` is
/// no value by itself.
///
/// ```
/// use greentic_guest::cbor::{self, ToCbor, Writer};
///
/// #[derive(Clone, Copy)]
/// struct Point(u32, u32);
///
/// impl ToCbor for Point {
///     fn to_cbor(self, to: &mut Writer<'_>) {
///         cbor::array([self.0, self.1]).to_cbor(to);
///     }
/// }
///
/// let call = greentic_guest::Call::new();
/// let bytes = call.write_cbor([Point(1, 2), Point(3, 4)].as_slice());
/// assert_eq!(bytes, b"\x82\x82\x01\x02\x82\x03\x04");
/// ```
pub trait ToCbor {
    /// Appends it: one CBOR value.
    fn to_cbor(self, to: &mut Writer<'_>);
}

impl ToCbor for &str {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.text(self);
    }
}

impl ToCbor for Str<'_> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.text(self.get());
    }
}

/// A byte string.
impl ToCbor for &[u8] {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.string(2, self);
    }
}

/// A byte string.
impl<const N: usize> ToCbor for &[u8; N] {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.string(2, self);
    }
}

/// A byte string.
impl ToCbor for List<'_, u8> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.string(2, self.get());
    }
}

impl ToCbor for bool {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.head(7, 20 + u64::from(self));
    }
}

/// `null`.
impl ToCbor for () {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.head(7, 22);
    }
}

macro_rules! integers {
    // u64 as u64;
    ($($type:ty as $wide:ident: |$to:ident, $number:ident| $write:expr;)*) => {$(
        impl ToCbor for $type {
            fn to_cbor(self, $to: &mut Writer<'_>) {
                let $number = self as $wide;
                $write;
            }
        }
    )*};
}

integers! {
    u16 as u64: |to, number| to.head(0, number);
    u32 as u64: |to, number| to.head(0, number);
    u64 as u64: |to, number| to.head(0, number);
    usize as u64: |to, number| to.head(0, number);
    i16 as i64: |to, number| to.integer(number);
    i32 as i64: |to, number| to.integer(number);
    i64 as i64: |to, number| to.integer(number);
    isize as i64: |to, number| to.integer(number);
}

/// The shortest float that is the same, of 16, 32 or 64 bits.
impl ToCbor for f64 {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.float(self);
    }
}

/// The shortest float that is the same, of 16 or 32 bits.
impl ToCbor for f32 {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.float(self.into());
    }
}

/// The value as it stands in its document, in whatever form; `null` where it is
/// absent.
impl ToCbor for Cbor<'_> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.bytes.push(if self.is_absent() {
            &[0xF6]
        } else {
            self.encoded()
        });
    }
}

impl<T: ToCbor> ToCbor for Option<T> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        match self {
            Some(value) => value.to_cbor(to),
            None => ().to_cbor(to),
        }
    }
}

impl<T: ToCbor> ToCbor for Opt<T> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        self.get().to_cbor(to);
    }
}

impl<T: ToCbor + Copy> ToCbor for &T {
    fn to_cbor(self, to: &mut Writer<'_>) {
        (*self).to_cbor(to);
    }
}

impl<T: ToCbor + Copy> ToCbor for &[T] {
    fn to_cbor(self, to: &mut Writer<'_>) {
        super::array(self).to_cbor(to);
    }
}

impl<T: ToCbor, const N: usize> ToCbor for [T; N] {
    fn to_cbor(self, to: &mut Writer<'_>) {
        super::array(self).to_cbor(to);
    }
}

impl<T: ToCbor + Copy> ToCbor for List<'_, T> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        super::array(self.get()).to_cbor(to);
    }
}
