//! Says itself, to the macros of an interface, that the component has it.
//!
//! Right: does not compile, E0133

#![no_std]
#![forbid(unsafe_code)]

use greentic_guest::__private::{Component, Direction, Item};
use greentic_guest::secrets_store::v1_0::INTERFACE;

mod beside {
    greentic_guest::component_entrypoint!({ manifest: "{}", invoke: crate::invoke });
}

const __GREENTIC_ONE_COMPONENT_PER_CRATE: Component<'static> =
    Component::of(&[Item::Interface(Direction::Import, &INTERFACE)]);

greentic_guest::secrets_store::v1_0::__import! {
    @emit [greentic_guest :: secrets_store :: v1_0] [Secrets]
}

fn invoke<'a>(
    _: &'a greentic_guest::Call,
    _: &'a greentic_guest::component::v0_5::node::ExecCtx<'a>,
    _: &'a str,
    input: &'a str,
) -> greentic_guest::component::v0_5::node::InvokeResult<'a> {
    greentic_guest::component::v0_5::node::InvokeResult::Ok(input.into())
}
