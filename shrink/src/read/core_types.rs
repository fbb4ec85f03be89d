//! The references of core types.

use std::collections::BTreeSet;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{ModuleTypeDeclaration, RecGroup};

use crate::error::Refusal;

/// Returns the indices of core types in a group, with the number of scopes that
/// they count outwards.
pub(super) fn of_group(group: &RecGroup) -> Result<BTreeSet<(u32, u32)>, Refusal> {
    let mut indices = Indices::default();
    for ty in group.types() {
        indices
            .sub_type(ty.clone())
            .map_err(|error| Refusal::new(error.to_string()))?;
    }
    Ok(indices.0)
}

/// Returns the indices that a type of modules takes from scopes outside, in the
/// same way.
pub(super) fn of_module(declarations: &[ModuleTypeDeclaration<'_>]) -> BTreeSet<(u32, u32)> {
    let outside = declarations
        .iter()
        .filter_map(|declaration| match declaration {
            ModuleTypeDeclaration::OuterAlias { count, index, .. } => Some((*count, *index)),
            _ => None,
        });
    // The indices of the type itself stay as they are.
    outside.filter(|(count, _)| *count > 0).collect()
}

/// Collects indices of types.
#[derive(Default)]
struct Indices(BTreeSet<(u32, u32)>);

impl Reencode for Indices {
    type Error = Infallible;

    fn type_index(&mut self, index: u32) -> Result<u32, Error<Infallible>> {
        self.0.insert((0, index));
        Ok(index)
    }
}
