//! Components in the text format: each has something that tool chains do not
//! make, or not any more.

use std::path::Path;

use super::Named;

/// Returns the components of the folder `texts`.
pub(crate) fn components() -> Vec<Named> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/components/texts");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|path| Named {
            name: path.file_name().unwrap().to_string_lossy().into_owned(),
            bytes: wat::parse_file(path).unwrap(),
        })
        .collect()
}
