//! The arena against a naive model, on a memory made of ordinary bytes.
//!
//! The model keeps a list of the blocks that are alive and what was written to
//! them. After every step each of them is in the memory, aligned, clear of all
//! others and of what somebody else owns, and holds what was written to it.

mod fake;

use fake::{BASE, Fake, LIMIT, Trapped, leave, realloc, rewind, trapping};
use greentic_guest_alloc::{Arena, LEAST, PAGE};
use proptest::prelude::*;

/// A next action of a host, a handler or somebody else's code.
#[derive(Clone, Debug)]
enum Step {
    /// A block is asked for: 2^`align_log2` and `size` bytes.
    Block { align_log2: u32, size: u32 },
    /// A block of this call, counted from the newest, gets another size.
    Resize { back: usize, size: u32 },
    /// The export is entered.
    Enter,
    /// The export returns.
    Leave,
    /// Somebody else takes pages.
    Foreign { pages: u32 },
    /// The host gives up on the arguments that it was lowering.
    GiveUp,
}

fn step() -> impl Strategy<Value = Step> {
    // Miri checks every byte: the same steps, with smaller blocks.
    let scale = if cfg!(miri) { 100 } else { 1 };
    let size = prop_oneof![
        4 => 0..200_u32,
        2 => 0..20_000_u32 / scale,
        1 => 0..200_000_u32 / scale,
    ];
    prop_oneof![
        8 => (0..4_u32, size.clone()).prop_map(|(align_log2, size)| Step::Block { align_log2, size }),
        3 => (0..4_usize, size).prop_map(|(back, size)| Step::Resize { back, size }),
        3 => Just(Step::Enter),
        3 => Just(Step::Leave),
        1 => (1..4_u32).prop_map(|pages| Step::Foreign { pages }),
        1 => Just(Step::GiveUp),
    ]
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum State {
    Idle,
    Receiving,
    Live,
}

#[derive(Clone, Debug)]
struct Block {
    start: u32,
    align: u32,
    /// The bytes that were written to it.
    bytes: Vec<u8>,
}

/// The truth about the memory, kept as simply as possible.
struct Model {
    state: State,
    /// Blocks of the present call, or of the last one while its results may
    /// still be read.
    alive: Vec<Block>,
    /// Bytes handed out since the arena was last empty, padding included.
    used: u64,
    /// The most that was.
    most_used: u64,
    fill: u8,
}

impl Model {
    fn new() -> Self {
        Self {
            state: State::Idle,
            alive: Vec::new(),
            used: 0,
            most_used: 0,
            fill: 0,
        }
    }

    /// Memory is about to be asked for.
    fn request(&mut self) {
        if self.state == State::Idle {
            self.alive.clear();
            self.used = 0;
            self.state = State::Receiving;
        }
    }

    fn count(&mut self, align: u32, size: u32) {
        self.used += u64::from(align) + u64::from(size);
        self.most_used = self.most_used.max(self.used);
    }

    /// Writes new bytes to `block` from `from` on, in both worlds.
    fn write(&mut self, memory: &Fake, start: u32, kept: &[u8], size: u32) -> Vec<u8> {
        let mut bytes = kept[..kept.len().min(size as usize)].to_vec();
        while bytes.len() < size as usize {
            self.fill = self.fill.wrapping_mul(31).wrapping_add(7);
            bytes.push(self.fill);
        }
        let written = &bytes[kept.len().min(size as usize)..];
        #[allow(clippy::cast_possible_truncation)]
        memory.write(start + (bytes.len() - written.len()) as u32, written);
        bytes
    }

    fn check(&self, memory: &Fake) {
        assert!(memory.foreign_is_intact(), "somebody else's bytes changed");
        for (index, block) in self.alive.iter().enumerate() {
            assert!(
                block.start != 0 && block.start.is_multiple_of(block.align),
                "{block:?}"
            );
            let range = u64::from(block.start)..u64::from(block.start) + block.bytes.len() as u64;
            if range.is_empty() {
                continue;
            }
            assert!(range.start >= u64::from(BASE), "over the data: {range:?}");
            assert!(range.end <= memory.bytes_there(), "past the end: {range:?}");
            for foreign in memory.foreign() {
                assert!(
                    range.end <= foreign.start || foreign.end <= range.start,
                    "{range:?} is in somebody else's {foreign:?}"
                );
            }
            for other in &self.alive[..index] {
                let other =
                    u64::from(other.start)..u64::from(other.start) + other.bytes.len() as u64;
                assert!(
                    other.is_empty() || range.end <= other.start || other.end <= range.start,
                    "{range:?} overlaps {other:?}"
                );
            }
            assert_eq!(
                memory.read(block.start, block.bytes.len()),
                block.bytes,
                "what was written at {range:?} is gone"
            );
        }
    }
}

fn run(steps: &[Step], max_pages: u32) {
    let memory = Fake::new(max_pages);
    let mut arena = memory.arena();
    let mut model = Model::new();
    for step in steps {
        match *step {
            Step::Block { align_log2, size } => {
                let align = 1 << align_log2;
                model.request();
                let Ok(start) = trapping(|| realloc(&mut arena, 0, 0, align, size)) else {
                    return out_of_memory(&memory, &model, align, size);
                };
                model.count(align, size);
                let bytes = model.write(&memory, start, &[], size);
                model.alive.push(Block {
                    start,
                    align,
                    bytes,
                });
            }
            Step::Resize { back, size } => {
                if model.state == State::Idle || back >= model.alive.len() {
                    continue;
                }
                let index = model.alive.len() - 1 - back;
                let Block {
                    start,
                    align,
                    bytes,
                } = model.alive[index].clone();
                #[allow(clippy::cast_possible_truncation)]
                let old_size = bytes.len() as u32;
                let Ok(moved) = trapping(|| realloc(&mut arena, start, old_size, align, size))
                else {
                    return out_of_memory(&memory, &model, align, size);
                };
                model.count(align, size);
                let bytes = model.write(&memory, moved, &bytes, size);
                model.alive[index] = Block {
                    start: moved,
                    align,
                    bytes,
                };
            }
            Step::Enter => {
                let entered = trapping(|| arena.enter());
                assert_eq!(
                    entered.is_err(),
                    model.state == State::Live,
                    "entering while live"
                );
                if entered.is_ok() {
                    if model.state == State::Idle {
                        model.alive.clear();
                        model.used = 0;
                    }
                    model.state = State::Live;
                }
            }
            Step::Leave => {
                if model.state == State::Live {
                    leave(&mut arena);
                    model.state = State::Idle;
                }
            }
            Step::Foreign { pages } => memory.foreign_grow(pages),
            Step::GiveUp => {
                if model.state == State::Receiving {
                    // Nobody reads these any more; the arena does not know.
                    model.alive.clear();
                }
            }
        }
        model.check(&memory);
    }
    // What the arena took is bounded by the largest call, whatever happened in
    // between: twice for regions that double, twice for those left behind.
    let taken = memory.bytes_there()
        - memory
            .foreign()
            .iter()
            .map(|r| r.end - r.start)
            .sum::<u64>();
    assert!(
        taken <= 6 * model.most_used + 4 * u64::from(PAGE),
        "{taken} bytes for calls of at most {}",
        model.most_used
    );
}

/// A trap for want of memory must have been justified. An instance that trapped
/// is never entered again.
fn out_of_memory(memory: &Fake, model: &Model, align: u32, size: u32) {
    let room = memory.max_bytes() - memory.bytes_there();
    let wanted = 3 * (model.used + u64::from(align) + u64::from(size)) + 2 * u64::from(PAGE);
    assert!(wanted > room, "trapped with {room} bytes left for {wanted}");
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 4 } else { 2_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn agrees_with_the_model(steps in prop::collection::vec(step(), 1..60)) {
        run(&steps, 512);
    }

    #[test]
    fn agrees_with_the_model_under_a_low_cap(steps in prop::collection::vec(step(), 1..60)) {
        run(&steps, 6);
    }

    /// Calls of equal size need no more memory the hundredth time than the
    /// second time, also when somebody else takes pages in between.
    #[test]
    fn equal_calls_reach_a_steady_state(
        blocks in prop::collection::vec((0..4_u32, 0..100_000_u32), 1..8),
        foreign_every in 1..5_usize,
    ) {
        let memory = Fake::new(4_096);
        let mut arena = memory.arena();
        let mut taken = Vec::new();
        for round in 0..24 {
            for &(align_log2, size) in &blocks {
                realloc(&mut arena, 0, 0, 1 << align_log2, size);
            }
            arena.enter();
            leave(&mut arena);
            if round % foreign_every == 0 {
                memory.foreign_grow(1);
            }
            taken.push(memory.own_bytes());
        }
        prop_assert_eq!(taken[12], taken[23], "{:?}", taken);
    }
}

/// The model itself must be able to object: an arena that forgets who owns
/// what is caught.
#[test]
#[should_panic(expected = "somebody else's")]
fn the_model_catches_a_block_in_foreign_pages() {
    let memory = Fake::new(64);
    let mut model = Model::new();
    memory.foreign_grow(1);
    model.alive.push(Block {
        start: PAGE + 8,
        align: 8,
        bytes: vec![0; 16],
    });
    model.check(&memory);
}

#[test]
#[should_panic(expected = "overlaps")]
fn the_model_catches_blocks_that_overlap() {
    let memory = Fake::new(64);
    let mut model = Model::new();
    for start in [BASE, BASE + 8] {
        model.alive.push(Block {
            start,
            align: 8,
            bytes: vec![0; 16],
        });
    }
    model.check(&memory);
}

#[test]
#[should_panic(expected = "is gone")]
fn the_model_catches_bytes_that_changed() {
    let memory = Fake::new(64);
    let mut model = Model::new();
    let bytes = model.write(&memory, BASE, &[], 16);
    model.alive.push(Block {
        start: BASE,
        align: 8,
        bytes,
    });
    memory.write(BASE + 3, &[!model.alive[0].bytes[3]]);
    model.check(&memory);
}

/// An arena over a memory that starts with one page.
fn fresh() -> (Fake, Arena<Fake>) {
    let memory = Fake::new(64);
    let arena = memory.arena();
    (memory, arena)
}

#[test]
fn the_last_block_grows_and_shrinks_in_place() {
    let (_, mut arena) = fresh();
    let block = realloc(&mut arena, 0, 0, 1, 10);
    assert_eq!(realloc(&mut arena, block, 10, 1, 10_000), block);
    assert_eq!(realloc(&mut arena, block, 10_000, 1, 3), block);
    let next = realloc(&mut arena, 0, 0, 1, 1);
    assert_eq!(next, block + 3);
    // Out of the first region, and then on into the pages behind.
    let moved = realloc(&mut arena, next, 1, 1, 100_000);
    assert_eq!(moved, PAGE);
    assert_eq!(realloc(&mut arena, moved, 100_000, 1, 300_000), moved);
    assert_eq!(realloc(&mut arena, moved, 300_000, 1, 3), moved);
}

/// With the page that stack, data and the first region are in, that is all: a
/// page and what the largest call needs, in whole pages. Calls of one size need
/// no more when they come again.
#[test]
fn the_first_move_takes_the_pages_that_the_call_needs_and_no_more() {
    for already in [0, 1, 272, 20_000, 32_752] {
        for size in (1..400_000).step_by(4_093).chain([32_768, PAGE, 2 * PAGE]) {
            let (memory, mut arena) = fresh();
            for _ in 0..2 {
                realloc(&mut arena, 0, 0, 8, already);
                realloc(&mut arena, 0, 0, 1, size);
                realloc(&mut arena, 0, 0, 1, 1_000);
                arena.enter();
                leave(&mut arena);
            }
            // The first region lacks 16 bytes of half a page.
            let call = already + size + 1_000 + 16;
            let more = if call > LIMIT - BASE { call } else { 0 };
            assert!(
                memory.bytes_there() <= u64::from(PAGE + more.next_multiple_of(PAGE)),
                "{} bytes for {already} and {size}",
                memory.bytes_there()
            );
        }
    }
}

#[test]
fn a_block_of_no_bytes_is_aligned_and_costs_no_more_than_that() {
    let (_, mut arena) = fresh();
    let first = realloc(&mut arena, 0, 0, 1, 1);
    for align in [1, 2, 4, 8] {
        let empty = realloc(&mut arena, 0, 0, align, 0);
        assert!(empty != 0 && empty.is_multiple_of(align));
    }
    assert!(realloc(&mut arena, 0, 0, 1, 1) <= first + 8);
}

#[test]
fn results_stay_until_memory_is_asked_for_again() {
    let (memory, mut arena) = fresh();
    arena.enter();
    let result = realloc(&mut arena, 0, 0, 1, 4);
    memory.write(result, b"done");
    leave(&mut arena);
    assert_eq!(memory.read(result, 4), b"done");
    assert_eq!(realloc(&mut arena, 0, 0, 1, 4), result);
}

#[test]
fn what_failed_lowering_leaves_behind_goes_with_the_next_call() {
    let (memory, mut arena) = fresh();
    for _ in 0..1_000 {
        // Arguments arrive, and the host gives up, several times.
        for _ in 0..3 {
            realloc(&mut arena, 0, 0, 1, 1_000_000);
        }
        arena.enter();
        leave(&mut arena);
    }
    assert_eq!(realloc(&mut arena, 0, 0, 1, 1), PAGE);
    assert!(memory.own_bytes() <= 3_100_000, "{}", memory.own_bytes());
    // Without a call in between the cap is met, and that is a trap.
    let given_up = trapping(|| {
        for _ in 0..64 {
            realloc(&mut arena, 0, 0, 1, 1_000_000);
        }
    });
    assert_eq!(given_up, Err(Trapped));
}

#[test]
fn a_component_that_calls_nobody_does_without_the_state() {
    let (memory, mut arena) = fresh();
    let first = realloc(&mut arena, 0, 0, 1, 4);
    memory.write(first, b"done");
    rewind(&mut arena);
    assert_eq!(memory.read(first, 4), b"done");
    assert_eq!(realloc(&mut arena, 0, 0, 1, 4), first);
    rewind(&mut arena);
    assert_eq!(realloc(&mut arena, 0, 0, 8, 0), BASE.next_multiple_of(8));
}

/// Somebody else takes a page after every block, so that the arena has to move
/// each time it grows. What it leaves behind must not add up.
#[test]
fn moving_away_from_others_does_not_add_up() {
    const BLOCKS: u32 = 40;
    let memory = Fake::new(60_000);
    let mut arena = memory.arena();
    for _ in 0..20 {
        for _ in 0..BLOCKS {
            realloc(&mut arena, 0, 0, 1, PAGE);
            memory.foreign_grow(1);
        }
        arena.enter();
        leave(&mut arena);
    }
    let largest = u64::from(BLOCKS * PAGE);
    assert!(
        memory.own_bytes() <= 6 * largest,
        "{} pages",
        memory.own_bytes() / u64::from(PAGE)
    );
}

#[test]
fn out_of_memory_inside_a_call_leaves_the_component_unusable() {
    let (_, mut arena) = fresh();
    arena.enter();
    assert_eq!(
        trapping(|| realloc(&mut arena, 0, 0, 1, 65 * PAGE)),
        Err(Trapped)
    );
    assert_eq!(trapping(|| arena.enter()), Err(Trapped));
}

#[test]
fn a_nested_entry_traps_and_keeps_the_outer_calls_blocks() {
    let (memory, mut arena) = fresh();
    let outer = realloc(&mut arena, 0, 0, 1, 5);
    memory.write(outer, b"outer");
    arena.enter();
    let nested = realloc(&mut arena, 0, 0, 1, 6);
    memory.write(nested, b"nested");
    assert_eq!(trapping(|| arena.enter()), Err(Trapped));
    assert_eq!(memory.read(outer, 5), b"outer");
    leave(&mut arena);
    arena.enter();
}

#[test]
fn the_arena_ends_below_2_gib() {
    // All but two pages of that are taken; the arena owns the page before those.
    let memory = Fake::without_bytes(32_766, 65_536);
    let end = 32_766 * PAGE;
    let mut arena = memory.arena_at(end - PAGE, end);
    assert_eq!(realloc(&mut arena, 0, 0, 1, PAGE), end - PAGE);
    assert_eq!(realloc(&mut arena, 0, 0, 1, PAGE), end);
    // With the next page a block could be larger than any object may be.
    for (align, size) in [(1, 1), (8, 1), (1, PAGE), (8, u32::MAX)] {
        let request = trapping(|| realloc(&mut arena, 0, 0, align, size));
        assert_eq!(request, Err(Trapped), "{size} bytes aligned to {align}");
        arena = memory.arena_at(end, end + PAGE);
        realloc(&mut arena, 0, 0, 1, PAGE);
    }
}

#[test]
fn the_end_of_the_address_space_is_an_end() {
    for pages in [65_535, 65_536] {
        let memory = Fake::without_bytes(pages, 65_536);
        let mut arena = memory.arena();
        realloc(&mut arena, 0, 0, 1, LIMIT - BASE);
        assert_eq!(trapping(|| realloc(&mut arena, 0, 0, 1, 1)), Err(Trapped));
    }
}

/// Regions, like blocks, are asked for by adding sizes up. No sum may wrap, for
/// then the arena would hand out what is not there.
#[test]
fn what_is_asked_for_never_wraps() {
    for owned in [LEAST, 32_752, 32_768, 65_520, PAGE, 3 * PAGE, 1 << 30] {
        for size in [1 << 31, u32::MAX - PAGE, u32::MAX - 7, u32::MAX] {
            let memory = Fake::without_bytes(owned / PAGE + 2, 65_536);
            let mut arena = memory.arena_at(BASE, BASE + owned);
            realloc(&mut arena, 0, 0, 1, 1);
            for align in [1, 16] {
                let request = trapping(|| realloc(&mut arena, 0, 0, align, size));
                assert_eq!(
                    request,
                    Err(Trapped),
                    "{size} bytes where {owned} are owned"
                );
            }
        }
    }
}

#[test]
fn requests_near_4_gib_trap_instead_of_wrapping() {
    let (_, mut arena) = fresh();
    for size in [u32::MAX, u32::MAX - 7, u32::MAX - PAGE, 1 << 31] {
        for align in [1, 8] {
            assert_eq!(
                trapping(|| realloc(&mut arena, 0, 0, align, size)),
                Err(Trapped)
            );
        }
    }
    assert_eq!(realloc(&mut arena, 0, 0, 1, 1), BASE);
}
