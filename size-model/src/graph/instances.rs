//! Instances: their imports and exports.

use greentic_shrink::model::Sort;
use wasmparser::{ComponentInstance, ExternalKind, Instance};

use super::Node;
use super::component::Linker;
use super::module::item;
use super::scope::{Def, DefKind, InstanceItems};

impl<'f> Linker<'_, 'f> {
    pub(super) fn core_instance(&mut self, node: Node, instance: Instance<'f>) {
        let effects = self.open.last().map(|scope| scope.effects);
        let what = match instance {
            Instance::Instantiate { module_index, args } => {
                let module = self.get(Sort::CoreModule, module_index);
                if let Some(effects) = effects {
                    self.graph.edge(effects, node);
                }
                if let Some(def) = &module {
                    self.graph.edge(node, def.node);
                }
                let number = match module.map(|def| def.what) {
                    Some(DefKind::CoreModule(number)) => Some(number),
                    _ => None,
                };
                for argument in &args {
                    let Some(given) = self.get(Sort::CoreInstance, argument.index) else {
                        continue;
                    };
                    match number {
                        Some(number) => self.link(number, argument.name, &given),
                        None => self.needs_all(node, &given),
                    }
                }
                number.map_or(DefKind::Other, DefKind::CoreInstance)
            }
            Instance::FromExports(exports) => {
                let items = exports.iter().map(|export| {
                    (
                        export.name,
                        self.get(Sort::of_core(export.kind), export.index),
                    )
                });
                let items: Vec<_> = items.collect();
                self.named(items)
            }
        };
        self.define(Sort::CoreInstance, node, what);
    }

    /// An instance of items that have names.
    pub(super) fn named(&mut self, items: Vec<(&'f str, Option<Def>)>) -> DefKind {
        let number = self.names();
        let all = self.instances[number].all;
        for (name, def) in items {
            if let Some(def) = def {
                self.needs_all(all, &def);
                self.instances[number].items.insert(name, def);
            }
        }
        DefKind::Instance(number)
    }

    /// A new instance without items.
    pub(super) fn names(&mut self) -> usize {
        self.instances.push(InstanceItems {
            all: self.graph.node(),
            ..InstanceItems::default()
        });
        self.instances.len() - 1
    }

    /// Links the imports of a core module from one name to the items of an instance.
    pub(super) fn link(&mut self, number: usize, module: &str, given: &Def) {
        let core = &self.file.cores()[number];
        for import in &core.imports {
            self.work = self.work.saturating_sub(1);
            if import.module != module || self.work == 0 {
                continue;
            }
            let from = import.part.0;
            self.graph.edge(from, given.node);
            let item = match &given.what {
                DefKind::Instance(names) => {
                    let def = self.instances[*names].items.get(import.name);
                    def.map(|def| {
                        self.graph.edge(from, def.node);
                        def.what
                    })
                }
                DefKind::CoreInstance(other) => self.core_export(from, *other, import.name),
                _ => None,
            };
            if let (
                ExternalKind::Table,
                Some(DefKind::CoreItem(other, ExternalKind::Table, index)),
            ) = (import.kind, item)
            {
                let here = (number, import.index);
                self.modules.share(self.graph, here, (other, index));
            }
        }
    }

    /// Adds a reference to an export of a core module, and returns its definition.
    pub(super) fn core_export(&mut self, node: Node, number: usize, name: &str) -> Option<DefKind> {
        let core = &self.file.cores()[number];
        let (kind, index, export) = core.exports.get(name)?;
        self.graph.edge(node, export.0);
        // Something that is handed on is what it was: tables are compared by it.
        debug_assert!(item(core, *kind, *index).is_none_or(|part| part.0 < self.graph.parts));
        Some(DefKind::CoreItem(number, *kind, *index))
    }

    pub(super) fn instance(&mut self, node: Node, instance: ComponentInstance<'f>) {
        let what = match instance {
            ComponentInstance::Instantiate {
                component_index,
                args,
            } => {
                let component = self.get(Sort::Component, component_index);
                if let Some(scope) = self.open.last() {
                    self.graph.edge(scope.effects, node);
                }
                if let Some(def) = &component {
                    self.graph.edge(node, def.node);
                }
                let number = match component.map(|def| def.what) {
                    Some(DefKind::Component(number)) => Some(number),
                    _ => None,
                };
                let scope = number.map(|number| &self.components[number]);
                let given: Vec<_> = args
                    .iter()
                    .filter_map(|argument| {
                        let given = self.get(Sort::of(argument.kind), argument.index)?;
                        let import = scope.and_then(|scope| scope.imports.get(argument.name));
                        Some((import.copied().unwrap_or(node), given))
                    })
                    .collect();
                let scope = scope.map(|scope| (scope.effects, scope.exports));
                for (import, given) in given {
                    self.needs_all(import, &given);
                }
                scope.map_or(DefKind::Other, |(effects, exports)| {
                    self.graph.edge(node, effects);
                    DefKind::Instance(exports)
                })
            }
            ComponentInstance::FromExports(exports) => {
                let items = exports.iter().map(|export| {
                    let def = self.get(Sort::of(export.kind), export.index);
                    (export.name.name, def)
                });
                let items: Vec<_> = items.collect();
                self.named(items)
            }
        };
        self.define(Sort::Instance, node, what);
    }
}
