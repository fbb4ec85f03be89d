//! The details of a trap: its kind, the record that a development build of the component
//! has written of its panic, and the place in the source.
//!
//! [`Error::Trap`](crate::Error::Trap) has all of it. The record and the lines are there
//! with [`ShimBuilder::trap_details`](crate::ShimBuilder::trap_details) only: then the
//! engine keeps hold of a component's memory after a trap, of which nothing but the record
//! is read.

use std::fmt;

use wasmtime::Trap;

use crate::on_one_line;

#[cfg(feature = "trap-details")]
mod lines;
mod name;
#[cfg(feature = "trap-details")]
mod record;
#[cfg(feature = "trap-details")]
mod stack;

#[cfg(feature = "trap-details")]
pub(crate) use self::lines::Lines;
pub(crate) use self::name::demangled;
#[cfg(feature = "trap-details")]
pub(crate) use self::record::find;
#[cfg(feature = "trap-details")]
pub(crate) use self::stack::overflow;

/// Which kind of fault a component trapped of, as far as that can be told.
///
/// ```
/// use greentic_host_shim::{Error, Fault, Host, Limits, Shim};
///
/// # let text = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/src/node.wat"));
/// # let bytes = wat::parse_str(text).expect("a component");
/// # let bytes = bytes.as_slice();
/// # let ctx = greentic_host_shim::ExecCtx::new("dev", "acme", "flow");
/// // let bytes = std::fs::read("node.wasm")?;
/// let mut node = Shim::new(Limits::default())?.load(bytes)?.instantiate(Host::new())?;
/// match node.invoke(&ctx, "unreachable", "") {
///     Err(Error::Trap { fault, .. }) => assert_eq!(fault, Fault::Unreachable),
///     other => panic!("{other:?}"),
/// }
/// # Ok::<_, Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Fault {
    /// It panicked, and has written a [`Record`] of it.
    Panic,
    /// It gave up after its memory had reached its own maximum. A limit of the host is
    /// [`LimitKind::Memory`](crate::LimitKind::Memory).
    Memory,
    /// Its stack in the linear memory overflowed. The host's own stack for it is
    /// [`LimitKind::Stack`](crate::LimitKind::Stack).
    Stack,
    /// It went past the end of its memory or a table: by a bad pointer, or an overflow of
    /// its stack that cannot be told from one.
    OutOfBounds,
    /// It divided by zero, or what it computed does not fit.
    Arithmetic,
    /// It executed `unreachable`, and no record says why: a panic or an abort of a
    /// release build, a call of `trap`, or one that can have no answer.
    Unreachable,
    /// Anything else.
    Other,
}

impl Fault {
    /// Returns one lower-case word, or several with hyphens, for programs.
    pub fn name(self) -> &'static str {
        match self {
            Self::Panic => "panic",
            Self::Memory => "memory",
            Self::Stack => "stack",
            Self::OutOfBounds => "out-of-bounds",
            Self::Arithmetic => "arithmetic",
            Self::Unreachable => "unreachable",
            Self::Other => "other",
        }
    }

    /// Returns the remedy, as the end of a message.
    pub(crate) fn remedy(self) -> &'static str {
        match self {
            Self::Panic => "handle that case there, or answer with an error",
            Self::Memory => "raise `--max-memory` among its linker flags",
            Self::Stack => "raise `-zstack-size` among its linker flags",
            Self::OutOfBounds => {
                "look for it in unsafe code, or raise `-zstack-size` among its linker flags"
            }
            Self::Arithmetic => "check the operands first",
            Self::Unreachable => {
                "ask for the place with `ShimBuilder::trap_details` and a build of the profile \
                 `dev`"
            }
            Self::Other => "docs/traps.md has what may help",
        }
    }

    /// Returns what the engine's own word for a trap stands for.
    pub(crate) fn of(trap: Trap) -> Self {
        match trap {
            Trap::UnreachableCodeReached => Self::Unreachable,
            Trap::MemoryOutOfBounds | Trap::TableOutOfBounds => Self::OutOfBounds,
            Trap::IntegerDivisionByZero | Trap::IntegerOverflow | Trap::BadConversionToInteger => {
                Self::Arithmetic
            }
            _ => Self::Other,
        }
    }
}

/// The record that a component has written of the panic that ended it.
///
/// Components of `greentic-guest` do where they are built with debug assertions, or with
/// its `panic::development`; the docs of that module have the form. All of it was chosen by
/// the component: show it escaped, as [`Display`](fmt::Display) does, and trust none.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Record {
    /// The message, of at most 1,024 bytes and with line breaks of its own; one that was
    /// longer ends in `…`.
    pub message: String,
    /// The file, as the compiler was told of it, of at most 256 bytes; of a longer one
    /// the end, behind `…`. Empty where it is not known.
    pub file: String,
    /// The line in the file, from 1; 0 where it is not known.
    pub line: u32,
    /// The column in the line, from 1; 0 where it is not known.
    pub column: u32,
    /// `true` if it panicked. Otherwise it called `trap`.
    pub panicked: bool,
    /// `true` if all of the message was made. Otherwise making it ended the component: it
    /// panicked once more, or overflowed its stack.
    pub complete: bool,
}

impl Record {
    /// Returns whether it is the panic of `alloc` over a heap that had nothing left.
    pub(crate) fn lacks_memory(&self) -> bool {
        self.message.starts_with("memory allocation of ")
    }

    /// Returns it as a part of an error.
    pub(crate) fn said(&self) -> String {
        let did = if self.panicked { "panicked" } else { "gave up" };
        let at = if self.file.is_empty() { ":" } else { " at" };
        format!("it {did}{at} {self}")
    }
}

/// Writes place and message on one line, escaped.
impl fmt::Display for Record {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.file.is_empty() {
            let file = on_one_line(&self.file);
            write!(f, "{file}:{}:{}: ", self.line, self.column)?;
        }
        write!(f, "{}", on_one_line(&self.message))?;
        if !self.complete {
            write!(f, " (making the message ended the component)")?;
        }
        Ok(())
    }
}
