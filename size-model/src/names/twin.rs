//! The same program with names.

use std::collections::HashMap;

use greentic_shrink::Options;
use greentic_shrink::companion::{Companion, shrink_with_companion};

use crate::core::{self, Core, refined};
use crate::error::Error;
use crate::model::Model;
use crate::part::PartId;

/// A twin, taken apart.
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

    /// The functions of a file that are functions of the twin: the module there, and the
    /// index in it. They have the same code, and where several have, they call the same
    /// and come in the same order.
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

/// Returns the companion of a file that was shrunk from a twin with the usual options:
/// shrinks the twin again, and compares. `None` where that gives something else, and
/// where most of the code is the same as it is.
pub fn shrunk_from(file: &[u8], twin: &[u8]) -> Option<Companion> {
    let of = Twin::read(file).ok()?;
    let functions: usize = of.cores.iter().map(|core| core.bodies.len()).sum();
    let matched = Twin::read(twin).ok()?.matched(&of.cores).len();
    if matched * 2 > functions && file.len() >= twin.len() / 2 && of.cores.len() > 1 {
        return None;
    }
    let (shrunk, companion) = shrink_with_companion(twin, &Options::default()).ok()?;
    (shrunk.component == file).then_some(companion)
}

/// The next one; the last one stays for others that are the same.
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
