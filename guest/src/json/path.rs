//! Where in a document a byte is. Only errors that are shown ask for it.

use super::list::Entries;
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
            push_escaped(&mut path, names.reader.name);
        } else {
            path.push_u64(index);
        }
    });
    path.finish()
}

/// Returns whether the value at `at` stands in as many others as may be.
pub(super) fn is_too_deep<'a>(document: &'a Document<'a>, at: usize) -> bool {
    let mut depth = 0;
    let open = matches!(document.text.as_bytes().get(at), Some(b'[' | b'{'));
    down(document, at, &mut |_, _| depth += 1);
    open && depth >= DEPTH
}

/// Goes from the outermost value down to the one that has the byte at `at`, and
/// reports each step: the entries, of which the last is it, and its number.
fn down<'a>(document: &'a Document<'a>, at: usize, report: &mut dyn FnMut(&Entries<'a>, u64)) {
    let mut value = Json { document, at: 0 };
    let mut reader = value.reader();
    reader.space();
    value.at = reader.at;
    while value.at < at {
        if value.byte() | 0x20 != b'{' {
            return;
        }
        let mut entries = value.inside();
        let mut index = 0;
        loop {
            let Some(entry) = entries.step() else {
                return;
            };
            let mut end = entry.reader();
            // The first byte behind it, if it has an end.
            let ends = end.value();
            if at < end.at || !ends || entry.at == at {
                if at < entry.at {
                    return;
                }
                report(&entries, index);
                value = entry;
                break;
            }
            index += 1;
        }
    }
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

fn is_object(entries: &Entries<'_>) -> bool {
    entries.reader.open & 1 != 0
}
