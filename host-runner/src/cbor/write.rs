//! JSON to CBOR.

use ciborium_ll::{Encoder, Header};
use serde_json::{Map, Value};

use super::number::{far_negative, named_float};
use super::{CborError, MAX_BYTES, MAX_DEPTH, RESERVED};

/// Writes a value in the canonical form: lengths that are known, the shortest form
/// of each number, keys of objects sorted by length and then by their bytes. The
/// pairs of a `$map` stay in their order.
///
/// # Errors
///
/// - [`CborError::Reserved`] for an object that looks like one of those that stand
///   for values of CBOR, and is none.
/// - [`CborError::TooDeep`] and [`CborError::TooLarge`].
pub fn from_json(value: &Value) -> Result<Vec<u8>, CborError> {
    document(value, Encoding::Canonical)
}

/// The form in which objects are written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    /// Sorted by length first, and some of them as what they stand for.
    Canonical,
    /// In the order of their keys' bytes, as `serde_json` has them, and all of them
    /// as maps.
    AsRunners,
}

/// Writes a value in a form.
pub(super) fn document(value: &Value, form: Encoding) -> Result<Vec<u8>, CborError> {
    let mut writer = Writer {
        out: Vec::new(),
        form,
    };
    writer.value(value, 0)?;
    Ok(writer.out)
}

struct Writer {
    out: Vec<u8>,
    form: Encoding,
}

impl Writer {
    fn header(&mut self, header: Header) {
        // Writing to a vector does not fail.
        let _ = Encoder::from(&mut self.out).push(header);
    }

    /// Writes a string after its header.
    fn string(
        &mut self,
        header: fn(Option<usize>) -> Header,
        bytes: &[u8],
    ) -> Result<(), CborError> {
        let total = self.out.len().saturating_add(bytes.len());
        if total > MAX_BYTES {
            return Err(CborError::TooLarge { bytes: total });
        }
        self.header(header(Some(bytes.len())));
        self.out.extend_from_slice(bytes);
        Ok(())
    }

    /// Writes a value that lies so deep.
    fn value(&mut self, value: &Value, depth: usize) -> Result<(), CborError> {
        if self.out.len() > MAX_BYTES {
            let bytes = self.out.len();
            return Err(CborError::TooLarge { bytes });
        }
        match value {
            Value::Null => self.header(Header::Simple(22)),
            Value::Bool(value) => self.header(Header::Simple(20 + u8::from(*value))),
            Value::Number(number) => self.header(if let Some(number) = number.as_u64() {
                Header::Positive(number)
            } else if let Some(number) = number.as_i64() {
                // Below zero, or it were a `u64`.
                Header::Negative((!number).cast_unsigned())
            } else {
                Header::Float(number.as_f64().unwrap_or(f64::NAN))
            }),
            Value::String(text) => self.string(Header::Text, text.as_bytes())?,
            Value::Array(values) => {
                let depth = deeper(depth)?;
                self.header(Header::Array(Some(values.len())));
                for value in values {
                    self.value(value, depth)?;
                }
            }
            Value::Object(object) => match special(object, self.form)? {
                Some(special) => self.special(&special, depth)?,
                None => self.object(object, deeper(depth)?)?,
            },
        }
        Ok(())
    }

    fn object(&mut self, object: &Map<String, Value>, depth: usize) -> Result<(), CborError> {
        let mut pairs: Vec<_> = object.iter().collect();
        match self.form {
            Encoding::Canonical => pairs.sort_by_key(|(key, _)| (key.len(), *key)),
            Encoding::AsRunners => pairs.sort_by_key(|(key, _)| *key),
        }
        self.header(Header::Map(Some(pairs.len())));
        for (key, value) in pairs {
            self.string(Header::Text, key.as_bytes())?;
            self.value(value, depth)?;
        }
        Ok(())
    }

    fn special(&mut self, special: &Special<'_>, depth: usize) -> Result<(), CborError> {
        match special {
            Special::Bytes(bytes) => self.string(Header::Bytes, bytes)?,
            Special::Header(header) => self.header(*header),
            Special::Tag(tag, value) => {
                let depth = deeper(depth)?;
                self.header(Header::Tag(*tag));
                self.value(value, depth)?;
            }
            Special::Map(pairs) => {
                let depth = deeper(depth)?;
                self.header(Header::Map(Some(pairs.len())));
                for (key, value) in pairs {
                    self.value(key, depth)?;
                    self.value(value, depth)?;
                }
            }
        }
        Ok(())
    }
}

fn deeper(depth: usize) -> Result<usize, CborError> {
    if depth == MAX_DEPTH {
        return Err(CborError::TooDeep);
    }
    Ok(depth + 1)
}

/// A value of CBOR that JSON lacks.
enum Special<'a> {
    Bytes(Vec<u8>),
    /// All of it is in its header.
    Header(Header),
    Tag(u64, &'a Value),
    Map(Vec<(&'a Value, &'a Value)>),
}

/// Returns the value for which an object stands, if it stands for one.
fn special(object: &Map<String, Value>, form: Encoding) -> Result<Option<Special<'_>>, CborError> {
    let mut entries = object.iter();
    let (Some((key, value)), None, Encoding::Canonical) = (entries.next(), entries.next(), form)
    else {
        return Ok(None);
    };
    let text = value.as_str();
    let (found, what) = match &**key {
        "$bytes" => (
            text.and_then(|text| hex::decode(text).ok())
                .map(Special::Bytes),
            "bytes, two hexadecimal digits each",
        ),
        "$int" => (
            text.and_then(far_negative)
                .map(|number| Special::Header(Header::Negative(number))),
            "an integer below those of 64 bits, as a text",
        ),
        "$float" => (
            text.and_then(named_float)
                .map(|number| Special::Header(Header::Float(number))),
            "NaN, Infinity or -Infinity, as a text",
        ),
        "$simple" => {
            let number = value.as_u64().and_then(|number| u8::try_from(number).ok());
            // The others are values of JSON, or have no form.
            let number = number.filter(|number| matches!(number, 0..=19 | 23 | 32..));
            (
                number.map(|number| Special::Header(Header::Simple(number))),
                "the number of a simple value, 23 for undefined",
            )
        }
        "$tag" => (tag(value), "the number of a tag and a value"),
        "$map" => (pairs(value), "pairs of a key and a value"),
        _ => return Ok(None),
    };
    debug_assert!(RESERVED.contains(&&**key));
    let wrong = || CborError::Reserved {
        key: key.clone(),
        what,
    };
    found.map(Some).ok_or_else(wrong)
}

fn tag(value: &Value) -> Option<Special<'_>> {
    let [tag, value] = &value.as_array()?[..] else {
        return None;
    };
    Some(Special::Tag(tag.as_u64()?, value))
}

fn pairs(value: &Value) -> Option<Special<'_>> {
    let mut pairs = Vec::new();
    for pair in value.as_array()? {
        let [key, value] = &pair.as_array()?[..] else {
            return None;
        };
        pairs.push((key, value));
    }
    Some(Special::Map(pairs))
}
