//! Numbers of CBOR in JSON.

use serde_json::{Number, Value};

/// The value `-1 - number`, where JSON's reader has such integers.
pub(super) fn negative(number: u64) -> Option<Value> {
    let number = i64::try_from(number).ok()?;
    Some(Value::from(!number))
}

/// A float, or the name of one that is no number.
pub(super) fn float(number: f64) -> Result<Value, &'static str> {
    Number::from_f64(number)
        .map(Value::Number)
        .ok_or(if number.is_nan() {
            "NaN"
        } else if number > 0.0 {
            "Infinity"
        } else {
            "-Infinity"
        })
}

/// The float of that name.
pub(super) fn named_float(name: &str) -> Option<f64> {
    match name {
        "NaN" => Some(f64::NAN),
        "Infinity" => Some(f64::INFINITY),
        "-Infinity" => Some(f64::NEG_INFINITY),
        _ => None,
    }
}

/// The `number` of an integer `-1 - number` that is below those of 64 bits with a
/// sign; a larger one is written as any other number.
pub(super) fn far_negative(text: &str) -> Option<u64> {
    let number: i128 = text.parse().ok()?;
    let number = u64::try_from(!number).ok()?;
    (number > i64::MAX.unsigned_abs() && (!i128::from(number)).to_string() == text)
        .then_some(number)
}
