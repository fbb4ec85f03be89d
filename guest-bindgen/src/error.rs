//! The errors of the generator.

use std::path::PathBuf;

use crate::wit::place::begin;

/// The reason why bindings could not be generated.
///
/// `Debug` shows it as text as well: that is what a build script prints whose
/// `main` returns it.
#[derive(thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The WIT could not be read.
    #[error("{}: {cause}", path.display())]
    Wit {
        /// The file or folder that was to be read.
        path: PathBuf,
        /// The parser's words, with the place in the file.
        cause: String,
    },

    /// The WIT asks for something that the bindings do not cover.
    #[error("{}{item}: {what}; {instead}", begin(at))]
    Unsupported {
        /// The place of the item: file, line and column. Empty where it stands in no text.
        at: String,
        /// The item, `greentic:a/b@1.0.0, function c, parameter d` say.
        item: String,
        /// The feature of WIT that is not covered.
        what: String,
        /// The action that helps.
        instead: String,
    },

    /// There is no such world or interface.
    #[error(
        "there is no world or interface `{name}` in the WIT that was read; name one of these:{known}"
    )]
    UnknownItem {
        /// The name that was asked for.
        name: String,
        /// The names of those that there are, a line each.
        known: String,
    },

    /// A name that is not in full fits several worlds and interfaces.
    #[error("`{name}` may be any of these, give more of the name:{several}")]
    AmbiguousItem {
        /// The name that was asked for.
        name: String,
        /// The full names of those that it fits, a line each.
        several: String,
    },

    /// The type section of an interface could not be encoded.
    #[error(
        "the component type of {item} cannot be encoded: {cause}; this is a defect of the \
         generator, report it with the WIT"
    )]
    Encode {
        /// The interface and the direction.
        item: String,
        /// The encoder's words.
        cause: String,
    },

    /// A text of the WIT and its list of packages do not fit.
    #[cfg(feature = "repository")]
    #[error("{}: {what}", path.display())]
    Catalogue {
        /// The list.
        path: PathBuf,
        /// The mismatch, and what to do about it.
        what: String,
    },

    /// A file could not be written.
    #[error("{}: cannot be written: {cause}; give a path that this user may write to", path.display())]
    Write {
        /// The file.
        path: PathBuf,
        /// The system's error.
        cause: std::io::Error,
    },
}

impl std::fmt::Debug for Error {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_build_script_prints_text() {
        let error = Error::Wit {
            path: "a.wit".into(),
            cause: "expected a type\n --> a.wit:3:24".into(),
        };
        assert_eq!(
            format!("{error:?}"),
            "a.wit: expected a type\n --> a.wit:3:24"
        );
    }
}
