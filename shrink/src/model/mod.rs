//! A component, taken apart.
//!
//! A component is a list of definitions, and so are the types of components and
//! instances: all of them are a [`Scope`] of [`Item`]s here. An item refers to
//! another one by [`Id`], not by its place in an index space. So a pass may delete
//! items, add some, and move them about; the writer gives out the indices.
//!
//! The leaves are wasmparser's own types. A number in them that stands for an
//! index there is an [`Id`] here; [`Item::references`] visits every one of them.
//!
//! Values, and the start function that takes them, are not understood: no tool
//! chain makes them yet.

mod alias;
mod canonical;
mod core_type;
mod instance;
mod item;
mod names;
mod references;
mod scope;
mod sort;
mod types;

pub use alias::Alias;
pub use canonical::{options, options_mut};
pub use core_type::{CoreType, Reference};
pub use instance::{Argument, CoreArgument, CoreExport, CoreInstance, Instance, InstanceExport};
pub use item::{CustomSection, Export, Import, Item, ItemKind};
pub use names::Names;
pub use references::{UseCounts, Visitor};
pub use scope::{Model, Scope, fresh};
pub use sort::Sort;
pub use types::Type;

/// The identity of one definition of a component, in whichever scope.
///
/// A plain number, because wasmparser's types have to hold it.
pub type Id = u32;
