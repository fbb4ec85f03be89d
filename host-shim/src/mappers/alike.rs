//! Enumerations that have the same cases on both sides.

/// Converts both ways between an enumeration of the bindings and one elsewhere
/// whose cases have the same names. The compiler sees to it that none is left
/// out.
macro_rules! alike {
    ($wit:path, $types:path { $($case:ident),+ $(,)? }) => {
        const _: () = {
            use $types as Types;
            use $wit as Wit;

            impl From<Wit> for Types {
                fn from(value: Wit) -> Self {
                    match value {
                        $(Wit::$case => Self::$case,)+
                    }
                }
            }

            impl From<Types> for Wit {
                fn from(value: Types) -> Self {
                    match value {
                        $(Types::$case => Self::$case,)+
                    }
                }
            }
        };
    };
}

pub(super) use alike;
