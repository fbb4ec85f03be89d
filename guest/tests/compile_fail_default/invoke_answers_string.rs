//! An answer stays in the memory of the call.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });

fn invoke<'a>(
    _: &'a Call,
    _: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<String, NodeError<'a>> {
    Ok(format!("{op} {input}"))
}

fn main() {}
