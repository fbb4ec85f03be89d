//! The cost of an entry, by which limits are held.
//!
//! A component chooses how large its entries are. If only their bytes counted,
//! many small ones would cost the host many times what their tenant may have.

#[cfg(feature = "state-redb")]
use super::rows;

/// Bytes that an entry in memory takes beside its key and its value: a quarter of
/// a node of the map, which holds 5 to 11 entries of 48 bytes, and what the
/// allocator adds to two blocks. Measured with glibc's: 150 to 190.
const IN_MEMORY: u64 = 192;

/// Returns what an entry costs in memory.
pub(super) fn in_memory(key_bytes: usize, value_bytes: usize) -> u64 {
    (key_bytes as u64)
        .saturating_add(value_bytes as u64)
        .saturating_add(IN_MEMORY)
}

/// Bytes of the file for a page of rows, with its share of the pages that lead to
/// it: one of those leads to 22 others at least, and takes a sixteenth of each to
/// be on the safe side.
///
/// Twice that, because redb doubles the file where it finds no free page: half of
/// it may not be in use yet.
#[cfg(feature = "state-redb")]
const PAGE: u64 = 2 * (rows::PAGE + rows::PAGE / 16) as u64;

/// Returns what an entry costs in a file, whose keys are all of one length.
///
/// Small rows share a page, of which they fill a quarter at least; each of the
/// others has one to itself ([`rows`]).
#[cfg(feature = "state-redb")]
pub(super) fn in_file(value_bytes: usize) -> u64 {
    match rows::small(value_bytes) {
        Some(bytes) => PAGE * bytes as u64 / (rows::PAGE / 4) as u64,
        None => PAGE.saturating_mul(rows::pieces(value_bytes) as u64),
    }
}
