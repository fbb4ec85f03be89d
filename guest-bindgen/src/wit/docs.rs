//! The documentation of WIT, so that rustdoc reads it as it was meant.
//!
//! WIT's documentation is Markdown like Rust's, but rustdoc reads more into it:
//! it compiles code that names no language, takes `[a]` for a link to an item
//! and `list<u8>` for HTML, and warns about each of them in the author's crate.

use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, Event, LinkType, Options, Parser, Tag, TagEnd};

/// Rounds of changes: one can bring another thing to light, a link within HTML
/// say. Text of an author needs one or two.
const ROUNDS: usize = 8;

/// `text` in the form that rustdoc shows as it reads in WIT.
pub(crate) fn for_rustdoc(text: &str) -> String {
    // Rust takes no lone carriage return in a comment.
    let mut text = text.replace("\r\n", "\n").replace('\r', " ");
    for _ in 0..ROUNDS {
        let edits = edits(&text);
        if edits.is_empty() {
            break;
        }
        // From the end, so that the places before stay where they are.
        for (place, replacement) in edits.into_iter().rev() {
            text.replace_range(place, &replacement);
        }
    }
    text
}

type Edit = (Range<usize>, String);

/// Returns the changes, in the order of the text and without overlaps.
fn edits(text: &str) -> Vec<Edit> {
    let mut edits: Vec<Edit> = Vec::new();
    let mut broken = Vec::new();
    let mut note = |link: BrokenLink<'_>| {
        broken.push(link.span.start);
        None
    };
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut links = 0_usize;
    let mut in_code = false;
    let events = Parser::new_with_broken_link_callback(text, options, Some(&mut note));
    for (event, place) in events.into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                ..
            }) => {
                links += 1;
                let written = !matches!(link_type, LinkType::Autolink | LinkType::Email);
                if written && may_be_an_item(&dest_url) {
                    edits.push(escape(place.start));
                }
            }
            Event::End(TagEnd::Link) => links -= 1,
            Event::Start(Tag::CodeBlock(kind)) => {
                in_code = true;
                match kind {
                    CodeBlockKind::Fenced(info) => edits.extend(fenced(text, &info, place)),
                    CodeBlockKind::Indented => edits.extend(indented(text, place)),
                }
            }
            Event::End(TagEnd::CodeBlock) => in_code = false,
            Event::Html(_) | Event::InlineHtml(_) if text[place.clone()].starts_with('<') => {
                edits.push(escape(place.start));
            }
            Event::Text(_) if links == 0 && !in_code => edits.extend(addresses(text, place)),
            _ => {}
        }
    }
    edits.extend(broken.into_iter().map(escape));
    edits.sort_by_key(|(place, _)| (place.start, place.end));
    // The second of two that overlap is for the next round.
    let mut end = 0;
    edits.retain(|(place, _)| {
        let free = place.start >= end;
        if free {
            end = place.end.max(place.start + 1);
        }
        free
    });
    edits
}

fn escape(at: usize) -> Edit {
    (at..at, "\\".to_owned())
}

/// Returns whether rustdoc looks for an item of this name: it does not where the name
/// has something in it that no path of Rust has.
fn may_be_an_item(destination: &str) -> bool {
    let path = destination.split('#').next().unwrap_or_default();
    !path.is_empty()
        && path
            .chars()
            .all(|c| c.is_alphanumeric() || ":_<>, !*&;@()`".contains(c))
}

/// Names a language, so that the code is not compiled with the author's tests;
/// and closes a block that ends with the text, where more may follow.
fn fenced(text: &str, info: &str, place: Range<usize>) -> Vec<Edit> {
    let block = &text[place.clone()];
    let first = block.split('\n').next().unwrap_or_default();
    let mut edits = Vec::new();
    let at = place.start + first.trim_end().len();
    let mut tokens = info
        .split(|c: char| c == ',' || c.is_whitespace())
        .filter(|token| !token.is_empty())
        .peekable();
    let ignored = info.contains("ignore");
    if tokens.peek().is_none() {
        edits.push((at..at, "text".to_owned()));
    } else if !ignored && tokens.all(is_of_rust) {
        edits.push((at..at, ",ignore".to_owned()));
    }
    let fence: String = first
        .chars()
        .take_while(|&c| c == '`' || c == '~')
        .collect();
    let last = block.trim_end().rsplit('\n').next().unwrap_or_default();
    let last = last.trim_start_matches([' ', '>']);
    let closed = block.trim_end().contains('\n') && last.starts_with(&fence);
    if !closed && place.end >= text.trim_end().len() {
        let end = text.trim_end().len();
        edits.push((end..end, format!("\n{fence}")));
    }
    edits
}

/// Returns whether rustdoc knows the word as one about code in Rust.
fn is_of_rust(token: &str) -> bool {
    matches!(
        token,
        "rust" | "should_panic" | "no_run" | "compile_fail" | "test_harness" | "standalone_crate"
    ) || token.starts_with("edition")
        || token.starts_with(['{', '.'])
}

/// A block that is code only by its indentation names no language: it is put
/// between fences.
fn indented(text: &str, place: Range<usize>) -> Vec<Edit> {
    let start = text[..place.start].rfind('\n').map_or(0, |at| at + 1);
    let before = &text[start..place.start];
    let indent = &text[start..place.start + leading_spaces(&text[place.start..])];
    let Some(margin) = indent.strip_suffix("    ") else {
        return Vec::new();
    };
    // Beside the mark of a list there is no line to put the fence on.
    if !before.chars().all(|c| c == ' ' || c == '>') {
        return Vec::new();
    }
    let block = text[start..place.end].trim_end();
    let lines: Vec<_> = block
        .lines()
        .map(|line| match line.strip_prefix(indent) {
            Some(code) => format!("{margin}{code}"),
            None => line.trim_end().to_owned(),
        })
        .collect();
    let code = lines.join("\n");
    vec![(
        start..start + block.len(),
        format!("{margin}```text\n{code}\n{margin}```"),
    )]
}

fn leading_spaces(text: &str) -> usize {
    text.bytes().take_while(|&byte| byte == b' ').count()
}

/// Addresses that stand in the text as they are become links.
fn addresses(text: &str, place: Range<usize>) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut from = place.start;
    while let Some(at) = ["https://", "http://"]
        .iter()
        .filter_map(|scheme| text[from..place.end].find(scheme))
        .min()
    {
        let start = from + at;
        let rest = &text[start..];
        let end = rest
            .find(|c: char| c.is_whitespace() || "<>()[]{}|\"'`\\^*".contains(c))
            .unwrap_or(rest.len());
        let address = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '_']);
        let end = start + address.len();
        edits.push((start..end, format!("<{address}>")));
        from = end.max(start + 1);
        if from >= place.end || !text.is_char_boundary(from) {
            break;
        }
    }
    edits
}

#[cfg(test)]
mod tests {
    use super::for_rustdoc;

    fn becomes(text: &str, expected: &str) {
        let once = for_rustdoc(text);
        assert_eq!(once, expected);
        assert_eq!(for_rustdoc(&once), once, "it is done once and for all");
    }

    #[test]
    fn plain_text_stays_as_it_is() {
        for text in [
            "",
            "A sentence, with `code` and *emphasis*.\n\n- a list\n  of two lines\n\n1. one",
            "See [the book](https://example.org/a_b) and <https://example.org>.",
            "See [the other][1].\n\n[1]: https://example.org",
            "| a | b |\n| - | - |\n| 1 | 2 |",
            "`[a]`, `list<u8>`, a < b > c, 1 * 2 */ 3, an array\\[0]",
            "```json\n{\"a\": [1]}\n```",
            "~~~wit\nrecord a { b: list<u8> }\n~~~",
            "# Panics\n\nNever.",
        ] {
            becomes(text, text);
        }
    }

    #[test]
    fn code_of_no_language_is_text() {
        becomes(
            "See:\n\n```\na b\n```\nand\n```json\n{}\n```\n",
            "See:\n\n```text\na b\n```\nand\n```json\n{}\n```\n",
        );
        becomes("~~~\na\n~~~", "~~~text\na\n~~~");
        becomes("- a\n  ```\n  b\n  ```", "- a\n  ```text\n  b\n  ```");
        becomes("```rust\nx\n```", "```rust,ignore\nx\n```");
        becomes("```no_run\nx\n```", "```no_run,ignore\nx\n```");
    }

    #[test]
    fn code_that_is_only_indented_is_text() {
        becomes(
            "Say:\n\n    let a = b;\n\n      c\n\nand so on",
            "Say:\n\n```text\nlet a = b;\n\n  c\n```\n\nand so on",
        );
        becomes(
            "- a\n\n      b\n\n- c",
            "- a\n\n  ```text\n  b\n  ```\n\n- c",
        );
        // The second line of an item is none.
        becomes("- a\n    b", "- a\n    b");
    }

    #[test]
    fn a_block_that_is_left_open_is_closed() {
        becomes("```wit\na", "```wit\na\n```");
        becomes("````\na\n```", "````text\na\n```\n````");
        becomes("```", "```text\n```");
    }

    #[test]
    fn what_is_no_link_is_none() {
        becomes("from [0, 1] on", "from \\[0, 1] on");
        becomes(
            "[`node-error`] and [x][y]",
            "\\[`node-error`] and \\[x]\\[y]",
        );
        becomes("see [that](other-type)", "see [that](other-type)");
        becomes("see [that](other)", "see \\[that](other)");
        becomes("![x]", "\\!\\[x]");
    }

    #[test]
    fn what_is_no_html_is_none() {
        becomes("a list<u8> or <b>", "a list\\<u8> or \\<b>");
        becomes("<div>\n\n[a]", "\\<div>\n\n\\[a]");
        becomes("<!-- [a] -->", "\\<!-- \\[a] -->");
    }

    #[test]
    fn addresses_are_links() {
        becomes(
            "See https://example.org/a_b_c?d=e&f (or http://example.org).",
            "See <https://example.org/a_b_c?d=e&f> (or <http://example.org>).",
        );
        becomes("`https://example.org`", "`https://example.org`");
    }

    #[test]
    fn a_lone_carriage_return_is_a_space() {
        becomes("a\rb\r\nc", "a b\nc");
    }
}
