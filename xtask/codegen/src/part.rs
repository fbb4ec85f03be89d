//! A part of a file that is by hand otherwise, between two marks.

use std::path::Path;

use anyhow::{Context, Result};

/// The part of one file.
#[derive(Debug)]
pub(crate) struct Part {
    /// The file's path in the repository.
    pub(crate) path: &'static str,
    marks: [&'static str; 2],
    text: String,
}

impl Part {
    /// Describes the lines `text` between the `marks` in a file.
    pub(crate) fn new(path: &'static str, marks: [&'static str; 2], text: String) -> Self {
        Self { path, marks, text }
    }

    /// Returns the text of the file with the part in its place.
    pub(crate) fn in_its_file(&self, root: &Path) -> Result<String> {
        let text = std::fs::read_to_string(root.join(self.path))
            .with_context(|| format!("{}, of which a part is generated", self.path))?;
        self.placed(&text)
    }

    fn placed(&self, file: &str) -> Result<String> {
        let [begin, end] = self.marks;
        let lacks = |mark: &str| {
            format!(
                "{}: there is no line `{mark}`; what is generated stands between that and its \
                 counterpart",
                self.path
            )
        };
        let (before, rest) = file.split_once(begin).with_context(|| lacks(begin))?;
        let (_, after) = rest.split_once(end).with_context(|| lacks(end))?;
        Ok(format!("{before}{begin}\n{}{end}{after}", self.text))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const MARKS: [&str; 2] = ["# begin", "# end"];

    #[test]
    fn only_what_is_between_the_marks_is_changed() {
        let part = Part::new("a", MARKS, "new\n".into());
        let placed = part.placed("one\n# begin\nold\n# end\ntwo\n").unwrap();
        assert_eq!(placed, "one\n# begin\nnew\n# end\ntwo\n");
        assert_eq!(part.placed(&placed).unwrap(), placed);
    }

    #[test]
    fn a_missing_mark_is_named_with_its_file() {
        let part = Part::new("a", MARKS, String::new());
        for (text, mark) in [("old\n# end\n", "# begin"), ("# begin\nold\n", "# end")] {
            let error = part.placed(text).unwrap_err().to_string();
            assert!(
                error.starts_with(&format!("a: there is no line `{mark}`")),
                "{error}"
            );
        }
    }
}
