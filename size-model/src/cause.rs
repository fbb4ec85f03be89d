//! What bytes are for.
//!
//! All that is known of names stands in [`PATTERNS`], in the order in which it is tried,
//! and what to write instead in [`Cause::advice`].

use greentic_shrink::lines::Place;
use serde::Serialize;

use crate::names::path::crate_of;

/// What bytes are for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Cause {
    /// Panics: checks that fail, and what they say.
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
    /// Code that `serde` makes.
    Serde,
    /// Vectors, strings, maps.
    Collections,
    /// The system: files, environment, clocks, WASI.
    System,
    /// What runs before the program: constructors, the start of a process.
    StartUp,
    /// Bindings: what turns values of interfaces into those of the program.
    Bindings,
    /// The rest of the standard library.
    StandardLibrary,
    /// The sources of packages from elsewhere.
    Libraries,
    /// The author's own code.
    Author,
    /// Code of which nothing is known, not even a name.
    Unnamed,
    /// Texts and tables of the program.
    Data,
    /// What a core module declares: types, imports, exports, tables, memories.
    CoreDeclarations,
    /// The types of a component's interfaces.
    ComponentTypes,
    /// How a component puts its modules together: imports, exports, instances, aliases,
    /// canonical functions.
    Wrapper,
    /// Modules that a linker of components adds around imports.
    Shims,
    /// Names and debug information.
    DebugInformation,
    /// Custom sections that are for tools.
    CustomSections,
}

/// What to do about a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Advice {
    /// What to write or set instead.
    pub text: &'static str,
    /// Where there is more of it, from the root of this repository.
    pub link: &'static str,
}

use Cause as C;

/// Parts of paths and of symbols, in the order in which they are tried; a text with `=`
/// before it is a whole name. `None` is code that serves whoever calls it: the function
/// that it was put into decides.
const PATTERNS: &[(Option<Cause>, &[&str])] = &[
    (
        Some(C::Backtraces),
        &[
            "std::backtrace",
            "backtrace_rs::",
            "addr2line::",
            "gimli::",
            "rustc_demangle::",
            "miniz_oxide::",
            "std::sys::backtrace",
        ],
    ),
    (
        Some(C::Panics),
        &[
            "core::panicking",
            "std::panicking",
            "std::panic",
            "core::panic::",
            "rust_begin_unwind",
            "rust_panic",
            "panic_fmt",
            "panic_bounds_check",
            "unwrap_failed",
            "expect_failed",
            "slice_error_fail",
            "slice_index_fail",
            "slice_start_index_len_fail",
            "slice_end_index_len_fail",
            "slice_index_order_fail",
            "len_mismatch_fail",
            "handle_alloc_error",
            "capacity_overflow",
            "raw_vec::handle_error",
            "panic_handler",
            "panic_abort",
            "=abort",
            "__assert_fail",
        ],
    ),
    (
        Some(C::FloatText),
        &[
            "flt2dec",
            "dec2flt",
            "core::fmt::float",
            "greentic_guest::number::float",
            "greentic_guest::number::scale",
            "greentic_guest::number::exact",
            "greentic_guest::number::write",
            "greentic_guest::number::read",
            "greentic_guest::number::literal",
            "zmij::",
            "ryu::",
            "lexical",
            "fast_float",
            "=fmt_fp",
            "=__floatscan",
            "=decfloat",
            "=hexfloat",
            "=strtod",
            "=strtox",
            "=__dtoa",
        ],
    ),
    (
        Some(C::IntegerText),
        &[
            "core::fmt::num",
            "from_str_radix",
            "core::num::error",
            "FromStr for u",
            "FromStr for i",
            "itoa::",
            "greentic_guest::number",
            "=fmt_u",
            "=strtol",
            "=strtoul",
            "=__intscan",
            "=atoi",
        ],
    ),
    (
        Some(C::Serde),
        &["serde::", "serde_core::", "serde_derive", "erased_serde::"],
    ),
    (
        Some(C::Json),
        &[
            "serde_json",
            "greentic_guest::json",
            "greentic_guest::input",
            "simd_json",
            "miniserde::",
            "nanoserde::",
            "::json::",
            "json_parse",
        ],
    ),
    (
        Some(C::Cbor),
        &[
            "greentic_guest::cbor",
            "ciborium",
            "minicbor",
            "serde_cbor",
            "::cbor::",
        ],
    ),
    (
        Some(C::Formatting),
        &[
            "core::fmt",
            "alloc::fmt",
            "std::fmt",
            "=printf_core",
            "=vfprintf",
            "printf",
            "=pop_arg",
            "=pad",
            "=fmt_x",
            "=fmt_o",
        ],
    ),
    (
        Some(C::Utf8),
        &[
            "from_utf8",
            "core::str::validations",
            "core::str::converts",
            "core::str::lossy",
            "encode_utf8",
            "decode_utf8",
            "core::unicode",
            "::utf8",
            "utf16",
            "core::char::methods",
            "core::str::count",
            "unicode_",
        ],
    ),
    (
        Some(C::MemoryFunctions),
        &[
            "=memcpy",
            "=memmove",
            "=memset",
            "=memcmp",
            "=bcmp",
            "=strlen",
            "=memchr",
            "=strcmp",
            "=strchr",
            "=strncmp",
            "=__memcpy",
            "=__memset",
            "compiler_builtins::mem",
            "core::slice::memchr",
            "memchr::",
            "greentic_guest::memcmp",
            "core::intrinsics::copy",
        ],
    ),
    (
        Some(C::Arithmetic),
        &[
            "compiler_builtins",
            "=__multi3",
            "=__udivti3",
            "=__umodti3",
            "=__divti3",
            "=__modti3",
            "=__ashlti3",
            "=__lshrti3",
            "=__ashrti3",
            "=__addtf3",
            "=__subtf3",
            "=__multf3",
            "=__divtf3",
            "libm::",
            "=fmod",
            "=pow",
            "=exp",
            "=log",
        ],
    ),
    (
        Some(C::Allocator),
        &[
            "greentic_guest_alloc",
            "dlmalloc",
            "alloc::alloc",
            "alloc::raw_vec",
            "std::alloc",
            "__rust_alloc",
            "__rust_dealloc",
            "__rust_realloc",
            "__rustc::__rust",
            "__rustc::__rdl",
            "__rustc::__rg",
            "__rdl_",
            "__rg_",
            "cabi_realloc",
            "cabi_import_realloc",
            "=malloc",
            "=free",
            "=realloc",
            "=calloc",
            "=sbrk",
            "=aligned_alloc",
            "=posix_memalign",
            "emmalloc",
            "talc::",
            "wee_alloc",
            "lol_alloc",
            "GlobalAlloc",
            "=__wbindgen_malloc",
            "=__wbindgen_realloc",
            "=__wbindgen_free",
        ],
    ),
    (
        Some(C::Bindings),
        &[
            "greentic_guest::",
            "wit_bindgen",
            "wasm_bindgen",
            "::bindings::",
            "__export",
            "cabi_post_",
            "wit_import",
            "wit_component_",
            "wit-component:",
            "__wasm_export",
            "#[export]",
            "js_sys::",
        ],
    ),
    (
        Some(C::System),
        &[
            "std::sys",
            "std::io",
            "std::fs",
            "std::env",
            "std::net",
            "std::process",
            "std::thread",
            "std::time",
            "std::os",
            "wasi::",
            "wasip2::",
            "wasip3::",
            "wasi_snapshot_preview1",
            "__wasi_",
            "__wasilibc",
            "std::sync",
            "std::path",
            "std::ffi",
            "__imported_",
            "=writev",
            "=readv",
            "=__stdio_write",
            "=__stdio_read",
            "=__stdio_seek",
            "=fwrite",
            "=fputs",
            "=fflush",
            "=__lockfile",
            "=__towrite",
            "=__overflow",
            "=getenv",
            "=exit",
            "=_Exit",
        ],
    ),
    (
        Some(C::StartUp),
        &[
            "=__wasm_call_ctors",
            "=__wasm_init_memory",
            "=__wasm_apply_data_relocs",
            "=_start",
            "=_initialize",
            "std::rt",
            "=__main_void",
            "=__original_main",
            "=__wasm_call_dtors",
            "=__libc_start",
            "=main",
            "=__wasilibc_init",
            "=dummy",
            "=undefined_weak",
            "signature_mismatch:",
        ],
    ),
    (
        Some(C::Collections),
        &[
            "alloc::vec",
            "alloc::string",
            "alloc::collections",
            "alloc::slice",
            "alloc::str",
            "alloc::boxed",
            "alloc::rc",
            "alloc::sync",
            "alloc::borrow",
            "hashbrown",
            "std::collections",
            "indexmap::",
            "smallvec::",
            "heapless::",
            "arrayvec::",
        ],
    ),
    // It is put into what calls it, and does the work of that.
    (
        None,
        &[
            "core::option",
            "core::result",
            "core::ptr",
            "core::mem",
            "core::ops",
            "core::iter",
            "core::slice",
            "core::cmp",
            "core::num",
            "core::intrinsics",
            "core::array",
            "core::convert",
            "core::clone",
            "core::cell",
            "core::hint",
            "core::any",
            "core::default",
            "core::str",
            "core::alloc",
            "core::ascii",
            "core::char",
            "core::marker",
            "core::time",
            "core::hash",
            "core::borrow",
            "core::ub_checks",
        ],
    ),
    (Some(C::StandardLibrary), &["core::", "alloc::", "std::"]),
];

/// What stands in the path of a source that is from a registry or another repository.
const LIBRARIES: [&str; 2] = ["/registry/src/", "/git/checkouts/"];

/// What a name says of the code: `None` where it says nothing, `Some(None)` where whoever
/// calls it decides.
fn of_name(name: &str) -> Option<Option<Cause>> {
    let matches = |pattern: &&str| match pattern.strip_prefix('=') {
        Some(whole) => name == whole,
        None => contains(name, pattern),
    };
    let mut patterns = PATTERNS.iter();
    let found = patterns.find(|(_, patterns)| patterns.iter().any(|pattern| matches(&pattern)));
    found.map(|(cause, _)| *cause)
}

/// Whether a pattern is in a name, not within a word of it: `core::` is not in
/// `score::`.
fn contains(name: &str, pattern: &str) -> bool {
    let word = |letter: char| letter.is_alphanumeric() || letter == '_';
    let begins_with_word = pattern.starts_with(word);
    name.match_indices(pattern)
        .any(|(at, _)| !begins_with_word || !name[..at].ends_with(word))
}

impl Cause {
    /// Returns what code is for: by the functions that it was written in, those that were
    /// put into others first, and by the function that it is in.
    pub fn of_code(places: &[Place], function: Option<&str>) -> Self {
        let mut neutral = false;
        for place in places {
            let Some(name) = place.function.as_deref() else {
                continue;
            };
            match of_name(name) {
                Some(Some(cause)) => return cause,
                Some(None) => neutral = true,
                None => {
                    let file = place.file.as_deref().unwrap_or_default();
                    if LIBRARIES.iter().any(|library| file.contains(library)) {
                        return Self::Libraries;
                    }
                    return Self::Author;
                }
            }
        }
        let Some(function) = function else {
            return if neutral {
                Self::StandardLibrary
            } else {
                Self::Unnamed
            };
        };
        match of_name(function) {
            Some(Some(cause)) => cause,
            Some(None) => Self::StandardLibrary,
            // An export of an interface, or of the world.
            None if function.contains('#') => Self::Bindings,
            None if crate_of(function).is_some() => Self::Author,
            None => Self::Author,
        }
    }

    /// Whether code by this name is put into what calls it, and does the work of that.
    pub(crate) fn serves_its_caller(name: &str) -> bool {
        of_name(name) == Some(None)
    }

    /// Returns what people call the cause.
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

    /// Returns what to do about the cause, where something is known.
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
                "`component-shrink` drops these; `--companion` keeps what backtraces need beside the file",
                "README.md#shrink-a-component",
            ),
            Self::Unnamed => (
                "give a twin with names (`--twin`) or the companion of the shrunk file (`--companion`)",
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
