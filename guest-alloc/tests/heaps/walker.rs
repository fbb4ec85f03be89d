//! Looks at the records of the free list, word by word.

use std::collections::{BTreeMap, BTreeSet};

use greentic_guest_alloc::heap::TABLE;

use crate::fake::BASE;
use crate::fake::watched::Watched;

/// Holds every chunk, list and flag in `memory` against what `FreeList` draws, and the
/// chunks in use against `blocks`.
pub(crate) fn walk(memory: &Watched, blocks: &[u32]) {
    let mut free = BTreeMap::new();
    let mut used = BTreeSet::new();
    for region in memory.regions() {
        // The first one is not touched before it is needed, and never where it is too
        // small for that.
        if region.start == BASE + TABLE && memory.word(region.end - 4) == 0 {
            continue;
        }
        let mut at = region.start + 8;
        let mut before_free = false;
        while at != region.end {
            assert!(at < region.end, "{at} is past {region:?}");
            let header = memory.word(at - 4);
            let size = header & !7;
            assert!(size >= 16, "a chunk of {size} at {at}");
            assert_eq!(header & 2 != 0, before_free, "what is before {at}");
            if header & 1 == 0 {
                assert!(!before_free, "two free chunks at {at}");
                assert_eq!(memory.word(at + size - 8), size, "the end of {at}");
                free.insert(at, size);
            } else {
                used.insert(at);
            }
            before_free = header & 1 == 0;
            at += size;
        }
        let last = memory.word(at - 4);
        assert_eq!(
            last,
            1 | if before_free { 2 } else { 0 },
            "the end of {region:?}"
        );
    }
    assert_eq!(used, blocks.iter().copied().collect(), "chunks in use");

    let mut listed = BTreeSet::new();
    for list in 0..TABLE / 4 {
        let mut link = BASE + 4 * list;
        loop {
            let at = memory.word(link);
            if at == 0 {
                break;
            }
            let size = *free.get(&at).expect("a free chunk is in a list");
            assert_eq!(memory.word(at + 4), link, "the link of {at}");
            let bits = size.ilog2();
            assert_eq!(list, 2 * bits + (size >> (bits - 1)) % 2, "{size} bytes");
            assert!(listed.insert(at), "{at} is in two lists");
            link = at;
        }
    }
    assert_eq!(listed, free.into_keys().collect(), "free chunks");
}
