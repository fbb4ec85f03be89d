//! The type sections that generated code has in it.

use std::collections::BTreeMap;

/// Their bytes, by interface and direction.
pub(crate) type Sections = BTreeMap<(String, &'static str), Vec<u8>>;

/// The bytes of all `EXPORT_TYPE` and `IMPORT_TYPE` in generated code, by
/// interface.
pub(crate) fn sections(text: &str) -> Sections {
    let mut found = Sections::new();
    let mut interface = String::new();
    let mut lines = text.lines();
    while let Some(line) = lines.next() {
        let line = line.trim();
        if let Some(id) = line.strip_prefix("/// WIT: `") {
            id.trim_end_matches("`.").clone_into(&mut interface);
        }
        for (start, direction) in [
            ("pub const EXPORT_TYPE: ", "export"),
            ("pub const IMPORT_TYPE: ", "import"),
        ] {
            if line.starts_with(start) {
                let mut literal = String::new();
                for line in lines.by_ref() {
                    let line = line.trim_start();
                    if let Some(last) = line.strip_suffix("\";") {
                        literal.push_str(last);
                        break;
                    }
                    literal.push_str(line.strip_suffix('\\').expect("the literal goes on"));
                }
                found.insert((interface.clone(), direction), unescape(&literal));
            }
        }
    }
    found
}

/// The bytes of the inside of a byte string literal.
fn unescape(literal: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = literal.bytes();
    while let Some(byte) = rest.next() {
        if byte != b'\\' {
            bytes.push(byte);
            continue;
        }
        match rest.next() {
            Some(b'x') => {
                let digits = [rest.next(), rest.next()].map(|digit| {
                    char::from(digit.expect("two digits"))
                        .to_digit(16)
                        .expect("a digit")
                });
                bytes.push(u8::try_from(digits[0] * 16 + digits[1]).expect("a byte"));
            }
            other => bytes.push(other.expect("what is escaped")),
        }
    }
    bytes
}
