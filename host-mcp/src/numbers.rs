//! Numbers that are written in more than one way.

use serde_json::{Number, Value};

/// Largest whole number that every reader of JSON knows exactly.
const EXACT: f64 = 9_007_199_254_740_991.0;

/// Writes whole numbers as such: `3.0` is the integer 3 in a schema, and what reads
/// an integer in a component often takes no other form.
pub(crate) fn whole(value: &mut Value) {
    match value {
        Value::Number(number) if number.is_f64() => {
            if let Some(float) = number.as_f64()
                && float.fract() == 0.0
                && float.abs() <= EXACT
                && !(float == 0.0 && float.is_sign_negative())
            {
                #[allow(clippy::cast_possible_truncation, reason = "it is exact")]
                let whole = float as i64;
                *number = Number::from(whole);
            }
        }
        Value::Array(items) => items.iter_mut().for_each(whole),
        Value::Object(members) => members.values_mut().for_each(whole),
        _ => {}
    }
}

/// Returns the number that reads the same as a short one: 0.1, not
/// 0.10000000149. `None` for what JSON has no number for.
pub(crate) fn decimal(number: f32) -> Option<f64> {
    number
        .to_string()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn whole_numbers_lose_their_point_and_others_nothing() {
        let mut value = json!({ "a": [3.0, -2.0, 1.5, 1e300, -0.0, "3.0"], "b": 1e15 });
        whole(&mut value);
        let expected = r#"{"a":[3,-2,1.5,1e300,-0.0,"3.0"],"b":1000000000000000}"#;
        assert_eq!(value, serde_json::from_str::<Value>(expected).unwrap());
        assert!(value["a"][0].is_i64() && value["a"][4].is_f64());
    }
}
