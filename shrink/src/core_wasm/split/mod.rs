//! Giving memory and its allocator a module of their own.

mod closure;

use std::borrow::Cow;
use std::collections::BTreeSet;

use wasmparser::{ExternalKind, TypeRef, WasmFeatures};

use self::closure::Closure;
use super::ModuleRefusal;
use super::custom::refuse_places;
use super::features::{used, validate};
use super::live::Live;
use super::module::Module;
use super::plan::{Plan, PlannedExport, PlannedImport};
use super::space::Space;
use super::write::{body, write};

/// The length of code up to which a function may be duplicated rather than shared.
/// Each one is tried, and the smaller way is taken. A longer copy cannot be
/// smaller: an import and an export take about ten bytes.
const DUPLICATED: u64 = 16;

/// A module parted in two, the first to be instantiated first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Split {
    /// The module with the memory and the allocator, which imports nothing.
    pub allocator: Vec<u8>,
    /// The module with everything else, which imports what it needs of the
    /// allocator.
    pub rest: Vec<u8>,
    /// The module name under which `rest` imports from the allocator. No other
    /// import of `rest` has it.
    pub module: String,
    /// The name of the allocator's export of the memory.
    pub memory: String,
    /// The name of the allocator's export of the function that allocates.
    pub realloc: String,
    /// The items that the allocator exports and `rest` imports, by the name that
    /// both use. The memory is among them, and the function may be.
    pub shared: Vec<Shared>,
}

/// Something that the allocator exports and the rest imports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shared {
    /// The kind.
    pub kind: ExternalKind,
    /// The name in the exports of the one and in the imports of the other.
    pub name: String,
}

/// Parts a module into the memory with its allocator, and the rest.
///
/// `memory` and `realloc` are the names of exports. The allocator gets that memory,
/// that function, and all that it calls, directly or not, with the globals that
/// these use. The rest imports the items of the allocator that it uses too, but has
/// copies of small functions. It loses the two exports, and keeps all others.
///
/// Data, tables, elements and the start function stay with the rest. Nothing can
/// tell the difference if the allocator is instantiated first, the rest is
/// instantiated with it next, and nothing uses the allocator's exports in between.
/// The memory is zero until the data of the rest is copied into it, as it was
/// before, and the start function runs after that. In a component nothing uses the
/// exports in between: an import that was lowered with the memory and the allocator
/// runs only when code of the rest calls it.
///
/// The two together are larger than the module. The gain is outside of it, in parts
/// that are not needed any more. Run [`compact`](super::compact) before: an imported
/// memory is no longer known to be zero.
///
/// The two may use one feature that the module did not. A mutable global that both
/// use is exported by one and imported by the other. WebAssembly 1.0 has that, and
/// so has every host of components.
///
/// # Errors
/// When `module` is not a valid core module, the exports are not there, the
/// memory is imported or shared, or the allocator does more than to compute and
/// to use that memory: calls an import, uses tables, elements, data or
/// exceptions. Also when a custom section tells places in the code.
pub fn split_allocator(module: &[u8], memory: &str, realloc: &str) -> Result<Split, ModuleRefusal> {
    let features = used(module)?;
    let read = Module::read(module)?;
    refuse_places(&read)?;
    let parts = AllocatorParts::of(&read, memory, realloc)?;

    // Each function that both need is imported, or copied where that is smaller.
    // Trying it is the only way to know: lengths are not all the same.
    let mut doubled = BTreeSet::new();
    let mut best = parts.write(&read, &doubled)?;
    for function in &parts.shared_functions {
        let code = body(&read, *function)?.range();
        if code.end - code.start > DUPLICATED || !parts.can_be_doubled(&read, *function)? {
            continue;
        }
        doubled.insert(*function);
        let split = parts.write(&read, &doubled)?;
        if split.allocator.len() + split.rest.len() < best.allocator.len() + best.rest.len() {
            best = split;
        } else {
            doubled.remove(function);
        }
    }

    let features = features | WasmFeatures::MUTABLE_GLOBAL;
    for part in [&best.allocator, &best.rest] {
        validate(part, features)
            .map_err(|why| ModuleRefusal::new(format!("a part would not be valid: {why}")))?;
    }
    Ok(best)
}

/// The items of each part.
struct AllocatorParts {
    memory: u32,
    realloc: u32,
    memory_export: String,
    realloc_export: String,
    /// The functions and globals of the allocator.
    closure: Closure,
    /// Functions of the allocator that the rest uses.
    shared_functions: Vec<u32>,
    /// Globals of the allocator that the rest uses.
    shared_globals: Vec<u32>,
    /// The module name for the rest to import by.
    module: String,
}

impl AllocatorParts {
    fn of(module: &Module<'_>, memory: &str, realloc: &str) -> Result<Self, ModuleRefusal> {
        let exported = |name: &str, space| {
            module
                .exports
                .iter()
                .find(|export| export.name == name && Space::of(export.kind) == space)
                .map(|export| export.index)
                .ok_or_else(|| ModuleRefusal::new(format!("the module has no {space:?} `{name}`")))
        };
        let (memory_export, realloc_export) = (memory.to_owned(), realloc.to_owned());
        let memory = exported(memory, Space::Memory)?;
        let realloc = exported(realloc, Space::Function)?;
        let closure = Closure::of(module, memory, realloc)?;

        // The rest needs the items that are reached without those two exports. Only
        // functions of the rest count: those of the allocator call each other.
        let mut live = Live::new(module)?;
        for export in &module.exports {
            if export.name != memory_export && export.name != realloc_export {
                live.reach((Space::of(export.kind), export.index));
            }
        }
        for function in closure.functions.iter().copied() {
            live.stop_at((Space::Function, function));
        }
        live.follow()?;
        let used = |space, items: &BTreeSet<u32>| {
            let items = items.iter().copied();
            items
                .filter(|item| live.is(space, *item))
                .collect::<Vec<_>>()
        };
        Ok(Self {
            shared_functions: used(Space::Function, &closure.functions),
            shared_globals: used(Space::Global, &closure.globals),
            module: free_name(module),
            memory,
            realloc,
            memory_export,
            realloc_export,
            closure,
        })
    }

    /// Checks whether the rest can have a copy of a function: all that it refers to
    /// is there for the rest too.
    fn can_be_doubled(&self, module: &Module<'_>, function: u32) -> Result<bool, ModuleRefusal> {
        let mut uses = super::uses::Uses::default();
        uses.body(body(module, function)?)?;
        Ok(uses.items.iter().all(|(space, item)| match space {
            Space::Type | Space::Memory => true,
            Space::Global => self.shared_globals.contains(item),
            _ => false,
        }))
    }

    /// Writes both parts.
    fn write(&self, module: &Module<'_>, doubled: &BTreeSet<u32>) -> Result<Split, ModuleRefusal> {
        let mut names = NameGenerator::default();
        let memory = names.next();
        let mut shared = vec![(ExternalKind::Memory, self.memory, memory.clone())];
        for global in &self.shared_globals {
            shared.push((ExternalKind::Global, *global, names.next()));
        }
        let imported = self
            .shared_functions
            .iter()
            .filter(|function| !doubled.contains(function));
        for function in imported {
            shared.push((ExternalKind::Func, *function, names.next()));
        }
        let realloc = shared
            .iter()
            .find(|(kind, item, _)| *kind == ExternalKind::Func && *item == self.realloc)
            .map_or_else(|| names.next(), |(_, _, name)| name.clone());

        let allocator = self.allocator(module, &shared, &realloc)?;
        let rest = self.rest(module, &shared, doubled)?;
        Ok(Split {
            allocator: super::compact(&allocator)?,
            rest: super::compact(&super::dce_keeping_imports(&rest, &|_| true)?)?,
            module: self.module.clone(),
            memory,
            realloc,
            shared: shared
                .into_iter()
                .map(|(kind, _, name)| Shared { kind, name })
                .collect(),
        })
    }

    /// Writes the first part.
    fn allocator(
        &self,
        module: &Module<'_>,
        shared: &[(ExternalKind, u32, String)],
        realloc: &str,
    ) -> Result<Vec<u8>, ModuleRefusal> {
        let mut plan = Plan::all_of(module);
        plan.imports.clear();
        plan.functions = self.closure.functions.iter().copied().collect();
        plan.globals = self.closure.globals.iter().copied().collect();
        plan.memories = vec![self.memory];
        plan.tables.clear();
        plan.tags.clear();
        plan.elements.clear();
        plan.data.clear();
        plan.start = None;
        // Custom sections tell of the rest.
        plan.customs.retain(|custom| custom.name == "name");
        plan.exports = shared
            .iter()
            .map(|(kind, item, name)| PlannedExport {
                name: name.clone().into(),
                kind: *kind,
                item: *item,
            })
            .collect();
        if !plan.exports.iter().any(|export| export.name == realloc) {
            plan.exports.push(PlannedExport {
                name: Cow::Owned(realloc.to_owned()),
                kind: ExternalKind::Func,
                item: self.realloc,
            });
        }
        write(module, &plan).and_then(|bytes| super::dce(&bytes, &|_| true))
    }

    /// Writes the second part.
    fn rest(
        &self,
        module: &Module<'_>,
        shared: &[(ExternalKind, u32, String)],
        doubled: &BTreeSet<u32>,
    ) -> Result<Vec<u8>, ModuleRefusal> {
        let mut plan = Plan::all_of(module);
        for (kind, item, name) in shared {
            let ty = match kind {
                ExternalKind::Memory => module.memory_type(*item).map(TypeRef::Memory),
                ExternalKind::Global => module
                    .defined(Space::Global, *item)
                    .map(|place| TypeRef::Global(module.globals[place].ty)),
                _ => module.function_type(*item).map(TypeRef::Func),
            };
            plan.imports.push(PlannedImport {
                module: self.module.clone().into(),
                name: name.clone().into(),
                ty: ty.ok_or_else(|| ModuleRefusal::new("what both parts need has no type"))?,
                item: *item,
            });
        }
        plan.functions.retain(|function| {
            doubled.contains(function) || !self.closure.functions.contains(function)
        });
        plan.globals
            .retain(|global| !self.closure.globals.contains(global));
        plan.memories.retain(|memory| *memory != self.memory);
        plan.exports.retain(|export| {
            export.name != self.memory_export && export.name != self.realloc_export
        });
        write(module, &plan)
    }
}

/// Names for the items that both parts share: one letter each, as long as there are
/// letters.
#[derive(Default)]
struct NameGenerator(usize);

impl NameGenerator {
    fn next(&mut self) -> String {
        const LETTERS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
        let mut number = self.0;
        self.0 += 1;
        let mut name = String::new();
        loop {
            name.push(char::from(LETTERS[number % LETTERS.len()]));
            number /= LETTERS.len();
            if number == 0 {
                return name;
            }
            number -= 1;
        }
    }
}

/// Returns the first name that no import has for its module.
fn free_name(module: &Module<'_>) -> String {
    let taken: BTreeSet<&str> = module.imports.iter().map(|import| import.module).collect();
    let mut names = NameGenerator::default();
    loop {
        let name = names.next();
        if !taken.contains(name.as_str()) {
            return name;
        }
    }
}
