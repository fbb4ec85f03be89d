//! Names a type with code in it, for a macro to put into its unsafe block.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

struct Mine<const SIZE: usize>;

impl<const SIZE: usize> greentic_guest::component::v1_0::describe_v1::Guest for Mine<SIZE> {
    fn describe_json<'a>(_: &'a greentic_guest::Call) -> &'a str {
        ""
    }
}

greentic_guest::component! {
    export component::v1_0::describe_v1 => Mine<{ core::str::from_utf8_unchecked(&[0xff]).len() }>,
}
