//! Instances.

use wasmparser::{ComponentInstance, Instance as CoreInstanceEntry};

use crate::model::{Argument, CoreArgument, CoreExport, CoreInstance, Instance, InstanceExport};

/// Returns a core instance, with indices still.
pub(super) fn core_instance(entry: CoreInstanceEntry<'_>) -> CoreInstance<'_> {
    match entry {
        CoreInstanceEntry::Instantiate { module_index, args } => CoreInstance::Instantiate {
            module: module_index,
            arguments: args
                .into_iter()
                .map(|argument| CoreArgument {
                    name: argument.name,
                    instance: argument.index,
                })
                .collect(),
        },
        CoreInstanceEntry::FromExports(exports) => CoreInstance::Exports(
            exports
                .into_iter()
                .map(|export| CoreExport {
                    name: export.name,
                    kind: export.kind,
                    id: export.index,
                })
                .collect(),
        ),
    }
}

/// Returns an instance, with indices still.
pub(super) fn instance(entry: ComponentInstance<'_>) -> Instance<'_> {
    match entry {
        ComponentInstance::Instantiate {
            component_index,
            args,
        } => Instance::Instantiate {
            component: component_index,
            arguments: args
                .into_iter()
                .map(|argument| Argument {
                    name: argument.name,
                    kind: argument.kind,
                    id: argument.index,
                })
                .collect(),
        },
        ComponentInstance::FromExports(exports) => Instance::Exports(
            exports
                .into_iter()
                .map(|export| InstanceExport {
                    name: export.name,
                    kind: export.kind,
                    id: export.index,
                })
                .collect(),
        ),
    }
}
