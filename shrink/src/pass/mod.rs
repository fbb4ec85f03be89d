//! The passes: each takes a model and leaves a smaller one that means the same.
//!
//! A pass may leave items in any order that its references allow to sort; [`tidy`]
//! sorts, and takes out items that nothing needs any more.

pub mod allocator;
pub mod canonical;
pub mod coarse;
pub mod custom;
pub mod dead;
pub mod duplicates;
pub mod freshen;
pub mod imports;
pub mod modules;
mod names;
pub mod order;
pub mod primitives;
pub mod rename;
pub mod shim;

use serde::Serialize;

use crate::error::Refusal;
use crate::model::Model;

/// One kind of saving, with a switch of its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Pass {
    /// Custom sections.
    Custom,
    /// Definitions that are dead or double, and their order.
    Tidy,
    /// Options of canonical functions that say or do nothing.
    Canonical,
    /// The components around typed exports.
    Shims,
    /// The contents of core modules.
    Core,
    /// The same with Binaryen's wasm-opt, where it is given.
    WasmOpt,
    /// The modules around imports that need memory.
    Allocator,
    /// Code that stands in several places of a core module.
    Outline,
    /// Names of core imports and exports.
    Names,
}

impl Pass {
    /// All of them, in their order.
    pub const ALL: [Self; 9] = [
        Self::Custom,
        Self::Tidy,
        Self::Canonical,
        Self::Shims,
        Self::Core,
        Self::WasmOpt,
        Self::Allocator,
        Self::Outline,
        Self::Names,
    ];

    /// Returns its name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Custom => "custom",
            Self::Tidy => "tidy",
            Self::Canonical => "canonical",
            Self::Shims => "shims",
            Self::Allocator => "allocator",
            Self::Core => "core",
            Self::WasmOpt => "wasm-opt",
            Self::Outline => "outline",
            Self::Names => "names",
        }
    }
}

/// The definitions that may become one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Merge {
    /// All that define the same thing.
    All,
    /// All but the types that stand behind a name: tools that read WIT might see
    /// one name as an alias of the other.
    Unnamed,
}

/// Sorts, and takes out items that are dead or double.
///
/// # Errors
///
/// - The items cannot be sorted: a pass has made a mistake.
pub fn tidy(model: &mut Model<'_>, merge: Merge) -> Result<(), Refusal> {
    order::order(&mut model.root)?;
    primitives::inline(&mut model.root, merge);
    duplicates::merge(model, merge)?;
    dead::eliminate(&mut model.root);
    order::order(&mut model.root)
}
