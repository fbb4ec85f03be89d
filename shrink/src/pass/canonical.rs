//! Options of canonical functions.

use std::collections::{HashMap, HashSet};

use wasmparser::{CanonicalFunction, CanonicalOption, ExternalKind, Operator, Parser, Payload};

use crate::model::{Alias, CoreInstance, Id, ItemKind, Scope, options_mut};

/// Leaves out options that change nothing: the encoding of text if it is UTF-8, and
/// the post-return function if it does nothing.
pub fn leave_out(scope: &mut Scope<'_>) {
    let nothing = nothing(scope);
    for item in &mut scope.items {
        match &mut item.kind {
            ItemKind::Component(inner) => leave_out(inner),
            ItemKind::Canonical(function) => {
                let lift = matches!(function, CanonicalFunction::Lift { .. });
                if let Some(options) = options_mut(function) {
                    *options = options
                        .iter()
                        .filter(|option| match option {
                            CanonicalOption::UTF8 => false,
                            CanonicalOption::PostReturn(id) => !(lift && nothing.contains(id)),
                            _ => true,
                        })
                        .copied()
                        .collect();
                }
            }
            _ => {}
        }
    }
}

/// Returns the core functions of the scope that do nothing.
fn nothing(scope: &Scope<'_>) -> HashSet<Id> {
    let mut modules: HashMap<Id, HashSet<String>> = HashMap::new();
    let mut instances: HashMap<Id, Id> = HashMap::new();
    let mut nothing = HashSet::new();
    for item in &scope.items {
        let Some(id) = item.id() else { continue };
        match &item.kind {
            ItemKind::CoreModule(bytes) => {
                modules.insert(id, empty_exports(bytes).unwrap_or_default());
            }
            ItemKind::CoreInstance(CoreInstance::Instantiate { module, .. }) => {
                instances.insert(id, *module);
            }
            ItemKind::Alias(Alias::CoreExport {
                instance,
                kind: ExternalKind::Func,
                name,
            }) => {
                let empty = instances
                    .get(instance)
                    .and_then(|module| modules.get(module));
                if empty.is_some_and(|names| names.contains(*name)) {
                    nothing.insert(id);
                }
            }
            _ => {}
        }
    }
    nothing
}

/// Returns the exported functions of a core module that have nothing in them.
fn empty_exports(module: &[u8]) -> Result<HashSet<String>, wasmparser::BinaryReaderError> {
    let mut imported = 0;
    let mut exports: Vec<(String, u32)> = Vec::new();
    let mut empty: HashSet<u32> = HashSet::new();
    let mut index = 0;
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(section) => {
                for import in section.into_imports() {
                    imported += u32::from(matches!(import?.ty, wasmparser::TypeRef::Func(_)));
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    if export.kind == ExternalKind::Func {
                        exports.push((export.name.to_owned(), export.index));
                    }
                }
            }
            Payload::CodeSectionEntry(body) => {
                let first = body.get_operators_reader()?.read()?;
                if matches!(first, Operator::End) {
                    empty.insert(imported + index);
                }
                index += 1;
            }
            _ => {}
        }
    }
    Ok(exports
        .into_iter()
        .filter(|(_, index)| empty.contains(index))
        .map(|(name, _)| name)
        .collect())
}
