//! The documentation of an item: lines for people, and lines for tools, which
//! begin with `@`.

use serde_json::Value;
use wit_parser::Docs;

/// The content of an item's documentation.
#[derive(Debug, Default)]
pub(crate) struct Remarks {
    /// The lines for people.
    pub(crate) description: Option<String>,
    /// `@default(x)`: what holds where the field is absent.
    pub(crate) default: Option<Value>,
    /// `@flow:hidden`: people do not set the field.
    pub(crate) hidden: bool,
}

/// A mistake in a line for tools, and what to do about it.
#[derive(Debug)]
pub(crate) struct Fault {
    pub(crate) what: String,
    pub(crate) instead: &'static str,
}

const DEFAULT: &str = "write JSON between the parentheses and nothing behind them, on one line: \
                       `@default(10)`, `@default(\"text\")`";

impl Remarks {
    /// Reads the documentation of an item. Lines for tools of another kind are
    /// passed over.
    pub(crate) fn read(docs: &Docs) -> Result<Self, Fault> {
        let mut remarks = Self::default();
        let mut lines = Vec::new();
        for line in docs.contents.as_deref().unwrap_or_default().lines() {
            let line = line.trim();
            let Some(remark) = line.strip_prefix('@') else {
                lines.push(line);
                continue;
            };
            if remark == "flow:hidden" {
                remarks.hidden = true;
            }
            let is_of_the_word = |c: char| c.is_alphanumeric() || "-_:".contains(c);
            let rest = remark.strip_prefix("default");
            let Some(rest) = rest.filter(|rest| !rest.starts_with(is_of_the_word)) else {
                continue;
            };
            if remarks.default.is_some() {
                return Err(Fault {
                    what: "`@default` stands there twice".into(),
                    instead: "leave one of them out",
                });
            }
            remarks.default = Some(value(rest)?);
        }
        let description = lines.join("\n");
        let description = description.trim();
        if !description.is_empty() {
            remarks.description = Some(description.to_owned());
        }
        Ok(remarks)
    }
}

/// Returns the JSON between the parentheses of `@default(..)`.
fn value(rest: &str) -> Result<Value, Fault> {
    let text = rest
        .trim()
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'));
    let text = text.ok_or_else(|| Fault {
        what: "`@default` has no value in parentheses".into(),
        instead: DEFAULT,
    })?;
    serde_json::from_str(text).map_err(|cause| Fault {
        what: format!("what `@default` has in parentheses is no JSON: {cause}"),
        instead: DEFAULT,
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn read(text: &str) -> Result<Remarks, Fault> {
        Remarks::read(&Docs {
            contents: Some(text.to_owned()),
        })
    }

    #[test]
    fn lines_for_people_are_the_description() {
        let remarks = read("One,\n@flow:hidden\ntwo.\n\nThree.\n@config\n@since(1.0)\n").unwrap();
        let description = remarks.description.as_deref();
        assert_eq!(description, Some("One,\ntwo.\n\nThree."));
        assert!(remarks.hidden);
        assert_eq!(remarks.default, None);
    }

    #[test]
    fn no_line_for_people_is_no_description() {
        assert_eq!(read("@config\n\n").unwrap().description, None);
        assert_eq!(
            Remarks::read(&Docs::default()).unwrap().description.take(),
            None
        );
    }

    #[test]
    fn a_default_is_json() {
        for (text, value) in [
            ("@default(10)", json!(10)),
            (
                "  @default( [1, {\"a\": \"(\"}] )  ",
                json!([1, {"a": "("}]),
            ),
            ("@default (\")\")", json!(")")),
            ("@default(null)", json!(null)),
        ] {
            assert_eq!(read(text).unwrap().default, Some(value), "{text}");
        }
        // Another word.
        assert_eq!(read("@defaults(10)\n@default-of(1)").unwrap().default, None);
    }

    #[test]
    fn what_is_no_default_is_refused() {
        for (text, says) in [
            ("@default", "no value in parentheses"),
            ("@default 10", "no value in parentheses"),
            ("@default(10) or so", "no value in parentheses"),
            ("@default({", "no value in parentheses"),
            (
                "@default(stacked)",
                "no JSON: expected value at line 1 column 1",
            ),
            ("@default()", "no JSON: EOF"),
            ("@default(1)\n@default(1)", "twice"),
        ] {
            let fault = read(text).expect_err(text);
            assert!(fault.what.contains(says), "{text}: {}", fault.what);
        }
        let deep = format!("@default({}1{})", "[".repeat(500), "]".repeat(500));
        assert!(
            read(&deep)
                .expect_err("deep")
                .what
                .contains("recursion limit")
        );
    }
}
