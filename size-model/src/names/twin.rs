//! Twins: the same program with names.

use std::collections::{HashMap, HashSet};

use greentic_shrink::Options;
use greentic_shrink::symbol_map::{SymbolMap, shrink_with_symbol_map};

use crate::core::{self, Core, refined};
use crate::error::Error;
use crate::model::Model;
use crate::part::PartId;

/// A twin, split into its parts.
pub(super) struct Twin<'f> {
    pub(super) cores: Vec<Core<'f>>,
}

impl<'f> Twin<'f> {
    pub(super) fn read(file: &'f [u8]) -> Result<Self, Error> {
        let model = Model::read(file)?;
        let cores = model
            .modules()
            .map(|module| core::read(&model, module, file));
        Ok(Self {
            cores: cores.collect::<Result<_, _>>()?,
        })
    }

    /// Returns the functions that a file and the twin share, with the module and the index
    /// in the twin. Such functions have the same code. If several have, they also call the
    /// same functions and come in the same order.
    pub(super) fn matched(&self, cores: &[Core<'f>]) -> Vec<(PartId, (usize, u32))> {
        let mut exact: HashMap<(u64, u32), Vec<(usize, u32)>> = HashMap::new();
        let mut rough: HashMap<(u64, u32), Vec<(usize, u32)>> = HashMap::new();
        for (number, core) in self.cores.iter().enumerate() {
            let shapes = refined(core);
            for ((index, body), shape) in defined(core).zip(shapes) {
                let bytes = body.range.end - body.range.start;
                let place = (number, index);
                exact.entry((shape, bytes)).or_default().push(place);
                rough.entry((body.shape, bytes)).or_default().push(place);
            }
        }
        for places in exact.values_mut().chain(rough.values_mut()) {
            places.reverse();
        }
        let mut matched = Vec::new();
        for core in cores {
            let shapes = refined(core);
            for ((_, body), shape) in defined(core).zip(shapes) {
                let bytes = body.range.end - body.range.start;
                let mut found = exact.get_mut(&(shape, bytes)).and_then(take);
                if found.is_none() {
                    found = rough.get_mut(&(body.shape, bytes)).and_then(take);
                }
                matched.extend(found.map(|place| (body.part, place)));
            }
        }
        matched
    }
}

/// Returns the symbol map of a file that was shrunk from a twin with the usual options. It
/// shrinks the twin again and compares the code. Returns `None` if the code differs.
pub fn shrunk_from(file: &[u8], twin: &[u8]) -> Option<SymbolMap> {
    let of = Twin::read(file).ok()?;
    let functions =
        |twin: &Twin<'_>| -> usize { twin.cores.iter().map(|core| core.bodies.len()).sum() };
    // Shrinking takes time. A file that was only stripped does not need it.
    let whole = Twin::read(twin).ok()?;
    let matched = whole.matched(&of.cores);
    let matched: HashSet<_> = matched.iter().map(|(_, place)| place).collect();
    if matched.len() == functions(&of) && functions(&of) == functions(&whole) {
        return None;
    }
    let (shrunk, symbol_map) = shrink_with_symbol_map(twin, &Options::default()).ok()?;
    same_code(file, &of, &shrunk.component).then_some(symbol_map)
}

/// Checks whether two files have the same code in the same places. Their data may differ,
/// for example in the path of a source.
fn same_code(file: &[u8], of: &Twin<'_>, other: &[u8]) -> bool {
    let Ok(twin) = Twin::read(other) else {
        return false;
    };
    let bodies = |twin: &Twin<'_>| -> Vec<_> {
        let bodies = twin.cores.iter().flat_map(|core| &core.bodies);
        bodies.map(|body| body.range.clone()).collect()
    };
    let slice = |bytes: &[u8], range: &std::ops::Range<u32>| -> Vec<u8> {
        let range = range.start as usize..range.end as usize;
        bytes.get(range).unwrap_or_default().to_vec()
    };
    let (mine, theirs) = (bodies(of), bodies(&twin));
    mine == theirs
        && mine
            .iter()
            .all(|range| slice(file, range) == slice(other, range))
}

/// Takes the next place. The last one stays, for more functions that are the same.
fn take(places: &mut Vec<(usize, u32)>) -> Option<(usize, u32)> {
    match places.len() {
        0 | 1 => places.last().copied(),
        _ => places.pop(),
    }
}

fn defined<'c>(core: &'c Core<'_>) -> impl Iterator<Item = (u32, &'c core::Body)> {
    let imported = u32::try_from(core.imported()).unwrap_or(u32::MAX);
    (imported..).zip(&core.bodies)
}
