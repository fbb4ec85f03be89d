//! The layout of the entries in a file of state.
//!
//! redb keeps rows in the pages of a tree, and gives a row that is larger than a
//! page twice, four times, eight times as much, in one piece. Two things follow
//! that a component can use to make a file as long as it likes: rows of all sizes
//! leave gaps where they were that fit nothing else; and a row of some bytes
//! between two that fill a page each has a page to itself. So here no row is larger
//! than a page, and the two kinds are apart:
//!
//! - *Small* ones take a quarter of a page at most. redb divides a page that is
//!   full where half of its bytes are to the left, so that no part is less than a
//!   quarter, and merges one that a removal leaves less than a third full. Replacing a
//!   row does not merge; so it is removed first.
//! - *Pieces* are parts of the other values, each in a page of its own: two are more
//!   than a page.
//!
//! All pages are alike then: a file grows only when every page of it is in use. Rows
//! go by digests of their names, for keys of any length to cost the same.

use greentic_host_shim::services::state::StateError;
use redb::{ReadableTable, Table, TableDefinition};

use super::redb::failed;

/// Bytes of a page.
pub(super) const PAGE: usize = 4096;

/// The name of a row, digested: no two names have the same.
pub(super) type Digest = [u8; 32];

/// A digest, and the number of a piece.
pub(super) type Piece = [u8; 36];

pub(super) const SMALL: TableDefinition<'_, &Digest, &[u8]> = TableDefinition::new("small");
pub(super) const PIECES: TableDefinition<'_, &Piece, &[u8]> = TableDefinition::new("pieces");

/// Bytes of a small row beside its value: the digest, and where it ends.
const BESIDE: usize = 32 + 4;

/// Largest value of a small row. A page of rows without a value is by a tenth more
/// than their bytes, by which redb divides it; so it is not a quarter of a page.
const SMALL_MOST: usize = 860;

/// Bytes of a value that a piece holds. One that filled the page would be large to
/// redb, which does not merge such rows.
const HELD: usize = 4000;

/// Bytes of a piece before what it holds: how much is left of the value, with
/// this piece.
const LEFT: usize = 8;

/// Least bytes of a piece. Two of them, with all that is beside, are more than a
/// page.
const LEAST: usize = 2048;

/// Returns the digest of a name.
pub(super) fn digest(name: &[u8]) -> Digest {
    *blake3::hash(name).as_bytes()
}

/// Returns the bytes of a value's row, if that is a small one.
pub(super) fn small(value_bytes: usize) -> Option<usize> {
    (value_bytes <= SMALL_MOST).then_some(value_bytes + BESIDE)
}

/// Returns the number of pieces of a value that is not small.
pub(super) fn pieces(value_bytes: usize) -> usize {
    value_bytes.div_ceil(HELD)
}

/// The rows of a file.
pub(super) struct Rows<S, P> {
    pub(super) small: S,
    pub(super) pieces: P,
}

impl<S, P> Rows<S, P>
where
    S: ReadableTable<&'static Digest, &'static [u8]>,
    P: ReadableTable<&'static Piece, &'static [u8]>,
{
    /// Returns the bytes of an entry's value.
    pub(super) fn length(&self, name: &Digest) -> Result<Option<usize>, StateError> {
        if let Some(value) = self.small.get(name).map_err(failed)? {
            return Ok(Some(value.value().len()));
        }
        let first = self.pieces.get(&piece(name, 0)).map_err(failed)?;
        first.map(|first| left(first.value())).transpose()
    }

    /// Returns an entry's value.
    pub(super) fn read(&self, name: &Digest) -> Result<Option<Vec<u8>>, StateError> {
        let Some(bytes) = self.length(name)? else {
            return Ok(None);
        };
        if small(bytes).is_some() {
            let value = self.small.get(name).map_err(failed)?;
            return Ok(value.map(|value| value.value().to_vec()));
        }
        let mut value = Vec::new();
        let (first, last) = (piece(name, 0), piece(name, u32::MAX));
        let rows = self.pieces.range::<&Piece>(&first..=&last);
        for row in rows.map_err(failed)? {
            let (_, row) = row.map_err(failed)?;
            let row = row.value();
            // None is missing, and none of another value is there.
            let left =
                Some(left(row)?).filter(|left| value.len().checked_add(*left) == Some(bytes));
            let held = left.and_then(|left| row.get(LEFT..LEFT + left.min(HELD)));
            value.extend_from_slice(held.ok_or_else(torn)?);
        }
        if value.len() == bytes {
            Ok(Some(value))
        } else {
            Err(torn())
        }
    }
}

impl Rows<Table<'_, &'static Digest, &'static [u8]>, Table<'_, &'static Piece, &'static [u8]>> {
    /// Puts an entry in the place of one whose value has `old` bytes.
    pub(super) fn write(
        &mut self,
        name: &Digest,
        old: Option<usize>,
        value: &[u8],
    ) -> Result<(), StateError> {
        if let Some(old) = old {
            self.remove(name, old)?;
        }
        if small(value.len()).is_some() {
            self.small.insert(name, value).map_err(failed)?;
            return Ok(());
        }
        let mut row = Vec::with_capacity(LEFT + HELD);
        let mut left = value.len();
        for (number, held) in (0..).zip(value.chunks(HELD)) {
            row.clear();
            row.extend((left as u64).to_le_bytes());
            row.extend(held);
            row.resize(row.len().max(LEAST), 0);
            let name = piece(name, number);
            self.pieces.insert(&name, &*row).map_err(failed)?;
            left -= held.len();
        }
        Ok(())
    }

    /// Removes an entry whose value has so many bytes.
    pub(super) fn remove(&mut self, name: &Digest, bytes: usize) -> Result<(), StateError> {
        if small(bytes).is_some() {
            self.small.remove(name).map_err(failed)?;
            return Ok(());
        }
        for number in (0..).take(pieces(bytes)) {
            let name = piece(name, number);
            let there = self.pieces.remove(&name).map_err(failed)?;
            there.ok_or_else(torn)?;
        }
        Ok(())
    }
}

/// Returns the name of a piece. They come in the order of their numbers.
fn piece(name: &Digest, number: u32) -> Piece {
    let mut piece = [0; 36];
    piece[..32].copy_from_slice(name);
    piece[32..].copy_from_slice(&number.to_be_bytes());
    piece
}

/// Returns the bytes of a value that are left from a piece on.
fn left(row: &[u8]) -> Result<usize, StateError> {
    let bytes = row.first_chunk().copied().ok_or_else(torn)?;
    usize::try_from(u64::from_le_bytes(bytes)).map_err(|_| torn())
}

fn torn() -> StateError {
    StateError::Failed {
        message: "the file is damaged (an entry is not whole): put a copy of it in its place, \
                  or delete it to begin anew"
            .into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(
        clippy::assertions_on_constants,
        reason = "they are what the rest stands on"
    )]
    fn rows_are_of_the_sizes_that_their_pages_rest_on() {
        // What a page of redb's has beside its rows.
        const HEADER: usize = 4;
        let small = small(SMALL_MOST).unwrap();
        // Half of a full page of the least rows, less one of the largest.
        let full = (PAGE - HEADER) * 32 / BESIDE;
        assert!((full / 2 - small) * BESIDE / 32 >= PAGE / 4);
        // Two pieces are more than a page, and the largest less.
        assert!(HEADER + 2 * (LEAST + 40) > PAGE);
        assert!(HEADER + LEFT + HELD + 40 < PAGE);
        // A piece alone is not merged.
        assert!(HEADER + LEAST + 40 > PAGE / 3);
    }

    #[test]
    fn a_value_has_as_many_pieces_as_it_takes() {
        for (bytes, expected) in [(861, 1), (4000, 1), (4001, 2), (8000, 2), (1 << 20, 263)] {
            assert_eq!(pieces(bytes), expected, "{bytes}");
            assert_eq!(small(bytes), None);
        }
        assert_eq!(small(860), Some(896));
    }
}
