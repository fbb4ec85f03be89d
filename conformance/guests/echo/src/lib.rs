//! Answers with its input in another form.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

mod handler;

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"echo","version":"1.0.0"}"#,
    invoke: handler::invoke,
});
