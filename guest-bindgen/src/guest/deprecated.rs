//! Items that the WIT calls deprecated, which the generated code goes on using.

use wit_parser::{Resolve, Stability};

/// Returns `true` where the WIT has a deprecated interface, type or function.
pub(crate) fn has_deprecated(resolve: &Resolve) -> bool {
    let types = resolve.types.iter().map(|(_, def)| &def.stability);
    let interfaces = resolve.interfaces.iter().flat_map(|(_, interface)| {
        let functions = interface.functions.values();
        functions
            .map(|function| &function.stability)
            .chain([&interface.stability])
    });
    types.chain(interfaces).any(|stability| match stability {
        Stability::Unknown => false,
        Stability::Unstable { deprecated, .. } | Stability::Stable { deprecated, .. } => {
            deprecated.is_some()
        }
    })
}
