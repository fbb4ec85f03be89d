//! `describe!`: a component that describes itself in one statement.

/// Makes the crate a component that describes itself, and nothing else: it
/// exports `greentic:component/describe-v1@1.0.0`.
///
/// The description is a constant `&str`: a literal, `include_str!(..)`, the
/// name of a constant. It is part of the component's data; answering with it
/// takes no code.
///
/// ```
/// #![cfg_attr(target_family = "wasm", no_std)]
/// greentic_guest::describe!(r#"{"name":"demo","version":"1.0.0"}"#);
/// # fn main() {}
/// ```
///
/// The description is checked for nothing: it is the text that tools get.
#[macro_export]
macro_rules! describe {
    ($description:expr $(,)?) => {
        $crate::component! { export component::v1_0::describe_v1 { describe_json: const $description } }
    };
    ($($other:tt)*) => {
        $crate::__keys! {
            @refuse "describe! takes one text, the description: a literal, `include_str!(..)` or the name of a constant"
        }
    };
}
