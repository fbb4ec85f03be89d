//! Pages about files: their limits, and their behaviour in a browser.

mod bounds;
mod browser;
mod picture;
mod program;

use greentic_size_model::{Aids, File};
use greentic_size_track::compress::Compressed;
use greentic_size_track::page::{Page, PageFile};

/// Returns a page about one file.
fn page_of(name: &str, bytes: &[u8]) -> String {
    page_with(name, bytes, &Aids::none())
}

/// Returns the same with names from other files.
fn page_with(name: &str, bytes: &[u8], aids: &Aids<'_>) -> String {
    let file = File::read(bytes, aids).unwrap();
    // In a build for tests compressors take many seconds for megabytes.
    let compressed = &bytes[..bytes.len().min(1 << 16)];
    let mut page = Page::default();
    page.add(&PageFile {
        name,
        file: &file,
        compressed: Compressed::of(compressed),
    });
    page.render()
}

/// Returns the data of a page.
fn data_of(page: &str) -> serde_json::Value {
    let (_, data) = page
        .split_once(r#"<script type="application/json" id="data">"#)
        .unwrap();
    let (data, _) = data.split_once("</script>").unwrap();
    serde_json::from_str(data).unwrap()
}
