//! Failures of imports and errors of documents become the errors of worlds.
#![cfg(all(
    feature = "cbor",
    feature = "component-v0-5",
    feature = "mcp-v25-6-18",
    feature = "rev-0-4-113",
    feature = "secrets-store-v1",
    feature = "state-store-v1",
    feature = "worker-api"
))]

use greentic_guest::component::v0_5;
use greentic_guest::mcp::v25_6_18::ToolError;
use greentic_guest::rev_0_4_113::component::v0_6;
use greentic_guest::worker::v1_0::WorkerError;
use greentic_guest::{Call, Context as _, Failure, InContext, secrets_store, state};

/// Returns what `?` makes of a failure.
fn question<'a, W: From<E>, E: Failure<'a>>(failure: E) -> W {
    let fails = || -> Result<(), W> { Err(failure)? };
    fails().expect_err("a failure")
}

#[test]
fn a_failure_of_a_host_keeps_its_code_and_its_message() {
    let failure = state::v1_0::HostError {
        code: "full".into(),
        message: "the store is full".into(),
    };
    let expected = v0_5::node::NodeError::new("full", "the store is full");
    assert_eq!(question::<v0_5::node::NodeError<'_>, _>(failure), expected);
    #[cfg(feature = "component-v0-4")]
    {
        let older: greentic_guest::component::v0_4::node::NodeError<'_> = question(failure);
        assert_eq!((older.code.get(), older.retryable), ("full", false));
    }
    let newer: v0_6::node::NodeError<'_> = question(failure);
    assert_eq!(newer.message.get(), "the store is full");
    let worker: WorkerError<'_> = question(failure);
    assert_eq!(worker.code.get(), "full");
    let tool: ToolError<'_> = question(failure);
    assert_eq!(tool, ToolError::ExecutionError("the store is full".into()));
    #[cfg(feature = "state-store-v1-1")]
    {
        let failure = state::v1_1::HostError {
            code: "conflict".into(),
            ..Default::default()
        };
        let node: v0_5::node::NodeError<'_> = question(failure);
        assert_eq!(node.code.get(), "conflict");
    }
}

#[test]
fn what_could_not_be_read_has_a_code_for_each_reason() {
    macro_rules! each {
        ($($(#[$cfg:meta])* $error:ty, $what:literal;)*) => {$(
            $(#[$cfg])*
            for (failure, code, may_pass) in [
                (<$error>::NotFound, "not-found", false),
                (<$error>::Denied, "denied", false),
                (<$error>::InvalidKey, "invalid-key", false),
                (<$error>::Internal, "failed", true),
            ] {
                let node: v0_5::node::NodeError<'_> = question(failure);
                assert_eq!(node.code.get(), format!("{}-{code}", $what));
                assert_eq!(node.retryable, may_pass);
                assert!(node.message.contains($what), "{node:?}");
            }
        )*};
    }
    each! {
        secrets_store::v1_0::SecretsError, "secret";
        #[cfg(feature = "secrets-store-v1-1")]
        secrets_store::v1_1::SecretsError, "secret";
        #[cfg(feature = "runtime-config-v1")]
        greentic_guest::runtime_config::v1_0::ConfigError, "setting";
    }
}

#[test]
fn a_context_says_what_failed() {
    let call = Call::new();
    let read =
        |answer: Result<u8, secrets_store::v1_0::SecretsError>| answer.context(&call, "the token");
    assert_eq!(read(Ok(7)), Ok(7));
    let failure: InContext<'_> =
        read(Err(secrets_store::v1_0::SecretsError::Internal)).unwrap_err();
    // One may be put into another.
    let outer = Err::<(), _>(failure)
        .context(&call, "the quote")
        .unwrap_err();
    let node: v0_5::node::NodeError<'_> = question(outer);
    assert_eq!(node.code.get(), "secret-failed");
    let message = "the quote: the token: the host could not read a secret";
    assert_eq!(node.message.get(), message);
    assert!(node.retryable);
}

#[test]
fn documents_become_errors_of_nodes_of_0_6_too() {
    let call = Call::new();
    let error = call.read_cbor(b"\xFF").unwrap_err();
    let node = v0_6::node::NodeError::from(error);
    assert_eq!(node.code.get(), "bad-cbor");
    let error = call.read_json("[").unwrap_err();
    let node = v0_6::node::NodeError::from(error);
    assert_eq!(node.code.get(), "bad-json");
    // In a context, too, it is the caller's.
    let error = Err::<(), _>(error).context(&call, "the order").unwrap_err();
    let tool = ToolError::from(error);
    assert_eq!(
        tool,
        ToolError::InvalidParameters("the order: at byte 1, `/0`: this is not JSON".into())
    );
}
