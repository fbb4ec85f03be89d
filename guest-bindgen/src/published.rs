//! The interfaces of which the guest crate has bindings already.

use std::collections::BTreeMap;

/// A line for each interface, generated from `wit/`.
const TEXT: &str = include_str!("published.txt");

/// An interface, and the place of its bindings in the guest crate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Published {
    /// The interface, by its full name.
    pub interface: &'static str,
    /// Its module, from `greentic_guest` on.
    pub module: &'static str,
    /// The cargo feature that switches it on.
    pub feature: &'static str,
    /// The module of the revision that it is of; `None` for the usual text.
    pub revision: Option<&'static str>,
}

/// Returns all of them, those of the usual text first.
pub fn published() -> impl Iterator<Item = Published> {
    let lines = TEXT.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| {
        let mut words = line.split(' ');
        Some(Published {
            interface: words.next()?,
            module: words.next()?,
            feature: words.next()?,
            revision: words.next(),
        })
    })
}

/// Returns the modules of one text by the names of their interfaces, for
/// [`Stub::modules`](crate::Stub::modules): those of a revision come before those of the
/// usual text.
pub fn modules_of(revision: Option<&str>) -> BTreeMap<String, String> {
    published()
        .filter(|one| one.revision.is_none() || one.revision == revision)
        .map(|one| (one.interface.to_owned(), one.module.to_owned()))
        .collect()
}
