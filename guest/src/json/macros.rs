//! `json!`: a document in its own notation.

/// Writes a JSON document and returns its text, which lives as long as the call.
///
/// ```
/// use greentic_guest::{Call, json};
///
/// let call = Call::new();
/// let (word, count) = ("say \"hi\"", 2_u32);
/// let text = json!(call, {
///     "word": word,
///     "count": count,
///     "items": [1_u8, true, null, {"deep": []}],
///     (word): call.copy("a name that is an expression"),
/// });
/// assert_eq!(
///     text,
///     r#"{"word":"say \"hi\"","count":2,"items":[1,true,null,{"deep":[]}],"say \"hi\"":"a name that is an expression"}"#,
/// );
/// ```
///
/// A value is an object or array in this notation, `null`, or an expression of a
/// type that is [`ToJson`](crate::json::ToJson). A name is a literal that needs no
/// escape, or an expression in parentheses that is a `&str`.
///
/// The parts between two values are known when the component is compiled, and are
/// one text: a field costs the code of its value and one call. More than about a
/// hundred values in one document take a `#![recursion_limit]` in the crate.
#[macro_export]
macro_rules! json {
    ($call:expr, $($value:tt)+) => {{
        let mut text = $crate::Call::text(&$call);
        $crate::__json! { @one text [] [] [] $($value)+ }
        text.finish()
    }};
}

// The state is: the name of the text; the constant pieces that are not appended
// yet; the comma, where the next value is not the first; what comes behind this
// object or array, innermost first: `[@object rest..]`; the tokens.
//
// A value can be an array or object in this notation (both are expressions of
// Rust too, so they come first) or an expression.
#[doc(hidden)]
#[macro_export]
macro_rules! __json {
    // "name": {..}, ..
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] [$($outer:tt)*] $name:literal : { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        const _: () = ::core::assert!($crate::json::is_plain($name), "a name with escapes is written in parentheses: (\"..\")");
        $crate::__json! { @object $text [$($piece)* $($comma)? "\"" $name "\":{"] [] [[@object $($($rest)*)?] $($outer)*] $($inner)* }
    };
    // "name": [..], ..
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] [$($outer:tt)*] $name:literal : [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        const _: () = ::core::assert!($crate::json::is_plain($name), "a name with escapes is written in parentheses: (\"..\")");
        $crate::__json! { @array $text [$($piece)* $($comma)? "\"" $name "\":["] [] [[@object $($($rest)*)?] $($outer)*] $($inner)* }
    };
    // "name": null, ..
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] $outer:tt $name:literal : null $(, $($rest:tt)*)?) => {
        const _: () = ::core::assert!($crate::json::is_plain($name), "a name with escapes is written in parentheses: (\"..\")");
        $crate::__json! { @object $text [$($piece)* $($comma)? "\"" $name "\":null"] [","] $outer $($($rest)*)? }
    };
    // "name": value, ..
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] $outer:tt $name:literal : $value:expr $(, $($rest:tt)*)?) => {
        const _: () = ::core::assert!($crate::json::is_plain($name), "a name with escapes is written in parentheses: (\"..\")");
        $text.push($crate::__private::concat!($($piece,)* $($comma,)? "\"", $name, "\":"));
        $crate::json::ToJson::to_json($value, &mut $text);
        $crate::__json! { @object $text [] [","] $outer $($($rest)*)? }
    };
    // (name): ..
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] [$($outer:tt)*] ($name:expr) : $($rest:tt)+) => {
        $crate::__json! { @push $text [$($piece)* $($comma)?] }
        $text.push_json($name);
        $crate::__json! { @one $text [":"] [] [[@object] $($outer)*] $($rest)+ }
    };
    (@object $text:ident [$($piece:tt)*] [$($comma:tt)?] $outer:tt) => {
        $crate::__json! { @end $text [$($piece)* "}"] $outer }
    };
    (@object $text:ident $pieces:tt $comma:tt $outer:tt $($other:tt)+) => {
        ::core::compile_error!("json!: a field is `\"name\": value` or `(expression): value`");
    };

    (@array $text:ident [$($piece:tt)*] [$($comma:tt)?] $outer:tt) => {
        $crate::__json! { @end $text [$($piece)* "]"] $outer }
    };
    (@array $text:ident [$($piece:tt)*] [$($comma:tt)?] [$($outer:tt)*] $($value:tt)+) => {
        $crate::__json! { @one $text [$($piece)* $($comma)?] [] [[@array] $($outer)*] $($value)+ }
    };

    // A value, and behind a comma more of the object or array that comes next.
    (@one $text:ident [$($piece:tt)*] [] $outer:tt { $($inner:tt)* } $(, $($rest:tt)*)?) => {
        $crate::__json! { @more @object "{" $text [$($piece)*] $outer [$($($rest)*)?] $($inner)* }
    };
    (@one $text:ident [$($piece:tt)*] [] $outer:tt [ $($inner:tt)* ] $(, $($rest:tt)*)?) => {
        $crate::__json! { @more @array "[" $text [$($piece)*] $outer [$($($rest)*)?] $($inner)* }
    };
    (@one $text:ident [$($piece:tt)*] [] $outer:tt null $(, $($rest:tt)*)?) => {
        $crate::__json! { @end $text [$($piece)* "null"] $outer $($($rest)*)? }
    };
    (@one $text:ident $pieces:tt [] $outer:tt $value:expr $(, $($rest:tt)*)?) => {
        $crate::__json! { @push $text $pieces }
        $crate::json::ToJson::to_json($value, &mut $text);
        $crate::__json! { @end $text [] $outer $($($rest)*)? }
    };

    (@more @$kind:ident $open:literal $text:ident [$($piece:tt)*] [] [] $($inner:tt)*) => {
        $crate::__json! { @$kind $text [$($piece)* $open] [] [] $($inner)* }
    };
    (@more @$kind:ident $open:literal $text:ident [$($piece:tt)*] [[@$next:ident] $($outer:tt)*] [$($rest:tt)*] $($inner:tt)*) => {
        $crate::__json! { @$kind $text [$($piece)* $open] [] [[@$next $($rest)*] $($outer)*] $($inner)* }
    };

    // Behind a value: all is written, or the next object or array goes on.
    (@end $text:ident $pieces:tt []) => {
        $crate::__json! { @push $text $pieces }
    };
    (@end $text:ident $pieces:tt [[@$kind:ident $($more:tt)*] $($outer:tt)*] $($rest:tt)*) => {
        $crate::__json! { @$kind $text $pieces [","] [$($outer)*] $($more)* $($rest)* }
    };

    (@push $text:ident []) => {};
    (@push $text:ident [$($piece:tt)+]) => {
        $text.push($crate::__private::concat!($($piece),+));
    };
}
