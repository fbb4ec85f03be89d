//! The instructions of a function, followed one after the other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::{
    BlockType, ContType, FrameKind, FuncType, ModuleArity, Operator, RefType, SubType,
};

use super::Surroundings;
use super::blocks::Block;
use super::locals::TrackedLocals;
use crate::core_wasm::module::Module;
use crate::stack::code::CallTarget;
use crate::stack::summary::Summary;
use crate::stack::value::AbstractValue;

/// The values that are known at one place of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct State {
    pub(super) pointer: AbstractValue,
    /// The locals that are set more than once.
    pub(super) locals: Vec<AbstractValue>,
}

/// A way through the code, and the facts found on it.
pub(super) struct FrameWalk<'w, 'a> {
    pub(super) module: &'w Module<'a>,
    pub(super) around: &'w dyn Surroundings,
    pub(super) locals: &'w TrackedLocals,
    /// The values of the locals that are set once.
    pub(super) once: HashMap<u32, AbstractValue>,
    /// The values that each loop forgets at its beginning.
    pub(super) forgotten: &'w BTreeMap<usize, BTreeSet<usize>>,
    /// The values that each loop turned out to have to forget in addition.
    pub(super) differs: BTreeMap<usize, BTreeSet<usize>>,
    pub(super) loops: usize,
    /// The state here; `None` if nothing leads here.
    pub(super) state: Option<State>,
    pub(super) operands: Vec<AbstractValue>,
    pub(super) control: Vec<Block>,
    pub(super) summary: Summary,
    pub(super) results: Option<(State, Vec<AbstractValue>)>,
    pub(super) work: usize,
}

impl FrameWalk<'_, '_> {
    /// Follows one instruction. `None` if it is not understood, or there was
    /// too much work.
    pub(super) fn step(&mut self, operator: &Operator<'_>) -> Option<()> {
        use Operator as Op;
        self.pay(1)?;
        match operator {
            Op::Block { blockty } => self.open(FrameKind::Block, *blockty, 0),
            Op::Loop { blockty } => self.open(FrameKind::Loop, *blockty, 0),
            Op::If { blockty } => self.open(FrameKind::If, *blockty, 1),
            Op::Try { blockty } => self.open(FrameKind::LegacyTry, *blockty, 0),
            Op::TryTable { try_table } => self.try_table(try_table),
            Op::Else => self.other_way(None),
            Op::Catch { tag_index } => {
                let (carried, _) = self.tag_type_arity(*tag_index)?;
                self.other_way(Some(carried as usize))
            }
            Op::CatchAll => self.other_way(Some(0)),
            Op::End | Op::Delegate { .. } => self.close(),
            _ if self.state.is_none() => Some(()),
            Op::Br { relative_depth } => {
                self.branch(*relative_depth)?;
                self.stop();
                Some(())
            }
            Op::BrIf { relative_depth } => {
                self.pop();
                self.branch(*relative_depth)
            }
            Op::BrTable { targets } => {
                self.pop();
                let mut labels = BTreeSet::from([targets.default()]);
                for target in targets.targets() {
                    self.pay(1)?;
                    labels.insert(target.ok()?);
                }
                for label in labels {
                    self.branch(label)?;
                }
                self.stop();
                Some(())
            }
            Op::BrOnNull { relative_depth }
            | Op::BrOnNonNull { relative_depth }
            | Op::BrOnCast { relative_depth, .. }
            | Op::BrOnCastFail { relative_depth, .. } => {
                // The operands that go along are references.
                let (pops, pushes) = self.arity(operator)?;
                self.drop(pops);
                self.operands
                    .resize(self.operands.len() + pushes, AbstractValue::Unknown);
                let label = self.label(*relative_depth)?;
                let count = self.control[label].carried();
                let state = self.state.clone()?;
                self.join(label, state, vec![AbstractValue::Unknown; count])
            }
            Op::Return => {
                let last = u32::try_from(self.control.len().checked_sub(1)?).ok()?;
                self.branch(last)?;
                self.stop();
                Some(())
            }
            Op::Unreachable | Op::Throw { .. } | Op::ThrowRef | Op::Rethrow { .. } => {
                self.stop();
                Some(())
            }
            Op::Call { function_index } => {
                let call = CallTarget::Direct(*function_index);
                self.call(call, self.arity(operator)?, false)
            }
            Op::ReturnCall { function_index } => {
                let call = CallTarget::Direct(*function_index);
                self.call(call, self.arity(operator)?, true)
            }
            Op::CallIndirect {
                type_index: ty,
                table_index: table,
            }
            | Op::ReturnCallIndirect {
                type_index: ty,
                table_index: table,
            } => {
                let (ty, table) = (*ty, *table);
                let call = CallTarget::Indirect { table, ty };
                let tail = matches!(operator, Op::ReturnCallIndirect { .. });
                let (pops, pushes) = self.arity(operator)?;
                self.pop();
                self.call(call, (pops.checked_sub(1)?, pushes), tail)
            }
            Op::CallRef { type_index: ty } | Op::ReturnCallRef { type_index: ty } => {
                let call = CallTarget::Reference { ty: *ty };
                let tail = matches!(operator, Op::ReturnCallRef { .. });
                let (pops, pushes) = self.arity(operator)?;
                self.pop();
                self.call(call, (pops.checked_sub(1)?, pushes), tail)
            }
            _ => self.plain(operator),
        }
    }

    /// Follows an instruction that leads to the next one.
    fn plain(&mut self, operator: &Operator<'_>) -> Option<()> {
        use Operator as Op;
        let value = match operator {
            Op::I32Const { value } => AbstractValue::Constant(*value),
            Op::LocalGet { local_index } => self.local(*local_index),
            Op::LocalSet { local_index } => {
                let value = self.pop();
                self.set(*local_index, value);
                return Some(());
            }
            Op::LocalTee { local_index } => {
                let value = self.pop();
                self.set(*local_index, value);
                value
            }
            Op::GlobalGet { global_index } if self.around.is_pointer(*global_index) => {
                self.state.as_ref()?.pointer
            }
            Op::GlobalSet { global_index } if self.around.is_pointer(*global_index) => {
                let value = self.pop();
                self.summary.uses(value);
                self.summary.dynamic |=
                    matches!(value, AbstractValue::Unknown | AbstractValue::Constant(_));
                self.state.as_mut()?.pointer = value;
                return Some(());
            }
            Op::I32Add | Op::I32Sub | Op::I32And => {
                let second = self.pop();
                let first = self.pop();
                let value = match operator {
                    Op::I32Add => first.plus(second),
                    Op::I32Sub => first.minus(second),
                    _ => first.masked(second),
                };
                if matches!(value, AbstractValue::Stack(_)) {
                    self.summary.uses(value);
                }
                value
            }
            Op::Select | Op::TypedSelect { .. } => {
                self.pop();
                let second = self.pop();
                self.pop().or(second)
            }
            _ => {
                let (pops, pushes) = self.arity(operator)?;
                self.drop(pops);
                self.pay(pops + pushes)?;
                self.operands
                    .resize(self.operands.len() + pushes, AbstractValue::Unknown);
                return Some(());
            }
        };
        self.operands.push(value);
        Some(())
    }

    fn call(
        &mut self,
        callee: CallTarget,
        (pops, pushes): (usize, usize),
        tail: bool,
    ) -> Option<()> {
        self.pay(pops + pushes)?;
        let at = self.operands.len().saturating_sub(pops);
        let arguments = self.operands.split_off(at);
        let pointer = self.state.as_ref()?.pointer;
        let after = self
            .around
            .call(callee, pointer, &arguments, &mut self.summary);
        let Some((pointer, mut results)) = after else {
            self.stop();
            return Some(());
        };
        self.state.as_mut()?.pointer = pointer;
        // The results of a tail call are those of the function.
        let pushes = if tail {
            self.control.first()?.results
        } else {
            pushes
        };
        results.resize(pushes, AbstractValue::Unknown);
        self.operands.append(&mut results);
        if tail {
            let last = u32::try_from(self.control.len().checked_sub(1)?).ok()?;
            self.branch(last)?;
            self.stop();
            return Some(());
        }
        Some(())
    }

    pub(super) fn pay(&mut self, work: usize) -> Option<()> {
        self.work = self.work.checked_sub(work)?;
        Some(())
    }

    pub(super) fn arity(&self, operator: &Operator<'_>) -> Option<(usize, usize)> {
        let (pops, pushes) = operator.operator_arity(self)?;
        Some((pops as usize, pushes as usize))
    }

    pub(super) fn pop(&mut self) -> AbstractValue {
        self.operands.pop().unwrap_or(AbstractValue::Unknown)
    }

    pub(super) fn drop(&mut self, count: usize) {
        self.operands
            .truncate(self.operands.len().saturating_sub(count));
    }

    fn local(&self, local: u32) -> AbstractValue {
        if let Some(place) = self.locals.places.get(&local) {
            let locals = self.state.as_ref().map(|state| &state.locals);
            return locals.map_or(AbstractValue::Unknown, |locals| locals[*place]);
        }
        if local < self.locals.parameters {
            return AbstractValue::Parameter(local, 0);
        }
        self.once
            .get(&local)
            .copied()
            .unwrap_or(AbstractValue::Unknown)
    }

    fn set(&mut self, local: u32, value: AbstractValue) {
        if self.locals.once.contains(&local) {
            self.once.insert(local, value);
        } else if let (Some(place), Some(state)) =
            (self.locals.places.get(&local), self.state.as_mut())
        {
            state.locals[*place] = value;
        }
    }
}

impl ModuleArity for FrameWalk<'_, '_> {
    fn sub_type_at(&self, ty: u32) -> Option<&SubType> {
        self.module.sub_type(ty)
    }

    fn tag_type_arity(&self, tag: u32) -> Option<(u32, u32)> {
        let ty = self.module.tag_type(tag)?;
        self.sub_type_arity(self.module.sub_type(ty)?)
    }

    fn type_index_of_function(&self, function: u32) -> Option<u32> {
        self.module.function_type(function)
    }

    fn func_type_of_cont_type(&self, _: &ContType) -> Option<&FuncType> {
        None
    }

    fn sub_type_of_ref_type(&self, _: &RefType) -> Option<&SubType> {
        None
    }

    fn control_stack_height(&self) -> u32 {
        u32::try_from(self.control.len()).unwrap_or(u32::MAX)
    }

    fn label_block(&self, depth: u32) -> Option<(BlockType, FrameKind)> {
        let block = self.control.get(self.label(depth)?)?;
        Some((block.ty, block.kind))
    }
}
