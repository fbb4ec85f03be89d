//! A candidate as a function, and as a call of that.

use wasm_encoder::Encode as _;
use wasmparser::{BinaryReader, Operator, OperatorsReader};

use super::candidates::Candidate;
use super::code;
use super::locals::LocalTypes;
use crate::core_wasm::ModuleRefusal;
use crate::core_wasm::space::index;

/// A function that is to be.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct OutlinedFunction {
    /// The types of its parameters, as [`code`] has them.
    pub(super) parameters: Vec<u8>,
    /// The type of its result.
    pub(super) result: Option<u8>,
    /// The types of its locals.
    pub(super) locals: Vec<u8>,
    /// Its code, without the end.
    pub(super) code: Vec<u8>,
}

/// A candidate, read once more.
#[derive(Clone, Debug)]
pub(super) struct Region {
    /// The offset of its beginning in the module.
    pub(super) start: usize,
    /// The offset of its end.
    pub(super) end: usize,
    /// The function that it becomes.
    pub(super) function: OutlinedFunction,
    /// The locals that are handed over to it.
    pub(super) arguments: Vec<u32>,
    /// The local that it sets for the code behind it.
    pub(super) sets: Option<u32>,
}

/// A local that is mentioned.
struct RegionLocal {
    local: u32,
    handed_over: bool,
}

impl Region {
    /// Reads a candidate. `types` are those of the locals of the function that
    /// it stands in.
    ///
    /// # Errors
    /// When it cannot be parsed.
    pub(super) fn read(
        bytes: &[u8],
        candidate: &Candidate,
        types: &LocalTypes,
    ) -> Result<Self, ModuleRefusal> {
        let (start, end) = (candidate.start as usize, candidate.end as usize);
        let before = bytes.get(start..end).unwrap_or_default();
        let mentioned = mentioned(before)?;
        // Parameters come first.
        let (arguments, rest): (Vec<_>, Vec<_>) =
            mentioned.iter().partition(|local| local.handed_over);
        let order: Vec<u32> = arguments
            .iter()
            .chain(&rest)
            .map(|mentioned| mentioned.local)
            .collect();
        let mut after = renamed(before, &order)?;
        let type_of = |local: u32| {
            let ty = types.get(local).and_then(code);
            ty.ok_or_else(|| {
                ModuleRefusal::at("this local cannot be handed over", candidate.start.into())
            })
        };
        let mut result = candidate.value;
        if let Some(local) = candidate.sets {
            after.push(LOCAL_GET);
            position(&order, local).encode(&mut after);
            result = Some(type_of(local)?);
        }
        let all_types = |locals: &[&RegionLocal]| {
            let types = locals.iter().map(|mentioned| type_of(mentioned.local));
            types.collect::<Result<Vec<_>, _>>()
        };
        Ok(Self {
            start,
            end,
            function: OutlinedFunction {
                parameters: all_types(&arguments)?,
                result,
                locals: all_types(&rest)?,
                code: after,
            },
            arguments: arguments.iter().map(|mentioned| mentioned.local).collect(),
            sets: candidate.sets,
        })
    }
}

/// The instructions, as the format has them.
pub(super) const LOCAL_GET: u8 = 0x20;
pub(super) const LOCAL_SET: u8 = 0x21;
const LOCAL_TEE: u8 = 0x22;

/// Returns the locals that code mentions, in the order in which it does so first.
fn mentioned(code: &[u8]) -> Result<Vec<RegionLocal>, ModuleRefusal> {
    let mut mentioned: Vec<RegionLocal> = Vec::new();
    let mut depth = 0_u32;
    let mut operators = OperatorsReader::new(BinaryReader::new(code, 0));
    while !operators.eof() {
        let (local, sets) = match operators.read()? {
            Operator::LocalGet { local_index } => (local_index, false),
            Operator::LocalSet { local_index } | Operator::LocalTee { local_index } => {
                (local_index, true)
            }
            Operator::Block { .. } | Operator::Loop { .. } | Operator::If { .. } => {
                depth += 1;
                continue;
            }
            Operator::End => {
                depth = depth.saturating_sub(1);
                continue;
            }
            _ => continue,
        };
        if mentioned.iter().all(|mentioned| mentioned.local != local) {
            mentioned.push(RegionLocal {
                local,
                handed_over: !sets || depth > 0,
            });
        }
    }
    Ok(mentioned)
}

/// Returns code with its locals in that order.
fn renamed(code: &[u8], order: &[u32]) -> Result<Vec<u8>, ModuleRefusal> {
    let mut renamed = Vec::with_capacity(code.len());
    let mut operators = OperatorsReader::new(BinaryReader::new(code, 0));
    let mut start = 0;
    while !operators.eof() {
        let operator = operators.read()?;
        let end = usize::try_from(operators.original_position()).unwrap_or(usize::MAX);
        let (instruction, local) = match operator {
            Operator::LocalGet { local_index } => (LOCAL_GET, local_index),
            Operator::LocalSet { local_index } => (LOCAL_SET, local_index),
            Operator::LocalTee { local_index } => (LOCAL_TEE, local_index),
            _ => {
                renamed.extend(code.get(start..end).unwrap_or_default());
                start = end;
                continue;
            }
        };
        renamed.push(instruction);
        position(order, local).encode(&mut renamed);
        start = end;
    }
    Ok(renamed)
}

/// Returns the place of a local in that order.
fn position(order: &[u32], local: u32) -> u32 {
    let position = order.iter().position(|other| *other == local);
    position.map_or(u32::MAX, index)
}
