//! A handler of an operation answers with a result.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::ExecCtx;

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet } });

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> &'a str {
    input
}

fn main() {}
