//! Rust source under construction.

use wit_parser::Docs;

/// Lines of Rust, indented as they are nested.
#[derive(Debug, Default)]
pub(crate) struct Source {
    text: String,
    depth: usize,
}

impl Source {
    /// Adds a line; an empty one separates.
    pub(crate) fn line(&mut self, line: impl AsRef<str>) {
        let line = line.as_ref();
        if !line.is_empty() {
            for _ in 0..self.depth {
                self.text.push_str("    ");
            }
            self.text.push_str(line);
        }
        self.text.push('\n');
    }

    /// Adds several lines, each indented as it is plus the present depth.
    pub(crate) fn lines(&mut self, lines: &str) {
        for line in lines.lines() {
            self.line(line);
        }
    }

    /// Adds a line that opens a block.
    pub(crate) fn open(&mut self, line: impl AsRef<str>) {
        self.line(line);
        self.depth += 1;
    }

    /// Indents what follows, after lines that ended with an open block.
    pub(crate) fn indent(&mut self) {
        self.depth += 1;
    }

    /// Adds a line that closes the innermost block.
    pub(crate) fn close(&mut self, line: impl AsRef<str>) {
        self.depth -= 1;
        self.line(line);
    }

    /// Adds a doc comment: what the WIT says, or `otherwise` where it says
    /// nothing.
    pub(crate) fn doc(&mut self, docs: &Docs, otherwise: &str) {
        self.doc_text(docs.contents.as_deref().unwrap_or(otherwise));
    }

    /// Adds a doc comment.
    ///
    /// A block of code that does not say what language it is in is text:
    /// rustdoc would compile it as Rust.
    pub(crate) fn doc_text(&mut self, text: &str) {
        let mut in_code = false;
        for line in text.trim().lines() {
            let fence = line.trim_start().starts_with("```");
            let language = if fence && !in_code && line.trim() == "```" {
                "text"
            } else {
                ""
            };
            in_code ^= fence;
            self.line(format!("/// {}{language}", line.trim_end()).trim_end());
        }
    }

    /// What was added.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn code_of_no_language_is_text() {
        let mut source = Source::default();
        source.doc_text("See:\n\n```\na b\n```\nand\n```json\n{}\n```\n");
        assert_eq!(
            source.finish(),
            "/// See:\n///\n/// ```text\n/// a b\n/// ```\n/// and\n/// ```json\n/// {}\n/// ```\n"
        );
    }
}
