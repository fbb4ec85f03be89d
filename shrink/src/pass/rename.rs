//! Names of core imports and exports.
//!
//! Once a component is put together, its core modules find each other by names that
//! nobody else sees. The shortest names will do; those that are used most are the
//! shortest of all.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap, HashSet};

use wasmparser::ExternalKind;

use super::modules::{UsedExports, core_imports, used_exports};
use super::names::core_short;
use crate::core_wasm;
use crate::error::Refusal;
use crate::model::{Alias, CoreInstance, Id, ItemKind, Model, Scope};

/// Gives imports and exports of core modules short names, in the component and
/// those within.
///
/// # Errors
///
/// - A module does not allow it.
pub fn rename(model: &mut Model<'_>) -> Result<(), Refusal> {
    let open: HashSet<Id> = used_exports(model)
        .into_iter()
        .filter(|(_, used)| matches!(used, UsedExports::Names(_)))
        .map(|(module, _)| module)
        .collect();
    model.root.components(&mut |scope| rename_in(scope, &open))
}

/// The names that one module, or one instance that was put together, gives out.
#[derive(Default)]
struct ExportNames {
    names: BTreeMap<String, NameUse>,
    frozen: bool,
}

/// One of these names.
#[derive(Default)]
struct NameUse {
    /// The number of times that it is written down.
    count: usize,
    /// Its place in the order in which the names came up.
    order: usize,
    /// `true` if it has to have letters: jco cannot run a component that lifts a
    /// function with an empty name.
    lettered: bool,
}

impl ExportNames {
    fn count(&mut self, name: &str) -> &mut NameUse {
        let order = self.names.len();
        let name = self.names.entry(name.to_owned()).or_insert(NameUse {
            order,
            ..NameUse::default()
        });
        name.count += 1;
        name
    }

    /// Returns the short name of each.
    fn short(&self) -> HashMap<String, &'static str> {
        let mut names: Vec<_> = self.names.iter().collect();
        names.sort_by_key(|(_, name)| (usize::MAX - name.count, name.order));
        // The first name is the empty one.
        let empty = names.iter().position(|(_, name)| !name.lettered);
        if let Some(empty) = empty {
            names[..=empty].rotate_right(1);
        }
        let first = usize::from(empty.is_none());
        names
            .into_iter()
            .enumerate()
            .filter_map(|(index, (name, _))| Some((name.clone(), core_short(index + first)?)))
            .collect()
    }
}

/// The names in a scope.
#[derive(Default)]
struct ScopeNames {
    /// By module, or by instance for those that were put together.
    by_owner: HashMap<Id, ExportNames>,
    /// The space of each core instance.
    instances: HashMap<Id, Id>,
    /// For each module and each module name that it imports from, the space. `None`
    /// if it is not the same one in every instance.
    arguments: HashMap<Id, BTreeMap<String, Option<Id>>>,
    imports: HashMap<Id, Vec<(String, String)>>,
}

impl ScopeNames {
    fn of(scope: &Scope<'_>, open: &HashSet<Id>) -> Result<Self, Refusal> {
        let mut spaces = Self::default();
        for item in &scope.items {
            match (&item.kind, item.id()) {
                (ItemKind::CoreModule(bytes), Some(id)) if open.contains(&id) => {
                    spaces.module(id, bytes)?;
                }
                (ItemKind::CoreInstance(CoreInstance::Exports(exports)), Some(id)) => {
                    let space = spaces.by_owner.entry(id).or_default();
                    for export in exports {
                        space.count(export.name);
                    }
                    spaces.instances.insert(id, id);
                }
                (
                    ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }),
                    Some(id),
                ) => {
                    spaces.instances.insert(id, *module);
                    for argument in arguments {
                        spaces.argument(*module, argument.name, argument.instance);
                    }
                }
                (
                    ItemKind::Alias(Alias::CoreExport {
                        instance,
                        kind,
                        name,
                    }),
                    _,
                ) => {
                    if let Some(space) = spaces.space(*instance) {
                        space.count(name).lettered |= *kind == ExternalKind::Func;
                    }
                }
                _ => {}
            }
        }
        spaces.count_imports();
        Ok(spaces)
    }

    fn module(&mut self, id: Id, bytes: &[u8]) -> Result<(), Refusal> {
        let space = self.by_owner.entry(id).or_default();
        for payload in wasmparser::Parser::new(0).parse_all(bytes) {
            if let wasmparser::Payload::ExportSection(exports) = payload? {
                for export in exports {
                    space.count(export?.name);
                }
            }
        }
        self.imports.insert(id, core_imports(bytes)?);
        Ok(())
    }

    fn space(&mut self, instance: Id) -> Option<&mut ExportNames> {
        let space = self.instances.get(&instance)?;
        self.by_owner.get_mut(space)
    }

    fn argument(&mut self, module: Id, name: &str, instance: Id) {
        let known = self.imports.contains_key(&module);
        let space = self.instances.get(&instance).copied();
        let space = space.filter(|space| known && self.by_owner.contains_key(space));
        let of_module = self.arguments.entry(module).or_default();
        match of_module.get(name).copied() {
            None => _ = of_module.insert(name.to_owned(), space),
            Some(before) if before == space => {}
            Some(before) => {
                of_module.insert(name.to_owned(), None);
                self.freeze(before);
            }
        }
        // Two instances of different makes, or a module that cannot be changed:
        // names have to stay.
        if self.arguments[&module][name].is_none() {
            self.freeze(self.instances.get(&instance).copied());
        }
    }

    fn freeze(&mut self, space: Option<Id>) {
        if let Some(space) = space.and_then(|space| self.by_owner.get_mut(&space)) {
            space.frozen = true;
        }
    }

    fn count_imports(&mut self) {
        for (module, imports) in &self.imports {
            let Some(arguments) = self.arguments.get(module) else {
                continue;
            };
            for (from, name) in imports {
                if let Some(Some(space)) = arguments.get(from)
                    && let Some(space) = self.by_owner.get_mut(space)
                {
                    space.count(name);
                }
            }
        }
    }
}

fn rename_in(scope: &mut Scope<'_>, open: &HashSet<Id>) -> Result<(), Refusal> {
    let spaces = ScopeNames::of(scope, open)?;
    let short: HashMap<Id, HashMap<String, &'static str>> = spaces
        .by_owner
        .iter()
        .filter(|(_, space)| !space.frozen)
        .map(|(id, space)| (*id, space.short()))
        .collect();
    // Each module has its own module names.
    let modules: HashMap<Id, HashMap<String, &'static str>> = spaces
        .imports
        .iter()
        .map(|(module, imports)| {
            let mut space = ExportNames::default();
            for (from, _) in imports {
                space.count(from);
            }
            (*module, space.short())
        })
        .collect();
    let new = |space: Option<&Id>, name: &str| {
        let short = short.get(space?)?;
        short.get(name).copied()
    };
    for item in &mut scope.items {
        let id = item.id();
        match (&mut item.kind, id) {
            (ItemKind::CoreModule(bytes), Some(id)) if open.contains(&id) => {
                let arguments = spaces.arguments.get(&id);
                let imports = |from: &str, name: &str| {
                    let space = arguments.and_then(|arguments| arguments.get(from)?.as_ref());
                    let module = modules.get(&id)?.get(from)?;
                    let name = new(space, name).unwrap_or(name);
                    Some(((*module).to_owned(), name.to_owned()))
                };
                let exports = |name: &str| new(Some(&id), name).map(str::to_owned);
                *bytes = Cow::Owned(core_wasm::rename(bytes, &imports, &exports)?);
            }
            (ItemKind::CoreInstance(CoreInstance::Exports(exports)), Some(id)) => {
                for export in exports {
                    export.name = new(Some(&id), export.name).unwrap_or(export.name);
                }
            }
            (ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }), _) => {
                if let Some(names) = modules.get(module) {
                    // An argument that nothing is imported from would keep a name
                    // that may be another one's now.
                    arguments.retain(|argument| names.contains_key(argument.name));
                    for argument in arguments {
                        argument.name = names.get(argument.name).copied().unwrap_or(argument.name);
                    }
                }
            }
            (ItemKind::Alias(Alias::CoreExport { instance, name, .. }), _) => {
                let space = spaces.instances.get(instance);
                *name = new(space, name).unwrap_or(name);
            }
            _ => {}
        }
    }
    Ok(())
}
