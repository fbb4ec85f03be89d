//! Custom sections.

use std::borrow::Cow;

use super::modules;
use crate::core_wasm;
use crate::error::Refusal;
use crate::model::{ItemKind, Model, Scope};
use crate::options::{Options, SectionKind};

/// Returns the kind of a custom section, by its name.
pub fn section_kind(name: &str) -> SectionKind {
    match name {
        "name" | "component-name" => SectionKind::Names,
        "producers" => SectionKind::Producers,
        "target_features" => SectionKind::TargetFeatures,
        ".dep-v0" | "authors" | "description" | "homepage" | "licenses" | "revision" | "source"
        | "version" => SectionKind::Provenance,
        _ if name.starts_with(".debug_")
            || name == "sourceMappingURL"
            || name == "external_debug_info" =>
        {
            SectionKind::Debug
        }
        "signature" | "signature_delimiter" => SectionKind::Signature,
        _ if name.starts_with("metadata.code.") => SectionKind::Hints,
        _ if name.starts_with("greentic.")
            || name.contains("sbom")
            || name.contains("provenance") =>
        {
            SectionKind::Provenance
        }
        _ => SectionKind::Unknown,
    }
}

/// Takes out the custom sections that are not wanted, from the component, those
/// within, and core modules. Returns the reasons why some were left.
pub fn strip(model: &mut Model<'_>, options: &Options) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    modules::each(
        &mut model.root,
        &mut |_, bytes| match core_wasm::strip(bytes, &|name| options.keeps(name)) {
            Ok(smaller) if smaller.len() < bytes.len() => *bytes = Cow::Owned(smaller),
            Ok(_) => {}
            Err(refusal) => refusals.push(refusal.into()),
        },
    );
    strip_scope(&mut model.root, options);
    refusals
}

fn strip_scope(scope: &mut Scope<'_>, options: &Options) {
    scope.items.retain_mut(|item| match &mut item.kind {
        ItemKind::Names(_) => options.keeps("component-name"),
        ItemKind::Custom(custom) => options.keeps(custom.name),
        ItemKind::Component(inner) => {
            strip_scope(inner, options);
            true
        }
        _ => true,
    });
}
