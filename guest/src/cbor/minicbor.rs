//! Types with the derive macros of `minicbor`, in the memory of a call.

use minicbor::decode::{Decode, Decoder};
use minicbor::encode::{Encode, Write};

use super::error::{CborError, CborErrorKind};
use super::value::CborDocument;
use super::writer::Writer;
use crate::Call;

impl Write for Writer<'_> {
    type Error = core::convert::Infallible;

    fn write_all(&mut self, bytes: &[u8]) -> Result<(), Self::Error> {
        self.bytes.push(bytes);
        Ok(())
    }
}

/// CBOR of types that derive it: the feature `minicbor`. A struct of one string
/// takes 10,100 bytes of a component to read, where [`Call::cbor_fields`] takes
/// 2,300; writing takes 690 and [`cbor!`](crate::cbor!) 430.
///
/// ```
/// #[derive(minicbor::Encode, minicbor::Decode, PartialEq, Debug)]
/// struct Order<'a> {
///     #[n(0)]
///     item: &'a str,
///     #[n(1)]
///     count: u32,
/// }
///
/// let call = greentic_guest::Call::new();
/// let order = Order { item: "tea", count: 2 };
/// let bytes = call.write_minicbor(&order).unwrap();
/// assert_eq!(bytes, b"\x82\x63tea\x02");
/// assert_eq!(call.read_minicbor(bytes), Ok(order));
/// assert_eq!(call.read_minicbor::<Order>(b"\x82\x02\x02").unwrap_err().at(), 1);
/// ```
impl Call {
    /// Writes a value by its `minicbor::Encode`. `None` where that fails, which
    /// derived code does not.
    ///
    /// Its fields are written as `minicbor` has them, by number, which is not the
    /// form that the platform hashes unless they are numbered in order.
    pub fn write_minicbor<T: Encode<()>>(&self, value: &T) -> Option<&[u8]> {
        let mut to = Writer::new(self);
        minicbor::encode(value, &mut to).ok()?;
        Some(to.finish())
    }

    /// Reads a value by its `minicbor::Decode`, from all of `bytes`.
    ///
    /// # Errors
    /// When the bytes are no such value; where that is known, with the place.
    pub fn read_minicbor<'a, T: Decode<'a, ()>>(
        &'a self,
        bytes: &'a [u8],
    ) -> Result<T, CborError<'a>> {
        let mut decoder = Decoder::new(bytes);
        let fault = |at: usize, kind| CborError::keep(CborDocument::keep(self, bytes), at, kind);
        match decoder.decode() {
            Ok(value) if decoder.position() == bytes.len() => Ok(value),
            Ok(_) => Err(fault(decoder.position(), CborErrorKind::More)),
            Err(error) => Err(fault(
                error.position().unwrap_or(decoder.position()),
                CborErrorKind::Other,
            )),
        }
    }
}
