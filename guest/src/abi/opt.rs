//! `option<T>`.

use core::ops::Deref;

use super::{List, Str};

/// A WIT `option<T>`: like [`Option`], with the canonical ABI's layout.
///
/// It converts from and to `Option<T>`; text and lists convert at once. The methods that it
/// shares with [`Option`] do the same.
///
/// ```
/// use greentic_guest::abi::{List, Opt, Str};
///
/// let team: Opt<Str<'_>> = "night shift".into();
/// let body: Opt<List<'_, u8>> = Opt::of(Some(&b"{}"[..]));
/// assert_eq!(body.map(|bytes| bytes.len()), Some(2));
/// let word = match team.as_deref() {
///     Some("night shift") => "good night",
///     Some(_) => "good day",
///     None => "hello",
/// };
/// assert_eq!(word, "good night");
/// ```
///
/// ```
/// use greentic_guest::abi::Opt;
///
/// let (some, none) = (Opt::Some(3_u32), Opt::<u32>::None);
/// assert!(some.is_some() && none.is_none());
/// assert_eq!((some.get(), some.as_ref()), (Some(3), Some(&3)));
/// assert_eq!(none.unwrap_or(1) + none.unwrap_or_default() + none.unwrap_or_else(|| 5), 6);
/// assert_eq!(none.ok_or("nothing"), Err("nothing"));
/// assert_eq!(some.and_then(|number| number.checked_sub(4)), None);
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[repr(C, u8)]
pub enum Opt<T> {
    /// No value.
    #[default]
    None,
    /// A value.
    Some(T),
}

impl<T> Opt<T> {
    /// Converts an option of what `T` is made from: `Opt::of(Some("text"))`,
    /// `Opt::of(Some(bytes))`.
    pub fn of(option: Option<impl Into<T>>) -> Self {
        option.map(Into::into).into()
    }

    /// The everyday form.
    pub fn get(self) -> Option<T> {
        match self {
            Self::None => None,
            Self::Some(value) => Some(value),
        }
    }

    /// A reference to the value, if there is one.
    pub const fn as_ref(&self) -> Option<&T> {
        match self {
            Self::None => None,
            Self::Some(value) => Some(value),
        }
    }

    /// Returns whether there is a value.
    pub const fn is_some(&self) -> bool {
        matches!(self, Self::Some(_))
    }

    /// Returns whether there is no value.
    pub const fn is_none(&self) -> bool {
        !self.is_some()
    }

    /// Returns what `f` makes of the value.
    pub fn map<U>(self, f: impl FnOnce(T) -> U) -> Option<U> {
        self.get().map(f)
    }

    /// Returns what `f` answers for the value.
    pub fn and_then<U>(self, f: impl FnOnce(T) -> Option<U>) -> Option<U> {
        self.get().and_then(f)
    }

    /// Returns the value, or `default` where there is none.
    pub fn unwrap_or(self, default: T) -> T {
        self.get().unwrap_or(default)
    }

    /// Returns the value, or what `default` makes where there is none.
    pub fn unwrap_or_else(self, default: impl FnOnce() -> T) -> T {
        self.get().unwrap_or_else(default)
    }

    /// Returns the value, or the default of its type where there is none: empty text, say.
    pub fn unwrap_or_default(self) -> T
    where
        T: Default,
    {
        self.get().unwrap_or_default()
    }

    /// Returns the value, to be handed on with `?`.
    ///
    /// # Errors
    ///
    /// `error`, where there is no value.
    pub fn ok_or<E>(self, error: E) -> Result<T, E> {
        self.get().ok_or(error)
    }

    /// Returns what the value dereferences to: text of [`Str`], a slice of [`List`].
    pub fn as_deref(&self) -> Option<&T::Target>
    where
        T: Deref,
    {
        self.as_ref().map(T::deref)
    }
}

/// A text, which is there.
impl<'a> From<&'a str> for Opt<Str<'a>> {
    fn from(text: &'a str) -> Self {
        Self::Some(text.into())
    }
}

/// A list, which is there.
impl<'a, T> From<&'a [T]> for Opt<List<'a, T>> {
    fn from(items: &'a [T]) -> Self {
        Self::Some(items.into())
    }
}

/// A list, which is there.
impl<'a, T, const N: usize> From<&'a [T; N]> for Opt<List<'a, T>> {
    fn from(items: &'a [T; N]) -> Self {
        Self::Some(items.into())
    }
}

impl<T> From<Option<T>> for Opt<T> {
    fn from(option: Option<T>) -> Self {
        match option {
            None => Self::None,
            Some(value) => Self::Some(value),
        }
    }
}

impl<T> From<Opt<T>> for Option<T> {
    fn from(option: Opt<T>) -> Self {
        option.get()
    }
}
