//! Imports of a named short form belong into the statement that exports it.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({
    as Node,
    manifest: "{}",
    ops: { "greet" => greet },
    imports: { secrets_store::v1_0 as Secrets },
});

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn main() {}
