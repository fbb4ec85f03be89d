//! The frame of a page: its markup, its style, its program.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use sha2::{Digest as _, Sha256};

use super::text;

const MARKUP: &str = include_str!("assets/page.html");

const STYLE: &str = concat!(
    include_str!("assets/page.css"),
    include_str!("assets/treemap.css")
);

/// The files of the program, each after those that it uses. The last one starts it.
const PROGRAM: &str = concat!(
    include_str!("assets/elements.js"),
    include_str!("assets/trees.js"),
    include_str!("assets/squares.js"),
    include_str!("assets/treemap.js"),
    include_str!("assets/table.js"),
    include_str!("assets/history.js"),
    include_str!("assets/difference.js"),
    include_str!("assets/page.js"),
);

/// The most bytes of a page beside its frame and its data: title and keys.
const REST: usize = 4_000;

/// The data for the frame.
pub(super) struct Data<'d> {
    pub(super) title: &'d str,
    /// The files, as JSON. All others are JSON too.
    pub(super) files: &'d str,
    pub(super) difference: Option<&'d str>,
    pub(super) history: Option<&'d str>,
}

/// Returns the most bytes of a page without data.
pub(super) fn bytes() -> usize {
    MARKUP.len() + STYLE.len() + PROGRAM.len() + REST
}

/// Returns a page. Its policy allows only the program and the style whose hashes it names.
pub(super) fn fill(data: &Data<'_>) -> String {
    let policy = format!(
        "default-src 'none'; script-src '{}'; style-src '{}'; base-uri 'none'; form-action 'none'",
        hash(PROGRAM),
        hash(STYLE)
    );
    let repository = text::json(&env!("CARGO_PKG_REPOSITORY"));
    let maker = text::json(&concat!("greentic-tiny ", env!("CARGO_PKG_VERSION")));
    let json = format!(
        r#"{{"maker":{maker},"repository":{repository},"files":{},"difference":{},"history":{}}}"#,
        data.files,
        data.difference.unwrap_or("null"),
        data.history.unwrap_or("null"),
    );
    let title = text::html(data.title);
    // Inserted texts are not searched for keys.
    let mut page = String::with_capacity(MARKUP.len() + STYLE.len() + PROGRAM.len() + json.len());
    let mut rest = MARKUP;
    while let Some((before, after)) = rest.split_once("{{") {
        let (key, after) = after.split_once("}}").expect("the markup is well-formed");
        page.push_str(before);
        page.push_str(match key {
            "policy" => &policy,
            "title" => &title,
            "style" => STYLE,
            "data" => &json,
            "program" => PROGRAM,
            _ => unreachable!("the markup has no other key"),
        });
        rest = after;
    }
    page.push_str(rest);
    page
}

/// Returns the hash of a program or a style, as a policy names it.
fn hash(content: &str) -> String {
    format!("sha256-{}", BASE64_STANDARD.encode(Sha256::digest(content)))
}
