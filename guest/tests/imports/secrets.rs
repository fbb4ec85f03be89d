//! Secrets by way of the helpers.

use std::panic::catch_unwind;

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::prelude::*;
use greentic_guest::testing::MemorySecrets;

/// The same tests of both versions.
macro_rules! versions {
    ($($module:ident as $tests:ident)*) => {$(
        mod $tests {
            use greentic_guest::secrets_store::$module::Host;

            use super::*;

            fn required<'a>(
                call: &'a Call,
                secrets: &impl Host,
                key: &str,
            ) -> Result<&'a str, NodeError<'a>> {
                Ok(secrets.required(call, key)?)
            }

            fn optional<'a>(
                call: &'a Call,
                secrets: &impl Host,
                key: &str,
            ) -> Result<Option<&'a str>, NodeError<'a>> {
                Ok(secrets.optional(call, key)?)
            }

            fn bytes<'a>(call: &'a Call, secrets: &impl Host) -> [Option<&'a [u8]>; 2] {
                [
                    secrets.required_bytes(call, "BYTES").ok(),
                    secrets.optional_bytes(call, "BYTES").unwrap(),
                ]
            }

            #[test]
            fn each_reason_has_a_code_and_names_the_key() {
                let secrets = MemorySecrets::new()
                    .with("TEXT", "Grüße")
                    .with("BYTES", b"\xFF")
                    .deny("DENIED")
                    .fail("FAILS")
                    .miss("MISSED");
                let call = Call::new();
                let said = |key: &str| {
                    let of = |error: NodeError<'_>| {
                        assert_eq!(error.retryable, key == "FAILS");
                        assert!(error.message.starts_with(&format!("{key}: ")), "{error:?}");
                        error.code.to_string()
                    };
                    let required = required(&call, &secrets, key).map(str::to_owned);
                    let optional = optional(&call, &secrets, key);
                    let optional = optional.map(|text| text.map(str::to_owned));
                    (required.map_err(of), optional.map_err(of))
                };
                let text = || "Grüße".to_owned();
                assert_eq!(said("TEXT"), (Ok(text()), Ok(Some(text()))));
                for key in ["NOT_THERE", "MISSED"] {
                    assert_eq!(said(key), (Err("secret-not-found".into()), Ok(None)), "{key}");
                }
                for (key, code) in [
                    ("BYTES", "not-text"),
                    ("DENIED", "secret-denied"),
                    ("FAILS", "secret-failed"),
                    ("", "secret-invalid-key"),
                ] {
                    assert_eq!(said(key), (Err(code.into()), Err(code.into())), "{key}");
                }
                assert_eq!(bytes(&call, &secrets), [Some(&b"\xFF"[..]); 2]);
            }
        }
    )*};
}

versions! { v1_0 as of_1_0 v1_1 as of_1_1 }

#[test]
fn a_secret_is_stored_where_it_may_be() {
    fn store(secrets: &impl greentic_guest::secrets_store::v1_1::Host, key: &str) {
        secrets.put(&Call::new(), key, b"new");
    }
    let secrets = MemorySecrets::new().writable();
    store(&secrets, "K");
    assert_eq!(secrets.value("K").as_deref(), Some(&b"new"[..]));
    for (make, key, why) in [
        (
            MemorySecrets::new as fn() -> MemorySecrets,
            "K",
            "may not be read",
        ),
        (|| MemorySecrets::new().writable(), "", "not a valid key"),
        (
            || MemorySecrets::new().writable().deny("K"),
            "K",
            "may not be read",
        ),
    ] {
        let panic = catch_unwind(|| store(&make(), key)).unwrap_err();
        let message = panic.downcast_ref::<String>().expect("a message");
        assert!(message.contains(why), "{message}");
    }
}

#[test]
fn no_secret_is_in_debug_output() {
    let secrets = MemorySecrets::new().with("KEY", "sesame");
    let text = format!("{secrets:?} {secrets:#?}");
    assert!(
        text.contains("KEY") && !text.contains("sesame") && !text.contains("115"),
        "{text}"
    );
}
