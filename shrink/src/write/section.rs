//! Sections that are being written.

use wasm_encoder::{
    CanonicalFunctionSection, Component, ComponentAliasSection, ComponentExportSection,
    ComponentImportSection, ComponentInstanceSection, ComponentTypeSection, CoreTypeSection,
    InstanceSection,
};

/// The section that entries are being added to.
pub(super) enum Section {
    CoreInstances(InstanceSection),
    CoreTypes(CoreTypeSection),
    Instances(ComponentInstanceSection),
    Aliases(ComponentAliasSection),
    Types(ComponentTypeSection),
    Canonicals(CanonicalFunctionSection),
    Imports(ComponentImportSection),
    Exports(ComponentExportSection),
}

/// Ends a section.
pub(super) fn flush(component: &mut Component, section: Option<Section>) {
    match section {
        None => {}
        Some(Section::CoreInstances(section)) => _ = component.section(&section),
        Some(Section::CoreTypes(section)) => _ = component.section(&section),
        Some(Section::Instances(section)) => _ = component.section(&section),
        Some(Section::Aliases(section)) => _ = component.section(&section),
        Some(Section::Types(section)) => _ = component.section(&section),
        Some(Section::Canonicals(section)) => _ = component.section(&section),
        Some(Section::Imports(section)) => _ = component.section(&section),
        Some(Section::Exports(section)) => _ = component.section(&section),
    }
}

/// The open section if it is of the right kind, else a new one.
macro_rules! section {
    ($component:ident, $open:ident, $kind:ident, $new:ty) => {{
        if !matches!($open, Some(Section::$kind(_))) {
            flush($component, $open.take());
        }
        let Section::$kind(section) = $open.get_or_insert_with(|| Section::$kind(<$new>::new()))
        else {
            return Err(Refusal::new("a section was not closed"));
        };
        section
    }};
}

pub(super) use section;
