//! CBOR to JSON.

use ciborium_ll::{Decoder, Header};
use serde_json::{Map, Value, json};

use super::number::{float, negative};
use super::{CborError, MAX_BYTES, MAX_DEPTH, RESERVED};

/// Reads one document.
///
/// # Errors
///
/// - [`CborError::Malformed`] for what is no CBOR, cut off, or followed by more.
/// - [`CborError::TooDeep`] and [`CborError::TooLarge`].
pub fn to_json(bytes: &[u8]) -> Result<Value, CborError> {
    document(bytes, Decoding::Everything)
}

/// The treatment of a value that JSON lacks.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Decoding {
    /// The object that stands for it.
    Everything,
    /// As the runners do it: null, or an error.
    AsRunners,
}

/// Reads one document, without recursion.
pub(super) fn document(bytes: &[u8], form: Decoding) -> Result<Value, CborError> {
    if bytes.len() > MAX_BYTES {
        return Err(CborError::TooLarge { bytes: bytes.len() });
    }
    let mut reader = Reader { bytes, at: 0, form };
    let mut open: Vec<Open> = Vec::new();
    loop {
        let start = reader.at;
        let mut done = match reader.item(&open)? {
            Token::Whole(value) => Some(value),
            Token::Ends => open.pop().map(|open| open.close(form)),
            Token::Opens(value) => {
                if open.len() == MAX_DEPTH {
                    return Err(CborError::TooDeep);
                }
                open.push(value);
                None
            }
        };
        // A value may be the last one of what it lies in, and that the last one, too.
        while let Some(outer) = open.last_mut() {
            if let Some(value) = done.take() {
                reader.allowed(outer, &value, start)?;
                outer.put(value);
            }
            if outer.left != Some(0) {
                break;
            }
            done = open.pop().map(|open| open.close(form));
        }
        if let Some(value) = done {
            if reader.at < bytes.len() {
                return Err(reader.wrong(reader.at, "more follows the document"));
            }
            return Ok(value);
        }
    }
}

/// The next part of a document.
enum Token {
    /// A value.
    Whole(Value),
    /// The beginning of a value that is made of others.
    Opens(Open),
    /// The end of one that does not say how many these are.
    Ends,
}

enum Container {
    Array,
    Map,
    /// `None` for one that is looked through.
    Tag(Option<u64>),
}

/// A value that is made of others, as far as they are read.
struct Open {
    kind: Container,
    /// Of a map its keys and values, one after the other.
    values: Vec<Value>,
    /// The number of values to come; `None` if a break ends them.
    left: Option<usize>,
}

impl Open {
    fn put(&mut self, value: Value) {
        self.values.push(value);
        self.left = self.left.map(|left| left.saturating_sub(1));
    }

    /// Returns whether the next value is a key.
    fn wants_key(&self) -> bool {
        matches!(self.kind, Container::Map) && self.values.len().is_multiple_of(2)
    }

    fn close(self, form: Decoding) -> Value {
        let mut values = self.values.into_iter();
        match self.kind {
            Container::Array => values.collect(),
            Container::Tag(Some(tag)) => json!({ "$tag": [tag, values.next()] }),
            Container::Tag(None) => values.next().unwrap_or_default(),
            Container::Map => {
                let mut pairs = Vec::with_capacity(values.len() / 2);
                while let (Some(key), Some(value)) = (values.next(), values.next()) {
                    pairs.push((key, value));
                }
                map(pairs, form)
            }
        }
    }
}

/// An object, where that says the same, or the runners make one of it.
fn map(pairs: Vec<(Value, Value)>, form: Decoding) -> Value {
    let reserved = match &pairs[..] {
        [(Value::String(key), _)] => RESERVED.contains(&&**key),
        _ => false,
    };
    let mut keys: Vec<_> = pairs.iter().map(|(key, _)| key.as_str()).collect();
    keys.sort_unstable();
    let once = keys.windows(2).all(|two| two[0] != two[1]);
    let says_all = !reserved && once && !keys.contains(&None);
    if form == Decoding::Everything && !says_all {
        let pairs: Vec<_> = pairs
            .iter()
            .map(|(key, value)| json!([key, value]))
            .collect();
        return json!({ "$map": pairs });
    }
    let named = |(key, value)| match key {
        Value::String(key) => Some((key, value)),
        _ => None,
    };
    Value::Object(pairs.into_iter().filter_map(named).collect::<Map<_, _>>())
}

struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
    form: Decoding,
}

impl Reader<'_> {
    fn wrong(&self, at: usize, message: &'static str) -> CborError {
        let bytes = self.bytes.len();
        CborError::Malformed { at, bytes, message }
    }

    fn header(&mut self) -> Result<Header, CborError> {
        let start = self.at;
        let rest = &self.bytes[start..];
        let mut decoder = Decoder::from(rest);
        match decoder.pull() {
            // Two bytes for what has a form of one.
            Ok(Header::Simple(number)) if number < 32 && decoder.offset() == 2 => {
                Err(self.wrong(start, "a simple value of this number has one byte"))
            }
            Ok(header) => {
                self.at += decoder.offset();
                Ok(header)
            }
            Err(ciborium_ll::Error::Io(_)) => Err(self.wrong(start, "it is cut off")),
            Err(ciborium_ll::Error::Syntax(_)) => {
                Err(self.wrong(start, "no value begins like this"))
            }
        }
    }

    fn item(&mut self, open: &[Open]) -> Result<Token, CborError> {
        let start = self.at;
        let everything = self.form == Decoding::Everything;
        let value = match self.header()? {
            Header::Positive(number) => json!(number),
            Header::Negative(number) => match negative(number) {
                Some(value) => value,
                None if everything => json!({ "$int": (!i128::from(number)).to_string() }),
                None => return Err(self.wrong(start, "an integer beyond 64 bits")),
            },
            Header::Float(number) => match float(number) {
                Ok(value) => value,
                Err(name) if everything => json!({ "$float": name }),
                Err(_) => Value::Null,
            },
            Header::Simple(20) => json!(false),
            Header::Simple(21) => json!(true),
            Header::Simple(22) => Value::Null,
            Header::Simple(number) if everything => json!({ "$simple": number }),
            Header::Simple(23) => Value::Null,
            Header::Simple(_) => return Err(self.wrong(start, "an unknown simple value")),
            Header::Bytes(length) => {
                let bytes = self.string(length, |header| match header {
                    Header::Bytes(length) => length,
                    _ => None,
                })?;
                if everything {
                    json!({ "$bytes": hex::encode(&bytes) })
                } else {
                    // The runners take them for a text where a key belongs, if it is not
                    // the first one.
                    let key = is_later_key(open).then(|| String::from_utf8(bytes).ok());
                    Value::String(key.flatten().ok_or(self.wrong(start, "bytes"))?)
                }
            }
            Header::Text(length) => {
                let bytes = self.string(length, |header| match header {
                    Header::Text(length) => length,
                    _ => None,
                })?;
                let text = String::from_utf8(bytes);
                Value::String(text.map_err(|_| self.wrong(start, "a text is not UTF-8"))?)
            }
            Header::Array(length) => return Ok(opens(Container::Array, length)),
            Header::Map(length) => {
                let values = length.map(|pairs| pairs.saturating_mul(2));
                return Ok(opens(Container::Map, values));
            }
            Header::Tag(tag) => {
                let tag = everything.then_some(tag);
                return Ok(opens(Container::Tag(tag), Some(1)));
            }
            Header::Break => {
                return match open.last() {
                    Some(outer) if outer.left.is_some() => {
                        Err(self.wrong(start, "a break where a value belongs"))
                    }
                    Some(outer)
                        if outer.values.len() % 2 == 1 && matches!(outer.kind, Container::Map) =>
                    {
                        Err(self.wrong(start, "a key without a value"))
                    }
                    Some(_) => Ok(Token::Ends),
                    None => Err(self.wrong(start, "a break where nothing is open")),
                };
            }
        };
        Ok(Token::Whole(value))
    }

    /// The bytes of a string, of all its chunks where its length is not known.
    fn string(
        &mut self,
        length: Option<usize>,
        chunk: fn(Header) -> Option<usize>,
    ) -> Result<Vec<u8>, CborError> {
        let mut whole = Vec::new();
        if let Some(length) = length {
            self.take(length, &mut whole)?;
            return Ok(whole);
        }
        loop {
            let start = self.at;
            let header = self.header()?;
            if header == Header::Break {
                return Ok(whole);
            }
            let length = chunk(header).ok_or(self.wrong(start, "no chunk of a string"))?;
            let begin = whole.len();
            self.take(length, &mut whole)?;
            let is_text = matches!(header, Header::Text(_)) && self.form == Decoding::Everything;
            // Each chunk is a text by itself, which the runners do not look at.
            if is_text && str::from_utf8(&whole[begin..]).is_err() {
                return Err(self.wrong(start, "a chunk of a text is not UTF-8"));
            }
        }
    }

    fn take(&mut self, length: usize, whole: &mut Vec<u8>) -> Result<(), CborError> {
        let end = self.at.checked_add(length);
        let part = end.and_then(|end| self.bytes.get(self.at..end));
        let part = part.ok_or(self.wrong(self.at, "a string is cut off"))?;
        whole.extend_from_slice(part);
        self.at += length;
        Ok(())
    }

    /// Refuses keys that the runners do not take.
    fn allowed(&self, outer: &Open, value: &Value, start: usize) -> Result<(), CborError> {
        if self.form == Decoding::AsRunners && outer.wants_key() && !value.is_string() {
            return Err(self.wrong(start, "a key of a map is no text"));
        }
        Ok(())
    }
}

/// Returns whether the next value is a key of a map, and not its first one. Tags are
/// looked through.
fn is_later_key(open: &[Open]) -> bool {
    let mut outer = open.iter().rev();
    let outer = outer.find(|outer| !matches!(outer.kind, Container::Tag(None)));
    outer.is_some_and(|outer| outer.wants_key() && !outer.values.is_empty())
}

fn opens(kind: Container, left: Option<usize>) -> Token {
    Token::Opens(Open {
        kind,
        values: Vec::new(),
        left,
    })
}
