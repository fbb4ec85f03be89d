//! `result<T, E>`.

#![allow(
    unsafe_code,
    reason = "writes the number of the side and what is in it into their places"
)]

use core::mem::{ManuallyDrop, MaybeUninit};

/// A WIT `result<T, E>`: like [`Result`], with the canonical ABI's layout.
///
/// It converts from and to `Result<T, E>`. A side that WIT leaves out is `()`.
///
/// ```
/// use greentic_guest::abi::Res;
///
/// let parsed: Res<u8, &str> = "7".parse().map_err(|_| "no number").into();
/// assert_eq!(parsed.get(), Ok(7));
/// assert_eq!(Res::<u8, &str>::Err("no number").as_ref(), Err(&"no number"));
/// ```
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

/// The layout that `repr(C, u8)` gives to [`Res`]. The Rust reference defines it by
/// these two types.
///
/// Source: [Primitive representation of enums with fields, with `repr(C)`].
///
/// [Primitive representation of enums with fields, with `repr(C)`]: https://doc.rust-lang.org/reference/type-layout.html#combining-primitive-representations-of-enums-with-fields-and-reprc
#[repr(C)]
struct Parts<T, E> {
    side: u8,
    payload: Payload<T, E>,
}

#[repr(C)]
union Payload<T, E> {
    ok: ManuallyDrop<T>,
    err: ManuallyDrop<E>,
}

impl<T, E> Res<T, E> {
    /// Writes a result into its place, and not more than there is of it. To
    /// move it there through [`From`] has it copied as bytes, with those that
    /// lie between and behind the fields: more code, and more to do.
    pub(crate) fn write(place: &mut MaybeUninit<Self>, result: Result<T, E>) {
        const {
            assert!(size_of::<Self>() == size_of::<Parts<T, E>>());
            assert!(align_of::<Self>() == align_of::<Parts<T, E>>());
        }
        let parts: *mut Parts<T, E> = place.as_mut_ptr().cast();
        // SAFETY: `place` is a `Self`, which is laid out as these parts are.
        let side = unsafe { &raw mut (*parts).side };
        // SAFETY: as above.
        let payload = unsafe { &raw mut (*parts).payload };
        match result {
            Ok(value) => {
                // SAFETY: in `place`, which can be written to.
                unsafe { side.write(0) };
                // SAFETY: the payload is aligned for both of its sides, and
                // has room for either.
                unsafe { payload.cast::<T>().write(value) };
            }
            Err(error) => {
                // SAFETY: in `place`, which can be written to.
                unsafe { side.write(1) };
                // SAFETY: the payload is aligned for both of its sides, and
                // has room for either.
                unsafe { payload.cast::<E>().write(error) };
            }
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
