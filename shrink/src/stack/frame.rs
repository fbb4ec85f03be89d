//! The frame of one function.
//!
//! Its code is followed once from beginning to end, with what is known of the
//! stack pointer, of locals and of operands in terms of what it began with. Where
//! two ways meet, what differs is forgotten. At a loop nothing is forgotten at
//! first; should its end differ from its beginning, the code is followed again
//! with that forgotten.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::{
    BlockType, Catch, ContType, FrameKind, FuncType, FunctionBody, ModuleArity, Operator, RefType,
    SubType, TryTable,
};

use super::summary::Summary;
use super::value::Value;
use crate::core::Refusal;
use crate::core::module::Module;

/// Work for each byte of a function; past it the function is one whose stack
/// nobody knows.
const WORK: usize = 256;

/// What a function calls, and which global the stack pointer is.
pub(super) trait Surroundings {
    /// Whether a global is the stack pointer.
    fn is_pointer(&self, global: u32) -> bool;

    /// Makes a call with the stack pointer and these arguments: takes down in
    /// `caller` what it comes to. Gives the stack pointer after it and the
    /// results that are known; `None` if it does not come back.
    fn call(
        &self,
        call: super::code::Call,
        pointer: Value,
        arguments: &[Value],
        caller: &mut Summary,
    ) -> Option<(Value, Vec<Value>)>;
}

/// What the function with this body and type does to the stack.
///
/// # Errors
/// When the code cannot be parsed.
pub(super) fn frame(
    module: &Module<'_>,
    body: &FunctionBody<'_>,
    ty: u32,
    around: &dyn Surroundings,
) -> Result<Summary, Refusal> {
    let parameters = module.signature(ty).map_or(0, |ty| ty.params().len());
    let locals = Locals::of(body, parameters)?;
    let length = body.range().end - body.range().start;
    let mut work = usize::try_from(length)
        .unwrap_or(usize::MAX)
        .saturating_mul(WORK);
    let mut forgotten = BTreeMap::new();
    loop {
        let mut walk = Walk {
            module,
            around,
            locals: &locals,
            once: HashMap::new(),
            forgotten: &forgotten,
            differs: BTreeMap::new(),
            loops: 0,
            state: Some(State {
                pointer: Value::Stack(0),
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
                walk.summary.pointer = Some(Value::Stack(0));
                return Ok(walk.summary);
            }
        }
        work = walk.work;
        let (differs, mut summary, results) = (walk.differs, walk.summary, walk.results);
        if differs.is_empty() {
            if let Some((state, values)) = results {
                // One who is called is taken to put the stack pointer back.
                summary.dynamic |= state.pointer == Value::Unknown;
                summary.pointer = Some(match state.pointer {
                    Value::Unknown | Value::Constant(_) => Value::Stack(0),
                    pointer => pointer,
                });
                if values.iter().any(|value| *value != Value::Unknown) {
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

/// Which locals there are, by how often they are set.
struct Locals {
    /// Those that are set more than once, and parameters that are set at all:
    /// where they are in a [`State`].
    places: HashMap<u32, usize>,
    /// What is known of them at the beginning.
    begin: Vec<Value>,
    /// Those that are set once. Compilers set before they get.
    once: BTreeSet<u32>,
    parameters: u32,
}

impl Locals {
    fn of(body: &FunctionBody<'_>, parameters: usize) -> Result<Self, Refusal> {
        let parameters = u32::try_from(parameters).unwrap_or(u32::MAX);
        let mut sets: BTreeMap<u32, u32> = BTreeMap::new();
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            if let Operator::LocalSet { local_index } | Operator::LocalTee { local_index } =
                operators.read()?
            {
                *sets.entry(local_index).or_default() += 1;
            }
        }
        let mut locals = Self {
            places: HashMap::new(),
            begin: Vec::new(),
            once: BTreeSet::new(),
            parameters,
        };
        for (local, count) in sets {
            if local >= parameters && count == 1 {
                locals.once.insert(local);
                continue;
            }
            locals.places.insert(local, locals.begin.len());
            locals.begin.push(if local < parameters {
                Value::Parameter(local, 0)
            } else {
                Value::Unknown
            });
        }
        Ok(locals)
    }
}

/// What is known at one place of the code.
#[derive(Clone, Debug, PartialEq, Eq)]
struct State {
    pointer: Value,
    /// Locals that are set more than once.
    locals: Vec<Value>,
}

/// A block that is open.
struct Block {
    kind: FrameKind,
    ty: BlockType,
    parameters: usize,
    results: usize,
    /// How many operands there are below it.
    height: usize,
    /// What is known at the end, from all that leads there so far.
    end: Option<(State, Vec<Value>)>,
    /// What was known at the beginning of an `if` or a loop, with the operands.
    begin: Option<(State, Vec<Value>)>,
    /// The number of the loop.
    number: usize,
}

/// Stands for the stack pointer among the locals that a loop forgets.
const POINTER: usize = usize::MAX;

struct Walk<'w, 'a> {
    module: &'w Module<'a>,
    around: &'w dyn Surroundings,
    locals: &'w Locals,
    /// What the locals that are set once were set to.
    once: HashMap<u32, Value>,
    /// What each loop forgets at its beginning.
    forgotten: &'w BTreeMap<usize, BTreeSet<usize>>,
    /// What it turned out to have to forget in addition.
    differs: BTreeMap<usize, BTreeSet<usize>>,
    loops: usize,
    /// What is known here; `None` where nothing leads to.
    state: Option<State>,
    operands: Vec<Value>,
    control: Vec<Block>,
    summary: Summary,
    results: Option<(State, Vec<Value>)>,
    work: usize,
}

impl Walk<'_, '_> {
    /// Follows one instruction. `None` if it is not understood, or there was
    /// too much work.
    fn step(&mut self, operator: &Operator<'_>) -> Option<()> {
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
                    .resize(self.operands.len() + pushes, Value::Unknown);
                let label = self.label(*relative_depth)?;
                let count = self.control[label].carried();
                let state = self.state.clone()?;
                self.join(label, state, vec![Value::Unknown; count])
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
                let call = super::code::Call::Direct(*function_index);
                self.call(call, self.arity(operator)?, false)
            }
            Op::ReturnCall { function_index } => {
                let call = super::code::Call::Direct(*function_index);
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
                let call = super::code::Call::Indirect { table, ty };
                let tail = matches!(operator, Op::ReturnCallIndirect { .. });
                let (pops, pushes) = self.arity(operator)?;
                self.pop();
                self.call(call, (pops.checked_sub(1)?, pushes), tail)
            }
            Op::CallRef { type_index: ty } | Op::ReturnCallRef { type_index: ty } => {
                let call = super::code::Call::Reference { ty: *ty };
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
            Op::I32Const { value } => Value::Constant(*value),
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
                self.summary.dynamic |= matches!(value, Value::Unknown | Value::Constant(_));
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
                if matches!(value, Value::Stack(_)) {
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
                    .resize(self.operands.len() + pushes, Value::Unknown);
                return Some(());
            }
        };
        self.operands.push(value);
        Some(())
    }

    fn call(
        &mut self,
        callee: super::code::Call,
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
        // What a tail call gives is what the function gives.
        let pushes = if tail {
            self.control.first()?.results
        } else {
            pushes
        };
        results.resize(pushes, Value::Unknown);
        self.operands.append(&mut results);
        if tail {
            let last = u32::try_from(self.control.len().checked_sub(1)?).ok()?;
            self.branch(last)?;
            self.stop();
            return Some(());
        }
        Some(())
    }

    fn pay(&mut self, work: usize) -> Option<()> {
        self.work = self.work.checked_sub(work)?;
        Some(())
    }

    fn arity(&self, operator: &Operator<'_>) -> Option<(usize, usize)> {
        let (pops, pushes) = operator.operator_arity(self)?;
        Some((pops as usize, pushes as usize))
    }

    fn pop(&mut self) -> Value {
        self.operands.pop().unwrap_or(Value::Unknown)
    }

    fn drop(&mut self, count: usize) {
        self.operands
            .truncate(self.operands.len().saturating_sub(count));
    }

    fn local(&self, local: u32) -> Value {
        if let Some(place) = self.locals.places.get(&local) {
            let locals = self.state.as_ref().map(|state| &state.locals);
            return locals.map_or(Value::Unknown, |locals| locals[*place]);
        }
        if local < self.locals.parameters {
            return Value::Parameter(local, 0);
        }
        self.once.get(&local).copied().unwrap_or(Value::Unknown)
    }

    fn set(&mut self, local: u32, value: Value) {
        if self.locals.once.contains(&local) {
            self.once.insert(local, value);
        } else if let (Some(place), Some(state)) =
            (self.locals.places.get(&local), self.state.as_mut())
        {
            state.locals[*place] = value;
        }
    }

    /// Nothing leads to what follows.
    fn stop(&mut self) {
        self.state = None;
        let height = self.control.last().map_or(0, |block| block.height);
        self.operands.truncate(height);
    }

    /// Opens a block; it takes `more` operands beside its parameters.
    fn open(&mut self, kind: FrameKind, ty: BlockType, more: usize) -> Option<()> {
        let (parameters, results) = self.block_type_arity(ty)?;
        let (mut parameters, results) = (parameters as usize, results as usize);
        if self.control.is_empty() {
            // The parameters of the function are locals.
            parameters = 0;
        }
        // Where nothing leads to there are no operands.
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
                        Some(local) => *local = Value::Unknown,
                        None => state.pointer = Value::Unknown,
                    }
                }
            }
            for operand in self.operands.iter_mut().skip(height) {
                *operand = Value::Unknown;
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

    /// Where the block with this label is among those that are open.
    fn label(&self, depth: u32) -> Option<usize> {
        self.control
            .len()
            .checked_sub(1)?
            .checked_sub(depth as usize)
    }

    /// Leads to a label, with the operands that it takes.
    fn branch(&mut self, depth: u32) -> Option<()> {
        let label = self.label(depth)?;
        let count = self.control[label].carried();
        let from = self.operands.len().saturating_sub(count);
        let values = self.operands[from..].to_vec();
        let state = self.state.clone()?;
        self.join(label, state, values)
    }

    /// Opens a block whose exceptions lead elsewhere.
    fn try_table(&mut self, table: &TryTable) -> Option<()> {
        for catch in &table.catches {
            let (Catch::One { label, .. }
            | Catch::OneRef { label, .. }
            | Catch::All { label }
            | Catch::AllRef { label }) = *catch;
            self.catch(label)?;
        }
        self.open(FrameKind::TryTable, table.ty, 0)
    }

    /// Leads to a label with an exception: only what no code in between sets is
    /// known, which is taken to be nothing.
    fn catch(&mut self, depth: u32) -> Option<()> {
        let label = self.label(depth)?;
        let count = self.control[label].carried();
        let state = self.thrown();
        self.join(label, state, vec![Value::Unknown; count])
    }

    /// What is known where an exception is caught.
    fn thrown(&self) -> State {
        State {
            pointer: Value::Unknown,
            locals: vec![Value::Unknown; self.locals.begin.len()],
        }
    }

    /// What is known here is known at a label at most.
    fn join(&mut self, label: usize, state: State, values: Vec<Value>) -> Option<()> {
        self.pay(state.locals.len() + values.len() + 1)?;
        let block = &mut self.control[label];
        if block.kind == FrameKind::Loop {
            let (begin, _) = block.begin.as_ref()?;
            let mut differs = BTreeSet::new();
            let known = begin.locals.iter().zip(&state.locals).enumerate();
            differs.extend(
                known
                    .filter(|(_, (before, now))| **before != Value::Unknown && before != now)
                    .map(|(place, _)| place),
            );
            if begin.pointer != Value::Unknown && begin.pointer != state.pointer {
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
    fn other_way(&mut self, carried: Option<usize>) -> Option<()> {
        if self.state.is_some() {
            self.branch_to_end()?;
        }
        let thrown = carried.map(|_| self.thrown());
        let block = self.control.last_mut()?;
        self.operands.truncate(block.height);
        if let Some(carried) = carried {
            block.kind = FrameKind::LegacyCatch;
            self.operands.resize(block.height + carried, Value::Unknown);
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
    fn close(&mut self) -> Option<()> {
        if self.state.is_some() {
            self.branch_to_end()?;
        }
        let label = self.control.len().checked_sub(1)?;
        // Without an `else` what was known before the `if` is so after it.
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
    /// How many operands a branch to it carries.
    fn carried(&self) -> usize {
        if self.kind == FrameKind::Loop {
            self.parameters
        } else {
            self.results
        }
    }
}

impl ModuleArity for Walk<'_, '_> {
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
