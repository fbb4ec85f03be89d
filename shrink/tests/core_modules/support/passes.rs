//! The passes that leave the outside of a module as it is.

use greentic_shrink::core_wasm::{
    ModuleRefusal, compact, dce, dce_keeping_imports, minimise, outline, simplify, strip,
};
use greentic_shrink::{Options, shrink};

/// A pass, all its choices made.
pub(crate) type Pass = fn(&[u8]) -> Result<Vec<u8>, ModuleRefusal>;

/// All of them by name, and together.
pub(crate) const ALL: [(&str, Pass); 8] = [
    ("dce", |module| dce(module, &kept)),
    ("dce_keeping_imports", |module| {
        dce_keeping_imports(module, &|_| true)
    }),
    ("compact", compact),
    ("simplify", simplify),
    ("outline", outline),
    ("strip", |module| strip(module, &|_| false)),
    ("all", |module| minimise(&strip(module, &|_| false)?, &kept)),
    ("shrink", |module| {
        // Components are not for here.
        compact(module)?;
        let shrunk = shrink(module, &Options::default()).expect("a module");
        Ok(shrunk.component)
    }),
];

/// Checks whether an export is kept: two of three, chosen by name.
pub(crate) fn kept(export: &str) -> bool {
    export.bytes().map(u32::from).sum::<u32>() % 3 != 0
}
