//! Growth of a file between two snapshots.

use std::collections::BTreeMap;

use greentic_size_model::numerals::{number, signed};
use serde::Serialize;

use crate::shown::short;
use crate::snapshot::{FunctionSize, Sizes};

/// The things with more bytes than before, the largest difference first.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Growth {
    /// Functions by name. A function that has only a new name does not count.
    pub functions: Vec<Grown>,
    /// Crates, and in brackets the parts that are not code.
    pub crates: Vec<Grown>,
    /// Causes of bytes.
    pub causes: Vec<Grown>,
}

/// Something that has more bytes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Grown {
    /// The name.
    pub name: String,
    /// The crate of a function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub crate_name: Option<String>,
    /// Bytes before; `None` for a new function, and for a small one, which is not kept by
    /// name.
    pub before: Option<u64>,
    /// Bytes after.
    pub after: u64,
    /// The difference in bytes.
    pub more: u64,
}

impl Growth {
    /// Compares the sizes of a file.
    pub fn between(before: &Sizes, after: &Sizes) -> Self {
        Self {
            functions: functions(before, after),
            crates: groups(&before.crates, &after.crates),
            causes: groups(&before.causes, &after.causes),
        }
    }

    /// Returns the function that grew most, or the group if no function grew.
    pub fn most(&self) -> Option<&Grown> {
        self.functions.first().or(self.crates.first())
    }

    /// Returns all functions, and the groups that are not code, the largest difference
    /// first.
    pub fn all(&self) -> Vec<&Grown> {
        let no_code = |grown: &&Grown| grown.name.starts_with('(') && grown.name != "(no crate)";
        let groups = self.crates.iter().filter(no_code);
        let mut all: Vec<_> = self.functions.iter().chain(groups).collect();
        all.sort_by(|one, other| (other.more, &one.name).cmp(&(one.more, &other.name)));
        all
    }
}

impl Grown {
    /// Returns the thing that grew, for people: its name, its crate, and its sizes.
    pub fn text(&self) -> String {
        let of = match &self.crate_name {
            Some(crate_name) => format!(" (crate {})", short(crate_name)),
            None => String::new(),
        };
        let sizes = match self.before {
            Some(before) => format!("{} -> {}", number(before), number(self.after)),
            None => format!("new, {}", number(self.after)),
        };
        format!("{}{of}: {sizes}", short(&self.name))
    }

    /// Returns the difference in bytes, with a sign.
    pub fn difference(&self) -> String {
        signed(i64::try_from(self.more).unwrap_or(i64::MAX))
    }
}

fn sorted(mut grown: Vec<Grown>) -> Vec<Grown> {
    grown.sort_by(|one, other| (other.more, &one.name).cmp(&(one.more, &other.name)));
    grown
}

fn groups(before: &BTreeMap<String, u64>, after: &BTreeMap<String, u64>) -> Vec<Grown> {
    let grown = after.iter().filter_map(|(name, after)| {
        let was = before.get(name).copied();
        let more = after.saturating_sub(was.unwrap_or(0));
        (more > 0).then(|| Grown {
            name: name.clone(),
            crate_name: None,
            before: was,
            after: *after,
            more,
        })
    });
    sorted(grown.collect())
}

fn functions(before: &Sizes, after: &Sizes) -> Vec<Grown> {
    fn by_name(sizes: &Sizes) -> BTreeMap<&str, &FunctionSize> {
        let all = sizes.functions.iter();
        all.map(|function| (&*function.name, function)).collect()
    }
    let (old, new) = (by_name(before), by_name(after));
    // Sizes of functions that are there no more: one of them may have another name now.
    let mut gone: BTreeMap<(u64, u64), usize> = BTreeMap::new();
    for (name, function) in &old {
        if !new.contains_key(name) {
            let size = (function.bytes, function.functions);
            *gone.entry(size).or_default() += 1;
        }
    }
    let mut grown = Vec::new();
    for (name, function) in &new {
        let was = old.get(name).map(|function| function.bytes);
        if was.is_none() {
            let size = (function.bytes, function.functions);
            if let Some(left) = gone.get_mut(&size).filter(|left| **left > 0) {
                *left -= 1;
                continue;
            }
        }
        let more = function.bytes.saturating_sub(was.unwrap_or(0));
        if more > 0 {
            grown.push(Grown {
                name: function.name.clone(),
                crate_name: function.crate_name.clone(),
                before: was,
                after: function.bytes,
                more,
            });
        }
    }
    let unnamed = (
        before.other_functions.unnamed_bytes,
        after.other_functions.unnamed_bytes,
    );
    if unnamed.1 > unnamed.0 {
        grown.push(Grown {
            name: "functions without names".to_owned(),
            crate_name: None,
            before: Some(unnamed.0),
            after: unnamed.1,
            more: unnamed.1 - unnamed.0,
        });
    }
    sorted(grown)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sizes(functions: &[(&str, u64)]) -> Sizes {
        let functions = functions.iter().map(|(name, bytes)| FunctionSize {
            name: (*name).to_owned(),
            crate_name: None,
            bytes: *bytes,
            functions: 1,
        });
        Sizes {
            functions: functions.collect(),
            ..Sizes::default()
        }
    }

    fn names(before: &[(&str, u64)], after: &[(&str, u64)]) -> Vec<(String, u64)> {
        let growth = Growth::between(&sizes(before), &sizes(after));
        let grown = growth.functions.into_iter();
        grown.map(|grown| (grown.name, grown.more)).collect()
    }

    #[test]
    fn what_grew_most_comes_first() {
        let grown = names(
            &[("a", 10), ("b", 10), ("c", 10)],
            &[("a", 11), ("b", 30), ("c", 5), ("d", 7)],
        );
        assert_eq!(grown, [("b".into(), 20), ("d".into(), 7), ("a".into(), 1)]);
    }

    #[test]
    fn another_name_is_no_growth() {
        assert_eq!(names(&[("a", 10)], &[("b", 10)]), []);
        assert_eq!(
            names(&[("a", 10)], &[("b", 10), ("c", 10)]),
            [("c".into(), 10)]
        );
    }
}
