//! The subject of a page: a file.

use greentic_size_model::File;
use greentic_size_model::explain::{Row, rows};

use crate::compress::Compressed;

use super::text;
use super::tree::Tree;

/// The subject of a page: a file.
pub struct PageFile<'s, 'f> {
    /// The name.
    pub name: &'s str,
    /// The file.
    pub file: &'s File<'f>,
    /// Its compressed sizes.
    pub compressed: Compressed,
}

/// The data of a file for a page.
pub(super) struct FileData {
    pub(super) name: String,
    pub(super) bytes: u64,
    pub(super) compressed: Compressed,
    pub(super) functions: usize,
    pub(super) named: usize,
    pub(super) tree: Tree,
    /// The rows, the largest first.
    pub(super) rows: Vec<Row>,
}

impl FileData {
    pub(super) fn of(subject: &PageFile<'_, '_>) -> Self {
        let file = subject.file;
        let name = text::name(subject.name);
        let modules = file.model().modules();
        let functions = modules.flat_map(|module| file.model().functions_of(module));
        Self {
            bytes: file.model().bytes(),
            compressed: subject.compressed,
            functions: functions.count(),
            named: file.names().len(),
            tree: Tree::of(file, &name),
            rows: rows(file),
            name,
        }
    }
}
