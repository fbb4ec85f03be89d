//! CBOR.

mod error;
mod float;
mod from_json;
mod hash;
mod build;
mod constant;
mod constant_number;
mod fields;
mod list;
mod macros;
mod map;
#[cfg(feature = "minicbor")]
mod minicbor;
mod number;
mod order;
mod path;
mod read;
mod reader;
mod to_json;
mod value;
mod write;
mod writer;

pub use self::build::{ArrayOf, Map, MapOf, Raw, Tagged, array, map, raw, tagged};
pub use self::from_json::from_json;
pub use self::hash::{SchemaHash, schema_hash};
pub use self::to_json::to_json;
pub use self::error::{Error, Kind};
pub use self::list::{Entries, Items};
pub use self::read::FromCbor;
pub use self::value::Cbor;
pub use self::write::ToCbor;
pub use self::writer::Writer;
/// For `cbor!` only.
#[doc(hidden)]
pub use self::fields::Fields;
#[doc(hidden)]
pub use self::constant::{Constant, room};
#[doc(inline)]
pub use crate::{__cbor_constant as constant, __cbor_from_json_const as from_json_const};
#[doc(hidden)]
pub use self::order::{are_distinct, are_sorted};

use crate::Call;

/// CBOR: [`cbor`](crate::cbor).
impl Call {
    /// Reads the CBOR document `bytes`: a map with these fields and no other,
    /// each once at most. A field that is not there is
    /// [absent](Cbor::is_absent).
    ///
    /// # Errors
    /// When the document is not CBOR (all of it is checked), no map, or has
    /// another field, or one twice.
    pub fn cbor_fields<'a, const N: usize>(
        &'a self,
        bytes: &'a [u8],
        names: [&str; N],
    ) -> Result<[Cbor<'a>; N], Error<'a>> {
        Cbor::start(self, bytes).fields(names)
    }

    /// Reads the CBOR document `bytes`: a map with these fields, each once at
    /// most, and maybe others.
    ///
    /// # Errors
    /// When the document is not CBOR (all of it is checked), no map, or has one
    /// of the fields twice.
    pub fn cbor_pick<'a, const N: usize>(
        &'a self,
        bytes: &'a [u8],
        names: [&str; N],
    ) -> Result<[Cbor<'a>; N], Error<'a>> {
        Cbor::start(self, bytes).pick(names)
    }

    /// Reads the CBOR document `bytes`.
    ///
    /// # Errors
    /// When it is not CBOR: all of it is checked.
    pub fn read_cbor<'a>(&'a self, bytes: &'a [u8]) -> Result<Cbor<'a>, Error<'a>> {
        Cbor::parse(self, bytes, false)
    }

    /// Reads the CBOR document `bytes`, which must be in the one form that the
    /// platform hashes.
    ///
    /// # Errors
    /// When it is not CBOR, or in another form: all of it is checked.
    pub fn read_canonical_cbor<'a>(&'a self, bytes: &'a [u8]) -> Result<Cbor<'a>, Error<'a>> {
        Cbor::parse(self, bytes, true)
    }

    /// Writes a value as CBOR, in the one form that the platform hashes.
    pub fn write_cbor(&self, value: impl ToCbor) -> &[u8] {
        let mut to = Writer::new(self);
        value.to_cbor(&mut to);
        to.finish()
    }
}
