//! The examples of the project, as the compiler leaves them.

use std::sync::OnceLock;

use greentic_testkit::guests::{bytes, examples};

use super::Named;

/// Returns all examples.
pub(crate) fn all() -> &'static [Named] {
    static READ: OnceLock<Vec<Named>> = OnceLock::new();
    READ.get_or_init(|| {
        let examples = examples().iter();
        let read = examples.map(|example| Named {
            name: example.name.clone(),
            bytes: bytes(&example.name),
        });
        read.collect()
    })
}

/// Returns one of the examples.
pub(crate) fn example(name: &str) -> &'static Named {
    let found = all().iter().find(|example| example.name == name);
    found.unwrap_or_else(|| panic!("there is no example {name}"))
}
