//! A node that reads a secret, through an interface that tests replace.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::Call;
use greentic_guest::abi::from_utf8;
use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::secrets_store::v1_0::{Host, SecretsError};

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"node-secrets","version":"1.0.0"}"#,
    invoke: invoke,
    imports: { secrets_store::v1_0 as Secrets },
});

fn invoke<'a>(
    call: &'a Call,
    _: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    match op {
        "greet" => greet(&Secrets, call, input),
        _ => Err(NodeError::new(
            "unknown-op",
            call.concat(&["unknown operation: ", op]),
        )),
    }
}

/// `{greeting}, {input}`, where the greeting is the secret `GREETING`.
fn greet<'a>(
    secrets: &impl Host,
    call: &'a Call,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    let greeting = match secrets.get(call, "GREETING") {
        Ok(Some(bytes)) => bytes,
        Ok(None) | Err(SecretsError::NotFound) => {
            return Err(NodeError::new(
                "secret-missing",
                "secret `GREETING` is missing",
            ));
        }
        Err(SecretsError::Denied) => {
            return Err(NodeError::new(
                "secret-denied",
                "secret `GREETING` may not be read",
            ));
        }
        Err(SecretsError::InvalidKey | SecretsError::Internal) => {
            return Err(NodeError::new("secret-failed", "the secret store failed"));
        }
    };
    match from_utf8(greeting) {
        Some(greeting) => Ok(call.concat(&[greeting, ", ", input])),
        None => Err(NodeError::new(
            "secret-not-text",
            "secret `GREETING` is not UTF-8 text",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A store that gives this answer to every question for `GREETING`.
    struct Fake(Result<Option<&'static [u8]>, SecretsError>);

    impl Host for Fake {
        fn get<'a>(&self, _: &'a Call, key: &str) -> Result<Option<&'a [u8]>, SecretsError> {
            assert_eq!(key, "GREETING");
            self.0
        }
    }

    /// The code of the error with which `greet` answers.
    fn code(answer: Result<Option<&'static [u8]>, SecretsError>) -> String {
        let call = Call::new();
        let error = greet(&Fake(answer), &call, "Ada").expect_err("a greeting");
        assert!(!error.retryable);
        error.code.to_string()
    }

    #[test]
    fn greets_with_the_secret() {
        let call = Call::new();
        assert_eq!(
            greet(&Fake(Ok(Some(b"Hello"))), &call, "Ada"),
            Ok("Hello, Ada")
        );
        assert_eq!(
            greet(&Fake(Ok(Some("Grüß dich".as_bytes()))), &call, "Zoë"),
            Ok("Grüß dich, Zoë")
        );
    }

    #[test]
    fn says_why_there_is_no_greeting() {
        assert_eq!(code(Ok(None)), "secret-missing");
        assert_eq!(code(Err(SecretsError::NotFound)), "secret-missing");
        assert_eq!(code(Err(SecretsError::Denied)), "secret-denied");
        assert_eq!(code(Err(SecretsError::InvalidKey)), "secret-failed");
        assert_eq!(code(Err(SecretsError::Internal)), "secret-failed");
        assert_eq!(code(Ok(Some(b"\xff"))), "secret-not-text");
    }

    #[test]
    fn knows_one_operation() {
        let (call, ctx) = (Call::new(), ExecCtx::default());
        let error = invoke(&call, &ctx, "sing", "").expect_err("a song");
        assert_eq!(&*error.message, "unknown operation: sing");
    }
}
