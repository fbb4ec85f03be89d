//! Values of a heap become part of an answer.

use core::ops::Deref;

use crate::Call;

impl Call {
    /// Moves what `value` holds into the memory of the call, and drops `value`: a
    /// `String` becomes a `&str`, a `Vec<T>` a `&[T]`.
    ///
    /// The bytes are copied once. The heap gets them back at once, rather than after
    /// the host has read the answer: so a heap of the kind `call` is empty when a
    /// call ends, and there is no list of what is still to be dropped.
    ///
    /// ```
    /// # let call = greentic_guest::Call::new();
    /// # fn answer(call: &greentic_guest::Call) -> (&str, &[u32]) {
    /// (call.own(format!("{:02}", 7)), call.own(vec![1, 2]))
    /// # }
    /// # assert_eq!(answer(&call), ("07", [1, 2].as_slice()));
    /// ```
    pub fn own<V>(&self, value: V) -> &V::Target
    where
        V: Deref<Target: Owned>,
    {
        value.own_in(self)
    }
}

/// What [`Call::own`] can move: text, and items that are `Copy`, as all views and
/// values of WIT are.
#[diagnostic::on_unimplemented(
    message = "`Call::own` takes a `String`, a `Vec` of items that are `Copy`, and what else refers to text or such items",
    label = "this is neither text nor a list of items that are `Copy`"
)]
pub trait Owned {
    /// Returns a copy in the memory of `call`.
    fn own_in<'a>(&self, call: &'a Call) -> &'a Self;
}

impl Owned for str {
    fn own_in<'a>(&self, call: &'a Call) -> &'a Self {
        call.copy(self)
    }
}

impl<T: Copy> Owned for [T] {
    fn own_in<'a>(&self, call: &'a Call) -> &'a Self {
        call.list(self.iter().copied())
    }
}
