//! `result<T, E>`.

/// A WIT `result<T, E>`: like [`Result`], with the canonical ABI's layout.
///
/// It converts from and to `Result<T, E>`. A side that WIT leaves out is `()`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(C, u8)]
pub enum Res<T, E> {
    /// It went well.
    Ok(T),
    /// It failed.
    Err(E),
}

impl<T, E> Res<T, E> {
    /// The everyday form.
    ///
    /// # Errors
    ///
    /// The error that this result is, if it is one.
    pub fn get(self) -> Result<T, E> {
        match self {
            Self::Ok(value) => Ok(value),
            Self::Err(error) => Err(error),
        }
    }

    /// References to what is in it.
    ///
    /// # Errors
    ///
    /// The error that this result is, if it is one.
    pub const fn as_ref(&self) -> Result<&T, &E> {
        match self {
            Self::Ok(value) => Ok(value),
            Self::Err(error) => Err(error),
        }
    }
}

impl<T, E> From<Result<T, E>> for Res<T, E> {
    fn from(result: Result<T, E>) -> Self {
        match result {
            Ok(value) => Self::Ok(value),
            Err(error) => Self::Err(error),
        }
    }
}

impl<T, E> From<Res<T, E>> for Result<T, E> {
    fn from(result: Res<T, E>) -> Self {
        result.get()
    }
}
