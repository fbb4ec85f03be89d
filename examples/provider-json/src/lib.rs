//! A provider that puts messages into the form that a channel takes.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::json::{self, JsonError};
use greentic_guest::prelude::*;

greentic_guest::provider! {
    struct Channel,
    describe: include_str!("manifest.json"),
    config: config,
    ops: { "render" => render },
}

/// A configuration names the channel.
fn config<'a>(call: &'a Call, config: &'a str) -> Result<(), JsonError<'a>> {
    let [channel] = call.json_fields(config, ["channel"])?;
    channel.str().map(drop)
}

/// Renders a message: its text, and where it goes.
fn render<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, JsonError<'a>> {
    let [text, to] = call.json_fields(input, ["text", "to"])?;
    let message = json::object(|message| {
        message.field("body", text);
        message.field("to", to);
    });
    to.str().and(text.str())?;
    Ok(call.write_json(message))
}
