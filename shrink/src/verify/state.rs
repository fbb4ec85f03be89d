//! What a core module has left behind: memories, globals and tables as text.

use std::collections::BTreeMap;

use wasmtime::{Extern, Store, Val};

/// A memory of more bytes than this is read after every [`SELDOM`]-th call.
const LARGE: usize = 1 << 20;

/// How seldom.
const SELDOM: usize = 8;

/// Whether an item has contents that are compared.
pub(super) fn is_watched(item: &Extern) -> bool {
    matches!(
        item,
        Extern::Memory(_) | Extern::SharedMemory(_) | Extern::Global(_) | Extern::Table(_)
    )
}

/// The contents of items after so many calls: a global's value, a memory's and a table's
/// size, and a hash of what a memory holds.
pub(super) fn of<T>(
    store: &mut Store<T>,
    items: &BTreeMap<String, Extern>,
    calls: usize,
) -> String {
    let mut text = String::new();
    for (name, item) in items {
        let state = match item {
            Extern::Global(global) => value(&global.get(&mut *store)),
            Extern::Table(table) => format!("{} places", table.size(&*store)),
            Extern::Memory(memory) => {
                let pages = memory.size(&*store);
                let bytes = memory.data(&*store);
                if bytes.len() > LARGE && !calls.is_multiple_of(SELDOM) {
                    format!("{pages} pages")
                } else {
                    format!("{pages} pages, {:016x}", hash(bytes))
                }
            }
            Extern::SharedMemory(memory) => format!("{} pages", memory.size()),
            _ => continue,
        };
        text.push_str("; ");
        text.push_str(name);
        text.push_str(": ");
        text.push_str(&state);
    }
    text
}

/// A hash of bytes, eight at a time.
fn hash(bytes: &[u8]) -> u64 {
    let (words, rest) = bytes.as_chunks::<8>();
    let step = |hash: u64, word: u64| {
        (hash ^ word)
            .wrapping_mul(0x9e37_79b9_7f4a_7c15)
            .rotate_left(29)
    };
    let hash = words
        .iter()
        .fold(7, |hash, word| step(hash, u64::from_le_bytes(*word)));
    rest.iter()
        .fold(hash, |hash, byte| step(hash, u64::from(*byte)))
}

/// Values as text.
pub(super) fn values(values: &[Val]) -> String {
    values.iter().map(value).collect::<Vec<_>>().join(", ")
}

/// A value as text: bits of floats but those of a NaN, and of references whether there
/// is one.
fn value(value: &Val) -> String {
    match value {
        Val::I32(value) => value.to_string(),
        Val::I64(value) => value.to_string(),
        Val::F32(bits) if f32::from_bits(*bits).is_nan() => "NaN".into(),
        Val::F32(bits) => format!("{:?}", f32::from_bits(*bits)),
        Val::F64(bits) if f64::from_bits(*bits).is_nan() => "NaN".into(),
        Val::F64(bits) => format!("{:?}", f64::from_bits(*bits)),
        Val::V128(value) => format!("{:#034x}", value.as_u128()),
        other => match other.ref_() {
            Some(reference) if !reference.is_null() => "a reference".into(),
            _ => "null".into(),
        },
    }
}
