//! Reads the secrets of the node.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::json;
use greentic_guest::prelude::*;
use greentic_guest::secrets_store::v1_0 as secrets;

/// Tells how long the secret `TOKEN` is: `{"length":6}`. It stays where it is.
pub(crate) fn token<'a>(
    call: &'a Call,
    secrets: &impl secrets::Host,
) -> Result<&'a str, NodeError<'a>> {
    let token = secrets.required(call, "TOKEN")?;
    Ok(json!(call, {"length": token.len() as u32}))
}

#[cfg(test)]
mod tests {
    use super::*;
    use greentic_guest::testing::MemorySecrets;

    #[test]
    fn a_secret_is_read_and_one_that_is_missing_is_an_error() {
        let call = Call::new();
        let secrets = MemorySecrets::new().with("TOKEN", "sesame");
        assert_eq!(token(&call, &secrets).unwrap(), r#"{"length":6}"#);
        assert!(token(&call, &MemorySecrets::new()).is_err());
    }
}
