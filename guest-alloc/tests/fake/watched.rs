//! A handle on the memory for a heap: what it grows by is its own, what it loads is
//! counted, and growing may be refused.

use std::cell::{Cell, RefCell};
use std::ops::Range;
use std::rc::Rc;

use greentic_guest_alloc::{Memory, PAGE, Words};

use super::{Fake, LIMIT};

#[derive(Clone, Debug)]
pub(crate) struct Watched {
    fake: Fake,
    /// The regions of the heap, the newest last; neighbours are one.
    regions: Rc<RefCell<Vec<Range<u32>>>>,
    loads: Rc<Cell<u32>>,
    refuses: Rc<Cell<bool>>,
}

impl Watched {
    /// Makes a handle for a heap that begins with `start` to [`LIMIT`].
    pub(crate) fn new(fake: &Fake, start: u32) -> Self {
        let first = start..LIMIT;
        Self {
            fake: fake.clone(),
            regions: Rc::new(RefCell::new(Vec::from([first]))),
            loads: Rc::default(),
            refuses: Rc::default(),
        }
    }

    pub(crate) fn regions(&self) -> Vec<Range<u32>> {
        self.regions.borrow().clone()
    }

    /// The bytes that belong to the heap.
    pub(crate) fn own_bytes(&self) -> u64 {
        let bytes = |range: &Range<u32>| u64::from(range.end - range.start);
        self.regions.borrow().iter().map(bytes).sum()
    }

    /// Returns how many words were loaded since this was called last.
    pub(crate) fn loads(&self) -> u32 {
        self.loads.take()
    }

    /// Says whether the memory may not grow from now on.
    pub(crate) fn refuse(&self, refuses: bool) {
        self.refuses.set(refuses);
    }

    pub(crate) fn word(&self, at: u32) -> u32 {
        let bytes = self.fake.read(at, 4);
        u32::from_le_bytes(bytes.try_into().expect("four bytes"))
    }
}

// SAFETY: that of the memory which it is a handle on.
unsafe impl Memory for Watched {
    fn pages(&self) -> u32 {
        self.fake.pages()
    }

    fn grow(&mut self, more: u32) -> Option<u32> {
        if self.refuses.get() {
            return None;
        }
        let before = self.fake.grow(more)?;
        let Some(end) = (before + more).checked_mul(PAGE) else {
            // Nobody makes use of what ends at 4 GiB.
            return Some(before);
        };
        let range = before * PAGE..end;
        let mut regions = self.regions.borrow_mut();
        match regions.last_mut() {
            Some(last) if last.end == range.start => last.end = range.end,
            _ => regions.push(range),
        }
        Some(before)
    }

    unsafe fn copy(&mut self, from: u32, to: u32, len: u32) {
        // SAFETY: the caller's promise is the callee's demand.
        unsafe { self.fake.copy(from, to, len) }
    }

    fn trap(&self) -> ! {
        unreachable!("a heap does not trap")
    }

    fn traps(&self) -> bool {
        false
    }
}

// SAFETY: both go to the same four bytes.
unsafe impl Words for Watched {
    unsafe fn load(&self, at: u32) -> u32 {
        assert!(at.is_multiple_of(4), "{at}");
        self.loads.set(self.loads.get() + 1);
        self.word(at)
    }

    unsafe fn store(&mut self, at: u32, value: u32) {
        assert!(at.is_multiple_of(4), "{at}");
        self.fake.write(at, &value.to_le_bytes());
    }
}
