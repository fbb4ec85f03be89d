//! Bounds what a component unfolds to.
//!
//! A component names what it instantiates, and Wasmtime writes all of it out
//! when it compiles: thirty components that each instantiate the one before
//! twice take 2 KB as a file and a thousand million instances in memory. So do
//! components in components in components, at some kilobytes a level. Neither
//! is bounded by the size of the file, and both happen before any limit of a
//! running instance applies.

use wasmtime::wasmparser::{
    BinaryReaderError, ComponentAlias, ComponentExternalKind, ComponentInstance,
    ComponentOuterAliasKind, ComponentTypeRef, Instance, Payload,
};

use crate::Error;

/// Components within components. `wit-component` makes two levels, composing
/// its output adds one at a time.
const MAX_DEPTH: usize = 32;

/// Instances, of modules and of components, that are written out together.
/// Some ten are usual; this many take Wasmtime a few milliseconds.
const MAX_INSTANCES: u32 = 4096;

/// What is known of the components that are being read, outermost first.
#[derive(Default)]
pub(crate) struct Expansion {
    open: Vec<Scope>,
}

/// One component: its index space of components, and what it instantiates.
#[derive(Default)]
struct Scope {
    /// How many instances an instance of each consists of. `None` for those
    /// that come from outside and are not known before something is linked.
    components: Vec<Option<u32>>,
    /// How many instances this one consists of.
    instances: u32,
}

impl Expansion {
    /// A component begins, within those that are open.
    pub(crate) fn enter(&mut self) -> Result<(), Error> {
        if self.open.len() == MAX_DEPTH {
            return Err(Error::TooComplex {
                message: format!("its components are nested more than {MAX_DEPTH} levels deep"),
            });
        }
        self.open.push(Scope {
            components: Vec::new(),
            instances: 1,
        });
        Ok(())
    }

    /// The innermost open component ends.
    pub(crate) fn leave(&mut self) {
        if let (Some(ended), Some(parent)) = (self.open.pop(), self.open.last_mut()) {
            parent.components.push(Some(ended.instances));
        }
    }

    /// Takes a section of the innermost open component into account. Indices
    /// that are out of range are for the validation to refuse, which comes
    /// later.
    pub(crate) fn note(&mut self, payload: &Payload<'_>) -> Result<(), Error> {
        match payload {
            Payload::ComponentImportSection(section) => {
                for import in section.clone() {
                    if let ComponentTypeRef::Component(_) = import.map_err(invalid)?.ty {
                        self.define(None);
                    }
                }
            }
            Payload::ComponentAliasSection(section) => {
                for alias in section.clone() {
                    match alias.map_err(invalid)? {
                        ComponentAlias::InstanceExport {
                            kind: ComponentExternalKind::Component,
                            ..
                        } => self.define(None),
                        ComponentAlias::Outer {
                            kind: ComponentOuterAliasKind::Component,
                            count,
                            index,
                        } => {
                            let known = self.component(count, index);
                            self.define(known);
                        }
                        _ => {}
                    }
                }
            }
            Payload::ComponentExportSection(section) => {
                for export in section.clone() {
                    let export = export.map_err(invalid)?;
                    // An export is one more index for the same thing.
                    if export.kind == ComponentExternalKind::Component {
                        let known = self.component(0, export.index);
                        self.define(known);
                    }
                }
            }
            Payload::InstanceSection(section) => {
                for instance in section.clone() {
                    if let Instance::Instantiate { .. } = instance.map_err(invalid)? {
                        self.instantiate(1)?;
                    }
                }
            }
            Payload::ComponentInstanceSection(section) => {
                for instance in section.clone() {
                    if let ComponentInstance::Instantiate {
                        component_index, ..
                    } = instance.map_err(invalid)?
                    {
                        let known = self.component(0, component_index);
                        let instances = known.ok_or_else(|| Error::TooComplex {
                            message: "it instantiates a component that it gets as an argument"
                                .to_owned(),
                        })?;
                        self.instantiate(instances)?;
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// Looks a component up, `count` levels further out.
    fn component(&self, count: u32, index: u32) -> Option<u32> {
        let count = usize::try_from(count).ok()?;
        let index = usize::try_from(index).ok()?;
        let scope = self.open.iter().rev().nth(count)?;
        scope.components.get(index).copied().flatten()
    }

    fn define(&mut self, component: Option<u32>) {
        if let Some(scope) = self.open.last_mut() {
            scope.components.push(component);
        }
    }

    fn instantiate(&mut self, instances: u32) -> Result<(), Error> {
        if let Some(scope) = self.open.last_mut() {
            // Neither side is beyond the maximum, so the sum fits.
            scope.instances += instances;
            if scope.instances > MAX_INSTANCES {
                return Err(Error::TooComplex {
                    message: format!("it consists of more than {MAX_INSTANCES} instances"),
                });
            }
        }
        Ok(())
    }
}

#[expect(
    clippy::needless_pass_by_value,
    reason = "what map_err hands over, here and in `binary`"
)]
pub(crate) fn invalid(error: BinaryReaderError) -> Error {
    Error::Invalid {
        message: error.to_string(),
    }
}
