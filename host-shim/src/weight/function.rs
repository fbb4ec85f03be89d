//! Counts the work that one function body is for a compiler.
//!
//! A compiler that works in static single assignment carries every value that is
//! alive over every edge of the control flow. A block that takes and gives a
//! thousand values is three bytes of WebAssembly, and a thousand values for the
//! compiler; so is a branch to it, and so is each entry of a branch table. Locals
//! are values as well, at each place where control flow meets after an
//! assignment. What is counted here:
//!
//! - *values*: the whole operand stack at each beginning and end of a block and
//!   at each branch, once for each target; parameters and results of calls;
//!   locals that are assigned within a block, once for each block around.
//! - *spans*: locals and operands times places where blocks meet, since it must
//!   be known for each value at each place whether it is alive.

use wasmtime::wasmparser::{
    FrameKind, FuncValidator, FuncValidatorAllocations, FunctionBody, ModuleArity, Operator,
    OperatorsReader, ValidatorResources,
};

use super::invalid;
use crate::Error;

/// The costs of one function.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Costs {
    pub(super) locals: u64,
    pub(super) values: u64,
    pub(super) spans: u64,
    pub(super) depth: u64,
}

/// Follows the code of one function.
struct FunctionCosts {
    costs: Costs,
    /// When each open block began, in operators.
    blocks: Vec<u64>,
    /// When each local was assigned last; 0 is never.
    assigned: Vec<u64>,
    now: u64,
}

/// Validates a body and counts, as long as `check` lets the costs pass. They
/// only grow.
pub(super) fn weigh(
    body: &FunctionBody<'_>,
    mut validator: FuncValidator<ValidatorResources>,
    check: impl Fn(Costs) -> Result<(), Error>,
) -> Result<(Costs, FuncValidatorAllocations), Error> {
    let mut reader = body.get_binary_reader();
    validator.read_locals(&mut reader).map_err(invalid)?;
    let locals = validator.len_locals();
    let mut function = FunctionCosts {
        costs: Costs {
            locals: locals.into(),
            ..Costs::default()
        },
        blocks: vec![0],
        assigned: Vec::new(),
        now: 0,
    };
    check(function.costs)?;
    // No more than the validator has itself.
    function.assigned.resize(locals as usize, 0);
    function.run(OperatorsReader::new(reader), &mut validator, check)?;
    Ok((function.costs, validator.into_allocations()))
}

impl FunctionCosts {
    fn run(
        &mut self,
        mut reader: OperatorsReader<'_>,
        validator: &mut FuncValidator<ValidatorResources>,
        check: impl Fn(Costs) -> Result<(), Error>,
    ) -> Result<(), Error> {
        while !reader.eof() {
            let (operator, offset) = reader.read_with_offset().map_err(invalid)?;
            self.now += 1;
            // Before it is done, so that a thousand values are not pushed a
            // million times.
            if self.note(&operator, validator) {
                check(self.costs)?;
            }
            validator.op(offset, &operator).map_err(invalid)?;
        }
        reader.finish().map_err(invalid)
    }

    /// Counts an operator; tells whether it added anything.
    fn note(
        &mut self,
        operator: &Operator<'_>,
        validator: &FuncValidator<ValidatorResources>,
    ) -> bool {
        let reachable = validator
            .get_control_frame(0)
            .is_some_and(|frame| !frame.unreachable);
        match operator {
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                return reachable && self.assign(*local_index);
            }
            Operator::Block { .. }
            | Operator::Loop { .. }
            | Operator::If { .. }
            | Operator::TryTable { .. } => {
                self.blocks.push(self.now);
                self.costs.depth = self.costs.depth.max(self.blocks.len() as u64);
                if reachable {
                    self.boundary(validator, 1);
                }
            }
            Operator::Else => self.boundary(validator, 1),
            Operator::End => {
                self.blocks.pop();
                self.boundary(validator, 1);
            }
            Operator::BrTable { targets } if reachable => {
                for target in targets.targets().flatten().chain([targets.default()]) {
                    self.costs.values += label(validator, target);
                }
                self.boundary(validator, 1);
            }
            Operator::Br { .. }
            | Operator::BrIf { .. }
            | Operator::BrOnNull { .. }
            | Operator::BrOnNonNull { .. }
            | Operator::Return
                if reachable =>
            {
                self.boundary(validator, 1);
            }
            Operator::Call { .. }
            | Operator::CallIndirect { .. }
            | Operator::CallRef { .. }
            | Operator::ReturnCall { .. }
            | Operator::ReturnCallIndirect { .. }
            | Operator::ReturnCallRef { .. }
                if reachable =>
            {
                if let Some((params, results)) = operator.operator_arity(validator) {
                    self.costs.values += u64::from(params) + u64::from(results);
                }
            }
            _ => return false,
        }
        true
    }

    /// Control flow meets or parts here, with all that is on the stack.
    fn boundary(&mut self, validator: &FuncValidator<ValidatorResources>, edges: u64) {
        let height = u64::from(validator.operand_stack_height());
        self.costs.values += edges * height;
        self.costs.spans += height + self.costs.locals;
    }

    /// An assignment within all open blocks. Counts those in which it is the
    /// first one to this local; tells whether there are any.
    fn assign(&mut self, local: u32) -> bool {
        let Some(last) = self.assigned.get_mut(local as usize) else {
            // For the validator to refuse.
            return false;
        };
        // Blocks that began before the last assignment have it already.
        let first = self
            .blocks
            .iter()
            .rev()
            .take_while(|began| **began >= *last)
            .count();
        *last = self.now;
        self.costs.values += first as u64;
        first > 0
    }
}

/// Values that a branch to a label carries.
fn label(validator: &FuncValidator<ValidatorResources>, depth: u32) -> u64 {
    let arity = validator.label_block(depth).and_then(|(ty, kind)| {
        let (params, results) = validator.block_type_arity(ty)?;
        Some(if kind == FrameKind::Loop {
            params
        } else {
            results
        })
    });
    arity.map_or(0, u64::from)
}
