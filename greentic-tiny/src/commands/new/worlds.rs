//! The worlds and interfaces of Greentic's WIT, and the start of a component for each.

use std::collections::BTreeSet;

use greentic_guest_bindgen::{Answers, Published, Stub, Wit, modules_of, published};

use super::template::Start;
use super::{Files, usage};
use crate::commands::check::KNOWN;
use crate::commands::names;
use crate::failure::Failure;

/// The name of each text of the WIT in the list of bindings, by its name in [`KNOWN`].
const REVISIONS: [(&str, Option<&str>); 3] = [
    ("current", None),
    ("0.4.113", Some("rev_0_4_113")),
    ("0.4.93", Some("rev_0_4_93")),
];

/// Reads a text of the WIT.
fn wit(name: &str) -> Result<Wit, Failure> {
    let text = KNOWN.iter().find(|(known, _)| *known == name);
    let text = text.map_or("", |(_, text)| text);
    Wit::parse(name, text).map_err(|error| usage(error.to_string()))
}

/// Returns the names of all worlds that export something, and of all interfaces with
/// functions, each once.
pub(super) fn all() -> Result<BTreeSet<String>, Failure> {
    let mut all = BTreeSet::new();
    for (name, _) in REVISIONS {
        let wit = wit(name)?;
        for world in wit.worlds() {
            let exports = wit.exports(&world).unwrap_or_default();
            if !exports.is_empty() {
                all.insert(world);
            }
        }
        all.extend(wit.interfaces());
    }
    Ok(all)
}

/// Returns the start of a crate for a world or an interface, by its name or by a part that
/// fits only one. The usual text is searched first, then the first revision that has it.
pub(super) fn start(of: &str) -> Result<Start, Failure> {
    let all = all()?;
    let of = names::full(of, all.iter().map(String::as_str))?;
    let mut refused = None;
    for (name, revision) in REVISIONS {
        let wit = wit(name)?;
        if !wit
            .worlds()
            .iter()
            .chain(&wit.interfaces())
            .any(|known| known == of)
        {
            continue;
        }
        let stub = Stub {
            of: of.to_owned(),
            answers: Answers::Empty,
            bindings: "greentic_guest::worlds".to_owned(),
            modules: modules_of(revision),
        };
        match wit.stub(&stub) {
            Ok(source) => {
                // A path that is found must not be the beginning of a longer one.
                let named = |module: &str| {
                    let path = module.trim_start_matches("greentic_guest::");
                    source
                        .match_indices(path)
                        .any(|(at, _)| !source[at + path.len()..].starts_with("::"))
                };
                let used = |one: &Published| one.revision == revision && named(one.module);
                let features = published().filter(used).map(|one| one.feature.to_owned());
                return Ok(Start {
                    world: of.to_owned(),
                    features: features.collect(),
                    files: Files::from([("src/lib.rs".into(), source)]),
                });
            }
            Err(error) => refused = Some(error.to_string()),
        }
    }
    Err(usage(refused.unwrap_or_else(|| {
        format!("nothing begins a component of `{of}`; `greentic-tiny new --list` has what does")
    })))
}
