//! What core types refer to.

use std::collections::BTreeSet;
use std::convert::Infallible;

use wasm_encoder::reencode::{Error, Reencode};
use wasmparser::{ModuleTypeDeclaration, RecGroup};

use crate::error::Refusal;

/// The indices of core types in a group, with how many scopes out they count.
pub(super) fn of_group(group: &RecGroup) -> Result<BTreeSet<(u32, u32)>, Refusal> {
    let mut indices = Indices::default();
    for ty in group.types() {
        indices
            .sub_type(ty.clone())
            .map_err(|error| Refusal::new(error.to_string()))?;
    }
    Ok(indices.0)
}

/// The same for a type of modules: those that it takes from scopes outside.
pub(super) fn of_module(declarations: &[ModuleTypeDeclaration<'_>]) -> BTreeSet<(u32, u32)> {
    let outside = declarations
        .iter()
        .filter_map(|declaration| match declaration {
            ModuleTypeDeclaration::OuterAlias { count, index, .. } => Some((*count, *index)),
            _ => None,
        });
    // Those of the type itself stay what they are.
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
