//! Rust source under construction.

use wit_parser::{Docs, Stability};

use crate::wit::docs::for_rustdoc;

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
        let said = docs.contents.as_deref().map(str::trim);
        self.doc_text(said.filter(|text| !text.is_empty()).unwrap_or(otherwise));
    }

    /// Adds what the WIT says of an item's history: to its documentation, which
    /// stands before it, and as an attribute.
    pub(crate) fn stability(&mut self, stability: &Stability) {
        let deprecated = match stability {
            Stability::Unknown => return,
            Stability::Unstable {
                feature,
                deprecated,
            } => {
                self.line("///");
                self.doc_text(&format!("Unstable, of the feature `{feature}`."));
                deprecated
            }
            Stability::Stable { since, deprecated } => {
                self.line("///");
                self.doc_text(&format!("Since version {since}."));
                deprecated
            }
        };
        if let Some(version) = deprecated {
            self.line(format!("#[deprecated(since = \"{version}\")]"));
        }
    }

    /// Adds a doc comment for what follows.
    pub(crate) fn doc_text(&mut self, text: &str) {
        self.comment("///", text);
    }

    /// Adds a doc comment for the module that it stands in.
    pub(crate) fn module_doc(&mut self, text: &str) {
        self.comment("//!", text);
    }

    fn comment(&mut self, mark: &str, text: &str) {
        for line in for_rustdoc(text.trim()).lines() {
            self.line(format!("{mark} {line}").trim_end());
        }
    }

    /// Starts a new paragraph, of code or in a block: one empty line, but none
    /// behind the line that opens a block.
    pub(crate) fn gap(&mut self) {
        let opens = self.text.trim_end_matches(' ').ends_with("{\n");
        if !self.text.is_empty() && !opens && !self.text.ends_with("\n\n") {
            self.text.push('\n');
        }
    }

    /// Returns the text.
    pub(crate) fn finish(self) -> String {
        self.text
    }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn gaps_are_one_line_between_items() {
        let mut source = Source::default();
        source.gap();
        source.open("mod a {");
        source.gap();
        source.line("b;");
        source.gap();
        source.gap();
        source.line("c;");
        source.close("}");
        assert_eq!(source.finish(), "mod a {\n    b;\n\n    c;\n}\n");
    }

    #[test]
    fn documentation_is_that_of_the_wit_if_there_is_any() {
        let mut source = Source::default();
        let docs = |text: &str| wit_parser::Docs {
            contents: Some(text.to_owned()),
        };
        source.doc(&docs("A\n\nb  \n"), "no");
        source.doc(&docs(" \n"), "C.");
        source.module_doc("D.");
        assert_eq!(source.finish(), "/// A\n///\n/// b\n/// C.\n//! D.\n");
    }
}
