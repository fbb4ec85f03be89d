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
    use greentic_guest::testing::{MemorySecrets, context};

    use super::*;

    /// The answer of `greet` for Ada, or the code of its error.
    fn greeting(secrets: &MemorySecrets) -> Result<String, String> {
        let call = Call::new();
        let answer = greet(secrets, &call, "Ada");
        answer.map(str::to_owned).map_err(|error| {
            assert!(!error.retryable);
            error.code.to_string()
        })
    }

    #[test]
    fn greets_with_the_secret() {
        for (secret, expected) in [("Hello", "Hello, Ada"), ("Grüß dich", "Grüß dich, Ada")] {
            let secrets = MemorySecrets::new().with("GREETING", secret);
            assert_eq!(greeting(&secrets), Ok(expected.to_owned()));
        }
    }

    #[test]
    fn says_why_there_is_no_greeting() {
        let store = || MemorySecrets::new().with("GREETING", b"\xff");
        for (secrets, code) in [
            (MemorySecrets::new(), "secret-missing"),
            (store().miss("GREETING"), "secret-missing"),
            (store().deny("GREETING"), "secret-denied"),
            (store().reject("GREETING"), "secret-failed"),
            (store().fail("GREETING"), "secret-failed"),
            (store(), "secret-not-text"),
        ] {
            assert_eq!(greeting(&secrets), Err(code.to_owned()));
        }
    }

    #[test]
    fn knows_one_operation() {
        let (call, ctx) = (Call::new(), context());
        let error = invoke(&call, &ctx, "sing", "").expect_err("a song");
        assert_eq!(&*error.message, "unknown operation: sing");
    }
}
