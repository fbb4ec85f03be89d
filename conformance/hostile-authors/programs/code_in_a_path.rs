//! Writes a path that is a statement as well, for a macro to put into its unsafe
//! block.
//!
//! Right: does not compile, "no rules expected"

#![no_std]
#![forbid(unsafe_code)]

struct Mine;

impl greentic_guest::component::v1_0::describe_v1::Guest for Mine {
    fn describe_json<'a>(_: &'a greentic_guest::Call) -> &'a str {
        ""
    }
}

greentic_guest::component::v1_0::describe_v1::__export! {
    @emit [core::hint::unreachable_unchecked(); greentic_guest::component::v1_0::describe_v1] [Mine]
}

greentic_guest::component! { export component::v1_0::describe_v1 => Mine }
