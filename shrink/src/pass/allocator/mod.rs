//! Imports that need memory, without the modules that wit-component puts around.
//!
//! Lowering an import needs memory and a function that allocates, which are in the
//! main module, and the main module needs the lowered import. wit-component breaks
//! the circle with two modules: the shim, whose functions jump through a table, and
//! the fix-up, which fills the table in the end. There is no circle if memory and
//! allocator are in a module of their own:
//!
//! ```text
//! shim = instantiate $shim                 allocator = instantiate $allocator
//! main = instantiate $main(shim)           import = lower(allocator)
//! import = lower(main)                =>   main = instantiate $rest(allocator, import)
//! instantiate $fix-up(shim, import)
//! ```

mod fixup;

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use wasmparser::{CanonicalFunction, CanonicalOption, ExternalKind};

use self::fixup::{Fixup, Jumps};
use super::{dead, order};
use crate::core_wasm::{self, Split};
use crate::error::Refusal;
use crate::model::{
    Alias, CoreArgument, CoreInstance, Id, Item, ItemKind, Model, Scope, fresh, options,
};

/// The changes that are to be made.
pub struct AllocatorPlan {
    /// The instances of the shim and of the fix-up.
    instances: [Id; 2],
    /// The instance of the main module, and the module.
    main: Id,
    module: Id,
    /// The functions that those of the shim jump to.
    jumps: HashMap<Id, Id>,
    /// The exports of the main module that become the allocator's.
    memory: String,
    realloc: String,
    split: Split,
}

/// Looks for a shim and a fix-up, and parts the main module. `None` if there are
/// none.
///
/// # Errors
///
/// - They are there, and have to stay.
pub fn plan(model: &Model<'_>) -> Result<Option<AllocatorPlan>, Refusal> {
    let scope = &model.root;
    for item in &scope.items {
        if let ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }) = &item.kind
            && let Some(id) = item.id()
            && let Some(bytes) = bytes(scope, *module)
            && let Some(fixup) = Fixup::read(bytes)
            && let Some(plan) = of_fixup(scope, id, &fixup, arguments)?
        {
            return Ok(Some(plan));
        }
    }
    Ok(None)
}

fn of_fixup(
    scope: &Scope<'_>,
    fixup_instance: Id,
    fixup: &Fixup,
    arguments: &[CoreArgument<'_>],
) -> Result<Option<AllocatorPlan>, Refusal> {
    let given = |from: &str, name: &str| {
        let argument = arguments.iter().find(|argument| argument.name == from)?;
        match &scope.definition(argument.instance)?.kind {
            ItemKind::CoreInstance(CoreInstance::Exports(exports)) => {
                let export = exports.iter().find(|export| export.name == name)?;
                Some(export.id)
            }
            _ => None,
        }
    };
    let Some((shim, _)) = given(&fixup.table.0, &fixup.table.1)
        .and_then(|table| core_export(scope, table, ExternalKind::Table))
    else {
        return Ok(None);
    };
    let Some(jumping) = instance_module(scope, shim)
        .and_then(|module| bytes(scope, module))
        .and_then(Jumps::read)
    else {
        return Ok(None);
    };
    if !jumping.take(fixup) {
        return Err(Refusal::new(
            "the fix-up does not fit the table of the shim",
        ));
    }

    // The function that each function of the shim jumps to in the end.
    let mut jumps = HashMap::new();
    for item in &scope.items {
        if let Some(id) = item.id()
            && let Some((instance, name)) = core_export(scope, id, ExternalKind::Func)
            && instance == shim
        {
            let target = jumping
                .slot(name)
                .and_then(|slot| fixup.function(slot))
                .and_then(|(from, name)| given(from, name))
                .ok_or_else(|| Refusal::new("a function of the shim jumps nowhere"))?;
            jumps.insert(id, target);
        }
    }
    let targets: HashSet<Id> = jumps.values().copied().collect();
    let owner = Owner::of(scope, &targets)?;
    quiet(scope, shim, fixup_instance)?;

    let module = instance_module(scope, owner.main)
        .ok_or_else(|| Refusal::new("the main module comes from elsewhere"))?;
    let only = scope.items.iter().filter(|item| {
        matches!(&item.kind, ItemKind::CoreInstance(CoreInstance::Instantiate { module: other, .. }) if *other == module)
    });
    if only.count() != 1 {
        return Err(Refusal::new("the main module has more than one instance"));
    }
    let bytes =
        bytes(scope, module).ok_or_else(|| Refusal::new("the main module comes from elsewhere"))?;
    let split = core_wasm::split_allocator(bytes, &owner.memory, &owner.realloc)?;
    Ok(Some(AllocatorPlan {
        instances: [shim, fixup_instance],
        main: owner.main,
        module,
        jumps,
        memory: owner.memory,
        realloc: owner.realloc,
        split,
    }))
}

/// The instance whose memory and allocator the lowered imports use.
struct Owner {
    main: Id,
    memory: String,
    realloc: String,
}

impl Owner {
    fn of(scope: &Scope<'_>, lowered: &HashSet<Id>) -> Result<Self, Refusal> {
        let mut memories = HashSet::new();
        let mut reallocs = HashSet::new();
        for id in lowered {
            match scope.definition(*id).map(|item| &item.kind) {
                Some(ItemKind::Canonical(function)) => {
                    collect(function, &mut memories, &mut reallocs);
                }
                // It is the destructor of a resource, which the main module has, or
                // an item that an adapter gives to the modules that it adapts.
                Some(ItemKind::Alias(Alias::CoreExport { name, .. })) => {
                    return Err(Refusal::new(format!(
                        "a function of the shim jumps to `{name}`, which a module exports, and not to a lowered import",
                    )));
                }
                _ => {
                    return Err(Refusal::new(
                        "a function of the shim jumps to something else than a lowered import",
                    ));
                }
            }
        }
        // Those of exports are the same ones; imports may do without.
        for item in &scope.items {
            if let ItemKind::Canonical(function @ CanonicalFunction::Lift { .. }) = &item.kind {
                collect(function, &mut HashSet::new(), &mut reallocs);
            }
        }
        let from = |id: Option<&Id>, kind| {
            id.and_then(|id| core_export(scope, *id, kind))
                .ok_or_else(|| Refusal::new("memory or allocator are not exports of a module"))
        };
        let places = |ids: &HashSet<Id>, kind| {
            let places: HashSet<_> = ids.iter().map(|id| core_export(scope, *id, kind)).collect();
            places.len() == 1
        };
        if !places(&memories, ExternalKind::Memory) || !places(&reallocs, ExternalKind::Func) {
            return Err(Refusal::new(
                "imports use no memory, several, or no allocator",
            ));
        }
        let (main, memory) = from(memories.iter().next(), ExternalKind::Memory)?;
        let (other, realloc) = from(reallocs.iter().next(), ExternalKind::Func)?;
        if main != other {
            return Err(Refusal::new(
                "memory and allocator are of different modules",
            ));
        }
        Ok(Self {
            main,
            memory: memory.to_owned(),
            realloc: realloc.to_owned(),
        })
    }
}

fn collect(function: &CanonicalFunction, memories: &mut HashSet<Id>, reallocs: &mut HashSet<Id>) {
    for option in options(function).unwrap_or_default() {
        match option {
            CanonicalOption::Memory(id) => _ = memories.insert(*id),
            CanonicalOption::Realloc(id) => _ = reallocs.insert(*id),
            _ => {}
        }
    }
}

/// Checks that no start function runs between shim and fix-up. Such a function may
/// call imports. Before the fix-up that traps; without a fix-up it would not.
fn quiet(scope: &Scope<'_>, shim: Id, fixup: Id) -> Result<(), Refusal> {
    let position = |id| scope.position(id).unwrap_or(0);
    for item in &scope.items[position(shim)..position(fixup)] {
        match &item.kind {
            ItemKind::CoreInstance(CoreInstance::Instantiate { module, .. }) => {
                let starts = match bytes(scope, *module) {
                    Some(bytes) => fixup::has_start(bytes),
                    None => true,
                };
                if starts {
                    return Err(Refusal::new("a module may run code before the fix-up"));
                }
            }
            ItemKind::Instance(crate::model::Instance::Instantiate { .. }) => {
                return Err(Refusal::new("a component may run code before the fix-up"));
            }
            _ => {}
        }
    }
    Ok(())
}

/// Makes the changes of a plan.
///
/// # Errors
///
/// - The plan is for another model.
pub fn apply<'a>(model: &mut Model<'a>, plan: &'a AllocatorPlan) -> Result<(), Refusal> {
    let missing = || Refusal::new("the plan is for another component");
    let (module, instance) = (fresh(&mut model.next), fresh(&mut model.next));
    let scope = &mut model.root;

    // Items that used memory and allocator of the main module use the allocator's.
    for item in &mut scope.items {
        if let ItemKind::Alias(Alias::CoreExport {
            instance: of,
            kind,
            name,
        }) = &mut item.kind
            && *of == plan.main
        {
            let new = match kind {
                ExternalKind::Memory if *name == plan.memory => &plan.split.memory,
                ExternalKind::Func if *name == plan.realloc => &plan.split.realloc,
                _ => continue,
            };
            (*of, *name) = (instance, new);
        }
    }
    scope.replace(&plan.jumps);
    scope
        .items
        .retain(|item| item.id().is_none_or(|id| !plan.instances.contains(&id)));

    let position = scope.position(plan.module).ok_or_else(missing)?;
    scope.items[position].kind = ItemKind::CoreModule(Cow::Borrowed(&plan.split.rest));
    let position = scope.position(plan.main).ok_or_else(missing)?;
    if let ItemKind::CoreInstance(CoreInstance::Instantiate { arguments, .. }) =
        &mut scope.items[position].kind
    {
        arguments.push(CoreArgument {
            name: &plan.split.module,
            instance,
        });
    }
    // In front of the main one: instantiations keep their order.
    let allocator = ItemKind::CoreInstance(CoreInstance::Instantiate {
        module,
        arguments: Vec::new(),
    });
    scope.items.insert(position, Item::new(instance, allocator));
    let allocator = ItemKind::CoreModule(Cow::Borrowed(&plan.split.allocator));
    scope.items.insert(position, Item::new(module, allocator));
    // The arguments of the shim and the fix-up refer to nothing now.
    order::order(scope)?;
    dead::eliminate(scope);
    Ok(())
}

fn bytes<'s>(scope: &'s Scope<'_>, module: Id) -> Option<&'s [u8]> {
    match &scope.definition(module)?.kind {
        ItemKind::CoreModule(bytes) => Some(bytes),
        _ => None,
    }
}

fn instance_module(scope: &Scope<'_>, instance: Id) -> Option<Id> {
    match &scope.definition(instance)?.kind {
        ItemKind::CoreInstance(CoreInstance::Instantiate { module, .. }) => Some(*module),
        _ => None,
    }
}

/// Returns the instance and the name that an alias of a core export is for.
fn core_export<'a>(scope: &Scope<'a>, alias: Id, kind: ExternalKind) -> Option<(Id, &'a str)> {
    match scope.definition(alias)?.kind {
        ItemKind::Alias(Alias::CoreExport {
            instance,
            kind: found,
            name,
        }) if found == kind => Some((instance, name)),
        _ => None,
    }
}
