//! Blocks, and the values that are known where they begin and end.

use std::collections::BTreeSet;

use wasmparser::{BlockType, Catch, FrameKind, ModuleArity, TryTable};

use super::walk::{FrameWalk, State};
use crate::stack::value::AbstractValue;

/// A block that is open.
pub(super) struct Block {
    pub(super) kind: FrameKind,
    pub(super) ty: BlockType,
    pub(super) parameters: usize,
    pub(super) results: usize,
    /// The number of operands below it.
    pub(super) height: usize,
    /// The state and the results at the end, from all ways that lead there so far.
    pub(super) end: Option<(State, Vec<AbstractValue>)>,
    /// The state at the beginning of an `if` or a loop, with the operands.
    pub(super) begin: Option<(State, Vec<AbstractValue>)>,
    /// The number of the loop.
    pub(super) number: usize,
}

/// Stands for the stack pointer among the locals that a loop forgets.
const POINTER: usize = usize::MAX;

impl FrameWalk<'_, '_> {
    /// Ends this way: nothing leads to the code that follows.
    pub(super) fn stop(&mut self) {
        self.state = None;
        let height = self.control.last().map_or(0, |block| block.height);
        self.operands.truncate(height);
    }

    /// Opens a block; it takes `more` operands beside its parameters.
    pub(super) fn open(&mut self, kind: FrameKind, ty: BlockType, more: usize) -> Option<()> {
        let (parameters, results) = self.block_type_arity(ty)?;
        let (mut parameters, results) = (parameters as usize, results as usize);
        if self.control.is_empty() {
            // The parameters of the function are locals.
            parameters = 0;
        }
        // Code that nothing leads to has no operands.
        let (taken, more) = match self.state {
            Some(_) => (parameters, more),
            None => (0, 0),
        };
        self.drop(more);
        let height = self.operands.len().saturating_sub(taken);
        let number = self.loops;
        let mut begin = None;
        if self.state.is_some() && matches!(kind, FrameKind::Loop | FrameKind::If) {
            self.pay(self.locals.begin.len() + parameters + 1)?;
        }
        if kind == FrameKind::Loop {
            self.loops += 1;
            if let (Some(state), Some(forgotten)) = (&mut self.state, self.forgotten.get(&number)) {
                for place in forgotten {
                    match state.locals.get_mut(*place) {
                        Some(local) => *local = AbstractValue::Unknown,
                        None => state.pointer = AbstractValue::Unknown,
                    }
                }
            }
            for operand in self.operands.iter_mut().skip(height) {
                *operand = AbstractValue::Unknown;
            }
        }
        if matches!(kind, FrameKind::Loop | FrameKind::If)
            && let Some(state) = &self.state
        {
            begin = Some((state.clone(), self.operands[height..].to_vec()));
        }
        self.control.push(Block {
            kind,
            ty,
            parameters,
            results,
            height,
            end: None,
            begin,
            number,
        });
        Some(())
    }

    /// Returns the place of the block with this label among those that are open.
    pub(super) fn label(&self, depth: u32) -> Option<usize> {
        self.control
            .len()
            .checked_sub(1)?
            .checked_sub(depth as usize)
    }

    /// Leads to a label, with the operands that it takes.
    pub(super) fn branch(&mut self, depth: u32) -> Option<()> {
        let label = self.label(depth)?;
        let count = self.control[label].carried();
        let from = self.operands.len().saturating_sub(count);
        let values = self.operands[from..].to_vec();
        let state = self.state.clone()?;
        self.join(label, state, values)
    }

    /// Opens a block whose exceptions lead elsewhere.
    pub(super) fn try_table(&mut self, table: &TryTable) -> Option<()> {
        for catch in &table.catches {
            let (Catch::One { label, .. }
            | Catch::OneRef { label, .. }
            | Catch::All { label }
            | Catch::AllRef { label }) = *catch;
            self.catch(label)?;
        }
        self.open(FrameKind::TryTable, table.ty, 0)
    }

    /// Leads to a label with an exception. Only values that no code in between sets
    /// would be known there; none are taken to be.
    fn catch(&mut self, depth: u32) -> Option<()> {
        let label = self.label(depth)?;
        let count = self.control[label].carried();
        let state = self.thrown();
        self.join(label, state, vec![AbstractValue::Unknown; count])
    }

    /// Returns the state where an exception is caught.
    fn thrown(&self) -> State {
        State {
            pointer: AbstractValue::Unknown,
            locals: vec![AbstractValue::Unknown; self.locals.begin.len()],
        }
    }

    /// Joins the state here into that of a label, which then knows no more than
    /// this.
    pub(super) fn join(
        &mut self,
        label: usize,
        state: State,
        values: Vec<AbstractValue>,
    ) -> Option<()> {
        self.pay(state.locals.len() + values.len() + 1)?;
        let block = &mut self.control[label];
        if block.kind == FrameKind::Loop {
            let (begin, _) = block.begin.as_ref()?;
            let mut differs = BTreeSet::new();
            let known = begin.locals.iter().zip(&state.locals).enumerate();
            differs.extend(
                known
                    .filter(|(_, (before, now))| {
                        **before != AbstractValue::Unknown && before != now
                    })
                    .map(|(place, _)| place),
            );
            if begin.pointer != AbstractValue::Unknown && begin.pointer != state.pointer {
                differs.insert(POINTER);
                self.summary.dynamic = true;
            }
            if !differs.is_empty() {
                self.differs
                    .entry(block.number)
                    .or_default()
                    .append(&mut differs);
            }
            return Some(());
        }
        match &mut block.end {
            None => block.end = Some((state, values)),
            Some((known, operands)) => {
                known.pointer = known.pointer.or(state.pointer);
                for (known, now) in known.locals.iter_mut().zip(&state.locals) {
                    *known = known.or(*now);
                }
                for (known, now) in operands.iter_mut().zip(&values) {
                    *known = known.or(*now);
                }
            }
        }
        Some(())
    }

    /// Ends the first way through a block and begins with another one: an `else`,
    /// or a `catch` of an exception that carries so many values.
    pub(super) fn other_way(&mut self, carried: Option<usize>) -> Option<()> {
        if self.state.is_some() {
            self.branch_to_end()?;
        }
        let thrown = carried.map(|_| self.thrown());
        let block = self.control.last_mut()?;
        self.operands.truncate(block.height);
        if let Some(carried) = carried {
            block.kind = FrameKind::LegacyCatch;
            self.operands
                .resize(block.height + carried, AbstractValue::Unknown);
            self.state = thrown;
            return self.pay(self.locals.begin.len() + carried);
        }
        block.kind = FrameKind::Else;
        self.state = None;
        if let Some((state, operands)) = block.begin.take() {
            self.state = Some(state);
            self.operands.extend(operands);
        }
        Some(())
    }

    /// Leads to the end of the innermost block, which for a loop is not its label.
    fn branch_to_end(&mut self) -> Option<()> {
        let label = self.control.len().checked_sub(1)?;
        let results = self.control[label].results;
        let from = self.operands.len().saturating_sub(results);
        let values = self.operands[from..].to_vec();
        let state = self.state.clone()?;
        if self.control[label].kind == FrameKind::Loop {
            self.control[label].end = Some((state, values));
            return Some(());
        }
        self.join(label, state, values)
    }

    /// Closes the innermost block.
    pub(super) fn close(&mut self) -> Option<()> {
        if self.state.is_some() {
            self.branch_to_end()?;
        }
        let label = self.control.len().checked_sub(1)?;
        // Without an `else`, the state before the `if` may also be the one after
        // it.
        if self.control[label].kind == FrameKind::If
            && let Some((state, values)) = self.control[label].begin.take()
        {
            self.join(label, state, values)?;
        }
        let block = self.control.pop()?;
        self.operands.truncate(block.height);
        self.state = None;
        if self.control.is_empty() {
            self.results = block.end;
        } else if let Some((state, values)) = block.end {
            self.state = Some(state);
            self.operands.extend(values);
        }
        Some(())
    }
}

impl Block {
    /// Returns the number of operands that a branch to it carries.
    pub(super) fn carried(&self) -> usize {
        if self.kind == FrameKind::Loop {
            self.parameters
        } else {
            self.results
        }
    }
}
