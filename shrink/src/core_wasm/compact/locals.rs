//! Locals: only those that are used, in few declarations.

use std::cmp::Reverse;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode, RoundtripReencoder, utils};
use wasm_encoder::{Function, Instruction};
use wasmparser::{FunctionBody, Operator, ValType};

use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::functions;
use crate::core_wasm::module::Module;
use crate::core_wasm::parallel;
use crate::core_wasm::plan::Plan;
use crate::core_wasm::space::{Space, index};

/// Removes locals that no instruction mentions, and sorts the others: by type,
/// then by how often they are mentioned. All start as zero or null, or must be
/// set before they are read, wherever they are. Parameters stay.
pub(super) fn shorten(module: &Module<'_>, plan: &mut Plan<'_>) -> Result<(), ModuleRefusal> {
    let bodies = (module.imported[Space::Function]..).zip(&module.bodies);
    let shortened = parallel::map(
        bodies.collect(),
        |(_, body)| functions::length(body),
        || (),
        |(), (function, body)| {
            let parameters = module
                .function_type(function)
                .and_then(|ty| module.signature(ty))
                .map(|ty| index(ty.params().len()))
                .ok_or_else(|| {
                    ModuleRefusal::at("the type of this function is not known", body.range().start)
                })?;
            Ok::<_, ModuleRefusal>((function, shorter(body, parameters)?))
        },
    )?;
    for (function, shorter) in shortened {
        if let Some((bytes, moved)) = shorter {
            plan.bodies.insert(function, bytes);
            plan.locals.insert(function, moved);
        }
    }
    Ok(())
}

/// Returns the code of a function with its locals in the best order, and the new
/// place of each; `None` if that is no shorter.
#[expect(
    clippy::type_complexity,
    reason = "a pair of what the plan wants to have"
)]
fn shorter(
    body: &FunctionBody<'_>,
    parameters: u32,
) -> Result<Option<(Vec<u8>, Vec<Option<u32>>)>, ModuleRefusal> {
    let mut types: Vec<ValType> = Vec::new();
    let mut declarations = 0;
    for declaration in body.get_locals_reader()? {
        let (count, ty) = declaration?;
        types.extend(std::iter::repeat_n(ty, count as usize));
        declarations += 1;
    }
    if types.is_empty() && declarations == 0 {
        return Ok(None);
    }
    let mut counts = vec![0_u32; types.len()];
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        if let Operator::LocalGet { local_index }
        | Operator::LocalSet { local_index }
        | Operator::LocalTee { local_index } = operators.read()?
            && let Some(local) = local_index.checked_sub(parameters)
            && let Some(count) = counts.get_mut(local as usize)
        {
            *count += 1;
        }
    }

    // Types in the order of how often all of their locals are used, so that in
    // a function with many locals those that are used most have short indices.
    let mut kinds: Vec<(ValType, u32)> = Vec::new();
    for (ty, count) in types.iter().zip(&counts) {
        match kinds.iter_mut().find(|(kind, _)| kind == ty) {
            Some((_, sum)) => *sum += count,
            None => kinds.push((*ty, *count)),
        }
    }
    kinds.sort_by_key(|(_, sum)| Reverse(*sum));
    let rank = |ty: ValType| kinds.iter().position(|(kind, _)| *kind == ty);
    let mut order: Vec<usize> = (0..types.len())
        .filter(|local| counts[*local] > 0)
        .collect();
    let plain = parameters as usize + order.len() <= 128;
    order.sort_by_key(|local| {
        let count = if plain { 0 } else { counts[*local] };
        (rank(types[*local]), Reverse(count), *local)
    });

    let mut moved: Vec<Option<u32>> = (0..parameters).map(Some).collect();
    moved.resize(parameters as usize + types.len(), None);
    let mut declared: Vec<(u32, ValType)> = Vec::new();
    for (place, local) in order.iter().enumerate() {
        moved[parameters as usize + local] = Some(parameters + index(place));
        match declared.last_mut() {
            Some((count, ty)) if *ty == types[*local] => *count += 1,
            _ => declared.push((1, types[*local])),
        }
    }
    let written = rewrite(body, &declared, &moved)?;
    let before = rewrite_plain(body)?;
    Ok((written.len() < before).then_some((written, moved)))
}

/// Returns the length of the code with all its locals where they are.
fn rewrite_plain(body: &FunctionBody<'_>) -> Result<usize, ModuleRefusal> {
    let mut function = RoundtripReencoder.new_function_with_parsed_locals(body)?;
    let mut operators = body.get_operators_reader()?;
    while !operators.eof() {
        function.instruction(&RoundtripReencoder.parse_instruction(&mut operators)?);
    }
    Ok(function.byte_len())
}

/// Writes code with other locals.
fn rewrite(
    body: &FunctionBody<'_>,
    declared: &[(u32, ValType)],
    moved: &[Option<u32>],
) -> Result<Vec<u8>, ModuleRefusal> {
    let declared = declared
        .iter()
        .map(|(count, ty)| Ok((*count, RoundtripReencoder.val_type(*ty)?)))
        .collect::<Result<Vec<_>, Error>>()?;
    let mut function = Function::new(declared);
    let mut operators = body.get_operators_reader()?;
    let mut moving = Moving(moved);
    while !operators.eof() {
        function.instruction(&moving.parse_instruction(&mut operators)?);
    }
    Ok(function.into_raw_body())
}

/// Writes instructions with the locals at other places.
struct Moving<'m>(&'m [Option<u32>]);

impl Reencode for Moving<'_> {
    type Error = Infallible;

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>, Error> {
        let moved = |local: u32| {
            let moved = self.0.get(local as usize).copied().flatten();
            moved.unwrap_or(local)
        };
        Ok(match operator {
            Operator::LocalGet { local_index } => Instruction::LocalGet(moved(local_index)),
            Operator::LocalSet { local_index } => Instruction::LocalSet(moved(local_index)),
            Operator::LocalTee { local_index } => Instruction::LocalTee(moved(local_index)),
            other => return utils::instruction(self, other),
        })
    }
}
