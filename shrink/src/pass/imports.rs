//! Names that components within import by.
//!
//! The names of a component's imports are seen only by the one who instantiates it.
//! If a component is instantiated in place, that is its neighbour.

use std::collections::{HashMap, HashSet};

use super::names::short;
use crate::model::{Id, Instance, ItemKind, Scope, Sort};

/// Gives imports of components within short names, where nobody else sees them.
pub fn rename(scope: &mut Scope<'_>) {
    let mut seen_elsewhere: HashSet<Id> = HashSet::new();
    for item in &mut scope.items {
        if let ItemKind::Component(inner) = &mut item.kind {
            rename(inner);
        }
        let instantiates = match &item.kind {
            ItemKind::Instance(Instance::Instantiate { component, .. }) => Some(*component),
            _ => None,
        };
        let mut uses = Vec::new();
        item.references(&mut |sort, id: &mut Id| {
            if sort == Sort::Component {
                uses.push(*id);
            }
        });
        // An argument may be a component too, even the same one.
        if let Some(component) = instantiates
            && let Some(position) = uses.iter().position(|id| *id == component)
        {
            uses.remove(position);
        }
        seen_elsewhere.extend(uses);
    }
    let mut names: HashMap<Id, HashMap<&str, &'static str>> = HashMap::new();
    for item in &mut scope.items {
        let id = item.id();
        if let (ItemKind::Component(inner), Some(id)) = (&mut item.kind, id)
            && !seen_elsewhere.contains(&id)
            && let Some(new) = rename_imports(inner)
        {
            names.insert(id, new);
        }
    }
    for item in &mut scope.items {
        if let ItemKind::Instance(Instance::Instantiate {
            component,
            arguments,
        }) = &mut item.kind
            && let Some(names) = names.get(component)
        {
            // An argument that is not imported would keep a name that may be
            // another's now.
            arguments.retain(|argument| names.contains_key(argument.name));
            for argument in arguments {
                argument.name = names.get(argument.name).copied().unwrap_or(argument.name);
            }
        }
    }
}

/// Renames all imports of a component. `None` if one of the names says more than
/// which import it is; then nothing is renamed.
fn rename_imports<'a>(scope: &mut Scope<'a>) -> Option<HashMap<&'a str, &'static str>> {
    let mut names = HashMap::new();
    for item in &scope.items {
        if let ItemKind::Import(import) = &item.kind {
            let name = import.name;
            let plain = name.implements.is_none()
                && name.version_suffix.is_none()
                && name.external_id.is_none()
                && name
                    .name
                    .bytes()
                    .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
            if !plain {
                return None;
            }
            let new = short(names.len());
            names.insert(name.name, new);
        }
    }
    for item in &mut scope.items {
        if let ItemKind::Import(import) = &mut item.kind
            && let Some(new) = names.get(import.name.name)
        {
            import.name.name = new;
        }
    }
    Some(names)
}
