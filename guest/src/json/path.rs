//! The path in a document to a byte. Only errors that are shown ask for it.

use super::error::JsonErrorKind;
use super::list::JsonEntries;
use super::reader::DEPTH;
use super::value::{Document, Json};
use crate::abi::Text;

/// Returns the JSON pointer to the innermost value that has the byte at `at`,
/// or that ends too early before it.
pub(super) fn path<'a>(document: &'a Document<'a>, at: usize) -> &'a str {
    let mut path = document.call.get().text();
    down(document, at, &mut |names, index| {
        path.push("/");
        if is_object(names) {
            push_escaped(&mut path, names.reader.said);
        } else {
            path.push_u64(index);
        }
    });
    path.finish()
}

/// Returns what is wrong at `at`, where a reader did not go on.
pub(super) fn fault(document: &Document<'_>, at: usize) -> JsonErrorKind {
    let mut depth = 0;
    let value = down(document, at, &mut |_, _| depth += 1);
    let Some(value) = value.filter(|value| value.at == at) else {
        return JsonErrorKind::Syntax;
    };
    if matches!(value.byte(), b'[' | b'{') && depth >= DEPTH {
        JsonErrorKind::Depth
    } else if value.reader().value() {
        // It is right, but not what was asked for.
        JsonErrorKind::Object
    } else {
        JsonErrorKind::Syntax
    }
}

/// Returns whether the object of the value at `at` has the same name before.
pub(super) fn is_second(document: &Document<'_>, at: usize) -> bool {
    let mut second = false;
    down(document, at, &mut |entries, _| {
        let mut before = entries.whole.inside();
        while let Some(value) = before.step() {
            if before.reader.said == entries.reader.said {
                second = value.at != at;
                break;
            }
        }
    });
    second
}

/// Goes from the outermost value down to the one that has the byte at `at`, and
/// reports each step: the entries, of which the last is it, and its number.
/// Returns the value, if there is one.
fn down<'a>(
    document: &'a Document<'a>,
    at: usize,
    report: &mut dyn FnMut(&JsonEntries<'a>, u64),
) -> Option<Json<'a>> {
    let mut value = Json { document, at: 0 };
    let mut reader = value.reader();
    reader.space();
    value.at = reader.at;
    while value.at < at && value.byte() | 0x20 == b'{' {
        let mut entries = value.inside();
        let mut index = 0;
        value = loop {
            let entry = entries.step()?;
            let mut end = entry.reader();
            // The first byte behind it, if it has an end.
            let ends = end.value();
            if at < entry.at {
                return None;
            }
            if at < end.at || !ends || entry.at == at {
                report(&entries, index);
                break entry;
            }
            index += 1;
        };
    }
    Some(value)
}

/// Appends a name as JSON pointers have it (RFC 6901, section 3).
fn push_escaped(path: &mut Text<'_>, name: &str) {
    for letter in name.chars() {
        match letter {
            '~' => path.push("~0"),
            '/' => path.push("~1"),
            _ => path.push_char(letter),
        }
    }
}

fn is_object(entries: &JsonEntries<'_>) -> bool {
    entries.reader.open & 1 != 0
}
