//! Makes one page of HTML about files: nothing is fetched, and nothing else belongs to it.
//!
//! A page has a treemap to click through, a table to sort and filter, a chart of the
//! history and a difference, each where it was given what that takes. Whatever the input
//! is, a page has at most [`LIMIT`] bytes: of a large file the largest parts are drawn, and
//! all others are summed up, so that every number adds up to the file.
//!
//! Names come from files of strangers. They are written on one line, into JSON in which no
//! character means anything to HTML, and reach the page as text.

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
pub use self::subject::Subject;

/// Bytes of a page at most.
pub const LIMIT: usize = 500_000;

/// Files on one page at most.
pub const FILES: usize = 50;

/// Bytes of the part about the difference, or about the history, at most.
const PART: usize = 60_000;

/// A page that is being put together.
///
/// ```
/// use greentic_size_model::{Aids, File};
/// use greentic_size_track::compress::Compressed;
/// use greentic_size_track::page::{LIMIT, Page, Subject};
///
/// let bytes = wat::parse_str(r#"(module (func $shop::total (export "total") nop))"#)?;
/// let file = File::read(&bytes, &Aids::none())?;
/// let mut page = Page::default();
/// page.add(&Subject { name: "shop.wasm", file: &file, compressed: Compressed::of(&bytes) });
/// let html = page.render();
/// assert!(html.starts_with("<!DOCTYPE html>") && html.len() <= LIMIT);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Default)]
pub struct Page {
    files: Vec<subject::Taken>,
    difference: Option<compared::Compared>,
    history: Vec<Moment>,
}

impl Page {
    /// Adds a file. After [`FILES`] of them no more are taken.
    pub fn add(&mut self, subject: &Subject<'_, '_>) {
        if self.files.len() < FILES {
            self.files.push(subject::Taken::of(subject));
        }
    }

    /// Adds what has changed from a file of the name `before` to one of the name `after`.
    pub fn compare(&mut self, before: &str, after: &str, difference: Difference) {
        self.difference = Some(compared::Compared::of(before, after, difference));
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

    /// What stands in the tab of a browser.
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
