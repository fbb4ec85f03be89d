//! The code of each function in fewer bytes.

mod arguments;
mod flow;
mod inline;
mod linear;
mod lines;
mod locals;
mod stores;

use std::collections::{HashMap, HashSet};

use wasmparser::{
    BinaryReader, FuncToValidate, FuncValidatorAllocations, FunctionBody, ValidatorResources,
    WasmFeatures,
};

use self::lines::CodeLines;
pub(super) use self::lines::is_plain;
use super::ModuleRefusal;
use super::custom::refuse_places;
use super::features::until_fixpoint;
use super::functions;
use super::module::Module;
use super::plan::Plan;
use super::space::{Space, index};
use super::write::write;

/// The most turns over one function. Rules are applied until none applies; each
/// turn is shorter than the one before, and hostile code can be made to gain a byte
/// a turn.
const TURNS: usize = 12;

/// Writes the code of each function in fewer bytes, by rules that look at a few
/// instructions at a time:
///
/// - code that follows a jump is gone, and so are blocks that nothing jumps out
///   of, jumps to where the code goes on anyway, and locals that nobody reads;
/// - `block`, condition, `br_if 0` becomes the inverse condition and `if`, and a
///   loop that is left by a jump out of a block around it likewise;
/// - a local that is zero from the start is not set to zero again;
/// - setting a local and getting it again is `local.tee`; comparing with zero is
///   `i32.eqz`, or nothing before a jump; adding and subtracting take whichever
///   constant is shorter;
/// - two constants that are stored beside each other are stored as one;
/// - a function that is called at one place only is put there, where arguments
///   that are locals of the caller stay those.
///
/// These are a small part of Binaryen's rules, in a small part of the time.
/// Functions with instructions that the rules do not know (exceptions, garbage
/// collection, stack switching) stay as they are.
///
/// # Errors
/// When `module` is not a valid core module, or a custom section tells places
/// in the code (DWARF, say), which would move.
pub fn simplify(module: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    until_fixpoint(module, once)
}

/// Simplifies every function once.
pub(super) fn once(bytes: &[u8]) -> Result<Vec<u8>, ModuleRefusal> {
    let module = Module::read(bytes)?;
    refuse_places(&module)?;
    let mut plan = Plan::all_of(&module);
    let inlined = inline::candidates(&module)?;
    let simplified = functions::each(bytes, WasmFeatures::all(), |allocations, function| {
        let mut checker = Checker {
            check: function.check,
            allocations: std::mem::take(allocations),
        };
        let index = module.imported[Space::Function] + function.place;
        let simplified = simplified(&module, &mut checker, index, &function.body, &inlined)?;
        *allocations = checker.allocations;
        Ok(simplified)
    })?;
    let mut placed = HashSet::new();
    for (function, simplified) in (module.imported[Space::Function]..).zip(simplified) {
        if let Some(simplified) = simplified {
            plan.heirs
                .extend(simplified.placed.iter().map(|placed| (*placed, function)));
            placed.extend(simplified.placed);
            plan.bodies.insert(function, simplified.bytes);
        }
    }
    plan.functions.retain(|function| !placed.contains(function));
    write(&module, &plan)
}

/// A function that has become shorter.
struct Simplified {
    /// Locals and instructions.
    bytes: Vec<u8>,
    /// Functions that were put into it.
    placed: Vec<u32>,
}

/// Simplifies one function; `None` if that gains nothing or it is not understood.
fn simplified<'a>(
    module: &Module<'a>,
    checker: &mut Checker,
    function: u32,
    body: &FunctionBody<'a>,
    inlined: &HashMap<u32, inline::Callee<'a>>,
) -> Result<Option<Simplified>, ModuleRefusal> {
    let Some(parameters) = module
        .function_type(function)
        .and_then(|ty| module.signature(ty))
        .map(|ty| index(ty.params().len()))
    else {
        return Ok(None);
    };
    let Some(mut lines) = CodeLines::read(module, checker, body, function)? else {
        return Ok(None);
    };
    let locals: Vec<_> = body
        .get_locals_reader()?
        .into_iter()
        .collect::<Result<_, _>>()?;
    let before = lines.write(&locals)?.len();
    let (placed, more) = inline::place(&mut lines, inlined, parameters, &locals);
    let locals: Vec<_> = locals.into_iter().chain(more).collect();
    let joined = lines.write(&locals)?;
    if !placed.is_empty() {
        // The heights are not known for lines that were put in.
        let body = FunctionBody::new(BinaryReader::new(&joined, 0));
        match CodeLines::read(module, checker, &body, function) {
            Ok(Some(read)) => lines = read,
            _ => return Ok(None),
        }
    }

    let mut best = joined.clone();
    for _ in 0..TURNS {
        apply(&mut lines, parameters);
        let written = lines.write(&locals)?;
        if written.len() >= best.len() {
            break;
        }
        best = written;
    }
    // Putting a function in its place saves the bytes that it took on its own.
    let saved: usize = placed.iter().map(|function| inlined[function].bytes).sum();
    if best.len() >= before + saved {
        return Ok(None);
    }
    // The rules look at what they need to. Should one be too bold all the same, the
    // function stays as it was.
    let body = FunctionBody::new(BinaryReader::new(&best, 0));
    if checker.walk(&body, |_, _, _| {}).is_err() {
        return Ok(None);
    }
    Ok(Some(Simplified {
        bytes: best,
        placed,
    }))
}

/// Applies every rule once.
fn apply(lines: &mut CodeLines<'_>, parameters: u32) {
    flow::dead(lines);
    flow::ends(lines);
    flow::unwrap(lines);
    flow::branches(lines);
    flow::conditions(lines);
    flow::returns(lines);
    locals::apply(lines, parameters);
    linear::apply(lines);
}

/// Validates variants of one function.
pub(super) struct Checker {
    check: FuncToValidate<ValidatorResources>,
    allocations: FuncValidatorAllocations,
}

impl Checker {
    /// Shows `each` every instruction with the height of the stack before it,
    /// and whether it can be reached.
    ///
    /// # Errors
    /// When the code is not valid.
    pub(super) fn walk<'a>(
        &mut self,
        body: &FunctionBody<'a>,
        mut each: impl FnMut(wasmparser::Operator<'a>, u32, bool),
    ) -> Result<(), ModuleRefusal> {
        let check = FuncToValidate {
            resources: self.check.resources.clone(),
            index: self.check.index,
            ty: self.check.ty,
            features: self.check.features,
        };
        let mut validator = check.into_validator(std::mem::take(&mut self.allocations));
        let mut reader = body.get_binary_reader();
        validator.read_locals(&mut reader)?;
        let mut operators = body.get_operators_reader()?;
        while !operators.eof() {
            let (operator, offset) = operators.read_with_offset()?;
            let reachable = validator
                .get_control_frame(0)
                .is_none_or(|frame| !frame.unreachable);
            let height = validator.operand_stack_height();
            validator.op(offset, &operator)?;
            each(operator, height, reachable);
        }
        operators.finish()?;
        self.allocations = validator.into_allocations();
        Ok(())
    }
}
