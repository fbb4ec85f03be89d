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
        #[doc(hidden)]
        pub struct __GreenticDescribe;

        impl $crate::component::v1_0::describe_v1::Guest for __GreenticDescribe {
            const DESCRIBE_JSON: ::core::option::Option<&'static $crate::abi::Str<'static>> =
                ::core::option::Option::Some(&$crate::abi::Str::new($description));

            fn describe_json<'a>(_: &'a $crate::Call) -> &'a str {
                $description
            }
        }

        $crate::component! { export component::v1_0::describe_v1 => __GreenticDescribe }
    };
}
