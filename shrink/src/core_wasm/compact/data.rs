//! Active data in as few bytes as possible.

use std::collections::BTreeMap;

use wasmparser::{DataKind, Operator};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::constant;
use crate::core_wasm::live::fits_memory;
use crate::core_wasm::module::Module;
use crate::core_wasm::plan::{Plan, PlannedData};
use crate::core_wasm::space::{Space, index};

/// The most segments that engines take.
const SEGMENTS: usize = 100_000;

/// Bytes at an address.
type DataRun = (u64, Vec<u8>);

/// Writes the active data of each memory in as few bytes as possible.
///
/// Segments are copied in their order, before any code of the module runs, and only
/// the bytes that they leave behind can be seen, *if* none of them traps. A segment
/// that traps leaves the memory half filled. Others may see that if the memory is
/// imported or was handed out through a table. So nothing is touched unless all
/// active segments, of all memories, provably fit.
///
/// Nothing is touched either if code refers to an active segment, which it finds
/// empty, or if data goes into several imported memories. Those may be one and the
/// same, in which the order of all segments matters.
pub(super) fn pack(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    if !all_fit(module) || fills_several_imported(module) || code_refers_to_active(module)? {
        return Ok(());
    }
    let mut packed = Vec::new();
    for memory in 0..module.count(Space::Memory) {
        let Some(ty) = module.memory_type(memory) else {
            return Ok(());
        };
        let segments = segments_of(module, memory);
        if ty.shared {
            // Another thread may watch.
            packed.extend(segments.iter().map(|(place, ..)| PlannedData::Kept(*place)));
            continue;
        }
        let zeroed = module.defined(Space::Memory, memory).is_some();
        let runs = join(cover(&segments));
        let runs = if zeroed { split(&runs, memory) } else { runs };
        packed.extend(runs.into_iter().map(|(offset, bytes)| PlannedData::Active {
            memory,
            memory64: ty.memory64,
            offset,
            bytes,
        }));
    }
    // Passive segments keep their order. Active ones have no index that matters.
    packed.extend((0..index(module.data.len())).filter_map(|place| {
        let passive = matches!(module.data[place as usize].kind, DataKind::Passive);
        passive.then_some(PlannedData::Kept(place))
    }));
    if packed.len() <= SEGMENTS {
        plan.data = packed;
    }
    Ok(())
}

/// Checks whether no active segment can trap.
fn all_fit(module: &Module<'_>) -> bool {
    module.data.iter().all(|data| match &data.kind {
        DataKind::Passive => true,
        DataKind::Active {
            memory_index,
            offset_expr,
        } => fits_memory(module, *memory_index, offset_expr, data.data.len()),
    })
}

/// Checks whether active segments go into more than one imported memory.
fn fills_several_imported(module: &Module<'_>) -> bool {
    let mut filled = module.data.iter().filter_map(|data| match data.kind {
        DataKind::Active { memory_index, .. } => module
            .import(Space::Memory, memory_index)
            .map(|_| memory_index),
        DataKind::Passive => None,
    });
    filled
        .next()
        .is_some_and(|first| filled.any(|memory| memory != first))
}

/// Checks whether code refers to a segment that is active.
fn code_refers_to_active(module: &Module<'_>) -> Result<bool, ModuleRefusal> {
    if module
        .data
        .iter()
        .all(|data| matches!(data.kind, DataKind::Active { .. }))
        && module.bodies.is_empty()
    {
        return Ok(false);
    }
    for body in &module.bodies {
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let data = match operators.read()? {
                Operator::MemoryInit { data_index, .. } | Operator::DataDrop { data_index } => {
                    data_index
                }
                Operator::ArrayNewData {
                    array_data_index, ..
                }
                | Operator::ArrayInitData {
                    array_data_index, ..
                } => array_data_index,
                _ => continue,
            };
            let data = module.data.get(data as usize);
            if !data.is_some_and(|data| matches!(data.kind, DataKind::Passive)) {
                return Ok(true);
            }
        }
    }
    Ok(false)
}

/// Returns the active segments of a memory, in their order: place, address, bytes.
fn segments_of<'a>(module: &Module<'a>, memory: u32) -> Vec<(u32, u64, &'a [u8])> {
    let mut segments = Vec::new();
    for (place, data) in module.data.iter().enumerate() {
        if let DataKind::Active {
            memory_index,
            offset_expr,
        } = &data.kind
            && *memory_index == memory
            && let Some(address) = constant::address(offset_expr)
        {
            segments.push((index(place), address, data.data));
        }
    }
    segments
}

/// Returns the contents that segments leave behind, as pieces that do not overlap,
/// by address. Later segments win, so they are laid down first and earlier ones
/// fill the gaps.
fn cover<'a>(segments: &[(u32, u64, &'a [u8])]) -> BTreeMap<u64, &'a [u8]> {
    let mut pieces = BTreeMap::new();
    // Covered addresses: start to end, with gaps between.
    let mut covered: BTreeMap<u64, u64> = BTreeMap::new();
    for (_, start, bytes) in segments.iter().rev() {
        let end = start + bytes.len() as u64;
        if bytes.is_empty() {
            continue;
        }
        let mut at = *start;
        let (mut low, mut high) = (*start, end);
        // The covers of a part of the segment, and those that touch it: each is met
        // once and becomes a part of one larger cover.
        let first = covered
            .range(..=*start)
            .next_back()
            .filter(|(_, covered_to)| **covered_to >= *start)
            .map_or(*start, |(first, _)| *first);
        let touching: Vec<_> = covered.range(first..=end).map(|(a, b)| (*a, *b)).collect();
        let mut piece = |from: u64, to: u64| {
            if from < to {
                let slice = usize::try_from(from - start)
                    .ok()
                    .zip(usize::try_from(to - start).ok())
                    .and_then(|(from, to)| bytes.get(from..to));
                pieces.extend(slice.map(|slice| (from, slice)));
            }
        };
        for (covered_from, covered_to) in touching {
            piece(at, covered_from.min(end));
            at = at.max(covered_to);
            low = low.min(covered_from);
            high = high.max(covered_to);
            covered.remove(&covered_from);
        }
        piece(at, end);
        covered.insert(low, high);
    }
    pieces
}

/// Joins pieces that touch.
fn join(pieces: BTreeMap<u64, &[u8]>) -> Vec<DataRun> {
    let mut runs: Vec<DataRun> = Vec::new();
    for (start, bytes) in pieces {
        match runs.last_mut() {
            Some((from, run)) if *from + run.len() as u64 == start => run.extend(bytes),
            _ => runs.push((start, bytes.to_vec())),
        }
    }
    runs
}

/// Cuts zeros off and out of the runs of a memory that is zero at first, and
/// bridges gaps with zeros where that is shorter than another segment.
fn split(runs: &[DataRun], memory: u32) -> Vec<DataRun> {
    let mut split: Vec<DataRun> = Vec::new();
    for (start, bytes) in runs {
        let mut at = 0;
        while let Some(skip) = bytes[at..].iter().position(|byte| *byte != 0) {
            at += skip;
            let len = bytes[at..]
                .iter()
                .position(|byte| *byte == 0)
                .unwrap_or(bytes.len() - at);
            let address = start + at as u64;
            let piece = &bytes[at..at + len];
            at += len;
            match split.last_mut() {
                Some((from, run)) if bridges(*from, run.len(), address, len, memory) => {
                    // Gaps that are bridged are shorter than a header.
                    let gap = address - *from - run.len() as u64;
                    run.extend((0..gap).map(|_| 0));
                    run.extend(piece);
                }
                _ => split.push((address, piece.to_vec())),
            }
        }
    }
    split
}

/// Checks whether one segment for both is no longer than two.
fn bridges(from: u64, len: usize, address: u64, next: usize, memory: u32) -> bool {
    let len = len as u64;
    let gap = address - from - len;
    let next = next as u64;
    let joined = leb(len + gap + next) + gap;
    let apart = leb(len) + leb(next) + header(address, memory);
    joined <= apart
}

/// Returns the number of bytes of a segment before its length: kind, memory,
/// address.
fn header(address: u64, memory: u32) -> u64 {
    let memory = if memory == 0 { 0 } else { leb(memory.into()) };
    // A constant is signed: one more bit.
    1 + memory + 1 + leb(address << 1) + 1
}

/// Returns the number of bytes that an unsigned number takes.
fn leb(number: u64) -> u64 {
    u64::from((u64::BITS - (number | 1).leading_zeros()).div_ceil(7))
}
