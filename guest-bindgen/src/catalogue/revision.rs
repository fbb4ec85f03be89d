//! Revisions: other shapes of packages under the same names and versions.

use std::path::Path;

use wit_parser::TypeDefKind;

use super::{Catalogue, LIST};
use crate::Error;

/// The difference between the packages of a revision and the usual ones.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Revision {
    /// Its name: the first version of hosts, or of tools, that had it.
    pub name: &'static str,
    /// The module of its bindings.
    pub module: &'static str,
    /// The feature that switches them on.
    pub feature: &'static str,
    /// The documentation of that module.
    pub about: &'static str,
}

/// The revision that most of the usual text is of, for the packages in which
/// hosts speak another one.
const BASE: Revision = Revision {
    name: "0.4.93",
    module: "rev_0_4_93",
    feature: "rev-0-4-93",
    about: "`greentic:component@0.4.0` as the published crates of version 0.4.93 have it, \
            with\nthe tenant of `greentic:interfaces-types`. The runner of version 0.4.59 \
            speaks it.",
};

/// The revision that newer hosts speak in some packages.
const NEWER: Revision = Revision {
    name: "0.4.113",
    module: "rev_0_4_113",
    feature: "rev-0-4-113",
    about: "The packages that have other shapes in revision 0.4.113 of the published \
            crates, and\nthose that came with it. Runners speak its `component@0.6.0`, \
            `worker`, `component-v1`,\n`common-types` and `provider-common`; no runner is \
            known to call its nodes of\nversions 0.4.0 and 0.5.0.",
};

/// The shape of nodes from before there was any text of it.
const FIRST_NODES: Revision = Revision {
    name: "0.4.57",
    module: "rev_0_4_57",
    feature: "rev-0-4-57",
    about: "`greentic:component@0.5.0` as components speak it that were built with \
            versions\n0.4.57 to 0.4.79: as in revision 0.4.113, without `i18n-id`.",
};

impl Revision {
    /// The texts that there are, the usual one first.
    pub(super) const TEXTS: [Option<Self>; 3] = [None, Some(BASE), Some(NEWER)];

    /// Returns the folder of its text below that of the usual one.
    pub(super) fn folder(&self) -> String {
        format!("revisions/{}", self.name)
    }
}

/// Reads the newer revision, leaves `greentic:component@0.5.0` alone in it and
/// takes `i18n-id` out of that.
pub(super) fn first_nodes(wit: &Path) -> Result<Catalogue, Error> {
    const NODES: &str = "greentic:component@0.5.0";
    let mut catalogue = Catalogue::read(wit, Some(NEWER))?;
    let fail = |what: String| Error::Catalogue {
        path: wit.join(NEWER.folder()).join(LIST),
        what: format!("{what}, from which the nodes of revision 0.4.57 come"),
    };
    catalogue.revision = Some(FIRST_NODES);
    catalogue.packages.retain(|package| package.name == NODES);
    let [package] = &*catalogue.packages else {
        return Err(fail(format!("there is no package `{NODES}`")));
    };
    let resolve = &mut catalogue.wit.resolve;
    for record in ["tenant-ctx", "exec-ctx"] {
        let interface = resolve.packages[package.id].interfaces.get("node");
        let id = interface.and_then(|&node| resolve.interfaces[node].types.get(record));
        let fields = match id.map(|&id| &mut resolve.types[id].kind) {
            Some(TypeDefKind::Record(record)) => &mut record.fields,
            _ => return Err(fail(format!("{NODES}, node has no record `{record}`"))),
        };
        let Some(at) = fields.iter().position(|field| field.name == "i18n-id") else {
            return Err(fail(format!("{NODES}, {record} has no field `i18n-id`")));
        };
        fields.remove(at);
    }
    Ok(catalogue)
}
