//! The verdict of a runner about a component.

use serde::Serialize;

use super::Table;
use super::item::{Item, answering};
use crate::Runner;
use crate::surface::{Difference, Direction, Kind};

/// The answer whether a runner calls a component, and the imports that it links for it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The runner.
    pub runner: Runner,
    /// The imports of the component, in the order of the file.
    pub imports: Vec<Import>,
    /// By which interface it is called.
    pub called: Called,
}

/// An import of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Import {
    /// Its name.
    pub name: String,
    /// The link that the runner has for it.
    pub link: Link,
    /// The name under which it has that, if it is another version.
    #[serde(rename = "as")]
    pub provided_by: Option<String>,
    /// The functions that differ from those that the component expects.
    pub differences: Vec<Difference>,
}

/// The link that a runner has for an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Link {
    /// All that the component uses of it, with the same types.
    Linked,
    /// An interface of that name; its types were not compared.
    ByName,
    /// Nothing, and nothing is needed: it has no functions.
    TypesOnly,
    /// Something of that name that lacks functions, or has them with other types.
    Different,
    /// Nothing.
    Missing,
}

/// By which interface a runner calls a component.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Called {
    /// By this one.
    By {
        /// The name that the component has for it.
        interface: String,
    },
    /// By this one, and that fails: it has not the functions that the runner expects.
    Broken {
        /// The name that the component has for it.
        interface: String,
        /// The functions that differ from those that the runner expects.
        differences: Vec<Difference>,
    },
    /// By none.
    Not {
        /// The interfaces that the runner looks for, in this order.
        wanted: Vec<String>,
    },
}

impl Import {
    /// Returns whether the component can be linked as far as this import goes.
    #[must_use]
    pub fn is_satisfied(&self) -> bool {
        !matches!(self.link, Link::Different | Link::Missing)
    }
}

impl Verdict {
    /// Returns whether the runner links the component and calls it.
    #[must_use]
    pub fn runs(&self) -> bool {
        matches!(self.called, Called::By { .. }) && self.imports.iter().all(Import::is_satisfied)
    }
}

impl Table {
    /// Holds imports and exports of a component against the table.
    pub(super) fn verdict(&self, runner: Runner, imports: &[Item], exports: &[Item]) -> Verdict {
        Verdict {
            runner,
            imports: imports.iter().map(|import| self.import(import)).collect(),
            called: self.called(exports),
        }
    }

    fn import(&self, import: &Item) -> Import {
        let mut found = Import {
            name: import.name.clone(),
            link: Link::Missing,
            provided_by: None,
            differences: Vec::new(),
        };
        if let Some(linked) = answering(&self.linked, &import.name) {
            found.provided_by = (linked.name != import.name).then(|| linked.name.clone());
            found.link = if linked.functions.is_empty() {
                Link::ByName
            } else {
                found.differences = differences(Direction::Import, import, linked);
                if found.differences.is_empty() {
                    Link::Linked
                } else {
                    Link::Different
                }
            };
        } else if import.functions.is_empty() {
            found.link = Link::TypesOnly;
        }
        found
    }

    fn called(&self, exports: &[Item]) -> Called {
        for wanted in &self.called {
            let Some(export) = answering(exports, &wanted.name) else {
                continue;
            };
            let interface = export.name.clone();
            let differences = differences(Direction::Export, export, wanted);
            return if differences.is_empty() {
                Called::By { interface }
            } else {
                Called::Broken {
                    interface,
                    differences,
                }
            };
        }
        let wanted = self.called.iter().map(|item| item.name.clone());
        Called::Not {
            wanted: wanted.collect(),
        }
    }
}

/// Returns the differences between the functions of a component's interface and those of
/// the runner. A component does not miss a function that it does not import, and further
/// exports harm nobody.
fn differences(direction: Direction, component: &Item, runner: &Item) -> Vec<Difference> {
    let difference =
        |function: &str, kind, expected: Option<&String>, found: Option<&String>| Difference {
            direction,
            interface: Some(component.name.clone()),
            function: function.to_owned(),
            kind,
            expected: expected.cloned(),
            found: found.cloned(),
        };
    let (used, offered, lacking) = match direction {
        Direction::Import => (component, runner, Kind::Additional),
        Direction::Export => (runner, component, Kind::Missing),
    };
    let wrong = used.functions.iter().filter_map(|(function, used)| {
        let offered = offered.functions.get(function);
        if offered == Some(used) {
            return None;
        }
        let (expected, found) = match direction {
            Direction::Import => (offered, Some(used)),
            Direction::Export => (Some(used), offered),
        };
        let kind = if offered.is_some() {
            Kind::Different
        } else {
            lacking
        };
        Some(difference(function, kind, expected, found))
    });
    wrong.collect()
}
