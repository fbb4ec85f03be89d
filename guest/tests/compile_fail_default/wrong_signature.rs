//! A handler without the context is not one.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::InvokeResult;

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(input.into())
}

fn main() {}
