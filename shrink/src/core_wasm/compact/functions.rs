//! Functions that are equal, once.

use std::collections::HashMap;

use wasmparser::Operator;

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;
use crate::core_wasm::plan::Plan;
use crate::core_wasm::space::{Space, index};
use crate::core_wasm::write::{NewIndices, bodies, body};

/// The most turns. Each turn finds functions that are equal since those that they
/// call are the same; the next call of the pass goes on from there.
const TURNS: usize = 8;

/// Lets one of several functions of the same type and code stand in for all. A
/// function that only hands on its arguments is replaced by the one that it calls.
///
/// Both are done only with functions that are defined here: an imported function
/// may see its caller. WebAssembly cannot compare references to functions, so
/// nothing can tell the difference.
pub(super) fn merge(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    hand_on(module, plan)?;
    for _ in 0..TURNS {
        let mut places = NewIndices::new(module, plan);
        let mut first = HashMap::new();
        let mut stand_ins = HashMap::new();
        let written = bodies(module, plan, &mut places)?;
        for (function, written) in plan.functions.iter().zip(written) {
            let ty = module
                .function_type(*function)
                .map(|ty| plan.alias((Space::Type, ty)));
            let stand_in = *first.entry((ty, written)).or_insert(*function);
            if stand_in != *function {
                stand_ins.insert(*function, stand_in);
            }
        }
        if stand_ins.is_empty() {
            break;
        }
        replace(plan, &stand_ins);
    }
    Ok(())
}

/// Finds functions that hand their arguments on.
fn hand_on(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    let mut targets = HashMap::new();
    for function in &plan.functions {
        if let Some(target) = target(module, plan, *function)? {
            targets.insert(*function, target);
        }
    }
    // The end of each chain; `None` for chains that go round in a circle, which
    // never return: they stay as they are. Each function is visited once.
    let mut ends: HashMap<u32, Option<u32>> = HashMap::new();
    for function in &plan.functions {
        let mut chain = Vec::new();
        let mut at = *function;
        let end = loop {
            if let Some(end) = ends.get(&at) {
                break *end;
            }
            let Some(next) = targets.get(&at) else {
                break Some(at);
            };
            ends.insert(at, None);
            chain.push(at);
            at = *next;
        };
        for function in chain {
            ends.insert(function, end);
        }
    }
    let stand_ins = ends
        .into_iter()
        .filter_map(|(function, end)| Some((function, end?)))
        .collect();
    replace(plan, &stand_ins);
    Ok(())
}

/// Returns the function that a function hands all of its arguments on to, in their
/// order, if it does nothing else.
fn target(
    module: &Module<'_>,
    plan: &Plan<'_>,
    function: u32,
) -> Result<Option<u32>, ModuleRefusal> {
    let ty = |function| {
        module
            .function_type(function)
            .map(|ty| plan.alias((Space::Type, ty)))
    };
    let Some(own) = ty(function) else {
        return Ok(None);
    };
    let mut operators = body(module, function)?.get_operators_reader()?;
    let mut arguments = 0;
    let target = loop {
        match operators.read()? {
            Operator::LocalGet { local_index } if local_index == arguments => arguments += 1,
            Operator::Call { function_index } | Operator::ReturnCall { function_index } => {
                break function_index;
            }
            _ => return Ok(None),
        }
    };
    let ends = matches!(operators.read()?, Operator::End) && operators.eof();
    let parameters = module.signature(own).map(|ty| index(ty.params().len()));
    Ok((ends
        && parameters == Some(arguments)
        && ty(target) == Some(own)
        && module.defined(Space::Function, target).is_some())
    .then_some(target))
}

/// Replaces functions by others, also where they stood in for others.
fn replace(plan: &mut Plan<'_>, stand_ins: &HashMap<u32, u32>) {
    for ((space, _), to) in &mut plan.aliases {
        if *space == Space::Function
            && let Some(stand_in) = stand_ins.get(to)
        {
            *to = *stand_in;
        }
    }
    for (function, stand_in) in stand_ins {
        plan.aliases.insert((Space::Function, *function), *stand_in);
    }
    plan.functions
        .retain(|function| !stand_ins.contains_key(function));
}
