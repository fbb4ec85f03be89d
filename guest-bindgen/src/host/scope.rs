//! Refuses by name what hosts have no bindings for, beside what components
//! have none for.

use wit_parser::{PackageId, Resolve, TypeDefKind};

use crate::Error;
use crate::wit::place::place;
use crate::wit::scope;

/// Cases are told apart by one byte.
const MAX_CASES: usize = 256;

/// Refuses a package that has something in it which cannot be represented.
pub(super) fn check(resolve: &Resolve, package: PackageId) -> Result<(), Error> {
    scope::check(resolve, package)?;
    for &interface in resolve.packages[package].interfaces.values() {
        let name = resolve.id_of(interface).unwrap_or_default();
        for (ty, &id) in &resolve.interfaces[interface].types {
            let (what, instead) = match &resolve.types[id].kind {
                TypeDefKind::Flags(_) => ("flags".to_owned(), "use a record of `bool`"),
                TypeDefKind::Enum(cases) if cases.cases.len() > MAX_CASES => (
                    format!("an enum of {} cases", cases.cases.len()),
                    "split it: a host tells 256 cases apart",
                ),
                _ => continue,
            };
            return Err(Error::Unsupported {
                at: place(resolve, resolve.types[id].span),
                item: format!("{name}, type {ty}"),
                what,
                instead: instead.into(),
            });
        }
    }
    Ok(())
}
