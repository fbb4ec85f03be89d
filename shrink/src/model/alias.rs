//! Aliases.

use wasmparser::{ComponentExternalKind, ComponentOuterAliasKind, ExternalKind};

use super::Id;

/// A second name for what an instance exports or what stands further out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Alias<'a> {
    /// An export of a component instance.
    Export {
        /// The instance.
        instance: Id,
        /// What the export is.
        kind: ComponentExternalKind,
        /// Its name.
        name: &'a str,
    },
    /// An export of a core instance.
    CoreExport {
        /// The core instance.
        instance: Id,
        /// What the export is.
        kind: ExternalKind,
        /// Its name.
        name: &'a str,
    },
    /// A definition of a scope around this one. Which of them the id says.
    Outer {
        /// What the definition is.
        kind: ComponentOuterAliasKind,
        /// The definition.
        of: Id,
    },
}
