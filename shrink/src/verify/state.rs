//! The state that a core module has left behind: memories, globals and tables as
//! text.

use std::collections::BTreeMap;

use wasmtime::{Extern, Store, Val};

/// A memory of more bytes than this is read after every [`SELDOM`]-th call.
const LARGE: usize = 1 << 20;

/// The number of calls from one reading of a large memory to the next.
const SELDOM: usize = 8;

/// Checks whether an item has contents that are compared.
pub(super) fn is_watched(item: &Extern) -> bool {
    matches!(
        item,
        Extern::Memory(_) | Extern::SharedMemory(_) | Extern::Global(_) | Extern::Table(_)
    )
}

/// Returns the contents of items after so many calls: the value of a global, the
/// size of a memory or a table, and a hash of the bytes of a memory.
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

/// Returns a hash of bytes, eight at a time.
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

/// Returns a value as text: the bits of a float except for those of a NaN, and of a
/// reference whether there is one.
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
