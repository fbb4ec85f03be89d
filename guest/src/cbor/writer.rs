//! Heads and what stands behind them, at the end of what was written.

use super::float;
use super::order::{info, part};
use crate::Call;
use crate::abi::Bytes;
use crate::call::CallRef;

/// CBOR under construction in the memory of a call: [`ToCbor`](super::ToCbor)
/// writes to it.
///
/// ```
/// use greentic_guest::cbor::{ToCbor, Writer};
///
/// #[derive(Clone, Copy)]
/// enum Id<'a> {
///     Number(u32),
///     Name(&'a str),
/// }
///
/// impl ToCbor for Id<'_> {
///     fn to_cbor(self, to: &mut Writer<'_>) {
///         match self {
///             Self::Number(number) => number.to_cbor(to),
///             Self::Name(name) => name.to_cbor(to),
///         }
///     }
/// }
///
/// let call = greentic_guest::Call::new();
/// let bytes = call.write_cbor([Id::Number(7), Id::Name("ada")].as_slice());
/// assert_eq!(bytes, b"\x82\x07\x63ada");
/// ```
#[derive(Debug)]
pub struct Writer<'a> {
    pub(super) call: CallRef<'a>,
    pub(super) bytes: Bytes<'a>,
}

impl<'a> Writer<'a> {
    /// Returns one that has nothing yet.
    #[doc(hidden)]
    pub fn new(call: &'a Call) -> Self {
        Self {
            call: CallRef::new(call),
            bytes: call.bytes(),
        }
    }

    /// Returns what was written.
    #[doc(hidden)]
    pub fn finish(self) -> &'a [u8] {
        self.bytes.finish()
    }

    /// Appends a first byte, and of the number as many as it announces.
    #[inline(never)]
    fn put(&mut self, first: u8, number: u64) {
        self.bytes.push_byte(first);
        let mut width = match first & 31 {
            info @ 24..28 => 8_u32 << (info - 24),
            _ => 0,
        };
        while width > 0 {
            width -= 8;
            self.bytes.push_byte((number >> width) as u8);
        }
    }

    /// Appends the shortest head with this number.
    #[doc(hidden)]
    #[inline(never)]
    pub fn head(&mut self, major: u8, number: u64) {
        self.put(major << 5 | info(number), number);
    }

    /// Appends an integer.
    pub(super) fn integer(&mut self, number: i64) {
        // -1 minus the number has all bits of it the other way round.
        let sign = number >> 63;
        self.head((sign & 1) as u8, (number ^ sign).cast_unsigned());
    }

    /// Appends a float: the shortest one that is the same.
    #[inline(never)]
    pub(super) fn float(&mut self, number: f64) {
        let (info, number) = float::narrow(number.to_bits());
        self.put(7 << 5 | info, number);
    }

    /// Appends bytes (2) or text (3).
    #[inline(never)]
    pub(super) fn string(&mut self, major: u8, bytes: &[u8]) {
        self.head(major, bytes.len() as u64);
        self.bytes.push(bytes);
    }

    /// Appends a text.
    #[doc(hidden)]
    pub fn text(&mut self, text: &str) {
        self.string(3, text.as_bytes());
    }

    /// Puts the number of items into the head of an array or map, which was
    /// written as that of an empty one. What follows moves where it has to.
    #[inline(never)]
    pub(super) fn count(&mut self, start: usize, count: u64) {
        let Some(first) = self.bytes.so_far().get_mut(start) else {
            return;
        };
        let major = *first >> 5;
        if count < 24 {
            *first |= count as u8;
            return;
        }
        let items = self.behind(start);
        self.bytes.truncate(start);
        self.head(major, count);
        self.bytes.push(items);
    }

    /// Returns a copy of what stands behind the first byte at `start`.
    pub(super) fn behind(&mut self, start: usize) -> &'a [u8] {
        let end = self.bytes.len();
        let mut copy = self.call.get().bytes();
        copy.push(part(self.bytes.so_far(), start + 1, end));
        copy.finish()
    }
}
