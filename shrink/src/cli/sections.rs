//! Custom sections, by kind or by name.

use std::collections::BTreeSet;

use crate::sections::customs;
use crate::{Options, SectionKind, SectionPolicy};
use anyhow::Result;
use greentic_command::Failure;
use greentic_untrusted::on_one_line;

/// Returns options that treat custom sections as the command line says. A word that
/// is no kind is a name.
///
/// # Errors
///
/// - Two things are to be done with one section.
pub(crate) fn options(given: &[(&[String], SectionPolicy)]) -> Result<Options> {
    let mut options = Options::default();
    let mut seen = BTreeSet::new();
    for (names, policy) in given {
        for name in BTreeSet::from_iter(*names) {
            if !seen.insert(name) {
                let name = on_one_line(name);
                let message = format!("`{name}` is to stay, to go or to be set aside: say one");
                return Err(Failure::usage(message).into());
            }
            options = options.kind_or_section(name, *policy);
        }
    }
    Ok(options)
}

/// Returns the names of sections that were given and that no component has.
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

/// Warns of such names: a kind that is misspelt is taken for a name.
pub(crate) fn warnings(missing: &[String]) -> String {
    let kinds = SectionKind::ALL.map(SectionKind::name).join(", ");
    missing.iter().fold(String::new(), |text, name| {
        let name = on_one_line(name);
        text + &format!(
            "warning: no custom section is called `{name}`, and neither is a kind ({kinds})\n"
        )
    })
}
