//! The size of values on their way into a component.

use crate::services::state::Scope;

/// A value that a host hands to a component: its size, the time until which an
/// answer to it is wanted, and the tenant on whose behalf it is handed over.
pub(crate) trait Payload {
    /// The size of the strings and lists in it, in bytes.
    fn payload_size(&self) -> usize;

    /// The deadline of the tenant context in it, in milliseconds since 1970
    /// UTC.
    fn deadline_ms(&self) -> Option<i64> {
        None
    }

    /// The environment and the tenant of the tenant context in it.
    fn scope(&self) -> Option<Scope> {
        None
    }
}

macro_rules! fixed_size {
    ($($ty:ty)*) => {$(
        impl Payload for $ty {
            fn payload_size(&self) -> usize {
                0
            }
        }
    )*};
}

/// Implements [`Payload`] for types of the bindings.
macro_rules! payload {
    (record $name:ident { $($field:ident),* }
        $(until $deadline:ident)? $(of $tenant:ident $(in $env:ident)?)?
    ) => {
        impl $crate::payload_size::Payload for $name {
            fn payload_size(&self) -> usize {
                0 $(+ $crate::payload_size::Payload::payload_size(&self.$field))*
            }

            fn deadline_ms(&self) -> Option<i64> {
                None
                $(.or_else(|| $crate::payload_size::Payload::deadline_ms(&self.$field)))*
                $(.or_else(|| $crate::payload_size::Deadline::ms(self.$deadline)))?
            }

            fn scope(&self) -> Option<$crate::services::state::Scope> {
                None
                $(.or_else(|| $crate::payload_size::Payload::scope(&self.$field)))*
                $(.or_else(|| Some($crate::services::state::Scope {
                    env: String::new() $(+ &self.$env)?,
                    tenant: self.$tenant.clone(),
                })))?
            }
        }
    };
    (variant $name:ident { $($case:ident $(($value:ident))?),* }) => {
        impl $crate::payload_size::Payload for $name {
            fn payload_size(&self) -> usize {
                match self {
                    $(Self::$case $(($value))? => 0 $(+ $crate::payload_size::Payload::payload_size($value))?,)*
                }
            }

            fn deadline_ms(&self) -> Option<i64> {
                match self {
                    $(Self::$case $(($value))? => None
                        $(.or_else(|| $crate::payload_size::Payload::deadline_ms($value)))?,)*
                }
            }

            fn scope(&self) -> Option<$crate::services::state::Scope> {
                match self {
                    $(Self::$case $(($value))? => None
                        $(.or_else(|| $crate::payload_size::Payload::scope($value)))?,)*
                }
            }
        }
    };
    (enum $name:ident) => {
        impl $crate::payload_size::Payload for $name {
            fn payload_size(&self) -> usize {
                0
            }
        }
    };
}

pub(crate) use payload;

/// A deadline as the revisions have it, signed or not, always there or not.
/// One that is too far to be written is none.
pub(crate) trait Deadline {
    fn ms(self) -> Option<i64>;
}

impl Deadline for Option<i64> {
    fn ms(self) -> Option<i64> {
        self
    }
}

impl Deadline for Option<u64> {
    fn ms(self) -> Option<i64> {
        self.and_then(|deadline| i64::try_from(deadline).ok())
    }
}

impl Deadline for u64 {
    fn ms(self) -> Option<i64> {
        // A context that has to say something says 0 for never.
        Some(self).filter(|deadline| *deadline != 0).ms()
    }
}

fixed_size!(() bool u8 i8 u16 i16 u32 i32 u64 i64 f32 f64 char);

impl Payload for str {
    fn payload_size(&self) -> usize {
        self.len()
    }
}

impl Payload for String {
    fn payload_size(&self) -> usize {
        self.len()
    }
}

impl<T: Payload + ?Sized> Payload for &T {
    fn payload_size(&self) -> usize {
        T::payload_size(self)
    }

    fn deadline_ms(&self) -> Option<i64> {
        T::deadline_ms(self)
    }

    fn scope(&self) -> Option<Scope> {
        T::scope(self)
    }
}

impl<T: Payload> Payload for Option<T> {
    fn payload_size(&self) -> usize {
        self.as_ref().map_or(0, T::payload_size)
    }

    fn deadline_ms(&self) -> Option<i64> {
        self.as_ref().and_then(T::deadline_ms)
    }

    fn scope(&self) -> Option<Scope> {
        self.as_ref().and_then(T::scope)
    }
}

impl<T: Payload, E: Payload> Payload for Result<T, E> {
    fn payload_size(&self) -> usize {
        match self {
            Ok(value) => value.payload_size(),
            Err(error) => error.payload_size(),
        }
    }
}

impl<T: Payload> Payload for [T] {
    fn payload_size(&self) -> usize {
        // What an element takes here is about what it takes there.
        self.iter()
            .map(|element| size_of::<T>() + element.payload_size())
            .sum()
    }
}

impl<T: Payload> Payload for Vec<T> {
    fn payload_size(&self) -> usize {
        self.as_slice().payload_size()
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))*) => {$(
        impl<$($name: Payload),+> Payload for ($($name,)+) {
            #[allow(non_snake_case, reason = "each name is that of its type")]
            fn payload_size(&self) -> usize {
                let ($($name,)+) = self;
                0 $(+ $name.payload_size())+
            }

            #[allow(non_snake_case, reason = "each name is that of its type")]
            fn deadline_ms(&self) -> Option<i64> {
                let ($($name,)+) = self;
                None$(.or_else(|| $name.deadline_ms()))+
            }

            #[allow(non_snake_case, reason = "each name is that of its type")]
            fn scope(&self) -> Option<Scope> {
                let ($($name,)+) = self;
                None$(.or_else(|| $name.scope()))+
            }
        }
    )*};
}

tuples! {
    (A)
    (A B)
    (A B C)
    (A B C D)
    (A B C D E)
    (A B C D E F)
    (A B C D E F G)
    (A B C D E F G H)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_and_lists_weigh_and_numbers_do_not() {
        assert_eq!(7_u32.payload_size(), 0);
        assert_eq!("seven".payload_size(), 5);
        assert_eq!(b"seven".to_vec().as_slice().payload_size(), 5);
        assert_eq!(Some("seven".to_owned()).payload_size(), 5);
        assert_eq!((1_u8, "ab", &[1_u16, 2][..]).payload_size(), 6);
        let nested: Result<Vec<String>, ()> = Ok(vec!["a".into(); 3]);
        assert_eq!(nested.payload_size(), 3 * (size_of::<String>() + 1));
    }
}
