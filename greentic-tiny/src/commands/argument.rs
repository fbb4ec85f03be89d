//! Arguments that are bytes, in more handy forms than lists of numbers.

use std::borrow::Cow;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use greentic_host_runner::cbor::{from_json, unhex};

use crate::failure::Failure;

/// The argument in WAVE: what begins with the name of a form and a colon, which no
/// value in WAVE does, is written as a list of bytes.
pub(crate) fn in_wave(argument: &str) -> Result<Cow<'_, str>, Failure> {
    let Some((form, text)) = argument.split_once(':') else {
        return Ok(argument.into());
    };
    let bytes = match form {
        "text" => Ok(text.as_bytes().to_vec()),
        "json" => serde_json::from_str::<serde::de::IgnoredAny>(text)
            .map(|_| text.as_bytes().to_vec())
            .map_err(|error| error.to_string()),
        "cbor" => serde_json::from_str(text)
            .map_err(|error| error.to_string())
            .and_then(|value| from_json(&value).map_err(|error| error.to_string())),
        "hex" => unhex(text).ok_or_else(|| "it is not two hexadecimal digits a byte".to_owned()),
        "base64" => STANDARD.decode(text).map_err(|error| error.to_string()),
        _ => return Ok(argument.into()),
    };
    let bytes = bytes.map_err(|message| Failure::Usage {
        message: format!("the argument `{form}:..`: {message}"),
    })?;
    let mut list = String::with_capacity(bytes.len() * 4 + 2);
    list.push('[');
    for byte in bytes {
        // Writing to a string does not fail.
        let _ = write!(list, "{byte},");
    }
    list.push(']');
    Ok(list.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_bytes_become_lists() {
        for (argument, list) in [
            ("text:", "[]"),
            ("text:a:b", "[97,58,98,]"),
            ("json:[1]", "[91,49,93,]"),
            ("cbor:{\"a\":1}", "[161,97,97,1,]"),
            ("hex:00Ff", "[0,255,]"),
            ("base64:AP8=", "[0,255,]"),
            ("\"text:a\"", "\"text:a\""),
            ("{a: 1}", "{a: 1}"),
            ("other:1", "other:1"),
            ("some", "some"),
        ] {
            assert_eq!(in_wave(argument).expect(argument), list, "{argument}");
        }
        for argument in [
            "hex:0",
            "hex:0g",
            "base64:A",
            "json:{",
            "cbor:{\"$bytes\":1}",
        ] {
            let error = in_wave(argument).expect_err(argument).to_string();
            let form = argument.split_once(':').expect("a form").0;
            assert!(
                error.starts_with(&format!("the argument `{form}:..`: ")),
                "{error}"
            );
        }
    }
}
