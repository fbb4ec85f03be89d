//! The locals of a function, by how often they are set.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use wasmparser::{FunctionBody, Operator};

use crate::core_wasm::ModuleRefusal;
use crate::stack::value::AbstractValue;

/// The locals of a function, by how often they are set.
pub(super) struct TrackedLocals {
    /// Those that are set more than once, and parameters that are set at all:
    /// where they are in a [`State`].
    pub(super) places: HashMap<u32, usize>,
    /// Their values at the beginning.
    pub(super) begin: Vec<AbstractValue>,
    /// Those that are set once. Compilers set before they get.
    pub(super) once: BTreeSet<u32>,
    pub(super) parameters: u32,
}

impl TrackedLocals {
    pub(super) fn of(body: &FunctionBody<'_>, parameters: usize) -> Result<Self, ModuleRefusal> {
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
                AbstractValue::Parameter(local, 0)
            } else {
                AbstractValue::Unknown
            });
        }
        Ok(locals)
    }
}
