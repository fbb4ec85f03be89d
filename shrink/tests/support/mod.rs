//! Components to work on.

use std::path::Path;

/// Every component that the tests work on, by name.
pub fn components() -> Vec<(String, Vec<u8>)> {
    let mut all = texts();
    all.extend(built());
    all
}

/// Those of the folder `tests/components`, in the text format.
fn texts() -> Vec<(String, Vec<u8>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/components");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| {
            let name = path.file_name().unwrap().to_string_lossy().into_owned();
            (name, wat::parse_file(path).unwrap())
        })
        .collect()
}

/// The examples, as the compiler leaves them.
fn built() -> Vec<(String, Vec<u8>)> {
    Vec::new()
}
