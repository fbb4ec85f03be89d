//! Bounds on what compiling a component costs, by what is in its file.

use std::fmt;

/// Bounds on what is in a component, since compiling takes memory and time for
/// it: a few bytes can stand for a lot of work. They are checked before anything
/// is compiled; part of [`Limits`](crate::Limits).
///
/// The defaults are several times what 12 MB of an engine for JavaScript
/// (`SpiderMonkey`) have: less than 2 million values to carry in all, and less than
/// 30,000 in one function.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CodeLimits {
    /// Functions of all core modules.
    pub functions: u64,
    /// Imports and exports of all core modules.
    pub names: u64,
    /// Items of all segments that tables are filled from.
    pub elements: u64,
    /// Bytes of one function's body.
    pub function_bytes: u64,
    /// Locals of one function, parameters included.
    pub locals: u64,
    /// Blocks within each other in one function.
    pub nesting: u64,
    /// Values that one function carries from block to block: all operands on the
    /// stack where a block begins or ends and at each target of a branch,
    /// arguments and results of calls, and locals that are assigned in a block.
    pub carried: u64,
    /// The same of all functions together, with their parameters and locals.
    pub all_carried: u64,
    /// Locals and operands of one function, times the places where its blocks
    /// meet.
    pub spans: u64,
    /// Parts of all types: parameters, results, fields, cases, names, and some for
    /// each type.
    pub type_parts: u64,
    /// Definitions, imports and exports of all components within the component,
    /// once for each instance, with all that imported and exported instances have.
    pub definitions: u64,
    /// Parts of the types of functions that components within the component may
    /// call of each other: of all that are lowered, written out. A router of the Model
    /// Context Protocol in the platform's adapter comes to 180. What the compiler makes
    /// of them is bounded by limits of its own, too: 49 pairs of components, the dearest
    /// that it takes, cost 1 s of processor time and 34 MB.
    pub adapters: u64,
}

/// Declares the limits once: the variant, the field, the name on the command
/// line, what is counted, and the presets.
macro_rules! code_limits {
    ($($variant:ident $field:ident $name:literal $unit:literal $tiny:literal $edge:literal $server:literal;)*) => {
        /// One of the [`CodeLimits`].
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum CodeLimit {
            $(
                #[doc = concat!("[`CodeLimits::", stringify!($field), "`].")]
                $variant,
            )*
        }

        impl CodeLimit {
            /// Lists all of them.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// Gives its name: lower-case words with hyphens.
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// Says where it is set, in the library and on the command line.
            pub(crate) fn setting(self) -> &'static str {
                match self {
                    $(Self::$variant => concat!(
                        "`Limits::code.", stringify!($field), "` or `--code-limit ", $name, "=N`"
                    ),)*
                }
            }

            #[cfg(feature = "compiler")]
            pub(crate) fn unit(self) -> &'static str {
                match self {
                    $(Self::$variant => $unit,)*
                }
            }
        }

        impl CodeLimits {
            pub(crate) const TINY: Self = Self { $($field: $tiny),* };
            pub(crate) const EDGE: Self = Self { $($field: $edge),* };
            pub(crate) const SERVER: Self = Self { $($field: $server),* };

            /// Gives the value of one of them.
            pub fn get(&self, which: CodeLimit) -> u64 {
                match which {
                    $(CodeLimit::$variant => self.$field,)*
                }
            }

            /// Sets one of them.
            pub fn set(&mut self, which: CodeLimit, limit: u64) {
                match which {
                    $(CodeLimit::$variant => self.$field = limit,)*
                }
            }
        }
    };
}

code_limits! {
    Functions functions "functions" "functions" 5_000 200_000 1_000_000;
    Names names "names" "imports and exports of core modules" 5_000 50_000 500_000;
    Elements elements "elements" "items of table segments" 20_000 500_000 5_000_000;
    FunctionBytes function_bytes "function-bytes" "bytes" 65_536 1_048_576 7_654_321;
    Locals locals "locals" "locals" 2_000 10_000 50_000;
    Nesting nesting "nesting" "blocks within each other" 500 5_000 50_000;
    Carried carried "carried" "values to carry from block to block" 25_000 100_000 500_000;
    AllCarried all_carried "all-carried" "values to carry from block to block" 500_000 10_000_000 50_000_000;
    Spans spans "spans" "locals and operands to follow from block to block" 10_000_000 50_000_000 500_000_000;
    TypeParts type_parts "type-parts" "parts of types" 20_000 100_000 1_000_000;
    Definitions definitions "definitions" "definitions, written out" 10_000 50_000 500_000;
    Adapters adapters "adapters" "parts of types between its components" 400_000 4_000_000 40_000_000;
}

impl Default for CodeLimits {
    fn default() -> Self {
        Self::EDGE
    }
}

impl fmt::Display for CodeLimit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
