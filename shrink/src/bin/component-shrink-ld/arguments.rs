//! The arguments of the linker.

use std::ffi::{OsStr, OsString};

/// The depth to which response files may name other ones.
const MOST_NESTED: usize = 8;

/// Returns the file that the linker writes: the one after the last `-o`. `None` if
/// it writes none.
pub(crate) fn output(arguments: &[OsString]) -> Option<OsString> {
    let arguments = expanded(arguments, MOST_NESTED);
    let mut output = None;
    let mut arguments = arguments.into_iter();
    while let Some(argument) = arguments.next() {
        if argument == "-o" || argument == "--output" {
            output = arguments.next().or(output);
        } else if let Some(text) = argument.to_str() {
            let joined = text.strip_prefix("--output=");
            // `-o` alone takes what is joined to it; no other option that linkers
            // have begins with it.
            let joined = joined.or_else(|| text.strip_prefix("-o"));
            output = joined.map(OsString::from).or(output);
        }
    }
    output
}

/// Returns the arguments, with the contents of response files in place of `@file`.
/// A file that cannot be read is left as it is, for the linker to complain about.
fn expanded(arguments: &[OsString], nested: usize) -> Vec<OsString> {
    let mut all = Vec::new();
    for argument in arguments {
        let file = argument.to_str().and_then(|text| text.strip_prefix('@'));
        match file.map(std::fs::read_to_string) {
            Some(Ok(text)) if nested > 0 => all.extend(expanded(&split(&text), nested - 1)),
            _ => all.push(AsRef::<OsStr>::as_ref(argument).to_owned()),
        }
    }
    all
}

/// Splits the text of a response file into arguments. White space parts them;
/// quotes and backslashes take it into an argument.
fn split(text: &str) -> Vec<OsString> {
    let mut all = Vec::new();
    let mut argument: Option<String> = None;
    let mut quote: Option<char> = None;
    let mut characters = text.chars();
    while let Some(character) = characters.next() {
        match (character, quote) {
            ('\\', None | Some('"')) => {
                argument.get_or_insert_default().extend(characters.next());
            }
            (character, Some(open)) if character == open => quote = None,
            ('"' | '\'', None) => {
                quote = Some(character);
                argument.get_or_insert_default();
            }
            (character, None) if character.is_whitespace() => {
                all.extend(argument.take().map(OsString::from));
            }
            (character, _) => argument.get_or_insert_default().push(character),
        }
    }
    all.extend(argument.map(OsString::from));
    all
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(arguments: &[&str]) -> Option<String> {
        let arguments: Vec<_> = arguments.iter().map(OsString::from).collect();
        output(&arguments).map(|output| output.into_string().unwrap())
    }

    #[test]
    fn the_output_is_found_in_every_form() {
        assert_eq!(
            of(&["a.o", "-o", "out.wasm", "b.o"]).as_deref(),
            Some("out.wasm")
        );
        assert_eq!(of(&["-oout.wasm"]).as_deref(), Some("out.wasm"));
        assert_eq!(of(&["--output=out.wasm"]).as_deref(), Some("out.wasm"));
        assert_eq!(of(&["--output", "out.wasm"]).as_deref(), Some("out.wasm"));
        assert_eq!(
            of(&["-o", "a.wasm", "-o", "b.wasm"]).as_deref(),
            Some("b.wasm")
        );
        assert_eq!(of(&["--version"]), None);
        assert_eq!(of(&["a.o", "-o"]), None);
        assert_eq!(of(&["@there-is-no-such-file"]), None);
    }

    #[test]
    fn response_files_are_read_as_linkers_read_them() {
        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("inner");
        let file = folder.path().join("outer");
        std::fs::write(&inner, "-o\n'with blanks.wasm'\n").unwrap();
        std::fs::write(&file, format!("a\\ b.o \"c\\\\d.o\"\n@{}", inner.display())).unwrap();
        let argument = format!("@{}", file.display());
        assert_eq!(of(&[&argument]).as_deref(), Some("with blanks.wasm"));
        assert_eq!(
            split(r#"a\ b.o "c\\d.o" '' e"#),
            ["a b.o", "c\\d.o", "", "e"]
        );
        // One that names itself comes to an end.
        std::fs::write(&inner, format!("@{} -o out.wasm", inner.display())).unwrap();
        assert_eq!(of(&[&argument]).as_deref(), Some("out.wasm"));
    }
}
