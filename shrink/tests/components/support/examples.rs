//! The examples of the project, as the compiler leaves them.

use std::path::Path;
use std::sync::OnceLock;

use greentic_size_report::progress::Silent;
use greentic_size_report::{Answers, LinkFlags, Workspace};

use super::Named;

/// An example that was built.
pub(crate) struct Example {
    pub(crate) name: String,
    pub(crate) bytes: Vec<u8>,
    pub(crate) answers: Answers,
}

/// All of them, built once.
pub(crate) fn all() -> &'static [Example] {
    static BUILT: OnceLock<Vec<Example>> = OnceLock::new();
    BUILT.get_or_init(|| {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let workspace = Workspace::find(&root).unwrap();
        let flags = LinkFlags::read(&workspace.root).unwrap();
        let examples = workspace.select(&[]).unwrap();
        examples
            .iter()
            .map(|example| Example {
                name: example.name.clone(),
                bytes: workspace.build(example, &flags, &mut Silent).unwrap(),
                answers: Answers::read(&example.answers()).unwrap().unwrap(),
            })
            .collect()
    })
}

/// The same without what they answer.
pub(crate) fn components() -> Vec<Named> {
    all()
        .iter()
        .map(|example| Named {
            name: example.name.clone(),
            bytes: example.bytes.clone(),
        })
        .collect()
}

/// One of them.
pub(crate) fn example(name: &str) -> &'static Example {
    let found = all().iter().find(|example| example.name == name);
    found.unwrap_or_else(|| panic!("there is no example {name}"))
}
