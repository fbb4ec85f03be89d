//! `list<T>`.

#![allow(
    unsafe_code,
    reason = "guards the pointer and the length of a list, which make a slice together"
)]

use core::fmt;
use core::marker::PhantomData;
use core::ops::Deref;

/// A WIT `list<T>`: a slice whose pointer and length lie in memory in this
/// order.
///
/// It dereferences to `[T]` and is made from `&[T]`.
///
/// # Invariants
///
/// `len` is 0, or `ptr` is aligned and points to `len` valid items that nobody
/// changes during `'a`.
///
/// ```
/// use greentic_guest::abi::List;
///
/// let list: List<'_, u32> = List::new(&[1, 2]);
/// assert_eq!(list.get(), [1, 2]);
/// assert_eq!(list.iter().sum::<u32>(), 3);
/// assert!(List::<u32>::EMPTY.is_empty());
/// ```
#[repr(C)]
pub struct List<'a, T> {
    ptr: *const T,
    len: usize,
    items: PhantomData<&'a [T]>,
}

// SAFETY: a list gives out shared references to its items and nothing else, as
// `&[T]` does, which may be sent when `T` may be shared.
unsafe impl<T: Sync> Send for List<'_, T> {}

// SAFETY: as above.
unsafe impl<T: Sync> Sync for List<'_, T> {}

impl<'a, T> List<'a, T> {
    /// The list without items.
    ///
    /// All of it is zero: answers full of it are cheap to write.
    pub const EMPTY: Self = Self {
        ptr: core::ptr::null(),
        len: 0,
        items: PhantomData,
    };

    /// The list of these items.
    pub const fn new(items: &'a [T]) -> Self {
        Self {
            ptr: items.as_ptr(),
            len: items.len(),
            items: PhantomData,
        }
    }

    /// The items.
    pub const fn get(self) -> &'a [T] {
        if self.len == 0 {
            return &[];
        }
        // SAFETY: the invariant, with a length other than 0.
        unsafe { core::slice::from_raw_parts(self.ptr, self.len) }
    }

    /// A list from the two core values that the canonical ABI flattens it to.
    ///
    /// # Safety
    ///
    /// `len` is 0, or `ptr` is the address of `len` valid items that nobody
    /// changes during `'a`.
    #[doc(hidden)]
    pub const unsafe fn lift(ptr: *const T, len: usize) -> Self {
        Self {
            ptr,
            len,
            items: PhantomData,
        }
    }
}

impl<T> Clone for List<'_, T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for List<'_, T> {}

impl<T> Default for List<'_, T> {
    fn default() -> Self {
        Self::EMPTY
    }
}

impl<T> Deref for List<'_, T> {
    type Target = [T];

    fn deref(&self) -> &[T] {
        self.get()
    }
}

impl<'a, T> From<&'a [T]> for List<'a, T> {
    fn from(items: &'a [T]) -> Self {
        Self::new(items)
    }
}

impl<'a, T, const N: usize> From<&'a [T; N]> for List<'a, T> {
    fn from(items: &'a [T; N]) -> Self {
        Self::new(items)
    }
}

impl<'a, T> IntoIterator for List<'a, T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.get().iter()
    }
}

impl<'a, T> IntoIterator for &List<'a, T> {
    type Item = &'a T;
    type IntoIter = core::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.get().iter()
    }
}

impl<T: fmt::Debug> fmt::Debug for List<'_, T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.get().fmt(f)
    }
}

impl<T: PartialEq> PartialEq for List<'_, T> {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl<T: Eq> Eq for List<'_, T> {}

impl<T: PartialEq> PartialEq<[T]> for List<'_, T> {
    fn eq(&self, other: &[T]) -> bool {
        self.get() == other
    }
}

impl<T: PartialEq, const N: usize> PartialEq<[T; N]> for List<'_, T> {
    fn eq(&self, other: &[T; N]) -> bool {
        self.get() == other
    }
}
