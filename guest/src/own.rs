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
    pub fn own<V: Own>(&self, value: V) -> &V::Kept {
        value.own_in(self)
    }
}

/// Is what [`Call::own`] takes: a `String`, a `Vec` of items that are `Copy`, as all
/// views and values of WIT are, and what else refers to such.
///
/// ```
/// use greentic_guest::{Call, Own};
///
/// /// Returns what is kept, once for each of two fields.
/// fn twice<V: Own>(call: &Call, value: V) -> [&V::Kept; 2] {
///     [value.own_in(call); 2]
/// }
///
/// let call = Call::new();
/// assert_eq!(twice(&call, String::from("tea")), ["tea", "tea"]);
/// assert_eq!(twice(&call, vec![1, 2]), [[1, 2], [1, 2]]);
/// ```
#[diagnostic::on_unimplemented(
    message = "`Call::own` takes a `String` or a `Vec` of items that are `Copy`, not `{Self}`",
    label = "no text, and no list of items that are `Copy`",
    note = "of a `Vec<String>`, own each text and make a list of those: `call.list(texts.into_iter().map(|text| call.own(text)))`"
)]
pub trait Own {
    /// The form in which it becomes part of the call.
    type Kept: ?Sized;

    /// Returns what is held, in the memory of `call`.
    fn own_in(self, call: &Call) -> &Self::Kept;
}

#[diagnostic::do_not_recommend]
impl<V: Deref<Target: Kept>> Own for V {
    type Kept = V::Target;

    fn own_in(self, call: &Call) -> &V::Target {
        self.keep_in(call)
    }
}

/// Is text, or items that are `Copy`.
#[doc(hidden)]
pub trait Kept {
    fn keep_in<'a>(&self, call: &'a Call) -> &'a Self;
}

impl Kept for str {
    fn keep_in<'a>(&self, call: &'a Call) -> &'a Self {
        call.copy(self)
    }
}

impl<T: Copy> Kept for [T] {
    fn keep_in<'a>(&self, call: &'a Call) -> &'a Self {
        call.list(self.iter().copied())
    }
}
