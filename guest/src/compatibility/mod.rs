//! Which interfaces can be in one component: what the linker would refuse with
//! a message about its own insides, or would accept and get wrong, is an error
//! of the compiler's that says what to do.

mod component;
mod conflict;
mod joint;
mod message;
#[cfg(test)]
mod refusal;
mod texts;
mod versions;

pub use self::component::{Component, Generated, admit, array, calls, export_type};
pub use self::conflict::{Conflict, check, conflict};
pub(crate) use self::message::say_of;
pub(crate) use self::texts::same;

/// The description of an interface, for [`check`].
#[derive(Clone, Copy, Debug)]
pub struct Interface {
    /// Its full name, with the version of its package.
    pub id: &'static str,
    /// Which text of the WIT it is of; empty for the usual one.
    pub revision: &'static str,
    /// The packages whose types it shows, its own one first.
    pub packages: &'static [&'static str],
    /// The interfaces whose types it uses, directly or through others.
    pub uses: &'static [&'static str],
    /// Its component types beside exports that it shares types with, as worlds of
    /// the WIT have it.
    pub joints: &'static [Joint],
}

/// The component type of an interface that is exported together with others
/// whose types it uses, or that use its own. By itself it would take types from
/// an import.
#[derive(Clone, Copy, Debug)]
pub struct Joint {
    /// The others.
    pub exports: &'static [&'static str],
    /// The component type of all of them together.
    pub section: &'static [u8],
}

/// A statement of `component!`.
#[derive(Clone, Copy, Debug)]
pub enum Item<'i> {
    /// An interface and which way it is used.
    Interface(Direction, &'i Interface),
    /// A setting, by its name.
    Setting(&'static str),
    /// Nothing that `component!` understands, which it says so of.
    Unknown,
}

/// Which way an interface is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The component implements it.
    Export,
    /// The component calls it.
    Import,
}
