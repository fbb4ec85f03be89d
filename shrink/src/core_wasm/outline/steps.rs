//! The instructions of a function, with the known facts of the stack.

use wasmparser::{
    FuncToValidate, FuncValidatorAllocations, FunctionBody, Operator, ValType, ValidatorResources,
};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::simplify::is_plain;

/// The relation of an instruction to the code around it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StepKind {
    /// Nothing.
    Plain,
    /// It reads a local.
    Get(u32),
    /// It sets a local.
    Set(u32),
    /// It sets a local and leaves the value.
    Tee(u32),
    /// It begins a block that is no loop.
    Open,
    /// It begins a loop.
    Loop,
    /// It begins the other branch of an `if`.
    Else,
    /// It ends a block.
    End,
    /// It jumps, so many blocks out at most.
    Jump(u32),
    /// It begins a block with handlers, which see the locals as they are when
    /// something in the block throws.
    Try,
    /// It leaves the function, or is not known here.
    Other,
}

/// An instruction.
#[derive(Clone, Copy, Debug)]
pub(super) struct Step {
    /// The offset of its beginning in the module.
    pub(super) start: u32,
    /// The offset of its end.
    pub(super) end: u32,
    /// The kind.
    pub(super) kind: StepKind,
    /// The number of blocks that are open before it.
    pub(super) depth: u32,
    /// The number of values on the stack before it.
    pub(super) before: u32,
    /// The number of those values that it leaves untouched.
    pub(super) untouched: u32,
    /// The number of values on the stack after it.
    pub(super) after: u32,
    /// The type of the topmost one, if it is known.
    pub(super) top: Option<ValType>,
    /// `true` if it can be reached.
    pub(super) reachable: bool,
    /// `true` if the instruction after it can be reached.
    pub(super) goes_on: bool,
}

/// Returns the instructions of a function.
///
/// # Errors
/// When the function is not valid.
pub(super) fn read(
    check: FuncToValidate<ValidatorResources>,
    body: &FunctionBody<'_>,
    allocations: &mut FuncValidatorAllocations,
) -> Result<Vec<Step>, ModuleRefusal> {
    let mut steps = Vec::new();
    let mut validator = check.into_validator(std::mem::take(allocations));
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader)?;
    let place = |offset: u64| {
        u32::try_from(offset)
            .map_err(|_| ModuleRefusal::at("this is too far into the module", offset))
    };
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        let (operator, offset) = operators.read_with_offset()?;
        let reachable = |frame: &wasmparser::Frame| !frame.unreachable;
        let mut step = Step {
            start: place(offset)?,
            end: place(operators.original_position())?,
            kind: kind(&operator),
            depth: validator.control_stack_height(),
            before: validator.operand_stack_height(),
            untouched: 0,
            after: 0,
            top: None,
            reachable: validator.get_control_frame(0).is_some_and(reachable),
            goes_on: false,
        };
        let taken = operator.operator_arity(&validator).map(|(taken, _)| taken);
        match taken {
            Some(taken) => step.untouched = step.before.saturating_sub(taken),
            None => step.kind = StepKind::Other,
        }
        validator.op(offset, &operator)?;
        step.after = validator.operand_stack_height();
        step.top = validator.get_operand_type(0).flatten();
        step.goes_on = validator.get_control_frame(0).is_some_and(reachable);
        steps.push(step);
    }
    operators.finish()?;
    *allocations = validator.into_allocations();
    Ok(steps)
}

fn kind(operator: &Operator<'_>) -> StepKind {
    match operator {
        Operator::LocalGet { local_index } => StepKind::Get(*local_index),
        Operator::LocalSet { local_index } => StepKind::Set(*local_index),
        Operator::LocalTee { local_index } => StepKind::Tee(*local_index),
        Operator::Block { .. } | Operator::If { .. } => StepKind::Open,
        Operator::Loop { .. } => StepKind::Loop,
        Operator::Else => StepKind::Else,
        Operator::End => StepKind::End,
        Operator::Br { relative_depth } | Operator::BrIf { relative_depth } => {
            StepKind::Jump(*relative_depth)
        }
        Operator::BrTable { targets } => {
            let depths = targets.targets().map(|depth| depth.unwrap_or(u32::MAX));
            StepKind::Jump(depths.fold(targets.default(), u32::max))
        }
        Operator::Return | Operator::ReturnCall { .. } | Operator::ReturnCallIndirect { .. } => {
            StepKind::Other
        }
        Operator::TryTable { .. } | Operator::Try { .. } => StepKind::Try,
        other if is_plain(other) => StepKind::Plain,
        _ => StepKind::Other,
    }
}
