//! An answer says whether all went well.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::ExecCtx;

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(_: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> String {
    format!("{op} {input}")
}

fn main() {}
