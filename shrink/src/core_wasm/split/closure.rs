//! The functions and globals that an allocator needs.

use std::collections::BTreeSet;

use super::super::ModuleRefusal;
use super::super::module::Module;
use super::super::space::Space;
use super::super::uses::Uses;
use super::super::write::body;

/// The functions and globals that an allocator needs beside its memory.
pub(super) struct Closure {
    /// Functions, all defined in the module.
    pub(super) functions: BTreeSet<u32>,
    /// Globals, all defined in the module, their initial values included.
    pub(super) globals: BTreeSet<u32>,
}

impl Closure {
    /// Follows the calls of `realloc`.
    ///
    /// # Errors
    /// When something is used that cannot go into a module without imports.
    pub(super) fn of(
        module: &Module<'_>,
        memory: u32,
        realloc: u32,
    ) -> Result<Self, ModuleRefusal> {
        let Some(ty) = module
            .defined(Space::Memory, memory)
            .and_then(|_| module.memory_type(memory))
        else {
            return Err(ModuleRefusal::new("the memory is imported"));
        };
        if ty.shared {
            return Err(ModuleRefusal::new(
                "the memory is shared: another thread may use it before the data is there",
            ));
        }
        let mut closure = Self {
            functions: BTreeSet::new(),
            globals: BTreeSet::new(),
        };
        let mut pending = vec![(Space::Function, realloc)];
        while let Some((space, item)) = pending.pop() {
            let place = module.defined(space, item);
            let mut uses = Uses::default();
            let offset = match space {
                Space::Function if !closure.functions.insert(item) => continue,
                Space::Global if !closure.globals.insert(item) => continue,
                Space::Function if place.is_none() => {
                    return Err(ModuleRefusal::new(format!(
                        "the allocator calls {}",
                        imported(module, space, item)
                    )));
                }
                Space::Function => {
                    let code = body(module, item)?;
                    uses.body(code)?;
                    code.range().start
                }
                _ => {
                    let Some(global) = place.and_then(|place| module.globals.get(place)) else {
                        return Err(ModuleRefusal::new(format!(
                            "the allocator uses {}",
                            imported(module, space, item)
                        )));
                    };
                    uses.expression(&global.init_expr)?;
                    0
                }
            };
            if !uses.references.is_empty() {
                return Err(ModuleRefusal::at(
                    "the allocator makes references of functions",
                    offset,
                ));
            }
            for (space, item) in uses.items {
                match space {
                    Space::Function | Space::Global => pending.push((space, item)),
                    Space::Memory if item == memory => {}
                    // Types go along.
                    Space::Type => {}
                    other => {
                        return Err(ModuleRefusal::at(
                            format!("the allocator uses {other:?} {item}"),
                            offset,
                        ));
                    }
                }
            }
        }
        Ok(closure)
    }
}

/// Returns the name of an import.
fn imported(module: &Module<'_>, space: Space, item: u32) -> String {
    match module.import(space, item) {
        Some(import) => format!("the import `{}` of `{}`", import.name, import.module),
        None => format!("{space:?} {item}"),
    }
}
