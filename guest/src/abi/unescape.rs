//! JSON strings back into text.

use super::Text;

/// Appends the text that stands escaped in a JSON string; `None` where it is
/// none.
pub(crate) fn unescape_json<'a>(mut text: Text<'a>, escaped: &str) -> Option<&'a str> {
    let mut rest = escaped;
    loop {
        let end = rest.bytes().position(|byte| byte == b'\\');
        let plain = rest.get(..end.unwrap_or(rest.len()))?;
        if plain.bytes().any(|byte| byte < 0x20 || byte == b'"') {
            return None;
        }
        text.push(plain);
        let Some(escape) = rest.get(plain.len() + 1..) else {
            return Some(text.finish());
        };
        let (letter, after) = letter(escape)?;
        text.push(letter.encode_utf8(&mut [0; 4]));
        rest = after;
    }
}

/// The letter that an escape, without its backslash, stands for, and what comes
/// behind it.
fn letter(escape: &str) -> Option<(char, &str)> {
    let after = escape.get(1..)?;
    let letter = match escape.as_bytes().first()? {
        sign @ (b'"' | b'\\' | b'/') => char::from(*sign),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return code_point(after),
        _ => return None,
    };
    Some((letter, after))
}

/// The code point of one UTF-16 unit, or of a pair of surrogates.
fn code_point(digits: &str) -> Option<(char, &str)> {
    let (high, after) = unit(digits)?;
    if !(0xd800..0xdc00).contains(&high) {
        return Some((char::from_u32(high)?, after));
    }
    let (low, after) = unit(after.strip_prefix("\\u")?)?;
    if !(0xdc00..0xe000).contains(&low) {
        return None;
    }
    let code = 0x1_0000 + ((high - 0xd800) << 10) + (low - 0xdc00);
    Some((char::from_u32(code)?, after))
}

/// The UTF-16 unit of four digits.
fn unit(digits: &str) -> Option<(u32, &str)> {
    let mut unit = 0;
    for digit in digits.get(..4)?.chars() {
        unit = unit << 4 | digit.to_digit(16)?;
    }
    Some((unit, digits.get(4..)?))
}
