//! The contents of core modules.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};

use wasmparser::{BinaryReaderError, Parser, Payload};

use crate::core_wasm;
use crate::error::Refusal;
use crate::model::{Alias, CoreInstance, Id, ItemKind, Model, Scope};

/// The exports of a core module that something uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum UsedExports {
    /// The exports with these names.
    Names(HashSet<String>),
    /// All exports: nobody can tell which ones are used.
    All,
}

/// Returns the exports of every core module that something uses.
///
/// These are all of them if the module leaves the component, comes from elsewhere
/// or is used by a component within.
pub fn used_exports(model: &Model<'_>) -> HashMap<Id, UsedExports> {
    let mut uses = Users::default();
    uses.collect(&model.root);
    let mut all: HashMap<Id, UsedExports> = HashMap::new();
    for module in &uses.modules {
        all.insert(*module, UsedExports::Names(HashSet::new()));
    }
    for module in &uses.given_away {
        all.insert(*module, UsedExports::All);
    }
    for (instance, name) in &uses.names {
        if let Some(module) = uses.instances.get(instance)
            && let Some(UsedExports::Names(names)) = all.get_mut(module)
        {
            names.insert(name.clone());
        }
    }
    all
}

#[derive(Default)]
struct Users {
    /// The core modules that stand in the component.
    modules: Vec<Id>,
    /// The imports of each of them.
    imports: HashMap<Id, Vec<(String, String)>>,
    /// The core modules that something else than an instance refers to.
    given_away: HashSet<Id>,
    /// The module of each core instance.
    instances: HashMap<Id, Id>,
    /// The names that are used, with the instance.
    names: Vec<(Id, String)>,
}

impl Users {
    fn collect(&mut self, scope: &Scope<'_>) {
        for item in &scope.items {
            match &item.kind {
                ItemKind::CoreModule(bytes) => {
                    self.modules.extend(item.id());
                    if let (Some(id), Ok(imports)) = (item.id(), core_imports(bytes)) {
                        self.imports.insert(id, imports);
                    }
                }
                ItemKind::Component(inner) => self.collect(inner),
                ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }) => {
                    self.instances.extend(item.id().map(|id| (id, *module)));
                    for argument in arguments {
                        match self.imports.get(module) {
                            Some(imports) => self.names.extend(
                                imports
                                    .iter()
                                    .filter(|(module, _)| module == argument.name)
                                    .map(|(_, name)| (argument.instance, name.clone())),
                            ),
                            // A module of elsewhere: its type would tell.
                            None => self.give_away(argument.instance),
                        }
                    }
                }
                ItemKind::Alias(Alias::CoreExport { instance, name, .. }) => {
                    self.names.push((*instance, (*name).to_owned()));
                }
                _ => {
                    let mut item = item.clone();
                    item.references(&mut |sort, id: &mut Id| {
                        if sort == crate::model::Sort::CoreModule {
                            self.given_away.insert(*id);
                        }
                    });
                }
            }
        }
    }

    fn give_away(&mut self, instance: Id) {
        if let Some(module) = self.instances.get(&instance) {
            self.given_away.insert(*module);
        }
    }
}

/// Returns module and name of every import of a core module.
///
/// # Errors
///
/// - It cannot be parsed.
pub fn core_imports(module: &[u8]) -> Result<Vec<(String, String)>, BinaryReaderError> {
    let mut imports = Vec::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ImportSection(section) = payload? {
            for import in section.into_imports() {
                let import = import?;
                imports.push((import.module.to_owned(), import.name.to_owned()));
            }
        }
    }
    Ok(imports)
}

/// The core modules at their fixpoint: the passes have nothing left to do for them.
#[derive(Debug, Default)]
pub struct Fixpoints(HashSet<Vec<u8>>);

impl Fixpoints {
    /// Adds a module that the passes left.
    fn insert(&mut self, module: &[u8]) {
        self.0.extend(nameless(module, &|_| true).ok().flatten());
    }

    /// Checks whether the passes left a module, under whatever names, of which only
    /// `used` is used.
    fn has(&self, module: &[u8], used: &HashSet<String>) -> bool {
        let nameless = nameless(module, &|name| used.contains(name));
        matches!(nameless, Ok(Some(bytes)) if self.0.contains(&bytes))
    }
}

/// Returns a module without the names of its imports and exports, which decide
/// nothing; `None` if an export is not `used`.
fn nameless(
    module: &[u8],
    used: &dyn Fn(&str) -> bool,
) -> Result<Option<Vec<u8>>, BinaryReaderError> {
    let mut bytes = Vec::with_capacity(module.len());
    for payload in Parser::new(0).parse_all(module) {
        match payload? {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    bytes.extend(format!("{:?}", import?.ty).bytes());
                }
            }
            Payload::ExportSection(exports) => {
                for export in exports {
                    let export = export?;
                    if !used(export.name) {
                        return Ok(None);
                    }
                    bytes.push(export.kind as u8);
                    bytes.extend(export.index.to_le_bytes());
                }
            }
            other => {
                if let Some((id, range)) = other.as_section() {
                    let place = |at| usize::try_from(at).unwrap_or(usize::MAX);
                    let range = place(range.start)..place(range.end);
                    bytes.push(id);
                    bytes.extend(module.get(range).unwrap_or_default());
                }
            }
        }
    }
    Ok(Some(bytes))
}

/// Runs the passes on each core module that is not among `fixpoints`. Returns the reasons
/// why some were left as they were.
pub fn shrink(model: &mut Model<'_>, fixpoints: &mut Fixpoints) -> Vec<Refusal> {
    one_name(&mut model.root);
    let used = used_exports(model);
    let mut refusals = Vec::new();
    each(&mut model.root, &mut |id, bytes| {
        let result = match used.get(&id) {
            Some(UsedExports::Names(names)) if fixpoints.has(bytes, names) => return,
            Some(UsedExports::Names(names)) => {
                let result = core_wasm::minimise(bytes, &|name| names.contains(name));
                if let Ok(smaller) = &result {
                    fixpoints.insert(smaller);
                }
                result
            }
            // The imports of the module are a part of what others see.
            Some(UsedExports::All) | None => core_wasm::dce_keeping_imports(bytes, &|_| true)
                .and_then(|smaller| core_wasm::compact(&core_wasm::simplify(&smaller)?)),
        };
        match result {
            Ok(smaller) if smaller.len() < bytes.len() => *bytes = Cow::Owned(smaller),
            Ok(_) => {}
            Err(refusal) => refusals.push(refusal.into()),
        }
    });
    drop_arguments(&mut model.root);
    refusals
}

/// A pass on core modules; `None` if there is nothing for it to do.
pub(crate) type OnModule<'p> = dyn Fn(&[u8]) -> Result<Option<Vec<u8>>, Refusal> + 'p;

/// Lets `pass` make each core module smaller that is not in `seen`. If it cannot,
/// the module is added there. Returns the reasons why some were left as they were.
pub(crate) fn each_unseen(
    model: &mut Model<'_>,
    seen: &mut HashSet<Vec<u8>>,
    pass: &OnModule<'_>,
) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    each(&mut model.root, &mut |_, bytes| {
        if seen.contains(&**bytes) {
            return;
        }
        match pass(bytes) {
            Ok(Some(smaller)) => *bytes = Cow::Owned(smaller),
            Ok(None) => _ = seen.insert(bytes.to_vec()),
            Err(refusal) => {
                seen.insert(bytes.to_vec());
                refusals.push(refusal);
            }
        }
    });
    refusals
}

/// Calls `visit` with every core module of a component and of those within.
pub fn each<'a>(scope: &mut Scope<'a>, visit: &mut dyn FnMut(Id, &mut Cow<'a, [u8]>)) {
    for item in &mut scope.items {
        let id = item.id();
        match &mut item.kind {
            ItemKind::CoreModule(bytes) => {
                if let Some(id) = id {
                    visit(id, bytes);
                }
            }
            ItemKind::Component(inner) => each(inner, visit),
            _ => {}
        }
    }
}

/// Uses one name for an item that a module exports under several.
pub fn one_name(scope: &mut Scope<'_>) {
    let mut first: HashMap<Id, HashMap<String, String>> = HashMap::new();
    let mut modules: HashMap<Id, Id> = HashMap::new();
    for item in &mut scope.items {
        match (&mut item.kind, item.defines.first()) {
            (ItemKind::CoreModule(bytes), Some(id)) => {
                first.insert(*id, first_names(bytes).unwrap_or_default());
            }
            (ItemKind::Component(inner), _) => one_name(inner),
            (ItemKind::CoreInstance(CoreInstance::Instantiate { module, .. }), Some(id)) => {
                modules.insert(*id, *module);
            }
            _ => {}
        }
    }
    let mut known: HashMap<(Id, String), &str> = HashMap::new();
    for item in &scope.items {
        if let ItemKind::Alias(Alias::CoreExport { instance, name, .. }) = &item.kind {
            known.insert((*instance, (*name).to_owned()), name);
        }
    }
    for item in &mut scope.items {
        if let ItemKind::Alias(Alias::CoreExport { instance, name, .. }) = &mut item.kind
            && let Some(names) = modules.get(instance).and_then(|module| first.get(module))
            && let Some(other) = names.get(*name)
            // A name that is an alias's already: others stay in use anyway.
            && let Some(other) = known.get(&(*instance, other.clone()))
        {
            *name = other;
        }
    }
}

/// Returns for each export the first one that is the same item.
fn first_names(module: &[u8]) -> Result<HashMap<String, String>, BinaryReaderError> {
    let mut names = HashMap::new();
    let mut first: HashMap<(u8, u32), String> = HashMap::new();
    for payload in Parser::new(0).parse_all(module) {
        if let Payload::ExportSection(exports) = payload? {
            for export in exports {
                let export = export?;
                let first = first
                    .entry((export.kind as u8, export.index))
                    .or_insert_with(|| export.name.to_owned());
                names.insert(export.name.to_owned(), first.clone());
            }
        }
    }
    Ok(names)
}

/// Takes out the arguments of core instances that the module does not import from,
/// and the exports of core instances that were put together for nobody.
pub fn drop_arguments(scope: &mut Scope<'_>) {
    let mut imports: HashMap<Id, Vec<(String, String)>> = HashMap::new();
    for item in &scope.items {
        if let ItemKind::CoreModule(bytes) = &item.kind
            && let Some(id) = item.id()
            && let Ok(all) = core_imports(bytes)
        {
            imports.insert(id, all);
        }
    }
    let mut used: HashMap<Id, HashSet<String>> = HashMap::new();
    let mut whole: HashSet<Id> = HashSet::new();
    for item in &mut scope.items {
        match &mut item.kind {
            ItemKind::Component(inner) => drop_arguments(inner),
            ItemKind::CoreInstance(CoreInstance::Instantiate { module, arguments }) => {
                match imports.get(module) {
                    Some(imports) => {
                        arguments.retain(|argument| {
                            imports.iter().any(|(module, _)| module == argument.name)
                        });
                        for argument in arguments {
                            used.entry(argument.instance).or_default().extend(
                                imports
                                    .iter()
                                    .filter(|(module, _)| module == argument.name)
                                    .map(|(_, name)| name.clone()),
                            );
                        }
                    }
                    None => whole.extend(arguments.iter().map(|argument| argument.instance)),
                }
            }
            ItemKind::Alias(Alias::CoreExport { instance, name, .. }) => {
                used.entry(*instance)
                    .or_default()
                    .insert((*name).to_owned());
            }
            _ => {}
        }
    }
    for item in &mut scope.items {
        if let Some(id) = item.id()
            && !whole.contains(&id)
            && let ItemKind::CoreInstance(CoreInstance::Exports(exports)) = &mut item.kind
        {
            let used = used.get(&id);
            exports.retain(|export| used.is_some_and(|used| used.contains(export.name)));
        }
    }
}
