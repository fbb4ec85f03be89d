//! The path in a document to a byte, and the kind of the error there. Only errors that
//! are shown ask for it.

use super::error::CborErrorKind;
use super::list::CborEntries;
use super::reader::INDEFINITE;
use super::value::{Cbor, CborDocument};
use super::walk::DEPTH;
use crate::abi::Text;

/// Returns the pointer to the innermost value that has the byte at `at`, or that
/// ends too early before it.
pub(super) fn path<'a>(document: &'a CborDocument<'a>, at: usize) -> &'a str {
    let mut path = document.call.get().text();
    let mut in_name = false;
    down(document, at, &mut |value, entries, index| {
        if in_name {
            return;
        }
        let name = entries.name();
        in_name = entries.walk.map && value.at == name.at;
        path.push("/");
        if in_name && !name.reader().value(false) {
            path.push("?");
        } else if entries.walk.map {
            push_name(&mut path, name);
        } else {
            path.push_u64(index);
        }
    });
    path.finish()
}

/// Returns what is wrong where a reader stopped, if it can be told better than
/// by saying that the reader stopped.
pub(super) fn fault<'a>(document: &'a CborDocument<'a>, at: usize) -> Option<CborErrorKind> {
    let mut depth = 0;
    down(document, at, &mut |_, _, _| depth += 1);
    let mut whole = Cbor { document, at: 0 }.reader();
    if at > 0 && whole.value(false) && whole.at == at {
        return Some(CborErrorKind::More);
    }
    let mut reader = Cbor { document, at }.reader();
    let mut open = true;
    while open {
        let whole = reader.head().is_some();
        let reserved = matches!(reader.info(), 28..31);
        if !whole {
            return Some(if reserved && reader.at <= document.bytes.len() {
                CborErrorKind::Syntax
            } else {
                CborErrorKind::End
            });
        }
        open = reader.major() == 6 && reader.info() != INDEFINITE;
    }
    let claim = reader.info() != INDEFINITE;
    let left = reader.rest().len() as u64;
    match reader.major() {
        4 | 5 if depth >= DEPTH => Some(CborErrorKind::Depth),
        5 if claim && reader.number > left / 2 => Some(CborErrorKind::Length),
        2..5 if claim && reader.number > left => Some(CborErrorKind::Length),
        3 if claim && !Cbor { document, at }.reader().item(false, false) => {
            Some(CborErrorKind::Utf8)
        }
        0 | 1 | 6 if !claim => Some(CborErrorKind::Syntax),
        7 if !claim || reader.info() == 24 && reader.number < 32 => Some(CborErrorKind::Syntax),
        _ => None,
    }
}

/// Returns whether the map that has its name at `at` has the same one before.
pub(super) fn is_second<'a>(document: &'a CborDocument<'a>, at: usize) -> bool {
    let mut second = false;
    down(document, at, &mut |name, entries, _| {
        let name = name.string(3);
        let mut before = entries.whole().inside();
        second = false;
        while name.is_some() && before.step().is_some() {
            if before.name().string(3) == name {
                second = before.walk.name != at;
                break;
            }
        }
    });
    second
}

/// Goes from the outermost value down to the one that has the byte at `at`, and
/// reports each step: a value or a name, the entries, of which it is in the last,
/// and its number.
fn down<'a>(
    document: &'a CborDocument<'a>,
    at: usize,
    report: &mut dyn FnMut(Cbor<'a>, &CborEntries<'a>, u64),
) {
    let mut value = Cbor { document, at: 0 };
    while value.at < at {
        value = value.untagged();
        if !matches!(value.major(), 4 | 5) {
            return;
        }
        let mut entries = value.inside();
        let mut index = 0;
        loop {
            let last = entries.walk.name;
            let entry = entries.step();
            let name = entries.name();
            let found = match entry {
                Some(entry) if at >= entry.at => {
                    let mut end = entry.reader();
                    // What does not end has all that follows in it.
                    if end.value(false) && at >= end.at && at != entry.at {
                        index += 1;
                        continue;
                    }
                    entry
                }
                // A name, which may have no end either.
                _ if entries.walk.map && last < name.at && name.at <= at => name,
                _ => return,
            };
            report(found, &entries, index);
            value = found;
            break;
        }
    }
}

/// Appends a name as it stands in a pointer.
fn push_name(path: &mut Text<'_>, name: Cbor<'_>) {
    if let Ok(name) = name.str() {
        push_escaped(path, name);
    } else if let Ok(name) = name.u64() {
        path.push_u64(name);
    } else if let Ok(name) = name.i64() {
        path.push_i64(name);
    } else {
        path.push("?");
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
