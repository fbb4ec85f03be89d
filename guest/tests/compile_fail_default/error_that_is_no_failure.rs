//! An error says what it is called and what it is.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::ExecCtx;

greentic_guest::component_entrypoint!({ manifest: "{}", ops: { "greet" => greet } });

struct Sad;

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str) -> Result<&'a str, Sad> {
    Err(Sad)
}

fn main() {}
