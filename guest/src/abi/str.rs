//! `string`.

#![allow(unsafe_code, reason = "guards that the bytes of a string are UTF-8")]

use core::fmt;
use core::ops::Deref;

use super::List;

/// A WIT `string`: a `&str` whose pointer and length lie in memory in this
/// order.
///
/// It dereferences to `str` and is made from `&str`. [`get`](Self::get) is what to `match` on:
///
/// ```
/// # let tenant = greentic_guest::abi::Str::new("acme");
/// let price = match tenant.get() {
///     "acme" => 7,
///     _ => 10,
/// };
/// # assert_eq!(price, 7);
/// ```
///
/// # Invariants
///
/// The bytes are UTF-8.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
#[repr(transparent)]
pub struct Str<'a> {
    bytes: List<'a, u8>,
}

impl<'a> Str<'a> {
    /// The string without characters.
    ///
    /// ```
    /// use greentic_guest::abi::Str;
    ///
    /// assert_eq!(Str::EMPTY, "");
    /// ```
    pub const EMPTY: Self = Self { bytes: List::EMPTY };

    /// The string with this text.
    pub const fn new(text: &'a str) -> Self {
        Self {
            bytes: List::new(text.as_bytes()),
        }
    }

    /// The text.
    pub const fn get(self) -> &'a str {
        // SAFETY: the invariant.
        unsafe { core::str::from_utf8_unchecked(self.bytes.get()) }
    }

    /// A string from the two core values that the canonical ABI flattens it
    /// to.
    ///
    /// # Safety
    ///
    /// `len` is 0, or `ptr` is the address of `len` bytes of UTF-8 that nobody
    /// changes during `'a`.
    #[doc(hidden)]
    pub const unsafe fn lift(ptr: *const u8, len: usize) -> Self {
        Self {
            // SAFETY: the caller's promise covers the callee's demand.
            bytes: unsafe { List::lift(ptr, len) },
        }
    }
}

impl Deref for Str<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        self.get()
    }
}

impl AsRef<str> for Str<'_> {
    fn as_ref(&self) -> &str {
        self.get()
    }
}

impl<'a> From<&'a str> for Str<'a> {
    fn from(text: &'a str) -> Self {
        Self::new(text)
    }
}

impl<'a> From<Str<'a>> for &'a str {
    fn from(string: Str<'a>) -> Self {
        string.get()
    }
}

impl fmt::Debug for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self.get(), f)
    }
}

impl fmt::Display for Str<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self.get(), f)
    }
}

impl PartialEq<str> for Str<'_> {
    fn eq(&self, other: &str) -> bool {
        self.get() == other
    }
}

impl PartialEq<&str> for Str<'_> {
    fn eq(&self, other: &&str) -> bool {
        self.get() == *other
    }
}
