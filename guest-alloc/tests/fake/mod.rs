//! A linear memory made of ordinary bytes, shared between the arena and the
//! test that watches it.

#![allow(unsafe_code, reason = "implements the platform seam")]

#[allow(dead_code, reason = "the tests of heaps use it")]
pub(crate) mod watched;

use std::cell::RefCell;
use std::ops::Range;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::rc::Rc;

use greentic_guest_alloc::{Arena, Memory, PAGE};

/// The end of data and stack, and the begin of the arena's first region.
pub(crate) const BASE: u32 = 4_624;

/// The end of that region. The rest of the first page is another heap's, which grows
/// the memory too.
pub(crate) const LIMIT: u32 = BASE + 32_752;

#[derive(Debug)]
struct Shared {
    pages: u32,
    max_pages: u32,
    /// Empty where the test only looks at addresses.
    bytes: Vec<u8>,
    foreign: Vec<Range<u64>>,
}

/// The byte that the others write to all that is theirs.
const FOREIGN: u8 = 0xf0;

/// A page of them.
static THEIRS: [u8; PAGE as usize] = [FOREIGN; PAGE as usize];

impl Shared {
    /// Hands `range` to the others, who make use of it at once.
    fn give(&mut self, range: Range<u64>) {
        if !self.bytes.is_empty() {
            self.bytes[index(range.start)..index(range.end)].fill(FOREIGN);
        }
        self.foreign.push(range);
    }
}

fn index(address: u64) -> usize {
    usize::try_from(address).expect("at most 2^32")
}

/// A handle on the memory; clones are handles on the same one.
#[derive(Clone, Debug)]
pub(crate) struct Fake(Rc<RefCell<Shared>>);

/// The component trapped.
#[derive(Debug, PartialEq)]
pub(crate) struct Trapped;

/// Runs `f`; a trap of the fake memory is an error, any other panic goes on.
pub(crate) fn trapping<T>(f: impl FnOnce() -> T) -> Result<T, Trapped> {
    catch_unwind(AssertUnwindSafe(f)).map_err(|payload| {
        if payload.is::<Trapped>() {
            Trapped
        } else {
            resume_unwind(payload)
        }
    })
}

/// [`Arena::realloc`], for tests that keep to its contract.
pub(crate) fn realloc(
    arena: &mut Arena<Fake>,
    old: u32,
    old_size: u32,
    align: u32,
    size: u32,
) -> u32 {
    // SAFETY: every caller passes a block that this arena handed out and the
    // size that it has, or 0; wrong ones would fail in `copy`, which checks
    // its bounds.
    unsafe { arena.realloc(old, old_size, align, size) }
}

/// [`Arena::leave`], for tests that read blocks of the last call only before
/// the next request.
pub(crate) fn leave(arena: &mut Arena<Fake>) {
    // SAFETY: blocks are read through the fake memory, which checks its bounds.
    unsafe { arena.leave() }
}

/// [`Arena::rewind`], likewise.
pub(crate) fn rewind(arena: &mut Arena<Fake>) {
    // SAFETY: as above.
    unsafe { arena.rewind() }
}

impl Fake {
    /// A memory of one page that may grow to `max_pages`. What the linker left
    /// free in the first one belongs to another heap.
    pub(crate) fn new(max_pages: u32) -> Self {
        let mut shared = Shared {
            pages: 1,
            max_pages,
            bytes: vec![0; PAGE as usize],
            foreign: Vec::new(),
        };
        shared.give(u64::from(LIMIT)..u64::from(PAGE));
        Self(Rc::new(RefCell::new(shared)))
    }

    /// A memory of which only the size is there.
    pub(crate) fn without_bytes(pages: u32, max_pages: u32) -> Self {
        Self(Rc::new(RefCell::new(Shared {
            pages,
            max_pages,
            bytes: Vec::new(),
            foreign: Vec::new(),
        })))
    }

    /// The arena of a component whose memory this is.
    pub(crate) fn arena(&self) -> Arena<Self> {
        self.arena_at(BASE, LIMIT)
    }

    /// An arena that owns `base..limit`.
    pub(crate) fn arena_at(&self, base: u32, limit: u32) -> Arena<Self> {
        let start = std::ptr::without_provenance(base as usize);
        let end = std::ptr::without_provenance(limit as usize);
        // SAFETY: tests pass multiples of 16, and nobody else's addresses; all
        // that this memory does with them checks its bounds.
        unsafe { Arena::new(start, end, self.clone()) }
    }

    /// Somebody else takes pages, where there are any left.
    pub(crate) fn foreign_grow(&self, pages: u32) {
        let Some(before) = self.clone().grow(pages) else {
            return;
        };
        let start = u64::from(before) * u64::from(PAGE);
        let range = start..start + u64::from(pages) * u64::from(PAGE);
        self.0.borrow_mut().give(range);
    }

    /// Returns whether the others still find what they wrote.
    pub(crate) fn foreign_is_intact(&self) -> bool {
        let shared = self.0.borrow();
        shared.bytes.is_empty()
            || shared.foreign.iter().all(|range| {
                let theirs = &shared.bytes[index(range.start)..index(range.end)];
                // Page by page, which is quick in a debug build and in Miri.
                let mut pages = theirs.chunks(PAGE as usize);
                pages.all(|page| *page == THEIRS[..page.len()])
            })
    }

    pub(crate) fn foreign(&self) -> Vec<Range<u64>> {
        self.0.borrow().foreign.clone()
    }

    pub(crate) fn bytes_there(&self) -> u64 {
        u64::from(self.0.borrow().pages) * u64::from(PAGE)
    }

    /// Returns the number of bytes that are there and nobody else's.
    pub(crate) fn own_bytes(&self) -> u64 {
        self.bytes_there()
            - self
                .foreign()
                .iter()
                .map(|range| range.end - range.start)
                .sum::<u64>()
    }

    pub(crate) fn max_bytes(&self) -> u64 {
        u64::from(self.0.borrow().max_pages) * u64::from(PAGE)
    }

    pub(crate) fn write(&self, at: u32, bytes: &[u8]) {
        if !bytes.is_empty() {
            self.0.borrow_mut().bytes[at as usize..][..bytes.len()].copy_from_slice(bytes);
        }
    }

    pub(crate) fn read(&self, at: u32, len: usize) -> Vec<u8> {
        self.0.borrow().bytes[at as usize..][..len].to_vec()
    }
}

// SAFETY: growing appends pages and says where; everybody who grows does it
// through this function.
unsafe impl Memory for Fake {
    fn pages(&self) -> u32 {
        self.0.borrow().pages
    }

    fn grow(&mut self, more: u32) -> Option<u32> {
        let mut shared = self.0.borrow_mut();
        let before = shared.pages;
        let after = before
            .checked_add(more)
            .filter(|&after| after <= shared.max_pages)?;
        shared.pages = after;
        if !shared.bytes.is_empty() && !cfg!(miri) {
            shared.bytes.resize(after as usize * PAGE as usize, 0);
        } else if !shared.bytes.is_empty() {
            // In one piece rather than by `resize`, which Miri runs byte by byte.
            let mut bytes = vec![0; after as usize * PAGE as usize];
            bytes[..shared.bytes.len()].copy_from_slice(&shared.bytes);
            shared.bytes = bytes;
        }
        Some(before)
    }

    unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
        if len == 0 {
            return;
        }
        let (from, to, len) = (from as usize, to as usize, len as usize);
        self.0.borrow_mut().bytes.copy_within(from..from + len, to);
    }

    fn trap(&self) -> ! {
        resume_unwind(Box::new(Trapped))
    }
}
