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
/// 1,400 bytes, once: the order is worth it.
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
        // No items, of which values could mean others by the same name.
        let sorted = const {
            let names: &[&::core::primitive::str] = &[$($name),*];
            ::core::assert!($crate::cbor::are_distinct(names), "cbor!: a name stands there twice");
            $crate::cbor::are_sorted(names)
        };
        if sorted {
            $to.head(5, 0 $(+ $crate::__cbor!(@count $value))*);
        }
        let mut fields = if sorted {
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

/// Returns the CBOR of a JSON text that is a constant, in canonical form, as a
/// constant `&[u8]`: [`cbor::from_json_const!`](crate::cbor::from_json_const).
///
/// It costs no code. A text that is not JSON, that has a name twice in an object,
/// or a float of more than 15 digits does not compile.
///
/// ```
/// use greentic_guest::cbor;
///
/// const SCHEMA: &[u8] = cbor::from_json_const!(r#"{"type":"object", "required":["a"]}"#);
/// const DESCRIPTOR: &[u8] = cbor::from_json_const!(concat!(
///     r#"{"name": "demo", "version": ""#, env!("CARGO_PKG_VERSION"), r#""}"#,
/// ));
/// # assert_eq!(SCHEMA, b"\xA2\x64type\x66object\x68required\x81\x61a");
/// # assert_eq!(DESCRIPTOR[..12], *b"\xA2\x64name\x64demo\x67");
/// ```
///
/// ```compile_fail
/// const TWICE: &[u8] = greentic_guest::cbor::from_json_const!(r#"{"a":1,"a":2}"#);
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __cbor_from_json_const {
    ($text:expr $(,)?) => {{
        // The text can have names of constants in it: these are none of them.
        const __CBOR_TEXT: &::core::primitive::str = $crate::json::constant($text);
        const __CBOR_WIDE: $crate::cbor::Constant<{ $crate::cbor::room(__CBOR_TEXT) }> =
            $crate::cbor::Constant::of(__CBOR_TEXT);
        const __CBOR_BYTES: [::core::primitive::u8; __CBOR_WIDE.len()] = __CBOR_WIDE.cut();
        const __CBOR_ALL: &[::core::primitive::u8] = &__CBOR_BYTES;
        __CBOR_ALL
    }};
}

/// Returns CBOR that is written in the notation of JSON, literals only, as a
/// constant `&[u8]`: [`cbor::constant!`](crate::cbor::constant).
///
/// To put a document together of other constants, use
/// [`from_json_const!`](crate::cbor::from_json_const) of a `concat!`.
///
/// ```
/// use greentic_guest::cbor;
///
/// const SCHEMA: &[u8] = cbor::constant!({"type": "int", "min": -5, "default": [null, 1.5]});
/// # assert_eq!(SCHEMA, b"\xA3\x63min\x24\x64type\x63int\x67default\x82\xF6\xF9\x3E\x00");
/// ```
#[doc(hidden)]
#[macro_export]
macro_rules! __cbor_constant {
    ($($value:tt)+) => {
        $crate::cbor::from_json_const!(::core::stringify!($($value)+))
    };
}
