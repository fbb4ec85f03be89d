//! Joins its input and the secret `A`; `plain` does without the host.
//!
//! A host that calls `invoke` again from inside of `get` meets the component
//! in the middle of its work: its input must survive that.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::from_utf8;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::secrets_store::v1_0::Host;

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"reentry","version":"1.0.0"}"#,
    invoke: invoke,
    imports: { secrets_store::v1_0 as Secrets },
});

fn invoke<'a>(
    call: &'a Call,
    _: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    if op == "plain" {
        return Ok(call.concat(&["plain:", input]));
    }
    // Built before the host is asked, so that it lies in the arena while the
    // host may be calling again.
    let before = call.concat(&["<", input, ">"]);
    let secret = Secrets.get(call, "A").ok().flatten().and_then(from_utf8);
    match secret {
        Some(secret) => Ok(call.concat(&[before, input, secret])),
        None => Err(NodeError::new("no-secret", "secret `A` is not there")),
    }
}
