//! The origins of the functions of an output.

use std::collections::HashMap;

use super::SymbolMap;
use super::code_map::{InputAddress, InstructionRun};
use crate::lines::{Lines, Stretch};

/// A function of a shrunk component, and the function that it was before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Origin {
    /// The offset of the beginning of its module in the component.
    pub module: u32,
    /// Its index in its module.
    pub index: u32,
    /// The name that it had; `None` if it had none, or if several functions share
    /// its code.
    pub name: Option<String>,
    /// `true` if its instructions are those of that function, one for one.
    pub exact: bool,
    /// The places that its code comes from, in order, as far as these are known.
    /// The ranges are from the beginning of the module.
    pub stretches: Vec<Stretch>,
}

impl SymbolMap {
    /// Returns the origins of the functions of the shrunk component, as far as they
    /// are known, in the order in which the functions stand there.
    pub fn origins(&self) -> Vec<Origin> {
        let mut read = HashMap::new();
        let mut origins = Vec::new();
        for module in &self.map.modules {
            for mapped in &module.functions {
                let mut origin = Origin {
                    module: module.at,
                    index: mapped.index,
                    name: None,
                    exact: mapped.exact,
                    stretches: Vec::new(),
                };
                if let Some((number, function)) = mapped.origin {
                    let lines = read.entry(number).or_insert_with(|| self.lines(number));
                    origin.name = lines.name(function);
                    origin.stretches = stretches(&mapped.runs, lines);
                }
                origins.push(origin);
            }
        }
        origins
    }
}

/// Returns the stretches of runs of instructions.
fn stretches(runs: &[InstructionRun], lines: &Lines<'_>) -> Vec<Stretch> {
    let mut stretches = Vec::new();
    for run in runs {
        let InputAddress(function, address) = run.site;
        let end = address.saturating_add(run.bytes);
        let known = match lines.stretches(function, address..end) {
            known if !known.is_empty() => known,
            // The name alone.
            _ => vec![Stretch {
                range: address..end,
                places: lines.places(function, address),
            }],
        };
        let around = run.via.iter();
        let around: Vec<_> = around
            .flat_map(|InputAddress(function, address)| lines.places(*function, *address))
            .collect();
        stretches.extend(known.into_iter().map(|mut stretch| {
            let moved = |at: u32| (at - address).saturating_add(run.at);
            stretch.range = moved(stretch.range.start)..moved(stretch.range.end);
            stretch.places.extend(around.iter().cloned());
            stretch
        }));
    }
    stretches
}
