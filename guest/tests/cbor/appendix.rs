//! The examples of RFC 8949.

use greentic_guest::Call;
use greentic_guest::cbor::Cbor;
use greentic_types::cbor::canonical::canonicalize_allow_floats;
use minicbor::data::Token;
use minicbor::decode::Tokenizer;

use super::from_hex;

const APPENDIX_A: &str = include_str!("appendix-a.txt");

/// Items that are not well-formed (RFC 8949, appendix F).
const APPENDIX_F: &str = "
    18 19 1a 1b 1901 1a0102 1b01020304050607 38 58 78 98 9a01ff00 b8 d8 f8 f900 fa0000 fb000000
    41 61 5affffffff00 5bffffffffffffffff010203 7affffffff00 7b7fffffffffffffff010203
    81 818181818181818181 8200 a1 a20102 a100 a2000000
    c0
    5f4100 7f6100 9f 9f0102 bf bf01020102 819f 9f8000 9f9f9f9f9fffffffff 9f819f819f9fffffff
    fc fd fe 1c 1d 1e 3c 3d 3e 5c 5d 5e 7c 7d 7e 9c 9d 9e bc bd be dc dd de
    f800 f801 f818 f81f
    5f00ff 5f21ff 5f6100ff 5f80ff 5fa0ff 5fc000ff 5fe0ff 7f4100ff
    5f5f4100ffff 7f7f6100ffff
    ff 81ff 8200ff a1ff a1ff00 a100ff a20000ff 9f81ff 9f829f819f9fffffffff bf00ff bf000000ff
    1f 3f df d8ff c0ff bfc0ff 9fc0ffff";

/// Writes a value in diagnostic notation, by way of every method that reads.
fn diagnostic(cbor: Cbor<'_>) -> String {
    if let Some((tag, content)) = cbor.tag() {
        assert_eq!(content.encoded(), cbor.untagged().encoded());
        return format!("{tag}({})", diagnostic(content));
    }
    if let Ok(text) = cbor.str() {
        return format!("{text:?}");
    }
    if let Ok(bytes) = cbor.bytes() {
        return format!("h'{}'", hex::encode(bytes));
    }
    if let Ok(items) = cbor.items() {
        return format!("[{}]", items.map(diagnostic).collect::<Vec<_>>().join(", "));
    }
    if let Ok(entries) = cbor.entries() {
        let entry = |(name, value)| format!("{}: {}", diagnostic(name), diagnostic(value));
        return format!("{{{}}}", entries.map(entry).collect::<Vec<_>>().join(", "));
    }
    if let Ok(truth) = cbor.bool() {
        return truth.to_string();
    }
    if let Some(number) = cbor.simple() {
        return match number {
            22 => "null".to_owned(),
            23 => "undefined".to_owned(),
            _ => format!("simple({number})"),
        };
    }
    if let Ok(number) = cbor.u64() {
        assert_eq!(cbor.u32().ok(), u32::try_from(number).ok());
        assert_eq!(cbor.i64().ok(), i64::try_from(number).ok());
        return number.to_string();
    }
    if let Ok(number) = cbor.i64() {
        assert_eq!(cbor.i32().ok(), i32::try_from(number).ok());
        return number.to_string();
    }
    let number = cbor.f64().unwrap();
    if cbor.encoded()[0] < 0x40 {
        format!("{number:.0}")
    } else {
        format!("{number:?}")
    }
}

/// Returns an item that minicbor reads, in the same notation; `None` for the end of items
/// without a number.
fn of_others(tokens: &mut Tokenizer<'_, '_>) -> Option<String> {
    // Chunks are one string: `h'01', h'02'` is `h'0102'`.
    let joined = |chunks: String, between: &str| chunks.replace(between, "");
    Some(match tokens.next()?.unwrap() {
        Token::Bool(truth) => truth.to_string(),
        Token::U8(number) => number.to_string(),
        Token::U16(number) => number.to_string(),
        Token::U32(number) => number.to_string(),
        Token::U64(number) => number.to_string(),
        Token::I8(number) => number.to_string(),
        Token::I16(number) => number.to_string(),
        Token::I32(number) => number.to_string(),
        Token::I64(number) => number.to_string(),
        Token::Int(number) => i128::from(number).to_string(),
        Token::F16(number) | Token::F32(number) => format!("{:?}", f64::from(number)),
        Token::F64(number) => format!("{number:?}"),
        Token::Bytes(bytes) => format!("h'{}'", hex::encode(bytes)),
        Token::String(text) => format!("{text:?}"),
        Token::Tag(tag) => format!("{}({})", tag.as_u64(), of_others(tokens)?),
        Token::Simple(number) => format!("simple({number})"),
        Token::Null => "null".to_owned(),
        Token::Undefined => "undefined".to_owned(),
        Token::Array(length) => format!("[{}]", items(tokens, Some(length), false)),
        Token::BeginArray => format!("[{}]", items(tokens, None, false)),
        Token::Map(length) => format!("{{{}}}", items(tokens, Some(length), true)),
        Token::BeginMap => format!("{{{}}}", items(tokens, None, true)),
        Token::BeginBytes => joined(items(tokens, None, false), "', h'"),
        Token::BeginString => joined(items(tokens, None, false), "\", \""),
        Token::Break => return None,
    })
}

/// The items of an array, or the names and values of a map: so many, or all up to
/// the end.
fn items(tokens: &mut Tokenizer<'_, '_>, length: Option<u64>, map: bool) -> String {
    let mut items = Vec::new();
    while length.is_none_or(|length| (items.len() as u64) < length) {
        let Some(item) = of_others(tokens) else { break };
        items.push(if map {
            format!("{item}: {}", of_others(tokens).unwrap())
        } else {
            item
        });
    }
    items.join(", ")
}

/// The examples are typed by hand: a slip shows in what others make of them.
#[test]
fn the_examples_are_what_others_read() {
    for line in APPENDIX_A.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let bytes = from_hex(parts.next().unwrap());
        let strict = parts.next() == Some("=");
        let mut tokens = Tokenizer::new(&bytes);
        assert_eq!(of_others(&mut tokens).as_deref(), parts.next(), "{line}");
        assert!(tokens.next().is_none(), "{line}");
        // It takes neither tags nor names that are no text.
        if let Ok(canonical) = canonicalize_allow_floats(&bytes) {
            // It reads `undefined` as `null`.
            assert_eq!(canonical == bytes, strict && bytes != [0xF7], "{line}");
        }
    }
    for hex in APPENDIX_F.split_whitespace() {
        let bytes = from_hex(hex);
        let read = minicbor::Decoder::new(&bytes).skip();
        let value = ciborium::from_reader::<ciborium::Value, _>(bytes.as_slice());
        assert!(read.is_err() || value.is_err(), "{hex}");
    }
}

#[test]
fn the_examples_are_read() {
    let mut count = 0;
    for line in APPENDIX_A.lines().filter(|line| !line.starts_with('#')) {
        let mut parts = line.splitn(3, ' ');
        let bytes = from_hex(parts.next().unwrap());
        let strict = parts.next() == Some("=");
        let call = Call::new();
        assert_eq!(
            diagnostic(call.read_cbor(&bytes).unwrap()),
            parts.next().unwrap(),
            "{line}"
        );
        assert_eq!(call.read_canonical_cbor(&bytes).is_ok(), strict, "{line}");
        count += 1;
    }
    assert_eq!(count, 81);
}

#[test]
fn what_is_not_well_formed_is_refused() {
    let mut count = 0;
    for hex in APPENDIX_F.split_whitespace() {
        let bytes = from_hex(hex);
        let call = Call::new();
        let error = call.read_cbor(&bytes).unwrap_err();
        assert!(
            error.at() <= bytes.len() && !error.message().is_empty(),
            "{hex}"
        );
        assert!(call.read_canonical_cbor(&bytes).is_err(), "{hex}");
        assert!(call.cbor_pick(&bytes, ["a"]).is_err(), "{hex}");
        count += 1;
    }
    assert!(count > 90, "{count}");
}
