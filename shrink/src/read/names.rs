//! The section with names.

use wasmparser::{BinaryReaderError, ComponentName, ComponentNameSectionReader};

use crate::model::{Id, Names, Sort};

/// Returns the names of a component, by id.
pub(super) fn names<'a>(
    section: ComponentNameSectionReader<'a>,
    spaces: &[Vec<Id>; Sort::COUNT],
) -> Result<Names<'a>, BinaryReaderError> {
    let mut names = Names::default();
    for subsection in section {
        let (sort, map) = match subsection? {
            ComponentName::Component { name, .. } => {
                names.component = Some(name);
                continue;
            }
            ComponentName::CoreFuncs(map) => (Sort::CoreFunc, map),
            ComponentName::CoreGlobals(map) => (Sort::CoreGlobal, map),
            ComponentName::CoreMemories(map) => (Sort::CoreMemory, map),
            ComponentName::CoreTables(map) => (Sort::CoreTable, map),
            ComponentName::CoreTags(map) => (Sort::CoreTag, map),
            ComponentName::CoreModules(map) => (Sort::CoreModule, map),
            ComponentName::CoreInstances(map) => (Sort::CoreInstance, map),
            ComponentName::CoreTypes(map) => (Sort::CoreType, map),
            ComponentName::Types(map) => (Sort::Type, map),
            ComponentName::Instances(map) => (Sort::Instance, map),
            ComponentName::Components(map) => (Sort::Component, map),
            ComponentName::Funcs(map) => (Sort::Func, map),
            ComponentName::Values(_) | ComponentName::Unknown { .. } => continue,
        };
        for naming in map {
            let naming = naming?;
            let index = usize::try_from(naming.index).ok();
            if let Some(id) = index.and_then(|index| spaces[sort as usize].get(index)) {
                names.definitions.push((sort, *id, naming.name));
            }
        }
    }
    Ok(names)
}
