//! The frame of one function.
//!
//! The code of the function is followed once from beginning to end. The values of
//! the stack pointer, of locals and of operands are known in terms of those at the
//! beginning. Where two ways meet, values that differ are forgotten. At a loop
//! nothing is forgotten at first. If the end of the loop differs from its
//! beginning, the code is followed again with those values forgotten.

mod blocks;
mod locals;
mod walk;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::{BlockType, FrameKind, FunctionBody};

use self::locals::TrackedLocals;
use self::walk::{FrameWalk, State};
use super::summary::Summary;
use super::value::AbstractValue;
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;

/// The work for each byte of a function. A function that takes more is one whose
/// stack nobody knows.
const WORK: usize = 256;

/// The functions that a function calls, and the global that is the stack pointer.
pub(in crate::stack) trait Surroundings {
    /// Checks whether a global is the stack pointer.
    fn is_pointer(&self, global: u32) -> bool;

    /// Makes a call with the stack pointer and these arguments, and adds its effect
    /// to `caller`. Returns the stack pointer after it and the results that are
    /// known; `None` if it does not come back.
    fn call(
        &self,
        call: super::code::CallTarget,
        pointer: AbstractValue,
        arguments: &[AbstractValue],
        caller: &mut Summary,
    ) -> Option<(AbstractValue, Vec<AbstractValue>)>;
}

/// Returns the effect on the stack of the function with this body and type.
///
/// # Errors
/// When the code cannot be parsed.
pub(in crate::stack) fn frame(
    module: &Module<'_>,
    body: &FunctionBody<'_>,
    ty: u32,
    around: &dyn Surroundings,
) -> Result<Summary, ModuleRefusal> {
    let parameters = module.signature(ty).map_or(0, |ty| ty.params().len());
    let locals = TrackedLocals::of(body, parameters)?;
    let length = body.range().end - body.range().start;
    let mut work = usize::try_from(length)
        .unwrap_or(usize::MAX)
        .saturating_mul(WORK);
    let mut forgotten = BTreeMap::new();
    loop {
        let mut walk = FrameWalk {
            module,
            around,
            locals: &locals,
            once: HashMap::new(),
            forgotten: &forgotten,
            differs: BTreeMap::new(),
            loops: 0,
            state: Some(State {
                pointer: AbstractValue::Stack(0),
                locals: locals.begin.clone(),
            }),
            operands: Vec::new(),
            control: Vec::new(),
            summary: Summary::default(),
            results: None,
            work,
        };
        walk.open(FrameKind::Block, BlockType::FuncType(ty), 0);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            if walk.step(&operators.read()?).is_none() {
                walk.summary.dynamic = true;
                walk.summary.pointer = Some(AbstractValue::Stack(0));
                return Ok(walk.summary);
            }
        }
        work = walk.work;
        let (differs, mut summary, results) = (walk.differs, walk.summary, walk.results);
        if differs.is_empty() {
            if let Some((state, values)) = results {
                // A called function is taken to put the stack pointer back.
                summary.dynamic |= state.pointer == AbstractValue::Unknown;
                summary.pointer = Some(match state.pointer {
                    AbstractValue::Unknown | AbstractValue::Constant(_) => AbstractValue::Stack(0),
                    pointer => pointer,
                });
                if values.iter().any(|value| *value != AbstractValue::Unknown) {
                    summary.results = values;
                }
            }
            return Ok(summary);
        }
        for (place, mut locals) in differs {
            let known: &mut BTreeSet<_> = forgotten.entry(place).or_default();
            known.append(&mut locals);
        }
    }
}
