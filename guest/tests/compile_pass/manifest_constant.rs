//! The name of a constant is a manifest, with `const` before it and without; handlers are
//! named or closures; functions of an interface are both, or constants.
use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};

const MANIFEST: &str = "{}";

greentic_guest::component_entrypoint!({
    manifest: MANIFEST,
    ops: {
        "greet" => greet,
        "echo" => |_, _, input| -> Result<_, NodeError<'_>> { Ok(input) },
    },
    exports: {
        component::v1_0::describe_v1 { describe_json: const MANIFEST },
        secrets_store::v1_0 { get: |_, _| Ok(None) },
    },
});

fn greet<'a>(_: &'a Call, _: &'a ExecCtx<'a>, input: &'a str) -> Result<&'a str, NodeError<'a>> {
    Ok(input)
}

fn main() {}
