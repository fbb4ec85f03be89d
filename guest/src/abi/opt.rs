//! `option<T>`.

/// A WIT `option<T>`: like [`Option`], with the canonical ABI's layout.
///
/// It converts from and to `Option<T>`.
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

    /// Whether there is a value.
    pub const fn is_some(&self) -> bool {
        matches!(self, Self::Some(_))
    }

    /// Whether there is no value.
    pub const fn is_none(&self) -> bool {
        !self.is_some()
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
