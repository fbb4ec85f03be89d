//! Makes one page of HTML about files. The page fetches nothing and needs no other file.
//!
//! A page has a treemap to click through and a table to sort and filter. If it was given
//! the data, it also has a chart of the history and a difference. For any input, a page
//! has at most [`LIMIT`] bytes. Only the largest parts of a large file are drawn. All
//! others are summed up, so that every number adds up to the file.
//!
//! Names come from files of strangers. They are written on one line, in JSON without
//! characters that mean something to HTML, and the page shows them as text.

mod compared;
mod cut;
mod past;
mod subject;
mod table;
mod template;
mod text;
mod tree;

use greentic_size_model::diff::Difference;

pub use self::past::Moment;
pub use self::subject::PageFile;

/// Most bytes of a page.
pub const LIMIT: usize = 500_000;

/// Most files on one page.
pub const FILES: usize = 50;

/// Most bytes of the part about the difference, and of the part about the history.
const PART: usize = 60_000;

/// A page that is being built.
///
/// ```
/// use greentic_size_model::{Aids, File};
/// use greentic_size_track::compress::Compressed;
/// use greentic_size_track::page::{LIMIT, Page, PageFile};
///
/// let bytes = wat::parse_str(r#"(module (func $shop::total (export "total") nop))"#)?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let mut page = Page::default();
/// page.add(&PageFile { name: "shop.wasm", file: &file, compressed: Compressed::of(&bytes) });
/// let html = page.render();
/// assert!(html.starts_with("<!DOCTYPE html>") && html.len() <= LIMIT);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Page {
    files: Vec<subject::FileData>,
    difference: Option<compared::FileDifference>,
    history: Vec<Moment>,
}

impl Page {
    /// Adds a file. After [`FILES`] of them, further files are ignored.
    pub fn add(&mut self, subject: &PageFile<'_, '_>) {
        if self.files.len() < FILES {
            self.files.push(subject::FileData::of(subject));
        }
    }

    /// Adds the difference from a file of the name `before` to one of the name `after`.
    pub fn compare(&mut self, before: &str, after: &str, difference: Difference) {
        self.difference = Some(compared::FileDifference::of(before, after, difference));
    }

    /// Adds a moment of the history, the oldest first.
    pub fn remember(&mut self, moment: Moment) {
        self.history.push(moment);
    }

    /// Returns the page, at most [`LIMIT`] bytes of HTML.
    pub fn render(&self) -> String {
        let difference = self.difference.as_ref().map(|one| one.within(PART));
        let history = past::within(&self.history, PART);
        let used =
            difference.as_deref().map_or(0, str::len) + history.as_deref().map_or(0, str::len);
        let room = LIMIT - template::bytes() - used;
        let files = cut::all(&self.files, room);
        template::fill(&template::Data {
            title: &self.title(),
            files: &files,
            difference: difference.as_deref(),
            history: history.as_deref(),
        })
    }

    /// Returns the title for the tab of a browser.
    fn title(&self) -> String {
        match &self.files[..] {
            [] => "Sizes".to_owned(),
            [one] => format!(
                "{}: {} bytes",
                one.name,
                greentic_size_model::numerals::number(one.bytes)
            ),
            several => format!("Sizes of {} files", several.len()),
        }
    }
}
