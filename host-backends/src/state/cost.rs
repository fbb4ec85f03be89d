//! What an entry really costs, which is what counts.
//!
//! A component chooses how large its entries are. If only their bytes counted,
//! many small ones would cost the host many times what their tenant may have.

/// Bytes that an entry in memory takes beside its key and its value: a quarter of
/// a node of the map, which holds 5 to 11 entries of 48 bytes, and what the
/// allocator adds to two blocks. Measured with glibc's: 150 to 190.
const IN_MEMORY: u64 = 192;

/// The unit of the file.
#[cfg(feature = "state-redb")]
const PAGE: u64 = 4096;

/// Bytes that a page of the file has for an entry beside its key and its value,
/// at most.
#[cfg(feature = "state-redb")]
const IN_PAGE: u64 = 32;

/// Returns what an entry costs in memory.
pub(super) fn in_memory(key_bytes: usize, value_bytes: usize) -> u64 {
    bytes(key_bytes, value_bytes).saturating_add(IN_MEMORY)
}

/// Returns what an entry costs in a file. Its name is the key with the scope
/// before it.
///
/// Pages are half full after they were split, and one that holds a single entry
/// is of a power of two. The page above has the name once more for each of them.
#[cfg(feature = "state-redb")]
pub(super) fn in_file(name_bytes: usize, value_bytes: usize) -> u64 {
    let stored = bytes(name_bytes, value_bytes).saturating_add(IN_PAGE);
    let above = bytes(name_bytes, 0).saturating_add(IN_PAGE);
    if stored <= PAGE / 2 {
        // At least two share a page.
        2 * stored + above
    } else {
        let page = stored.checked_next_power_of_two().unwrap_or(u64::MAX);
        page.max(PAGE).saturating_add(2 * above)
    }
}

fn bytes(first: usize, second: usize) -> u64 {
    (first as u64).saturating_add(second as u64)
}
