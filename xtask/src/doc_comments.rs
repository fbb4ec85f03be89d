//! Finds doc comments in source text. Strings and other comments are passed over, so that code
//! which a generator or a test holds in a string does not count.

/// A block of doc comments: lines of one kind, `//!` or `///`, that follow each other.
#[derive(Debug, PartialEq)]
pub(crate) struct Block<'a> {
    /// The line that it begins on, from 1.
    pub(crate) line: usize,
    /// The text of that line.
    pub(crate) first: &'a str,
}

/// Returns the blocks of a source, in order.
pub(crate) fn blocks(source: &str) -> Vec<Block<'_>> {
    let mut blocks = Vec::new();
    let (mut at, mut line) = (0, 1);
    // The kind of the last doc comment, and the line behind it.
    let mut last = ("", 0);
    while at < source.len() {
        let rest = &source[at..];
        let token = &rest[..token(rest)];
        if let Some(kind) = doc_kind(token) {
            if last != (kind, line) {
                let first = token[kind.len()..].trim();
                blocks.push(Block { line, first });
            }
            last = (kind, line + 1);
        }
        line += token.matches('\n').count();
        at += token.len();
    }
    blocks
}

/// Returns the kind of a doc comment; `None` of anything else.
fn doc_kind(token: &str) -> Option<&'static str> {
    let kind = ["//!", "///"]
        .into_iter()
        .find(|kind| token.starts_with(kind));
    kind.filter(|_| !token.starts_with("////"))
}

/// Returns the length of what a text begins with: a comment, a literal, a word or one character.
fn token(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    if rest.starts_with("/*") {
        return block_comment(rest);
    }
    let first = rest.chars().next().unwrap_or_default();
    match first {
        '"' => string(rest),
        '\'' => character(rest),
        _ if is_word(first) => word(rest),
        _ => first.len_utf8(),
    }
}

fn is_word(c: char) -> bool {
    c == '_' || c.is_alphanumeric()
}

/// Returns the length of a comment `/* .. */`, which may have others inside.
fn block_comment(rest: &str) -> usize {
    let (mut depth, mut at) = (0, 0);
    while at < rest.len() {
        let here = &rest.as_bytes()[at..];
        if here.starts_with(b"/*") {
            depth += 1;
            at += 2;
        } else if here.starts_with(b"*/") {
            depth -= 1;
            at += 2;
            if depth == 0 {
                return at;
            }
        } else {
            at += 1;
        }
    }
    rest.len()
}

/// Returns the length of a string in quotes.
fn string(rest: &str) -> usize {
    let mut escaped = true;
    for (at, c) in rest.char_indices() {
        match c {
            '"' if !escaped => return at + 1,
            '\\' if !escaped => escaped = true,
            _ => escaped = false,
        }
    }
    rest.len()
}

/// Returns the length of a character in quotes, or of the quote of a lifetime.
fn character(rest: &str) -> usize {
    let inside = &rest[1..];
    if inside.starts_with('\\') {
        let escaped = inside.chars().nth(1).map_or(0, char::len_utf8);
        let close = inside[1 + escaped..].find('\'');
        return close.map_or(rest.len(), |close| 1 + 1 + escaped + close + 1);
    }
    let length = inside.chars().next().map_or(0, char::len_utf8);
    if inside[length..].starts_with('\'') {
        1 + length + 1
    } else {
        1
    }
}

/// Returns the length of a word, and of the raw string that it begins.
fn word(rest: &str) -> usize {
    let length = rest.find(|c| !is_word(c)).unwrap_or(rest.len());
    if !["r", "br", "cr"].contains(&&rest[..length]) {
        return length;
    }
    let after = rest[length..].trim_start_matches('#');
    let hashes = rest.len() - length - after.len();
    let Some(text) = after.strip_prefix('"') else {
        return length;
    };
    let close = format!("\"{}", "#".repeat(hashes));
    let start = rest.len() - text.len();
    text.find(&close)
        .map_or(rest.len(), |end| start + end + close.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(source: &str) -> Vec<usize> {
        blocks(source).iter().map(|block| block.line).collect()
    }

    #[test]
    fn blocks_begin_where_kind_or_place_changes() {
        let source =
            "//! A.\n//!\n//! B.\n\n/// C.\n/// D.\nstruct E {\n    /// F.\n    g: u8,\n}\n";
        let firsts = ["A.", "C.", "F."].into_iter().zip([1, 5, 8]);
        let expected: Vec<_> = firsts.map(|(first, line)| Block { line, first }).collect();
        assert_eq!(blocks(source), expected);
        assert_eq!(lines("//! A.\n/// B.\n"), [1, 2]);
    }

    #[test]
    fn other_comments_are_passed_over() {
        assert!(lines("//// A.\n// B.\n/* /* c */\n/// D.\n*/\n").is_empty());
        assert_eq!(lines("/* a */\n/// B."), [2]);
    }

    #[test]
    fn strings_are_passed_over() {
        assert!(lines("const A: &str = \"\n/// B.\n\\\"\n/// C.\n\";").is_empty());
        assert!(lines("const A: &str = r#\"\n/// B.\n\"\n/// C.\n\"#;").is_empty());
        assert!(lines("const A: &[u8] = br\"\n/// B.\\\";").is_empty());
    }

    #[test]
    fn quotes_of_lifetimes_and_characters_begin_no_string() {
        for line in [
            "const A: char = '\"';",
            "const A: char = '\\'';",
            "const A: char = '\\u{e9}';",
            "const A: u8 = b'\"';",
            "fn a<'a>(_: &'a str) {}",
            "const r#in: u8 = 0;",
        ] {
            assert_eq!(lines(&format!("{line}\n/// B.\n")), [2], "{line}");
        }
    }
}
