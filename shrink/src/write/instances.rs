//! Instances.

use wasm_encoder::{ComponentInstanceSection, InstanceSection, ModuleArg};

use super::Writer;
use crate::model::{CoreInstance, Instance};

impl Writer {
    pub(super) fn core_instance(
        &mut self,
        section: &mut InstanceSection,
        instance: &CoreInstance<'_>,
    ) {
        match instance {
            CoreInstance::Instantiate { module, arguments } => {
                let arguments: Vec<_> = arguments
                    .iter()
                    .map(|argument| {
                        let index = self.index(argument.instance);
                        (argument.name, ModuleArg::Instance(index))
                    })
                    .collect();
                section.instantiate(self.index(*module), arguments);
            }
            CoreInstance::Exports(exports) => {
                let exports: Vec<_> = exports
                    .iter()
                    .map(|export| (export.name, export.kind.into(), self.index(export.id)))
                    .collect();
                section.export_items(exports);
            }
        }
    }

    pub(super) fn instance(
        &mut self,
        section: &mut ComponentInstanceSection,
        instance: &Instance<'_>,
    ) {
        match instance {
            Instance::Instantiate {
                component,
                arguments,
            } => {
                let arguments: Vec<_> = arguments
                    .iter()
                    .map(|argument| (argument.name, argument.kind.into(), self.index(argument.id)))
                    .collect();
                section.instantiate(self.index(*component), arguments);
            }
            Instance::Exports(exports) => {
                let exports: Vec<_> = exports
                    .iter()
                    .map(|export| (export.name, export.kind.into(), self.index(export.id)))
                    .collect();
                section.export_items(exports);
            }
        }
    }
}
