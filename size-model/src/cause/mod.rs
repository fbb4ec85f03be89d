//! The causes of bytes: the kinds of source code that they come from.
//!
//! The table `patterns` holds everything that names tell, in the order in which it is
//! tried. [`Cause::advice`] says how to write the code smaller.

mod patterns;

use std::collections::HashMap;

use greentic_shrink::lines::Place;
use serde::Serialize;

use self::patterns::PATTERNS;

/// The purpose of bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Panics: checks that fail, and their messages.
    Panics,
    /// Backtraces, and the debug information that they read.
    Backtraces,
    /// Floats as text, and text as floats.
    FloatText,
    /// Integers as text, and text as integers.
    IntegerText,
    /// `format!`, `Display` and `Debug`.
    Formatting,
    /// Checking and decoding UTF-8, and the tables of Unicode.
    Utf8,
    /// Copying, filling, comparing and searching memory.
    MemoryFunctions,
    /// Arithmetic that WebAssembly has no instruction for.
    Arithmetic,
    /// Heaps, and the memory of calls.
    Allocator,
    /// Reading and writing JSON.
    Json,
    /// Reading and writing CBOR.
    Cbor,
    /// Code that `serde` generates.
    Serde,
    /// Vectors, strings, maps.
    Collections,
    /// The system: files, environment, clocks, WASI.
    System,
    /// Code that runs before the program: constructors, the start of a process.
    StartUp,
    /// Bindings: code that turns values of interfaces into those of the program.
    Bindings,
    /// The rest of the standard library.
    StandardLibrary,
    /// The sources of packages from elsewhere.
    Libraries,
    /// The author's own code.
    Author,
    /// Code without a name or a known source.
    Unnamed,
    /// Texts and tables of the program.
    Data,
    /// Declarations of a core module: types, imports, exports, tables, memories.
    CoreDeclarations,
    /// The types of a component's interfaces.
    ComponentTypes,
    /// The parts that put the modules of a component together: imports, exports,
    /// instances, aliases, canonical functions.
    Wrapper,
    /// Modules that a linker of components adds around imports.
    Shims,
    /// Names and debug information.
    DebugInformation,
    /// Custom sections that are for tools.
    CustomSections,
}

/// Advice on making a cause smaller.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// The code to write or the option to set instead.
    pub text: &'static str,
    /// The page with more about it, as a path from the root of this repository.
    pub link: &'static str,
}

/// Folders in the path of a source that comes from a registry or another repository.
const LIBRARIES: [&str; 2] = ["/registry/src/", "/git/checkouts/"];

/// The meaning of a name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Said {
    /// The name tells the cause.
    Cause(Cause),
    /// The compiler inlines the function into its caller, and it does the caller's work.
    Caller,
    Nothing,
}

fn said(name: &str) -> Said {
    let matches = |pattern: &str| match pattern.strip_prefix('=') {
        Some(whole) => name == whole,
        None => contains(name, pattern),
    };
    let mut patterns = PATTERNS.iter();
    let found = patterns.find(|(_, patterns)| patterns.iter().any(|pattern| matches(pattern)));
    match found {
        Some((Some(cause), _)) => Said::Cause(*cause),
        Some((None, _)) => Said::Caller,
        None => Said::Nothing,
    }
}

/// Checks whether a name contains a pattern that does not begin within a word: `core::` is
/// not in `score::`.
fn contains(name: &str, pattern: &str) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let begins_with_word = pattern.starts_with(word);
    name.match_indices(pattern)
        .any(|(at, _)| !begins_with_word || !name[..at].ends_with(word))
}

/// The meanings of names, each looked up once: there are few names, and many pieces of
/// code.
#[derive(Default)]
pub(crate) struct Known(HashMap<String, Said>);

impl Known {
    fn said(&mut self, name: &str) -> Said {
        if let Some(known) = self.0.get(name) {
            return *known;
        }
        let said = said(name);
        self.0.insert(name.to_owned(), said);
        said
    }

    /// Checks whether code of this name is inlined into its caller and does the caller's
    /// work.
    pub(crate) fn serves_its_caller(&mut self, name: &str) -> bool {
        self.said(name) == Said::Caller
    }

    /// Returns the cause of code, see [`Cause::of_code`].
    pub(crate) fn of_code(&mut self, places: &[Place], function: Option<&str>) -> Cause {
        let mut neutral = false;
        for place in places {
            let Some(name) = place.function.as_deref() else {
                continue;
            };
            match self.said(name) {
                Said::Cause(cause) => return cause,
                Said::Caller => neutral = true,
                Said::Nothing => {
                    let file = place.file.as_deref().unwrap_or_default();
                    if LIBRARIES.iter().any(|library| file.contains(library)) {
                        return Cause::Libraries;
                    }
                    return Cause::Author;
                }
            }
        }
        let Some(function) = function else {
            return if neutral {
                Cause::StandardLibrary
            } else {
                Cause::Unnamed
            };
        };
        match self.said(function) {
            Said::Cause(cause) => cause,
            Said::Caller => Cause::StandardLibrary,
            // An export of an interface.
            Said::Nothing if function.contains('#') => Cause::Bindings,
            Said::Nothing => Cause::Author,
        }
    }
}

impl Cause {
    /// Returns the cause of code. The functions that it was written in decide first,
    /// beginning with the innermost inlined one, and then the function that contains it.
    pub fn of_code(places: &[Place], function: Option<&str>) -> Self {
        Known::default().of_code(places, function)
    }

    /// Returns the name of the cause for people.
    pub fn label(self) -> &'static str {
        match self {
            Self::Panics => "panics",
            Self::Backtraces => "backtraces",
            Self::FloatText => "floats as text",
            Self::IntegerText => "integers as text",
            Self::Formatting => "formatting",
            Self::Utf8 => "UTF-8 and Unicode",
            Self::MemoryFunctions => "memory functions",
            Self::Arithmetic => "arithmetic",
            Self::Allocator => "allocator",
            Self::Json => "JSON",
            Self::Cbor => "CBOR",
            Self::Serde => "serde",
            Self::Collections => "collections",
            Self::System => "system",
            Self::StartUp => "start-up",
            Self::Bindings => "bindings",
            Self::StandardLibrary => "standard library",
            Self::Libraries => "libraries",
            Self::Author => "author",
            Self::Unnamed => "code without names",
            Self::Data => "data",
            Self::CoreDeclarations => "core declarations",
            Self::ComponentTypes => "component types",
            Self::Wrapper => "wrapper",
            Self::Shims => "shims",
            Self::DebugInformation => "names and debug information",
            Self::CustomSections => "custom sections",
        }
    }

    /// Returns the advice for the cause, if there is any.
    pub fn advice(self) -> Option<Advice> {
        let (text, link) = match self {
            Self::Panics => (
                "take slices with `get`, divide with `checked_div`, match in place of `unwrap`",
                "docs/what-costs-bytes.md#panics",
            ),
            Self::Backtraces => (
                "build with `panic = \"abort\"`; the standard library brings these",
                "README.md#when-to-use-something-else",
            ),
            Self::FloatText => (
                "read with `number::parse_f64`, write with `Text::push_f64`",
                "docs/what-costs-bytes.md#numbers-and-text",
            ),
            Self::IntegerText => (
                "read with `number::parse_u32`, write with `Text::push`",
                "docs/what-costs-bytes.md#numbers-and-text",
            ),
            Self::Formatting => (
                "`call.concat(..)` and `call.text()` in place of `format!`; no `Debug` in messages",
                "docs/what-costs-bytes.md#numbers-and-text",
            ),
            Self::Utf8 => (
                "`abi::from_utf8`, `text::trim` and `split_any` in place of those of `core::str`",
                "docs/what-costs-bytes.md#numbers-and-text",
            ),
            Self::MemoryFunctions => (
                "`bytes().any(..)` in place of `contains`; bulk memory in place of loops",
                "docs/what-costs-bytes.md#panics",
            ),
            Self::Allocator => (
                "no heap, or a smaller one: the memory of a call takes what it needs by itself",
                "docs/memory.md",
            ),
            Self::Json | Self::Cbor => (
                "read all fields with one call, keep schemas as constants, ask for no message of an error",
                "docs/what-costs-bytes.md#json",
            ),
            Self::Serde => (
                "`json_fields` in place of `#[derive(Deserialize)]`",
                "docs/what-costs-bytes.md#json",
            ),
            Self::Collections => (
                "slices and lists in the memory of the call in place of `Vec` and `String`",
                "docs/memory.md",
            ),
            Self::System => (
                "a component without `std` imports nothing of WASI",
                "README.md#when-to-use-something-else",
            ),
            Self::Bindings => (
                "build a large result in one place, keep errors that are constants as constants",
                "docs/what-costs-bytes.md#results-and-errors",
            ),
            Self::Author => (
                "flags that decide what is inlined, and results that are built once",
                "docs/what-costs-bytes.md#flags",
            ),
            Self::ComponentTypes | Self::Wrapper | Self::Shims => (
                "`component-shrink` takes out what the linker writes twice",
                "README.md#shrink-a-component",
            ),
            Self::DebugInformation | Self::CustomSections => (
                "`component-shrink` drops these; `--symbol-map` keeps what backtraces need beside the file",
                "README.md#shrink-a-component",
            ),
            Self::Unnamed => (
                "give a twin with names (`--twin`) or the symbol map of the shrunk file (`--symbol-map`)",
                "docs/commands.md#sizes",
            ),
            Self::Arithmetic
            | Self::StartUp
            | Self::StandardLibrary
            | Self::Libraries
            | Self::Data
            | Self::CoreDeclarations => return None,
        };
        Some(Advice { text, link })
    }
}
