//! Custom sections.

use super::ModuleRefusal;
use super::module::Module;

/// A custom section.
#[derive(Clone, Debug)]
pub(crate) struct ModuleCustomSection<'a> {
    /// Its name.
    pub(crate) name: &'a str,
    /// The content.
    pub(crate) data: &'a [u8],
    /// The section that it follows, by its place in the order of the format; 0
    /// for none.
    pub(crate) after: u8,
    /// The offset of its beginning in the file.
    pub(crate) offset: u64,
}

/// Refuses a module with a custom section that holds places or indices which the
/// pass is going to move. The `name` section can be moved along. Any other section
/// is taken to hold none unless it is known to.
///
/// # Errors
/// When there is such a section.
pub(crate) fn refuse_places(module: &Module<'_>) -> Result<(), ModuleRefusal> {
    match module
        .customs
        .iter()
        .find(|custom| tells_places(custom.name))
    {
        None => Ok(()),
        Some(custom) => Err(ModuleRefusal::at(
            format!(
                "the section `{}` tells places in the code, which would move; strip it first",
                custom.name
            ),
            custom.offset,
        )),
    }
}

/// Checks whether a section is known to hold offsets into the code, or indices.
fn tells_places(name: &str) -> bool {
    const CORE_DUMP: [&str; 4] = ["core", "coremodules", "coreinstances", "corestack"];
    [".debug_", "metadata.code.", "reloc."]
        .iter()
        .any(|start| name.starts_with(start))
        || ["linking", "sourceMappingURL", "external_debug_info"].contains(&name)
        || CORE_DUMP.contains(&name)
}
