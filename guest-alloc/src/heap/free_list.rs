//! The heap `free_list`: blocks are freed, merged with free neighbours, and found
//! again by their size.

#![allow(unsafe_code, reason = "keeps its records in the memory that is free")]
#![allow(
    clippy::multiple_unsafe_ops_per_block,
    reason = "a record is several words, and what makes one of them ours makes all"
)]

use super::{Blocks, Regions};
use crate::memory::{PAGE, Words, address, low};

/// Bytes of the table of lists, which are zero to begin with.
pub const TABLE: u32 = 64 * 4;

/// The least size of a chunk: a header, two links, and the size once more.
const LEAST: u32 = 16;

/// The chunk is part of a block.
const USED: u32 = 1;

/// The chunk before it is free.
const BEHIND_FREE: u32 = 2;

/// The bits of a header that are the size.
const SIZE: u32 = !7;

/// The number of chunks of a list that are looked at while there is another way. So a
/// request takes as long as any other, however many are free.
const FEW: u32 = 8;

/// Memory that is freed block by block.
///
/// A region is chunks one behind the other, each with a word of 4 bytes before it
/// that has its size and two flags. Blocks are chunks; so is all between them:
///
/// ```text
///  start +4       +8                                               end-4   end
///  | not | header | block         | header | next | link | .. size | header |
///    used           a chunk in use           a free one              of nothing
/// ```
///
/// Free chunks are in 62 lists, two for each power of two. `link` is the address of
/// the word that holds the chunk's address: that of the chunk before it in the list,
/// or of the table. Two free chunks are never neighbours. The last header of a region
/// is that of a chunk in use without bytes.
///
/// # Invariants
///
/// The layout that is drawn above, and: `end` is the end of the newest region; all regions are
/// multiples of 8 and end below 2^31.
#[derive(Debug)]
pub struct FreeList<M> {
    table: *const u8,
    end: *const u8,
    regions: Regions<M>,
}

impl<M: Words> FreeList<M> {
    /// Makes a heap that has its records in the [`TABLE`] bytes at `table`, and gets
    /// its memory from `regions`.
    ///
    /// # Safety
    ///
    /// - `table` is a multiple of 8 in the memory of `regions`, more than 0, and
    ///   [`TABLE`] bytes from there on are zero and used by nobody else.
    /// - The first of the regions is a multiple of 8 in address and size.
    pub const unsafe fn new(table: *const u8, regions: Regions<M>) -> Self {
        Self {
            table,
            end: address(0),
            regions,
        }
    }

    /// Takes a free chunk of at least `size` bytes, which is in use then; 0 where
    /// there is none, and no memory for one.
    fn take(&mut self, size: u32) -> u32 {
        let mut found = self.find(size, FEW);
        if found == 0 {
            // What it grew by is the first of its list. Where it did not, every chunk
            // counts.
            let most = if self.grow(size) { FEW } else { u32::MAX };
            found = self.find(size, most);
        }
        if found != 0 {
            // SAFETY: a free chunk.
            unsafe { self.unlink_free(found) };
        }
        found
    }

    /// Takes a chunk that is aligned more strictly than chunks are, as
    /// [`take`](FreeList::take) does any other: out of a larger one, with nothing
    /// before it or a chunk of its own.
    ///
    /// No component has this in it that does not ask for such alignments: the compiler
    /// sees all that are asked for.
    fn take_aligned(&mut self, align: u32, size: u32) -> u32 {
        let found = self.take(size + align + LEAST);
        if found == 0 {
            return 0;
        }
        let mut block = (found + (align - 1)) & align.wrapping_neg();
        if block != found {
            if block - found < LEAST {
                block += align;
            }
            // SAFETY: at least `LEAST` bytes are before the block, and `size` behind
            // its beginning, in a chunk in use that nobody else knows.
            unsafe { self.split(found, block - found) };
            // SAFETY: the part before the block, which nobody knows either.
            unsafe { self.free(found) };
        }
        block
    }

    /// Finds a free chunk of at least `size` bytes, and looks for that at `most`
    /// chunks of a list: in the first there are smaller ones too, in others none.
    #[inline(never)]
    fn find(&mut self, size: u32, most: u32) -> u32 {
        let mut head = self.head(size);
        // SAFETY: heads of lists, and links and headers of free chunks.
        unsafe {
            while head != self.head(u32::MAX) {
                let mut at = self.load(head);
                let mut left = most;
                while at != 0 && left != 0 {
                    if self.load(at - 4) >= size {
                        return at;
                    }
                    at = self.load(at);
                    left -= 1;
                }
                head += 4;
            }
        }
        0
    }

    /// Adds a region with room for a chunk of `size` bytes, and returns whether there
    /// is memory for that.
    #[cold]
    fn grow(&mut self, size: u32) -> bool {
        let mut more = size + 8;
        if self.ends_memory() {
            // The pages will be behind the region: what is free there counts.
            //
            // SAFETY: the last header of the region, and what a free chunk before that
            // has at its end.
            unsafe {
                more = size;
                if self.load(self.end() - 4) & BEHIND_FREE != 0 {
                    more = size.saturating_sub(self.load(self.end() - 8));
                }
            }
        }
        let (mut start, len) = self.regions.take(more);
        if len == 0 {
            return false;
        }
        let end = start + len;
        // SAFETY: words of the new region, and the last header of the one before it
        // where that ends there: it becomes the header of a chunk.
        unsafe {
            if start != self.end() {
                start += 8;
                self.store(start - 4, USED);
            }
            self.add(start, end - start);
            self.store(end - 4, USED);
            self.end = address(end);
            self.free(start);
        }
        true
    }

    /// Makes a chunk in use free, together with its neighbours that are.
    ///
    /// # Safety
    ///
    /// `block` is a chunk in use, and nobody uses it any more.
    unsafe fn free(&mut self, mut block: u32) {
        // SAFETY: all words here are headers and links of chunks that are free, or
        // about to be, and their neighbours' headers: the invariant.
        unsafe {
            let header = self.load(block - 4);
            let mut size = header & SIZE;
            size += self.unlink_free(block + size);
            if header & BEHIND_FREE != 0 {
                let before = self.load(block - 8);
                block -= before;
                size += self.unlink_free(block);
            }
            self.store(block - 4, size);
            self.store(block + size - 8, size);
            self.flag(block + size, BEHIND_FREE);
            let head = self.head(size);
            let next = self.load(head);
            self.link(head, block);
            self.link(block, next);
        }
    }

    /// Frees what a chunk in use has beyond `size` bytes, where that is a chunk.
    ///
    /// # Safety
    ///
    /// `block` is a chunk in use of at least `size` bytes, a multiple of 8 and at
    /// least `LEAST`, and nobody uses what is behind them.
    unsafe fn trim(&mut self, block: u32, size: u32) {
        // SAFETY: the chunk's own header, and the part of it that nobody uses.
        unsafe {
            let has = self.load(block - 4) & SIZE;
            if has - size >= LEAST {
                self.split(block, size);
                self.free(block + size);
            }
        }
    }

    /// Makes two chunks in use of one: the first has `size` bytes.
    ///
    /// # Safety
    ///
    /// `block` is a chunk in use of at least `size + LEAST` bytes, `size` is a
    /// multiple of 8 and at least `LEAST`, and nobody uses what is around the
    /// beginning of the second one.
    unsafe fn split(&mut self, block: u32, size: u32) {
        // SAFETY: the chunk's own header, and a new one inside it.
        unsafe {
            let rest = (self.load(block - 4) & SIZE) - size;
            self.store(block + size - 4, rest | USED);
            self.add(block, rest.wrapping_neg());
        }
    }

    /// Makes what is behind a chunk in use of `size` bytes a part of it, where that is
    /// free, and returns how much that is.
    ///
    /// # Safety
    ///
    /// `block` is such a chunk.
    unsafe fn absorb(&mut self, block: u32, size: u32) -> u32 {
        // SAFETY: the next chunk, and then the header behind it.
        unsafe {
            let more = self.unlink_free(block + size);
            self.add(block, more);
            more
        }
    }

    /// Adds to the size of a chunk.
    ///
    /// # Safety
    ///
    /// `block` is a chunk in use, and with so many bytes more or fewer it ends where
    /// a header is.
    unsafe fn add(&mut self, block: u32, size: u32) {
        // SAFETY: its header.
        unsafe {
            let header = self.load(block - 4);
            self.store(block - 4, header.wrapping_add(size));
        }
    }

    /// Makes a free chunk one in use, and returns its size; 0 where it is in use.
    ///
    /// # Safety
    ///
    /// `block` is a chunk.
    #[inline(never)]
    unsafe fn unlink_free(&mut self, block: u32) -> u32 {
        // SAFETY: its header; where it is free, its links, and the words that they
        // refer to, and the header behind it.
        unsafe {
            // A chunk before a free one is in use: the size is all there is.
            let size = self.load(block - 4);
            if size & USED != 0 {
                return 0;
            }
            let next = self.load(block);
            let link = self.load(block + 4);
            self.link(link, next);
            self.store(block - 4, size | USED);
            self.flag(block + size, 0);
            size
        }
    }

    /// Writes into the header of a chunk whether the one before it is free.
    ///
    /// # Safety
    ///
    /// `block` is a chunk.
    unsafe fn flag(&mut self, block: u32, flag: u32) {
        // SAFETY: its header.
        unsafe {
            let header = self.load(block - 4) & !BEHIND_FREE;
            self.store(block - 4, header | flag);
        }
    }

    /// Writes to the word at `link` that the next chunk is `next`, and to that one
    /// where it is written.
    ///
    /// # Safety
    ///
    /// `link` is a word of the table or of a free chunk, and `next` is a free chunk
    /// or 0.
    unsafe fn link(&mut self, link: u32, next: u32) {
        // SAFETY: the caller's promise.
        unsafe {
            self.store(link, next);
            if next != 0 {
                self.store(next + 4, link);
            }
        }
    }

    /// Returns the address of the word that begins the list of the chunks of `size`
    /// bytes, `LEAST` or more: two lists for each power of two. The last is that of
    /// `u32::MAX`, which no chunk has.
    #[allow(clippy::manual_ilog2, reason = "that looks for 0, and panics")]
    fn head(&self, size: u32) -> u32 {
        let bits = 31 - size.leading_zeros();
        let list = 2 * bits + ((size >> (bits - 1)) & 1);
        // Exposed, because words are reached by their numbers.
        low(self.table.expose_provenance()) + 4 * list
    }

    fn end(&self) -> u32 {
        low(self.end.addr())
    }

    /// Returns whether the memory ends where the newest region does. An end inside a
    /// page, that of the first region, is in a page that is there.
    fn ends_memory(&self) -> bool {
        self.end() / PAGE == self.regions.memory.pages()
    }

    /// Returns the word at `at`.
    ///
    /// # Safety
    ///
    /// It is one of the heap's records: see [`Words::load`].
    unsafe fn load(&self, at: u32) -> u32 {
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.regions.memory.load(at) }
    }

    /// Writes the word at `at`.
    ///
    /// # Safety
    ///
    /// It is one of the heap's records: see [`Words::store`].
    unsafe fn store(&mut self, at: u32, value: u32) {
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.regions.memory.store(at, value) }
    }
}

// SAFETY: blocks are chunks in use, which do not overlap.
unsafe impl<M: Words> Blocks for FreeList<M> {
    unsafe fn alloc(&mut self, align: u32, size: u32) -> u32 {
        debug_assert!(align.is_power_of_two() && size < 1 << 31);
        let size = chunk(size);
        let block = if align > 8 {
            self.take_aligned(align, size)
        } else {
            self.take(size)
        };
        if block != 0 {
            // SAFETY: the chunk has `size` bytes, and nobody uses it yet.
            unsafe { self.trim(block, size) };
        }
        block
    }

    unsafe fn dealloc(&mut self, block: u32, _: u32) {
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.free(block) }
    }

    /// A block stays where it is if it shrinks, if what is behind it is free, or if
    /// the memory ends there.
    unsafe fn realloc(&mut self, block: u32, old_size: u32, align: u32, size: u32) -> u32 {
        let wanted = chunk(size);
        // SAFETY: the block is a chunk in use, and so is what it moves to.
        unsafe {
            let mut has = self.load(block - 4) & SIZE;
            if has < wanted {
                has += self.absorb(block, has);
            }
            if has < wanted && block + has == self.end() && self.ends_memory() {
                self.grow(wanted - has);
                has += self.absorb(block, has);
            }
            let mut kept = wanted;
            let mut moved = block;
            if has < wanted {
                moved = self.alloc(align, size);
                if moved != 0 {
                    self.regions.memory.copy(block, moved, old_size);
                    self.free(block);
                    return moved;
                }
                kept = chunk(old_size);
            }
            self.trim(block, kept);
            moved
        }
    }
}

/// Returns the bytes of a chunk for a block of `size` bytes: a word more, and a
/// multiple of 8.
fn chunk(size: u32) -> u32 {
    ((size + 4 + 7) & SIZE).max(LEAST)
}
