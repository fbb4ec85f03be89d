//! The runtime of the generated bindings: macros that make a `Guest` or a `Host` of
//! an interface from a list of its functions, and the types and functions that the
//! result of these macros uses.

mod block_on;
mod fit;
mod guest;
mod host;

pub(crate) use block_on::block_on;
pub use fit::Fit;
pub(crate) use fit::Shape;
pub(crate) use guest::{Loader, Lookup, call, call_async, guest, new_call};
pub(crate) use host::{Getter, Plain, host};

/// Names that generated modules use.
pub(crate) mod prelude {
    pub(crate) use wasmtime::component::{ComponentType, Lift, Lower};

    pub(crate) use super::{guest, host};
    pub(crate) use crate::payload_size::payload;
}

/// The result of a function, in the form that Wasmtime takes: a tuple with one
/// member, or none.
pub(crate) trait Returned {
    /// The form that Rust has.
    type Value;

    /// Out of the tuple.
    fn value(self) -> Self::Value;

    /// Into the tuple.
    fn wrap(value: Self::Value) -> Self;
}

impl Returned for () {
    type Value = ();

    fn value(self) {}

    fn wrap((): ()) {}
}

impl<A> Returned for (A,) {
    type Value = A;

    fn value(self) -> A {
        self.0
    }

    fn wrap(value: A) -> Self {
        (value,)
    }
}
