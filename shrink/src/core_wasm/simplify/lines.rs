//! Code as a list of instructions, with jumps that name their targets.

use wasm_encoder::reencode::{Reencode as _, RoundtripReencoder};
use wasm_encoder::{Function, Instruction};
use wasmparser::{BlockType, FunctionBody, Operator, ValType};

use super::Checker;
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::module::Module;
use crate::core_wasm::space::index;

/// The target of a jump: a block, by its number; the function itself is 0.
pub(super) type Label = usize;

/// The label of the function itself.
pub(super) const FUNCTION: Label = 0;

/// The instruction that begins a block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum BlockKind {
    Block,
    Loop,
    If,
}

/// An instruction. Since jumps name their blocks, instructions can be moved and
/// blocks removed without counting the depth of jumps anew.
#[derive(Clone, Debug)]
pub(super) enum Ins<'a> {
    /// One that has nothing to do with blocks.
    Plain(Operator<'a>),
    /// The beginning of a block.
    Open(BlockKind, Label, BlockType),
    /// The other branch of an `if`.
    Else,
    /// The end of the innermost block, or of the function.
    End,
    /// A jump.
    Br(Label),
    /// A jump if the top of the stack is not zero.
    BrIf(Label),
    /// A jump to one of several blocks; the last one is for all other numbers.
    BrTable(Vec<Label>),
    /// Nothing any more.
    Gone,
}

/// An instruction, and the facts known of its place.
#[derive(Clone, Debug)]
pub(super) struct Line<'a> {
    /// The instruction.
    pub(super) ins: Ins<'a>,
    /// The number of values on the stack before it. The rules change it for no
    /// instruction that they leave.
    pub(super) height: u32,
    /// `true` if validation takes it for reachable.
    pub(super) reachable: bool,
    /// Instructions to put before it.
    pub(super) before: Vec<Ins<'a>>,
}

/// The code of a function.
#[derive(Clone, Debug)]
pub(super) struct CodeLines<'a> {
    pub(super) lines: Vec<Line<'a>>,
    /// For each label, the number of values that the block gives; `None` if it is
    /// not known here.
    pub(super) results: Vec<Option<u32>>,
}

impl<'a> CodeLines<'a> {
    /// Reads code and has it validated; `None` if it has instructions that are not
    /// known here.
    ///
    /// # Errors
    /// When the code is not valid.
    pub(super) fn read(
        module: &Module<'_>,
        checker: &mut Checker,
        body: &FunctionBody<'a>,
        function: u32,
    ) -> Result<Option<Self>, ModuleRefusal> {
        let mut reading = CodeReader::new(module, function);
        checker.walk(body, |operator, height, reachable| {
            reading.add(operator, height, reachable);
        })?;
        Ok(reading.finish())
    }

    /// Reads code that is known to be valid, without heights.
    ///
    /// # Errors
    /// When the code cannot be parsed.
    pub(super) fn parse(
        module: &Module<'_>,
        body: &FunctionBody<'a>,
        function: u32,
    ) -> Result<Option<Self>, ModuleRefusal> {
        let mut reading = CodeReader::new(module, function);
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            reading.add(operators.read()?, 0, true);
        }
        Ok(reading.finish())
    }

    /// Removes the lines that are gone, and puts in those that are to be put in.
    pub(super) fn apply_edits(&mut self) {
        let unedited = |line: &Line<'_>| line.before.is_empty() && !matches!(line.ins, Ins::Gone);
        if self.lines.iter().all(unedited) {
            return;
        }
        let lines = std::mem::take(&mut self.lines);
        for mut line in lines {
            for ins in line.before.drain(..) {
                self.lines.push(Line {
                    ins,
                    height: line.height,
                    reachable: line.reachable,
                    before: Vec::new(),
                });
            }
            if !matches!(line.ins, Ins::Gone) {
                self.lines.push(line);
            }
        }
    }

    /// Counts the jumps to each label.
    pub(super) fn jumps(&self) -> Vec<u32> {
        let mut jumps = vec![0; self.results.len()];
        for line in &self.lines {
            match &line.ins {
                Ins::Br(label) | Ins::BrIf(label) => jumps[*label] += 1,
                Ins::BrTable(labels) => labels.iter().for_each(|label| jumps[*label] += 1),
                _ => {}
            }
        }
        jumps
    }

    /// Writes locals and code.
    ///
    /// # Errors
    /// When an instruction cannot be encoded.
    pub(super) fn write(&self, locals: &[(u32, ValType)]) -> Result<Vec<u8>, ModuleRefusal> {
        let mut declared: Vec<(u32, wasm_encoder::ValType)> = Vec::new();
        for (count, ty) in locals {
            let ty = RoundtripReencoder.val_type(*ty)?;
            match declared.last_mut() {
                Some((sum, same)) if *same == ty => *sum = sum.saturating_add(*count),
                _ => declared.push((*count, ty)),
            }
        }
        let mut function = Function::new(declared);
        let mut open = vec![FUNCTION];
        let mut depth_of = vec![0; self.results.len()];
        for line in &self.lines {
            // A jump out of a block that is not around it would be a mistake of a
            // rule: better no result than a wrong one.
            let depth = |label: Label, depth_of: &[usize], open: &[Label]| match open
                .get(depth_of[label])
            {
                Some(found) if *found == label => Ok(index(open.len() - 1 - depth_of[label])),
                _ => Err(ModuleRefusal::new(
                    "a jump has lost the block that it leaves",
                )),
            };
            let instruction = match &line.ins {
                Ins::Gone => continue,
                Ins::Plain(operator) => RoundtripReencoder.instruction(operator.clone())?,
                Ins::Open(kind, label, ty) => {
                    depth_of[*label] = open.len();
                    open.push(*label);
                    let ty = RoundtripReencoder.block_type(*ty)?;
                    match kind {
                        BlockKind::Block => Instruction::Block(ty),
                        BlockKind::Loop => Instruction::Loop(ty),
                        BlockKind::If => Instruction::If(ty),
                    }
                }
                Ins::Else => Instruction::Else,
                Ins::End => {
                    open.pop();
                    Instruction::End
                }
                Ins::Br(label) => Instruction::Br(depth(*label, &depth_of, &open)?),
                Ins::BrIf(label) => Instruction::BrIf(depth(*label, &depth_of, &open)?),
                Ins::BrTable(labels) => {
                    let mut depths: Vec<u32> = labels
                        .iter()
                        .map(|label| depth(*label, &depth_of, &open))
                        .collect::<Result<_, _>>()?;
                    let default = depths.pop().unwrap_or(0);
                    Instruction::BrTable(depths.into(), default)
                }
            };
            function.instruction(&instruction);
        }
        Ok(function.into_raw_body())
    }
}

/// Code being read.
struct CodeReader<'m, 'a> {
    module: &'m Module<'m>,
    lines: CodeLines<'a>,
    open: Vec<Label>,
    /// `true` if all instructions were known so far.
    known: bool,
}

impl<'m, 'a> CodeReader<'m, 'a> {
    fn new(module: &'m Module<'_>, function: u32) -> Self {
        let ty = module.function_type(function);
        Self {
            module,
            lines: CodeLines {
                lines: Vec::new(),
                results: vec![ty.and_then(|ty| results(module, ty))],
            },
            open: vec![FUNCTION],
            known: true,
        }
    }

    fn add(&mut self, operator: Operator<'a>, height: u32, reachable: bool) {
        if !self.known {
            return;
        }
        let Some(ins) = self.instruction(operator) else {
            self.known = false;
            return;
        };
        self.lines.lines.push(Line {
            ins,
            height,
            reachable,
            before: Vec::new(),
        });
    }

    /// Returns the block so many levels out.
    fn label(&self, depth: u32) -> Option<Label> {
        let place = self.open.len().checked_sub(1 + depth as usize)?;
        self.open.get(place).copied()
    }

    fn instruction(&mut self, operator: Operator<'a>) -> Option<Ins<'a>> {
        Some(match operator {
            Operator::Block { blockty } => self.block(BlockKind::Block, blockty),
            Operator::Loop { blockty } => self.block(BlockKind::Loop, blockty),
            Operator::If { blockty } => self.block(BlockKind::If, blockty),
            Operator::Else => Ins::Else,
            Operator::End => {
                self.open.pop();
                Ins::End
            }
            Operator::Br { relative_depth } => Ins::Br(self.label(relative_depth)?),
            Operator::BrIf { relative_depth } => Ins::BrIf(self.label(relative_depth)?),
            Operator::BrTable { targets } => {
                let mut labels = Vec::new();
                for depth in targets.targets() {
                    labels.push(self.label(depth.ok()?)?);
                }
                labels.push(self.label(targets.default())?);
                Ins::BrTable(labels)
            }
            other if is_plain(&other) => Ins::Plain(other),
            _ => return None,
        })
    }

    fn block(&mut self, kind: BlockKind, ty: BlockType) -> Ins<'a> {
        let label = self.lines.results.len();
        self.open.push(label);
        self.lines.results.push(match ty {
            BlockType::Empty => Some(0),
            BlockType::Type(_) => Some(1),
            BlockType::FuncType(ty) => results(self.module, ty),
        });
        Ins::Open(kind, label, ty)
    }

    fn finish(self) -> Option<CodeLines<'a>> {
        self.known.then_some(self.lines)
    }
}

/// Counts the results of a type of functions.
fn results(module: &Module<'_>, ty: u32) -> Option<u32> {
    module.signature(ty).map(|ty| index(ty.results().len()))
}

/// Checks whether an instruction is of a proposal in which none has to do with
/// blocks, except for those that [`Ins`] names.
pub(in crate::core_wasm) fn is_plain(operator: &Operator<'_>) -> bool {
    macro_rules! by_proposal {
        ($( @$proposal:ident $op:ident $({ $($arg:ident: $argty:ty),* })? => $visit:ident ($($ann:tt)*))*) => {
            match operator {
                $( Operator::$op $({ $($arg: _),* })? => by_proposal!(known $proposal), )*
                _ => false,
            }
        };
        (known mvp) => { true };
        (known sign_extension) => { true };
        (known saturating_float_to_int) => { true };
        (known bulk_memory) => { true };
        (known reference_types) => { true };
        (known simd) => { true };
        (known relaxed_simd) => { true };
        (known tail_call) => { true };
        (known threads) => { true };
        (known wide_arithmetic) => { true };
        (known $other:ident) => { false };
    }
    wasmparser::for_each_operator!(by_proposal)
}

/// Checks whether code does not go on after an instruction.
pub(super) fn leaves(ins: &Ins<'_>) -> bool {
    matches!(
        ins,
        Ins::Br(_)
            | Ins::BrTable(_)
            | Ins::Plain(
                Operator::Return
                    | Operator::Unreachable
                    | Operator::ReturnCall { .. }
                    | Operator::ReturnCallIndirect { .. }
            )
    )
}
