//! Rules for jumps and blocks.

use wasmparser::{BlockType, Operator as Op};

use super::linear::inverse;
use super::lines::{BlockKind, CodeLines, FUNCTION, Ins, Label, leaves};

/// Removes the code after a jump, up to the end of the block.
pub(super) fn dead(lines: &mut CodeLines<'_>) {
    let mut depth = 0_usize;
    let mut dead = false;
    for line in &mut lines.lines {
        if dead {
            match line.ins {
                Ins::Open(..) => depth += 1,
                Ins::Else | Ins::End if depth == 0 => {
                    dead = false;
                    continue;
                }
                Ins::End => depth -= 1,
                _ => {}
            }
            line.ins = Ins::Gone;
        } else {
            dead = leaves(&line.ins);
        }
    }
    lines.apply_edits();
}

/// Removes blocks that nothing jumps out of, and loops that never start again.
pub(super) fn unwrap(lines: &mut CodeLines<'_>) {
    let jumps = lines.jumps();
    let mut open = Vec::new();
    for line in &mut lines.lines {
        match line.ins {
            Ins::Open(kind, label, _) => {
                let gone = kind != BlockKind::If && jumps[label] == 0;
                open.push(gone);
                if gone {
                    line.ins = Ins::Gone;
                }
            }
            Ins::End if open.pop() == Some(true) => line.ins = Ins::Gone,
            _ => {}
        }
    }
    lines.apply_edits();
}

/// The places of blocks and jumps in a list of lines that does not change
/// meanwhile.
struct BlockPlaces {
    /// For each line, the innermost block that it is in.
    parents: Vec<Label>,
    /// For each label, the line that opens it; the function has none.
    opens: Vec<Option<usize>>,
    /// For each label, the line with its `else`.
    elses: Vec<Option<usize>>,
    /// For each label, the line with its end.
    ends: Vec<usize>,
    /// For each label, the first line that jumps to it.
    firsts: Vec<Option<usize>>,
}

impl BlockPlaces {
    fn of(lines: &CodeLines<'_>) -> Self {
        let labels = lines.results.len();
        let mut places = Self {
            parents: Vec::with_capacity(lines.lines.len()),
            opens: vec![None; labels],
            elses: vec![None; labels],
            ends: vec![usize::MAX; labels],
            firsts: vec![None; labels],
        };
        let mut open = vec![FUNCTION];
        for (at, line) in lines.lines.iter().enumerate() {
            let parent = open.last().copied().unwrap_or(FUNCTION);
            places.parents.push(parent);
            match &line.ins {
                Ins::Open(_, label, _) => {
                    places.opens[*label] = Some(at);
                    open.push(*label);
                }
                Ins::Else => places.elses[parent] = Some(at),
                Ins::End => {
                    places.ends[parent] = at;
                    open.pop();
                }
                Ins::Br(label) | Ins::BrIf(label) => {
                    places.firsts[*label].get_or_insert(at);
                }
                Ins::BrTable(labels) => {
                    for label in labels {
                        places.firsts[*label].get_or_insert(at);
                    }
                }
                Ins::Plain(_) | Ins::Gone => {}
            }
        }
        places
    }
}

/// Turns `block`, condition, `br_if` out of it and the rest into the inverse
/// condition, `if` and the rest. The condition must not use a value below it. The
/// jump must be the first one out of the block, at its own level. Does the same for
/// a block around a loop that is left at that level and else starts again.
pub(super) fn conditions(lines: &mut CodeLines<'_>) {
    let places = BlockPlaces::of(lines);
    for at in 0..lines.lines.len() {
        let Ins::Open(BlockKind::Block, label, BlockType::Empty) = lines.lines[at].ins else {
            continue;
        };
        let Some(first) = places.firsts[label] else {
            continue;
        };
        let jump = &lines.lines[first];
        let level = places.parents[first];
        if !matches!(jump.ins, Ins::BrIf(to) if to == label)
            || !jump.reachable
            || jump.height != lines.lines[at].height + 1
        {
            continue;
        }
        if level != label && !is_only_loop(lines, &places, at, label, level) {
            continue;
        }
        lines.lines[at].ins = Ins::Gone;
        invert_before(lines, first);
        lines.lines[first].ins = Ins::Open(BlockKind::If, label, BlockType::Empty);
    }
    lines.apply_edits();
}

/// Checks whether a block holds one loop and nothing else, and the loop ends only
/// by starting again or by a jump.
fn is_only_loop(
    lines: &CodeLines<'_>,
    places: &BlockPlaces,
    at: usize,
    label: Label,
    level: Label,
) -> bool {
    let end = places.ends[level];
    let Some(last) = end.checked_sub(1) else {
        return false;
    };
    places.opens[level] == Some(at + 1)
        && matches!(
            lines.lines[at + 1].ins,
            Ins::Open(BlockKind::Loop, _, BlockType::Empty)
        )
        && places.ends[label] == end + 1
        && matches!(lines.lines[last].ins, Ins::Br(to) if to == level)
}

/// Inverts the condition before a line.
fn invert_before(lines: &mut CodeLines<'_>, at: usize) {
    if let Some(before) = at.checked_sub(1).map(|before| &mut lines.lines[before])
        && let Ins::Plain(operator) = &mut before.ins
    {
        if matches!(operator, Op::I32Eqz) {
            before.ins = Ins::Gone;
            return;
        }
        if let Some(inverse) = inverse(operator) {
            *operator = inverse;
            return;
        }
    }
    lines.lines[at].before.push(Ins::Plain(Op::I32Eqz));
}

/// Checks whether the condition before a line can be inverted at no cost.
fn inverts(lines: &CodeLines<'_>, at: usize) -> bool {
    let before = at.checked_sub(1).map(|before| &lines.lines[before].ins);
    matches!(before, Some(Ins::Plain(operator)) if matches!(operator, Op::I32Eqz) || inverse(operator).is_some())
}

/// Turns `if`, jump, `end` into `br_if`. Removes branches that are empty, or that
/// are not needed since the other one never gets to the end.
pub(super) fn branches(lines: &mut CodeLines<'_>) {
    let places = BlockPlaces::of(lines);
    let jumps = lines.jumps();
    let mut at = 0;
    while at < lines.lines.len() {
        let start = at;
        at += 1;
        let Ins::Open(BlockKind::If, label, BlockType::Empty) = lines.lines[start].ins else {
            continue;
        };
        let end = places.ends[label];
        let other = places.elses[label];
        let then_end = other.unwrap_or(end);
        let then_jump = match lines.lines[start + 1].ins {
            Ins::Br(to) if start + 2 == then_end => Some(to),
            _ => None,
        };
        match (other, then_jump) {
            (None, _) if then_end == start + 1 => {
                lines.lines[start].ins = Ins::Plain(Op::Drop);
                lines.lines[end].ins = Ins::Gone;
            }
            (None, Some(to)) => {
                lines.lines[start].ins = if to == label {
                    Ins::Plain(Op::Drop)
                } else {
                    Ins::BrIf(to)
                };
                lines.lines[start + 1].ins = Ins::Gone;
                lines.lines[end].ins = Ins::Gone;
            }
            (Some(other), _) if other + 1 == end => lines.lines[other].ins = Ins::Gone,
            (Some(other), Some(to)) if jumps[label] == 0 => {
                lines.lines[start].ins = Ins::BrIf(to);
                lines.lines[start + 1].ins = Ins::Gone;
                lines.lines[other].ins = Ins::Gone;
                lines.lines[end].ins = Ins::Gone;
            }
            (Some(other), _) if other == start + 1 && inverts(lines, start) => {
                invert_before(lines, start);
                lines.lines[other].ins = Ins::Gone;
            }
            (Some(other), _) if jumps[label] == 0 && leaves(&lines.lines[other - 1].ins) => {
                lines.lines[other].ins = Ins::End;
                lines.lines[end].ins = Ins::Gone;
            }
            _ => {}
        }
    }
    lines.apply_edits();
}

/// Removes jumps to where the code goes on anyway.
pub(super) fn ends(lines: &mut CodeLines<'_>) {
    let places = BlockPlaces::of(lines);
    for at in 0..lines.lines.len() {
        let line = &lines.lines[at];
        if !line.reachable {
            continue;
        }
        let (to, conditional) = match line.ins {
            Ins::Br(to) => (to, false),
            Ins::Plain(Op::Return) => (FUNCTION, false),
            Ins::BrIf(to) => (to, true),
            _ => continue,
        };
        let height = line.height - u32::from(conditional);
        if goes_on_at(lines, &places, at, to, height) {
            lines.lines[at].ins = if conditional {
                Ins::Plain(Op::Drop)
            } else {
                Ins::Gone
            };
        }
    }
    lines.apply_edits();
}

/// Checks whether code that goes on after a line gets to the same place as a jump
/// to a block, with the same values: only ends of blocks are between.
fn goes_on_at(
    lines: &CodeLines<'_>,
    places: &BlockPlaces,
    at: usize,
    to: Label,
    height: u32,
) -> bool {
    let mut at = at;
    loop {
        at += 1;
        let Some(line) = lines.lines.get(at) else {
            return false;
        };
        let block = places.parents[at];
        match line.ins {
            Ins::Gone => continue,
            Ins::End => {}
            Ins::Else => at = places.ends[block],
            _ => return false,
        }
        let (base, is_loop) = match places.opens[block] {
            None => (0, false),
            Some(open) => match lines.lines[open].ins {
                // Parameters are on the stack already.
                Ins::Open(kind, _, BlockType::Empty | BlockType::Type(_)) => {
                    let condition = u32::from(kind == BlockKind::If);
                    (
                        lines.lines[open].height - condition,
                        kind == BlockKind::Loop,
                    )
                }
                _ => return false,
            },
        };
        if lines.results[block].is_none_or(|results| height != base + results) {
            return false;
        }
        if block == to {
            return !is_loop;
        }
    }
}

/// Turns an `if` that ends by returning, and code after it that never gets to the
/// end of the function, the other way round, without a return.
pub(super) fn returns(lines: &mut CodeLines<'_>) {
    let places = BlockPlaces::of(lines);
    let jumps = lines.jumps();
    let Some(results) = lines.results[FUNCTION] else {
        return;
    };
    let last = places.ends[FUNCTION];
    let found = (0..lines.lines.len()).find(|at| {
        let Ins::Open(BlockKind::If, label, BlockType::Empty) = lines.lines[*at].ins else {
            return false;
        };
        let end = places.ends[label];
        let returning = &lines.lines[end - 1];
        places.parents[*at] == FUNCTION
            && lines.lines[*at].reachable
            && lines.lines[*at].height == 1
            && places.elses[label].is_none()
            && jumps[label] == 0
            && matches!(returning.ins, Ins::Plain(Op::Return))
            && returning.reachable
            && returning.height == results
            && leaves(&lines.lines[last - 1].ins)
            && last > end + 1
            && inverts(lines, *at)
    });
    let Some(at) = found else {
        return;
    };
    let Ins::Open(_, label, _) = lines.lines[at].ins else {
        return;
    };
    let end = places.ends[label];
    invert_before(lines, at);
    lines.lines[end - 1].ins = Ins::Gone;
    // `if` [then] `end` [tail] `end`: the two change places, and the first end is
    // that of the tail.
    let then_len = end - at - 1;
    let then: Vec<_> = lines.lines.drain(at + 1..end).collect();
    let tail_end = last - then_len - 1;
    let end_line = lines.lines.remove(at + 1);
    lines.lines.insert(tail_end, end_line);
    let after = lines.lines.split_off(tail_end + 1);
    lines.lines.extend(then);
    lines.lines.extend(after);
    lines.apply_edits();
}
