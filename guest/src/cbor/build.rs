//! Maps and arrays whose parts are only known when they are written.

use super::fields::Fields;
use super::write::ToCbor;
use super::writer::Writer;

/// A map that is being written.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, Map};
///
/// fn point(fields: &mut Map<'_, '_>) {
///     fields.field("x", 1_u32);
///     fields.entry(7_u32, true);
/// }
///
/// let call = Call::new();
/// assert_eq!(call.write_cbor(cbor::map(point)), b"\xA2\x07\xF5\x61x\x01");
/// ```
#[derive(Debug)]
pub struct Map<'t, 'a> {
    to: &'t mut Writer<'a>,
    fields: Fields<'a>,
}

impl Map<'_, '_> {
    /// Adds a field, in whatever order: a map is sorted when it ends. Of two
    /// fields of one name the later stays.
    pub fn field(&mut self, name: &str, value: impl ToCbor) {
        self.entry(name, value);
    }

    /// Adds a field whose name can be any value.
    pub fn entry(&mut self, name: impl ToCbor, value: impl ToCbor) {
        name.to_cbor(self.to);
        self.fields.named(self.to);
        value.to_cbor(self.to);
        self.fields.field(self.to);
    }
}

/// A map whose fields a closure writes: [`map`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, Map, MapOf};
///
/// fn point(x: u32) -> MapOf<impl FnOnce(&mut Map<'_, '_>)> {
///     cbor::map(move |fields| fields.field("x", x))
/// }
///
/// assert_eq!(Call::new().write_cbor(point(1)), b"\xA1\x61x\x01");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct MapOf<F>(F);

/// Returns a map that `fields` writes.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::cbor;
///
/// let names = ["b", "a"];
/// let bytes = call.write_cbor(cbor::map(|map| {
///     for (number, name) in (1_u32..).zip(names) {
///         map.field(name, number);
///     }
/// }));
/// // {"a": 2, "b": 1}
/// assert_eq!(bytes, b"\xA2\x61a\x02\x61b\x01");
/// ```
pub const fn map<F: FnOnce(&mut Map<'_, '_>)>(fields: F) -> MapOf<F> {
    MapOf(fields)
}

impl<F: FnOnce(&mut Map<'_, '_>)> ToCbor for MapOf<F> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        let fields = Fields::new(to);
        let mut map = Map { to, fields };
        self.0(&mut map);
        map.fields.finish(map.to);
    }
}

/// An array of what an iterator yields: [`array()`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, CborArrayOf};
///
/// let doubled: CborArrayOf<_> = cbor::array([1_u32, 2].into_iter().map(|one| one * 2));
/// assert_eq!(Call::new().write_cbor(doubled), b"\x82\x02\x04");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct CborArrayOf<I>(I);

/// Returns an array of these items.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::cbor;
///
/// let lengths = ["a", "bcd"].iter().map(|word| word.len());
/// assert_eq!(call.write_cbor(cbor::array(lengths)), b"\x82\x01\x03");
/// ```
pub const fn array<I: IntoIterator>(items: I) -> CborArrayOf<I>
where
    I::Item: ToCbor,
{
    CborArrayOf(items)
}

impl<I: IntoIterator> ToCbor for CborArrayOf<I>
where
    I::Item: ToCbor,
{
    fn to_cbor(self, to: &mut Writer<'_>) {
        let start = to.bytes.len();
        to.head(4, 0);
        let mut count = 0;
        for item in self.0 {
            item.to_cbor(to);
            count += 1;
        }
        to.count(start, count);
    }
}

/// A value with a tag: [`tagged`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, Tagged};
///
/// let time: Tagged<u32> = cbor::tagged(1, 5);
/// assert_eq!(Call::new().write_cbor(time), b"\xC1\x05");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Tagged<T>(u64, T);

/// Returns a value with a tag on it.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// // 1(1363896240): seconds since 1970.
/// let bytes = call.write_cbor(greentic_guest::cbor::tagged(1, 1_363_896_240_u64));
/// assert_eq!(bytes, b"\xC1\x1A\x51\x4B\x67\xB0");
/// ```
pub const fn tagged<T: ToCbor>(tag: u64, value: T) -> Tagged<T> {
    Tagged(tag, value)
}

impl<T: ToCbor> ToCbor for Tagged<T> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.head(6, self.0);
        self.1.to_cbor(to);
    }
}

/// Bytes that are CBOR: [`raw`].
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::cbor::{self, RawCbor};
///
/// let known: RawCbor<'_> = cbor::raw(b"\x05");
/// assert_eq!(Call::new().write_cbor(known), b"\x05");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct RawCbor<'a>(&'a [u8]);

/// Returns a value that is written as it stands: nobody looks whether `bytes` are
/// one CBOR value.
///
/// ```
/// # let call = greentic_guest::Call::new();
/// use greentic_guest::cbor;
///
/// let known = b"\x81\x01";
/// assert_eq!(greentic_guest::cbor!(call, [cbor::raw(known)]), b"\x81\x81\x01");
/// ```
pub const fn raw(bytes: &[u8]) -> RawCbor<'_> {
    RawCbor(bytes)
}

impl ToCbor for RawCbor<'_> {
    fn to_cbor(self, to: &mut Writer<'_>) {
        to.bytes.push(self.0);
    }
}
