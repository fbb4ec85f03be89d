//! `tuple<..>`.

/// Defines a tuple type for each number of members: Rust does not say how its
/// own tuples are laid out.
macro_rules! tuples {
    // Tuple2 (A a, B b) "2 members";
    ($($name:ident ($($member:ident $value:ident),+) $doc:literal;)+) => {$(
        #[doc = concat!("A WIT `tuple` of ", $doc, ": like Rust's, with the canonical ABI's layout.")]
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
        #[repr(C)]
        pub struct $name<$($member),+>($(#[allow(missing_docs)] pub $member),+);

        impl<$($member),+> From<($($member,)+)> for $name<$($member),+> {
            fn from(($($value,)+): ($($member,)+)) -> Self {
                Self($($value),+)
            }
        }

        impl<$($member),+> From<$name<$($member),+>> for ($($member,)+) {
            fn from($name($($value),+): $name<$($member),+>) -> Self {
                ($($value,)+)
            }
        }
    )+};
}

tuples! {
    Tuple1 (A a) "1 member";
    Tuple2 (A a, B b) "2 members";
    Tuple3 (A a, B b, C c) "3 members";
    Tuple4 (A a, B b, C c, D d) "4 members";
    Tuple5 (A a, B b, C c, D d, E e) "5 members";
    Tuple6 (A a, B b, C c, D d, E e, F f) "6 members";
    Tuple7 (A a, B b, C c, D d, E e, F f, G g) "7 members";
    Tuple8 (A a, B b, C c, D d, E e, F f, G g, H h) "8 members";
    Tuple9 (A a, B b, C c, D d, E e, F f, G g, H h, I i) "9 members";
    Tuple10 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j) "10 members";
    Tuple11 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k) "11 members";
    Tuple12 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l) "12 members";
    Tuple13 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m) "13 members";
    Tuple14 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n) "14 members";
    Tuple15 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o) "15 members";
    Tuple16 (A a, B b, C c, D d, E e, F f, G g, H h, I i, J j, K k, L l, M m, N n, O o, P p) "16 members";
}
