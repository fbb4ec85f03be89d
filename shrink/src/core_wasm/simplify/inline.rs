//! Functions that are called at one place only.

use std::collections::HashMap;

use wasmparser::{Operator as Op, ValType};

use super::arguments::{self, LocalArgument};
use super::lines::{CodeLines, FUNCTION, Ins, Line};
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;
use crate::core_wasm::space::{Space, index};
use crate::core_wasm::uses::Uses;

/// A function to be put where it is called.
pub(super) struct Callee<'a> {
    lines: CodeLines<'a>,
    /// The types of its parameters.
    parameters: Vec<ValType>,
    /// Its locals, parameters aside.
    locals: Vec<(u32, ValType)>,
    /// The bytes that it takes on its own: type, length, and code.
    pub(super) bytes: usize,
}

impl Callee<'_> {
    /// Checks whether it sets a local.
    fn sets(&self, local: u32) -> bool {
        self.lines.lines.iter().any(|line| {
            matches!(line.ins, Ins::Plain(Op::LocalSet { local_index } | Op::LocalTee { local_index })
                if local_index == local)
        })
    }
}

/// Finds functions that are called at one place, and used in no other way. They
/// must not return but at their end.
///
/// # Errors
/// When the code cannot be parsed.
pub(super) fn candidates<'a>(
    module: &Module<'a>,
) -> Result<HashMap<u32, Callee<'a>>, ModuleRefusal> {
    let mut counts = vec![0_u32; module.count(Space::Function) as usize];
    let mut count = |items: &[(Space, u32)], weight: u32| {
        for (space, item) in items {
            if *space == Space::Function
                && let Some(count) = counts.get_mut(*item as usize)
            {
                *count = count.saturating_add(weight);
            }
        }
    };
    let mut others = Uses::default();
    for export in &module.exports {
        others.items.push((Space::of(export.kind), export.index));
    }
    others
        .items
        .extend(module.start.map(|start| (Space::Function, start)));
    for element in &module.elements {
        others.elements(&element.items)?;
    }
    for global in &module.globals {
        others.expression(&global.init_expr)?;
    }
    for table in &module.tables {
        if let wasmparser::TableInit::Expr(init) = &table.init {
            others.expression(init)?;
        }
    }
    count(&others.items, 2);
    let mut calls = Vec::new();
    for body in &module.bodies {
        let mut uses = Uses::default();
        uses.body(body)?;
        count(&uses.items, 1);
        for function in &uses.references {
            count(&[(Space::Function, *function)], 2);
        }
        calls.push(uses.items);
    }

    // If one of two functions calls the other, only one can be put elsewhere at a
    // time; the pass runs again. Taking the one that comes first takes a third of a
    // chain at least, so that a long one is done in a few turns.
    let mut callers = HashMap::new();
    for (place, uses) in calls.iter().enumerate() {
        for (space, item) in uses {
            if *space == Space::Function && counts.get(*item as usize) == Some(&1) {
                callers.insert(*item, module.imported[Space::Function] + index(place));
            }
        }
    }

    let mut candidates = HashMap::new();
    for (place, body) in module.bodies.iter().enumerate() {
        let function = module.imported[Space::Function] + index(place);
        if counts[function as usize] != 1 {
            continue;
        }
        let Some(lines) = CodeLines::parse(module, body, function)? else {
            continue;
        };
        // A function that returns early would need a block around it, and a tail
        // call would leave more than it.
        let ends_early = lines.lines.iter().any(|line| {
            matches!(
                line.ins,
                Ins::Plain(Op::Return | Op::ReturnCall { .. } | Op::ReturnCallIndirect { .. })
                    | Ins::Br(FUNCTION)
                    | Ins::BrIf(FUNCTION)
            ) || matches!(&line.ins, Ins::BrTable(labels) if labels.contains(&FUNCTION))
        });
        let waits = callers
            .get(&function)
            .is_none_or(|caller| candidates.contains_key(caller))
            || calls[place]
                .iter()
                .any(|(space, item)| *space == Space::Function && candidates.contains_key(item));
        let Some(ty) = module
            .function_type(function)
            .and_then(|ty| module.signature(ty))
        else {
            continue;
        };
        if ends_early || waits {
            continue;
        }
        let locals: Vec<_> = body
            .get_locals_reader()?
            .into_iter()
            .collect::<Result<_, _>>()?;
        let range = body.range();
        let bytes = usize::try_from(range.end - range.start).unwrap_or(0) + 2;
        let callee = Callee {
            lines,
            parameters: ty.params().to_vec(),
            locals,
            bytes,
        };
        candidates.insert(function, callee);
    }
    Ok(candidates)
}

/// Puts functions where `lines` calls them. Returns the functions that it put, and
/// the locals that they bring along.
pub(super) fn place<'a>(
    lines: &mut CodeLines<'a>,
    candidates: &HashMap<u32, Callee<'a>>,
    parameters: u32,
    locals: &[(u32, ValType)],
) -> (Vec<u32>, Vec<(u32, ValType)>) {
    let mut placed = Vec::new();
    let mut more = Vec::new();
    let mut next = locals
        .iter()
        .fold(parameters, |sum, (count, _)| sum.saturating_add(*count));
    let mut loops = Vec::new();
    for at in 0..lines.lines.len() {
        let line = &lines.lines[at];
        match line.ins {
            Ins::Open(kind, ..) => loops.push(kind == super::lines::BlockKind::Loop),
            Ins::End => {
                loops.pop();
            }
            _ => {}
        }
        let Ins::Plain(Op::Call { function_index }) = line.ins else {
            continue;
        };
        let Some(callee) = candidates.get(&function_index) else {
            continue;
        };
        let own = callee.locals.iter().map(|(count, _)| *count).sum::<u32>();
        // The locals start as zero each time the function is called; in a loop they
        // would have to be set. Locals are bounded, too.
        let types = callee.parameters.iter().map(|ty| (1, *ty));
        let needed = index(callee.parameters.len()).saturating_add(own);
        if (own > 0 && loops.contains(&true)) || next.saturating_add(needed) > 40_000 {
            continue;
        }
        placed.push(function_index);
        // The locals of the callee by those of the caller.
        let mut renamed: Vec<u32> = (next..next + needed).collect();
        next += needed;
        more.extend(types.chain(callee.locals.iter().copied()));
        let labels = lines.results.len();
        lines.results.extend(callee.lines.results.iter().skip(1));
        let mut before = Vec::new();
        // Arguments are on the stack, the last one on top.
        let arguments = arguments::before(&lines.lines[..at], line.height, &callee.parameters);
        for (parameter, argument) in arguments.into_iter().enumerate().rev() {
            match argument {
                Some(LocalArgument { line, local }) if !callee.sets(index(parameter)) => {
                    lines.lines[line].ins = Ins::Gone;
                    renamed[parameter] = local;
                }
                _ => before.push(Ins::Plain(Op::LocalSet {
                    local_index: renamed[parameter],
                })),
            }
        }
        let (_, body) = callee.lines.lines.split_last().unwrap_or((&NOTHING, &[]));
        before.extend(body.iter().map(|line| moved(&line.ins, &renamed, labels)));
        let line = &mut lines.lines[at];
        line.before.extend(before);
        line.ins = Ins::Gone;
    }
    lines.apply_edits();
    (placed, more)
}

/// A function without even an end.
const NOTHING: Line<'static> = Line {
    ins: Ins::Gone,
    height: 0,
    reachable: true,
    before: Vec::new(),
};

/// Returns an instruction with its locals renamed, and its labels after `labels`
/// others.
fn moved<'a>(ins: &Ins<'a>, renamed: &[u32], labels: usize) -> Ins<'a> {
    // Label 0 is the function, which is not jumped to.
    let label = |label: usize| label - 1 + labels;
    let local = |local: &u32| renamed[*local as usize];
    match ins {
        Ins::Plain(Op::LocalGet { local_index }) => Ins::Plain(Op::LocalGet {
            local_index: local(local_index),
        }),
        Ins::Plain(Op::LocalSet { local_index }) => Ins::Plain(Op::LocalSet {
            local_index: local(local_index),
        }),
        Ins::Plain(Op::LocalTee { local_index }) => Ins::Plain(Op::LocalTee {
            local_index: local(local_index),
        }),
        Ins::Open(kind, to, ty) => Ins::Open(*kind, label(*to), *ty),
        Ins::Br(to) => Ins::Br(label(*to)),
        Ins::BrIf(to) => Ins::BrIf(label(*to)),
        Ins::BrTable(to) => Ins::BrTable(to.iter().map(|to| label(*to)).collect()),
        other => other.clone(),
    }
}
