//! Random steps on a heap, beside the arena of the calls and others.

use std::ops::Range;

use greentic_guest_alloc::heap::Blocks as _;
use greentic_guest_alloc::{Memory as _, PAGE};
use proptest::prelude::*;

use crate::fake::watched::Watched;
use crate::fake::{Fake, leave, realloc};
use crate::kinds::{Kind, OfBump, OfCall, OfFreeList, fresh};

#[derive(Clone, Debug)]
enum Step {
    /// A block is asked for: 2^`align_log2` and `size` bytes.
    Alloc { align_log2: u32, size: u32 },
    /// A block is given back, counted from the newest.
    Free { back: usize },
    /// A block gets another size.
    Resize { back: usize, size: u32 },
    /// All are given back.
    FreeAll,
    /// The arena of the calls is asked for a block.
    Call { size: u32 },
    /// A call ends.
    Leave,
    /// Somebody else takes pages.
    Foreign { pages: u32 },
    /// The memory may not grow, or may again.
    Refuse { refuses: bool },
}

fn step() -> impl Strategy<Value = Step> {
    // Miri checks every byte: the same steps, with smaller blocks.
    let scale = if cfg!(miri) { 100 } else { 1 };
    let size = prop_oneof![
        8 => 0..100_u32,
        2 => 0..3_000_u32,
        1 => 0..100_000_u32 / scale,
    ];
    let align_log2 = prop_oneof![8 => 0..4_u32, 1 => 4..13_u32, 1 => Just(17_u32)];
    prop_oneof![
        12 => (align_log2, size.clone()).prop_map(|(align_log2, size)| Step::Alloc { align_log2, size }),
        8 => (0..40_usize).prop_map(|back| Step::Free { back }),
        5 => (0..6_usize, size.clone()).prop_map(|(back, size)| Step::Resize { back, size }),
        1 => Just(Step::FreeAll),
        2 => size.prop_map(|size| Step::Call { size }),
        1 => Just(Step::Leave),
        1 => (1..4_u32).prop_map(|pages| Step::Foreign { pages }),
        1 => any::<bool>().prop_map(|refuses| Step::Refuse { refuses }),
    ]
}

/// A block that is alive, and what was written to it.
#[derive(Clone, Debug)]
struct Block {
    start: u32,
    align: u32,
    bytes: Vec<u8>,
}

/// The truth about a heap, as simple as possible.
struct Model {
    fake: Fake,
    memory: Watched,
    alive: Vec<Block>,
    /// The blocks that the arena of the calls has handed out.
    calls: Vec<Range<u32>>,
    fill: u8,
}

/// The byte that is written to the memory of calls.
const CALL: u8 = 0xca;

impl Model {
    /// Writes `size` bytes that are like no others to `start`, behind the first `kept`
    /// of them.
    fn write(&mut self, start: u32, kept: &[u8], size: u32) -> Vec<u8> {
        let kept = &kept[..kept.len().min(size as usize)];
        let mut bytes = kept.to_vec();
        bytes.resize_with(size as usize, || {
            self.fill = self.fill.wrapping_mul(31).wrapping_add(7);
            self.fill
        });
        let from = u32::try_from(kept.len()).expect("a size");
        self.fake.write(start + from, &bytes[kept.len()..]);
        bytes
    }

    fn check<K: Kind>(&self) {
        assert!(
            self.fake.foreign_is_intact(),
            "somebody else's bytes changed"
        );
        for range in &self.calls {
            let bytes = self.fake.read(range.start, range.len());
            assert!(
                bytes.iter().all(|byte| *byte == CALL),
                "the memory of a call changed"
            );
        }
        let regions = self.memory.regions();
        let mut ranges = Vec::new();
        for block in &self.alive {
            let len = u32::try_from(block.bytes.len()).expect("a size");
            let range = block.start..block.start + len;
            assert!(
                range.start != 0 && range.start.is_multiple_of(block.align),
                "{range:?}"
            );
            let inside =
                |region: &Range<u32>| region.start <= range.start && range.end <= region.end;
            assert!(
                regions.iter().any(inside),
                "{range:?} is not in {regions:?}"
            );
            let found = self.fake.read(range.start, block.bytes.len());
            assert!(
                found == block.bytes,
                "what was written at {range:?} is gone"
            );
            if len > 0 {
                ranges.push(range);
            }
        }
        ranges.sort_by_key(|range| range.start);
        for pair in ranges.windows(2) {
            assert!(pair[0].end <= pair[1].start, "{pair:?} overlap");
        }
        let blocks: Vec<_> = self.alive.iter().map(|block| block.start).collect();
        K::check(&self.memory, &blocks);
    }
}

/// Returns whether the memory may grow by what `size` bytes at `align` take at most.
fn has_room(model: &Model, align: u32, size: u32, refused: bool) -> bool {
    let room = model.fake.max_bytes() - model.fake.bytes_there();
    // What the region had is asked for once more where it moves.
    let wanted = u64::from(size) + u64::from(align) + 2 * model.memory.own_bytes();
    !refused && room >= wanted + 2 * u64::from(PAGE)
}

fn run<K: Kind>(steps: &[Step], max_pages: u32) {
    let (fake, memory, mut heap) = fresh::<K>(max_pages);
    let mut model = Model {
        fake: fake.clone(),
        memory: memory.clone(),
        alive: Vec::new(),
        calls: Vec::new(),
        fill: 0,
    };
    // The arena of the calls, in a page of its own and then in more.
    let page = fake.clone().grow(1).expect("a page") * PAGE;
    let mut calls = fake.arena_at(page, page + PAGE);
    let mut refused = false;
    for step in steps {
        match *step {
            Step::Alloc { align_log2, size } => {
                let align = 1 << align_log2;
                // SAFETY: a power of two, and a size below 2^30.
                let start = unsafe { heap.alloc(align, size) };
                if start == 0 {
                    assert!(!has_room(&model, align, size, refused), "there was room");
                } else {
                    let bytes = model.write(start, &[], size);
                    model.alive.push(Block {
                        start,
                        align,
                        bytes,
                    });
                }
            }
            Step::Free { back } => {
                if back < model.alive.len() {
                    let index = model.alive.len() - 1 - back;
                    let block = model.alive.remove(index);
                    free(&mut heap, &model.fake, &block);
                }
            }
            Step::Resize { back, size } => {
                if back >= model.alive.len() {
                    continue;
                }
                let index = model.alive.len() - 1 - back;
                let Block {
                    start,
                    align,
                    bytes,
                } = model.alive[index].clone();
                let old = u32::try_from(bytes.len()).expect("a size");
                // SAFETY: a block of this heap with that size and alignment.
                let moved = unsafe { heap.realloc(start, old, align, size) };
                if moved == 0 {
                    assert!(!has_room(&model, align, size, refused), "there was room");
                } else {
                    let bytes = model.write(moved, &bytes, size);
                    model.alive[index] = Block {
                        start: moved,
                        align,
                        bytes,
                    };
                }
            }
            Step::FreeAll => {
                for block in std::mem::take(&mut model.alive) {
                    free(&mut heap, &model.fake, &block);
                }
            }
            Step::Call { size } => {
                // It traps without memory, which its own tests look at.
                if fake.max_bytes() - fake.bytes_there() > 8 * u64::from(size + PAGE) {
                    let block = realloc(&mut calls, 0, 0, 8, size);
                    fake.write(block, &vec![CALL; size as usize]);
                    model.calls.push(block..block + size);
                }
            }
            Step::Leave => {
                leave(&mut calls);
                model.calls.clear();
            }
            Step::Foreign { pages } => fake.foreign_grow(pages),
            Step::Refuse { refuses } => {
                refused = refuses;
                memory.refuse(refuses);
            }
        }
        model.check::<K>();
    }
}

/// Overwrites a block, as its owner may until the end, and gives it back.
fn free(heap: &mut impl greentic_guest_alloc::heap::Blocks, fake: &Fake, block: &Block) {
    fake.write(block.start, &vec![0xdd; block.bytes.len()]);
    let size = u32::try_from(block.bytes.len()).expect("a size");
    // SAFETY: the block is of this heap, and is forgotten.
    unsafe { heap.dealloc(block.start, size) }
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 3 } else { 1_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn bump_agrees_with_the_model(steps in prop::collection::vec(step(), 1..100)) {
        run::<OfBump>(&steps, 1_024);
        run::<OfBump>(&steps, 6);
    }

    #[test]
    fn call_agrees_with_the_model(steps in prop::collection::vec(step(), 1..100)) {
        run::<OfCall>(&steps, 1_024);
        run::<OfCall>(&steps, 6);
    }

    #[test]
    fn free_list_agrees_with_the_model(steps in prop::collection::vec(step(), 1..100)) {
        run::<OfFreeList>(&steps, 1_024);
        run::<OfFreeList>(&steps, 6);
    }
}

/// The model is able to object: blocks that overlap are found, whatever the heap says.
#[test]
#[should_panic(expected = "overlap")]
fn the_model_catches_blocks_that_overlap() {
    let (fake, memory, _) = fresh::<OfBump>(8);
    let mut model = Model {
        fake,
        memory,
        alive: Vec::new(),
        calls: Vec::new(),
        fill: 0,
    };
    for start in [crate::fake::BASE, crate::fake::BASE + 8] {
        model.alive.push(Block {
            start,
            align: 8,
            bytes: vec![0; 16],
        });
    }
    model.check::<OfBump>();
}

/// So are records of the free list that lost a chunk.
#[test]
#[should_panic(expected = "chunks in use")]
fn the_walker_catches_a_chunk_that_nobody_has() {
    let (fake, memory, mut heap) = fresh::<OfFreeList>(8);
    // SAFETY: a power of two, and few bytes.
    unsafe { heap.alloc(8, 100) };
    let model = Model {
        fake,
        memory,
        alive: Vec::new(),
        calls: Vec::new(),
        fill: 0,
    };
    model.check::<OfFreeList>();
}
