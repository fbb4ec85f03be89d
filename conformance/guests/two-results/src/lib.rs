//! Reads the secrets `A` and `B` and answers `{A}|{B}`.
//!
//! Had both imports one place for their results, the second would overwrite
//! where the first one is.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::from_utf8;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::secrets_store::v1_0::Host;

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"two-results","version":"1.0.0"}"#,
    invoke: invoke,
    imports: { secrets_store::v1_0 as Secrets },
});

fn invoke<'a>(
    call: &'a Call,
    _: &'a ExecCtx<'a>,
    _: &'a str,
    _: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let first = Secrets.get(call, "A");
    let second = Secrets.get(call, "B");
    match (first, second) {
        (Ok(Some(first)), Ok(Some(second))) => match (from_utf8(first), from_utf8(second)) {
            (Some(first), Some(second)) => Ok(call.concat(&[first, "|", second])),
            _ => Err(NodeError::new("not-text", "a secret is not text")),
        },
        _ => Err(NodeError::new("no-secret", "a secret is not there")),
    }
}
