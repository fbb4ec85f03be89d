//! CBOR, held against RFC 8949, ciborium and minicbor.
#![cfg(feature = "cbor")]
#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_lossless,
    reason = "random bits are made numbers"
)]

mod appendix;
mod constants;
mod converting;
#[path = "../shared/damaged.rs"]
mod damaged;
mod errors;
mod extremes;
mod mutants;
mod random;
#[path = "../shared/setting.rs"]
mod setting;
mod writing;

use ciborium::Value;
use greentic_guest::Call;
use greentic_guest::cbor::{Cbor, CborError};

fn from_hex(hex: &str) -> Vec<u8> {
    let digit = |at: usize| u8::from_str_radix(&hex[at..at + 2], 16).unwrap();
    (0..hex.len()).step_by(2).map(digit).collect()
}

/// Returns the value of a document, as one of ciborium.
fn value(cbor: Cbor<'_>) -> Result<Value, CborError<'_>> {
    Ok(match cbor.encoded()[0] {
        0..0x40 => match (cbor.u64(), cbor.i64()) {
            (Ok(number), _) => number.into(),
            (_, Ok(number)) => number.into(),
            // Below the least i64, of which there is no method.
            _ => {
                let bytes: [u8; 8] = cbor.encoded()[1..].try_into().unwrap();
                let number = -1 - i128::from(u64::from_be_bytes(bytes));
                Value::Integer(number.try_into().unwrap())
            }
        },
        0x40..0x60 => cbor.bytes()?.into(),
        0x60..0x80 => cbor.str()?.into(),
        0x80..0xA0 => Value::Array(cbor.items()?.map(value).collect::<Result<_, _>>()?),
        0xA0..0xC0 => {
            let entry = |(name, value)| Ok((self::value(name)?, self::value(value)?));
            Value::Map(cbor.entries()?.map(entry).collect::<Result<_, _>>()?)
        }
        0xC0..0xE0 => {
            let (tag, content) = cbor.tag().unwrap();
            Value::Tag(tag, Box::new(value(content)?))
        }
        0xF4 | 0xF5 => cbor.bool()?.into(),
        0xF6 | 0xF7 => Value::Null,
        _ => Value::Float(cbor.f64()?),
    })
}

/// Returns the value of a whole document, or the place where it is wrong.
fn read(bytes: &[u8]) -> Result<Value, usize> {
    let call = Call::new();
    let cbor = call.read_cbor(bytes).map_err(|error| {
        // Both must end, whatever the document.
        assert!(error.message().contains(&error.at().to_string()));
        assert!(error.path().len() <= 21 * bytes.len());
        error.at()
    })?;
    value(cbor).map_err(CborError::at)
}

/// Returns whether both values are the same: of floats every bit counts.
fn same(ours: &Value, theirs: &Value) -> bool {
    match (ours, theirs) {
        (Value::Array(ours), Value::Array(theirs)) => {
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(|(a, b)| same(a, b))
        }
        (Value::Map(ours), Value::Map(theirs)) => {
            let same =
                |(a, b): (&(Value, Value), &(Value, Value))| same(&a.0, &b.0) && same(&a.1, &b.1);
            ours.len() == theirs.len() && ours.iter().zip(theirs).all(same)
        }
        (Value::Tag(a, ours), Value::Tag(b, theirs)) => a == b && same(ours, theirs),
        (Value::Float(ours), Value::Float(theirs)) => ours.to_bits() == theirs.to_bits(),
        _ => ours == theirs,
    }
}
