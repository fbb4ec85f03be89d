//! Types of one crate that share a name.

use std::collections::{BTreeMap, BTreeSet};

use crate::condition::exclude;
use crate::crates::{Names, TypeName};

/// The trait that a macro writes into each generated module of bindings: its file and its name.
const OF_BINDINGS: (&str, &str) = ("host-shim/src/runtime/host.rs", "Host");

/// Returns the names that two types of a crate have, with their places. Two that are never
/// compiled together may share one.
pub(crate) fn faults(crates: &BTreeMap<String, Names>) -> Vec<String> {
    let mut faults = Vec::new();
    for (name, names) in crates {
        let mut places = BTreeMap::<&str, Vec<&TypeName>>::new();
        let written = |one: &&TypeName| (&*one.file, &*one.name) != OF_BINDINGS;
        for one in names.types.iter().filter(written) {
            places.entry(&one.name).or_default().push(one);
        }
        for (shared, all) in places {
            let clashes = |(at, one): (usize, &&TypeName)| {
                let mut others = all.iter().enumerate().filter(|(other, _)| *other != at);
                let clash = others.any(|(_, two)| !exclude(&one.conditions, &two.conditions));
                clash.then(|| one.file.clone())
            };
            let files: Vec<_> = all.iter().enumerate().filter_map(clashes).collect();
            if !files.is_empty() {
                let count = files.len();
                let files: BTreeSet<_> = files.into_iter().collect();
                let files: Vec<_> = files.into_iter().collect();
                faults.push(format!(
                    "{name}: {count} types are called `{shared}`: {} (give each a name of its own)",
                    files.join(", ")
                ));
            }
        }
    }
    faults
}
