//! The provider `{name}`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::prelude::*;
use greentic_guest::{Fault, json};

greentic_guest::provider! {
    describe: json::constant(include_str!("../manifest.json")),
    config: config,
    ops: {
        "send" => send,
    },
{imports}}

/// A configuration names the sender: `{"from":"ada@example.com"}`.
fn config<'a>(call: &'a Call, config: &'a str) -> Result<(), Fault<'a>> {
    let [from] = call.json_fields(config, ["from"])?;
    from.str()?;
    Ok(())
}

/// Sends a message: `{"to":"..","text":".."}` becomes `{"sent":true,"letters":2}`.
fn send<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, Fault<'a>> {
    let [to, text] = call.json_fields(input, ["to", "text"])?;
    let (_, text) = (to.str()?, text.str()?);
    Ok(json!(call, {"sent": true, "letters": text.chars().count() as u32}))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_is_sent() {
        let call = Call::new();
        let answer = send(&call, r#"{"to":"ada","text":"hi"}"#);
        assert_eq!(answer, Ok(r#"{"sent":true,"letters":2}"#));
        assert!(send(&call, r#"{"to":"ada"}"#).is_err());
    }

    #[test]
    fn a_configuration_names_the_sender() {
        let call = Call::new();
        assert_eq!(config(&call, r#"{"from":"ada@example.com"}"#), Ok(()));
        assert!(config(&call, "{}").is_err());
    }
}
