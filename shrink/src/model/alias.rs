//! Aliases.

use wasmparser::{ComponentExternalKind, ComponentOuterAliasKind, ExternalKind};

use super::Id;

/// A second name for an export of an instance or for a definition further out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alias<'a> {
    /// An export of a component instance.
    Export {
        /// The instance.
        instance: Id,
        /// The kind of the export.
        kind: ComponentExternalKind,
        /// Its name.
        name: &'a str,
    },
    /// An export of a core instance.
    CoreExport {
        /// The core instance.
        instance: Id,
        /// The kind of the export.
        kind: ExternalKind,
        /// Its name.
        name: &'a str,
    },
    /// A definition of a scope around this one; the id says which.
    Outer {
        /// The kind of the definition.
        kind: ComponentOuterAliasKind,
        /// The definition.
        of: Id,
    },
}
