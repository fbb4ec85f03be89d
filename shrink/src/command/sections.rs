//! Custom sections, by class or by name.

use std::collections::BTreeSet;

use anyhow::{Result, bail};
use greentic_shrink::escape::escaped;
use greentic_shrink::sections::customs;
use greentic_shrink::{Class, Options, Treatment};

/// Options that do with custom sections what the command line says. What is no
/// class is a name.
///
/// # Errors
///
/// - Two things are to be done with one section.
pub(crate) fn options(given: &[(&[String], Treatment)]) -> Result<Options> {
    let mut options = Options::default();
    let mut seen = BTreeSet::new();
    for (names, treatment) in given {
        for name in BTreeSet::from_iter(*names) {
            if !seen.insert(name) {
                bail!(
                    "`{}` is to stay, to go or to be set aside: say one",
                    escaped(name)
                );
            }
            options = options.class_or_section(name, *treatment);
        }
    }
    Ok(options)
}

/// The names of sections that were given and that no component has.
pub(crate) fn missing<'c>(
    options: &Options,
    components: impl IntoIterator<Item = &'c [u8]>,
) -> Vec<String> {
    let mut missing: BTreeSet<&str> = options.sections().map(|(name, _)| name).collect();
    for component in components {
        if missing.is_empty() {
            break;
        }
        for name in customs(component).unwrap_or_default() {
            missing.remove(name);
        }
    }
    missing.into_iter().map(str::to_owned).collect()
}

/// Says so: a class that is misspelt is taken for a name.
pub(crate) fn warnings(missing: &[String]) -> String {
    let classes = Class::ALL.map(Class::name).join(", ");
    missing.iter().fold(String::new(), |text, name| {
        let name = escaped(name);
        text + &format!(
            "warning: no custom section is called `{name}`, and neither is a class ({classes})\n"
        )
    })
}
