//! The promises of each heap beyond being right.

use greentic_guest_alloc::heap::{Blocks, Regions};
use greentic_guest_alloc::{Memory as _, PAGE};

use crate::fake::watched::Watched;
use crate::fake::{BASE, Fake, LIMIT};
use crate::kinds::{Kind, OfBump, OfCall, OfFreeList, fresh};
use crate::walker::walk;

fn alloc(heap: &mut impl Blocks, align: u32, size: u32) -> u32 {
    // SAFETY: tests pass powers of two, and sizes below 2^31 with them.
    unsafe { heap.alloc(align, size) }
}

fn dealloc(heap: &mut impl Blocks, block: u32, size: u32) {
    // SAFETY: tests pass what they got, once.
    unsafe { heap.dealloc(block, size) }
}

fn realloc(heap: &mut impl Blocks, block: u32, old: u32, align: u32, size: u32) -> u32 {
    // SAFETY: tests pass what they got.
    unsafe { heap.realloc(block, old, align, size) }
}

/// Calls of steps, which Miri does fewer of.
const MANY: u32 = if cfg!(miri) { 40 } else { 20_000 };

/// Numbers that look like random ones, below `most`.
fn numbers(mut seed: u32) -> impl FnMut(u32) -> u32 {
    move |most| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (seed >> 8) % most
    }
}

#[test]
fn what_call_holds_goes_when_nothing_is_alive() {
    let (_, memory, mut heap) = fresh::<OfCall>(64);
    let first = alloc(&mut heap, 8, 24);
    for _ in 0..MANY / 20 {
        let others: Vec<_> = (1..100)
            .map(|size| (alloc(&mut heap, 4, size), size))
            .collect();
        // Not in the order in which the last one goes at once.
        for (block, size) in others {
            dealloc(&mut heap, block, size);
        }
        dealloc(&mut heap, first, 24);
        assert_eq!(alloc(&mut heap, 8, 24), first);
    }
    assert_eq!(memory.own_bytes(), u64::from(LIMIT - BASE));
}

#[test]
fn call_takes_the_last_block_back_at_once() {
    let (_, memory, mut heap) = fresh::<OfCall>(64);
    let kept = alloc(&mut heap, 8, 24);
    for size in 1..MANY {
        let block = alloc(&mut heap, 1, size % 5_000);
        assert_eq!(block, kept + 24);
        dealloc(&mut heap, block, size % 5_000);
    }
    assert_eq!(memory.own_bytes(), u64::from(LIMIT - BASE));
}

fn grows_in_place<K: Kind>() {
    let (fake, memory, mut heap) = fresh::<K>(1_024);
    // Its region may be left once.
    let mut block = alloc(&mut heap, 8, 100);
    let mut moved = 0;
    let mut size = 100;
    let most = if cfg!(miri) { 100_000 } else { 10_000_000 };
    while size < most {
        let next = realloc(&mut heap, block, size, 8, 2 * size);
        moved += u32::from(next != block);
        (block, size) = (next, 2 * size);
    }
    assert!(moved <= 1, "moved {moved} times");
    // Every byte of that is the block, but for a page and what was left.
    assert!(memory.own_bytes() <= u64::from(size + 2 * PAGE));
    assert_eq!(realloc(&mut heap, block, size, 8, 10), block);
    assert_eq!(fake.foreign().len(), 1);
}

#[test]
fn the_last_block_grows_where_it_is() {
    grows_in_place::<OfBump>();
    grows_in_place::<OfCall>();
    grows_in_place::<OfFreeList>();
}

#[test]
fn a_block_shrinks_where_it_is_and_the_rest_is_free() {
    let (_, memory, mut heap) = fresh::<OfFreeList>(64);
    let first = alloc(&mut heap, 8, 10_000);
    let second = alloc(&mut heap, 8, 1);
    assert_eq!(realloc(&mut heap, first, 10_000, 8, 100), first);
    let between = alloc(&mut heap, 8, 9_000);
    assert!(first < between && between < second);
    walk(&memory, &[first, between, second]);
}

#[test]
fn free_neighbours_are_one() {
    let (_, memory, mut heap) = fresh::<OfFreeList>(64);
    for order in 0..6 {
        let blocks: Vec<_> = (0..9).map(|_| alloc(&mut heap, 8, 3_000)).collect();
        let mut number = numbers(order);
        let mut left = blocks.clone();
        while !left.is_empty() {
            let most = u32::try_from(left.len()).expect("few");
            let block = left.swap_remove(number(most) as usize);
            dealloc(&mut heap, block, 3_000);
            walk(&memory, &left);
        }
        // In the room of all of them.
        let whole = alloc(&mut heap, 8, 27_000);
        assert_eq!(whole, blocks[0]);
        dealloc(&mut heap, whole, 27_000);
    }
    assert_eq!(memory.regions().len(), 1);
    assert_eq!(memory.own_bytes(), u64::from(LIMIT - BASE) - 256);
}

/// Counts the free bytes at the end of the memory, each of them: no page more is asked for
/// than a request takes, and none less.
#[test]
fn a_request_takes_the_pages_that_it_needs() {
    let step = if cfg!(miri) { 256 } else { 8 };
    for size in (PAGE..3 * PAGE / 2).step_by(step) {
        let (_, memory, mut heap) = fresh::<OfFreeList>(64);
        let first = alloc(&mut heap, 8, 60_000);
        let before = memory.own_bytes();
        let second = alloc(&mut heap, 8, size);
        // One behind the other, each with its header, from the first page on.
        let end = first + (60_000 + 4_u32).next_multiple_of(8) + (size + 4).next_multiple_of(8);
        let more = (end - 2 * PAGE).next_multiple_of(PAGE);
        assert_ne!(second, 0, "{size} bytes");
        assert_eq!(memory.own_bytes(), before + u64::from(more), "{size} bytes");
    }
}

/// The same where nothing is free at the end.
#[test]
fn a_page_holds_a_chunk_of_a_page() {
    let (_, memory, mut heap) = fresh::<OfFreeList>(64);
    // 8 bytes of the first page are headers, before it and at the end.
    let first = alloc(&mut heap, 8, PAGE - 12);
    let before = memory.own_bytes();
    for more in 1..10 {
        let block = alloc(&mut heap, 8, PAGE - 4);
        assert_eq!(block, first + more * PAGE - 8);
        assert_eq!(memory.own_bytes(), before + u64::from(more * PAGE));
    }
    // And of 8 bytes more it holds all but those.
    assert_ne!(alloc(&mut heap, 8, PAGE + 4), 0);
    assert_eq!(memory.own_bytes(), before + u64::from(11 * PAGE));
}

/// A request that was refused is not counted as alive.
#[test]
fn call_is_empty_also_after_requests_in_vain() {
    let (_, memory, mut heap) = fresh::<OfCall>(64);
    let first = alloc(&mut heap, 8, 24);
    let second = alloc(&mut heap, 8, 24);
    memory.refuse(true);
    assert_eq!(alloc(&mut heap, 8, PAGE), 0);
    assert_eq!(realloc(&mut heap, second, 24, 8, PAGE), 0);
    dealloc(&mut heap, first, 24);
    dealloc(&mut heap, second, 24);
    assert_eq!(alloc(&mut heap, 8, 24), first);
}

fn every_alignment<K: Kind>() {
    let (_, _, mut heap) = fresh::<K>(1_024);
    for log2 in (0..if cfg!(miri) { 15 } else { 22 }).chain([3, 12, 4, 5]) {
        let align = 1 << log2;
        for size in [1, align - 1, align, align + 1] {
            let block = alloc(&mut heap, align, size);
            assert!(
                block != 0 && block.is_multiple_of(align),
                "{size} at {align}"
            );
            let larger = realloc(&mut heap, block, size, align, size + 1);
            assert!(
                larger != 0 && larger.is_multiple_of(align),
                "{size} at {align}"
            );
            dealloc(&mut heap, larger, size + 1);
        }
    }
}

#[test]
fn every_alignment_is_kept() {
    every_alignment::<OfBump>();
    every_alignment::<OfCall>();
    every_alignment::<OfFreeList>();
}

fn too_much<K: Kind>() {
    let (fake, memory, mut heap) = fresh::<K>(4);
    let kept = alloc(&mut heap, 8, 100);
    fake.write(kept, &[7; 100]);
    let most = (1 << 31) - 1;
    for (align, size) in [
        (1, most),
        (8, most - 7),
        (1 << 30, 1 << 30),
        (1 << 20, 1 << 20),
        (8, 4 * PAGE),
    ] {
        assert_eq!(alloc(&mut heap, align, size), 0, "{size} at {align}");
        assert_eq!(realloc(&mut heap, kept, 100, 8, most - 7), 0);
    }
    memory.refuse(true);
    assert_eq!(alloc(&mut heap, 8, PAGE), 0);
    memory.refuse(false);
    // All that was there before is, and there is more.
    assert_eq!(fake.read(kept, 100), [7; 100]);
    assert_ne!(alloc(&mut heap, 8, PAGE), 0);
    dealloc(&mut heap, kept, 100);
    assert_ne!(alloc(&mut heap, 8, 90), 0);
    assert!(memory.own_bytes() <= u64::from(4 * PAGE));
}

#[test]
fn too_much_is_none_and_changes_nothing() {
    too_much::<OfBump>();
    too_much::<OfCall>();
    too_much::<OfFreeList>();
}

/// No address is 2 GiB or more, whoever has the memory below.
#[test]
fn heaps_end_below_2_gib() {
    for pages in [32_767, 32_768, 65_535, 65_536] {
        let fake = Fake::without_bytes(pages, 65_536);
        let memory = Watched::new(&fake, BASE);
        let mut bump = OfBump::heap(memory.clone());
        alloc(&mut bump, 1, LIMIT - BASE);
        let mut call = OfCall::heap(memory.clone());
        alloc(&mut call, 1, LIMIT - BASE);
        // SAFETY: nobody's addresses.
        let mut regions = unsafe { Regions::new(std::ptr::without_provenance(8), 0, memory) };
        for size in [1, 2 * PAGE, 1 << 30] {
            let pages = fake.pages();
            assert_eq!(regions.take(size).1, 0, "{size} above {pages} pages");
            // None was taken in vain.
            assert_eq!(fake.pages(), pages);
            assert_eq!(alloc(&mut bump, 1, size), 0, "{size} above {pages} pages");
            assert_eq!(alloc(&mut call, 1, size), 0, "{size} above {pages} pages");
        }
    }
    let fake = Fake::without_bytes(32_765, 65_536);
    let memory = Watched::new(&fake, BASE);
    // SAFETY: nobody's addresses.
    let mut regions = unsafe { Regions::new(std::ptr::without_provenance(8), 0, memory) };
    assert_eq!(regions.take(2 * PAGE), (32_765 * PAGE, 2 * PAGE));
}

#[test]
fn a_room_is_the_first_region_or_none() {
    let (_, memory, _) = fresh::<OfFreeList>(64);
    let room = || {
        // SAFETY: nobody's addresses.
        unsafe { Regions::new(std::ptr::without_provenance(64), 128, memory.clone()) }
    };
    let mut regions = room();
    assert_eq!(regions.take(128), (64, 128));
    assert_eq!(regions.take(128), (PAGE, PAGE));
    let mut regions = room();
    assert_eq!(regions.take(129), (2 * PAGE, PAGE));
    assert_eq!(regions.take(1), (3 * PAGE, PAGE));
}

/// Calls that do the same need no more memory the hundredth time than the tenth, also
/// where somebody else takes pages in between.
fn steady<K: Kind>() {
    let (fake, memory, mut heap) = fresh::<K>(8_192);
    let mut taken = Vec::new();
    let (rounds, steps) = if cfg!(miri) { (12, 10) } else { (100, 200) };
    for round in 0..rounds {
        let mut number = numbers(5);
        let mut blocks = Vec::new();
        for _ in 0..steps {
            let size = 1 + number(3_000);
            let block = alloc(&mut heap, 8, size);
            blocks.push((block, size));
            if number(3) == 0 {
                let most = u32::try_from(blocks.len()).expect("few");
                let (block, size) = blocks.swap_remove(number(most) as usize);
                dealloc(&mut heap, block, size);
            }
        }
        for (block, size) in blocks {
            dealloc(&mut heap, block, size);
        }
        if round % 3 == 0 {
            fake.foreign_grow(1);
        }
        taken.push(memory.own_bytes());
    }
    assert_eq!(taken[10], taken[rounds - 1], "{taken:?}");
}

#[test]
fn equal_calls_reach_a_steady_state() {
    steady::<OfCall>();
    steady::<OfFreeList>();
}

/// A request and a block given back take so many loads of words at most, however many
/// are free or alive: a list for each power of two and a half, twice, and a few chunks.
const MOST_LOADS: u32 = 200;

#[test]
fn a_request_takes_as_long_as_any_other() {
    type Order = fn(&mut Vec<u32>, &mut dyn FnMut(u32) -> u32);
    let orders: [Order; 4] = [
        |_, _| {},
        |blocks, _| blocks.reverse(),
        |blocks, _| {
            // Every other one first, so that none of them has a free neighbour.
            let (even, odd): (Vec<_>, Vec<_>) =
                blocks.iter().enumerate().partition(|(at, _)| at % 2 == 0);
            *blocks = even
                .into_iter()
                .chain(odd)
                .map(|(_, block)| *block)
                .collect();
        },
        |blocks, number| {
            for at in (1..blocks.len()).rev() {
                let most = u32::try_from(at).expect("few");
                blocks.swap(at, number(most) as usize);
            }
        },
    ];
    for order in orders {
        for sizes in [1, 30, 400] {
            let (_, memory, mut heap) = fresh::<OfFreeList>(8_192);
            let mut number = numbers(7);
            let mut blocks = Vec::new();
            let mut worst = 0;
            for _ in 0..MANY {
                memory.loads();
                blocks.push(alloc(&mut heap, 8, 1 + number(sizes)));
                worst = worst.max(memory.loads());
            }
            let peak = memory.own_bytes();
            order(&mut blocks, &mut number);
            let half = blocks.len() / 2;
            for block in blocks.drain(..half) {
                memory.loads();
                dealloc(&mut heap, block, 0);
                worst = worst.max(memory.loads());
            }
            for _ in 0..half {
                memory.loads();
                blocks.push(alloc(&mut heap, 8, 1 + number(sizes)));
                worst = worst.max(memory.loads());
            }
            assert!(worst <= MOST_LOADS, "{worst} loads");
            // What was freed is used again.
            assert!(
                memory.own_bytes() <= peak + peak / 4 + u64::from(PAGE),
                "{peak}"
            );
        }
    }
}

/// The same where thousands of chunks are free in the list of the request, and each is
/// too small for it.
#[test]
fn chunks_that_are_too_small_are_not_gone_through() {
    let (_, memory, mut heap) = fresh::<OfFreeList>(8_192);
    let blocks: Vec<_> = (0..MANY).map(|_| alloc(&mut heap, 8, 60)).collect();
    // Every other one, so that each stays alone.
    for block in blocks.iter().step_by(2) {
        dealloc(&mut heap, *block, 60);
    }
    for _ in 0..MANY {
        memory.loads();
        assert_ne!(alloc(&mut heap, 8, 76), 0);
        let loads = memory.loads();
        assert!(loads <= MOST_LOADS, "{loads} loads");
    }
}

/// Bounds the memory of a heap that frees by the most that was alive, however sizes
/// come and go.
#[test]
fn the_free_list_owns_little_more_than_is_alive() {
    let (_, memory, mut heap) = fresh::<OfFreeList>(8_192);
    let mut number = numbers(11);
    let mut blocks: Vec<(u32, u32)> = Vec::new();
    let (mut alive, mut most_alive) = (0_u64, 0_u64);
    for _ in 0..MANY * 4 {
        if number(100) < 52 && alive < 2_000_000 {
            let size = if number(20) == 0 {
                number(20_000)
            } else {
                number(200)
            } + 1;
            let block = alloc(&mut heap, 8, size);
            assert_ne!(block, 0);
            blocks.push((block, size));
            alive += u64::from(size);
            most_alive = most_alive.max(alive);
        } else if !blocks.is_empty() {
            let most = u32::try_from(blocks.len()).expect("few");
            let (block, size) = blocks.swap_remove(number(most) as usize);
            dealloc(&mut heap, block, size);
            alive -= u64::from(size);
        }
    }
    let bound = most_alive + most_alive / 2 + u64::from(2 * PAGE);
    assert!(
        memory.own_bytes() <= bound,
        "{} for {most_alive}",
        memory.own_bytes()
    );
    let blocks: Vec<_> = blocks.iter().map(|(block, _)| *block).collect();
    walk(&memory, &blocks);
    assert!(memory.pages() > 0);
}
