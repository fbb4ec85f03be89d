//! `cbor!`: a document in the notation of JSON.

/// Writes a CBOR document in canonical form and returns its bytes, which live as
/// long as the call.
///
/// ```
/// use greentic_guest::{Call, cbor};
///
/// let call = Call::new();
/// let (word, count) = ("hi", 2_u32);
/// let bytes = cbor!(call, {
///     "word": word,
///     "count": count,
///     "items": [1, true, null, {"deep": []}],
///     "key": b"\x01\x02",
///     (word): "a name that is an expression",
/// });
/// let value = call.read_canonical_cbor(bytes).unwrap();
/// assert_eq!(value.at("word").str(), Ok("hi"));
/// assert_eq!(value.at("key").bytes(), Ok([1, 2].as_slice()));
/// assert_eq!(value.at("items").items().unwrap().count(), 4);
/// ```
///
/// A value is a map or array in this notation, `null`, or an expression of a type
/// that is [`ToCbor`](crate::cbor::ToCbor). A name is a literal, or an expression
/// in parentheses.
///
/// A map whose names are literals in canonical order (the shorter first, then byte
/// by byte) is written straight away. Any other is sorted, which costs a component
/// several hundred bytes, once: the order is worth it.
///
/// More than about a hundred values in one map or array take a
/// `#![recursion_limit]` in the crate.
#[macro_export]
macro_rules! cbor {
    ($call:expr, $($value:tt)+) => {{
        let mut to = $crate::cbor::Writer::new(&$call);
        $crate::__cbor! { @one to $($value)+ }
        to.finish()
    }};
}

// First the fields of a map, or the items of an array, are collected, each with
// its value in braces: `{map ..}`, `{array ..}`, `{null}` or `{value expression}`.
// Then they are counted and written.
#[doc(hidden)]
#[macro_export]
macro_rules! __cbor {
    // A value.
    (@one $to:ident { $($inner:tt)* }) => { $crate::__cbor! { @write $to {map $($inner)*} } };
    (@one $to:ident [ $($inner:tt)* ]) => { $crate::__cbor! { @write $to {array $($inner)*} } };
    (@one $to:ident null) => { $crate::__cbor! { @write $to {null} } };
    (@one $to:ident $value:expr) => { $crate::__cbor! { @write $to {value $value} } };

    (@write $to:ident {map $($inner:tt)*}) => { $crate::__cbor! { @map $to {} $($inner)* } };
    (@write $to:ident {array $($inner:tt)*}) => { $crate::__cbor! { @array $to {} $($inner)* } };
    (@write $to:ident {null}) => { $crate::cbor::ToCbor::to_cbor((), &mut $to) };
    (@write $to:ident {value $value:expr}) => { $crate::cbor::ToCbor::to_cbor($value, &mut $to) };

    // "name": {..}, ..
    (@map $to:ident {$($field:tt)*} $name:tt : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @map $to {$($field)* [$name {map $($inner)*}]} $($($rest)*)? }
    };
    (@map $to:ident {$($field:tt)*} $name:tt : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @map $to {$($field)* [$name {array $($inner)*}]} $($($rest)*)? }
    };
    (@map $to:ident {$($field:tt)*} $name:tt : null $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @map $to {$($field)* [$name {null}]} $($($rest)*)? }
    };
    (@map $to:ident {$($field:tt)*} $name:tt : $value:expr $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @map $to {$($field)* [$name {value $value}]} $($($rest)*)? }
    };
    // Names that are all literals.
    (@map $to:ident {$([$name:literal $value:tt])*}) => {
        const NAMES: &[&::core::primitive::str] = &[$($name),*];
        const SORTED: ::core::primitive::bool = $crate::cbor::are_sorted(NAMES);
        const _: () = ::core::assert!($crate::cbor::are_distinct(NAMES), "cbor!: a name stands there twice");
        if SORTED {
            $to.head(5, NAMES.len() as ::core::primitive::u64);
        }
        let mut fields = if SORTED {
            ::core::option::Option::None
        } else {
            ::core::option::Option::Some($crate::cbor::Fields::new(&mut $to))
        };
        $(
            $to.text($name);
            if let ::core::option::Option::Some(fields) = &mut fields {
                fields.named(&$to);
            }
            { $crate::__cbor! { @write $to $value } }
            if let ::core::option::Option::Some(fields) = &mut fields {
                fields.field(&mut $to);
            }
        )*
        if let ::core::option::Option::Some(fields) = fields {
            fields.finish(&mut $to);
        }
    };
    (@map $to:ident {$([$name:tt $value:tt])*}) => {
        let mut fields = $crate::cbor::Fields::new(&mut $to);
        $(
            $crate::cbor::ToCbor::to_cbor($name, &mut $to);
            fields.named(&$to);
            { $crate::__cbor! { @write $to $value } }
            fields.field(&mut $to);
        )*
        fields.finish(&mut $to);
    };
    (@map $to:ident $fields:tt $($other:tt)+) => {
        ::core::compile_error!("cbor!: a field is `\"name\": value` or `(expression): value`");
    };

    (@array $to:ident {$($item:tt)*} { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @array $to {$($item)* {map $($inner)*}} $($($rest)*)? }
    };
    (@array $to:ident {$($item:tt)*} [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @array $to {$($item)* {array $($inner)*}} $($($rest)*)? }
    };
    (@array $to:ident {$($item:tt)*} null $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @array $to {$($item)* {null}} $($($rest)*)? }
    };
    (@array $to:ident {$($item:tt)*} $value:expr $(, $($rest:tt)*)?) => {
        $crate::__cbor! { @array $to {$($item)* {value $value}} $($($rest)*)? }
    };
    (@array $to:ident {$($value:tt)*}) => {
        $to.head(4, 0 $(+ $crate::__cbor!(@count $value))*);
        $( { $crate::__cbor! { @write $to $value } } )*
    };
    (@count $value:tt) => { 1 };
}
