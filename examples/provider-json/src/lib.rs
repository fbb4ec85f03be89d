//! A provider that puts messages into the form that a channel takes.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

use greentic_guest::json;
use greentic_guest::json::Error;
use greentic_guest::prelude::*;

greentic_guest::provider! {
    struct Channel,
    describe: include_str!("manifest.json"),
    config: config,
    ops: { "render" => render },
}

/// A configuration names the channel and how long a message may be.
fn config<'a>(call: &'a Call, config: &'a str) -> Result<(), Error<'a>> {
    let [channel, longest] = call.json_fields(config, ["channel", "longest"])?;
    channel.str().and(longest.u32()).map(drop)
}

/// Renders a message: a text, and buttons where it offers choices.
fn render<'a>(call: &'a Call, input: &'a str) -> Result<&'a str, Error<'a>> {
    let [text, choices] = call.json_fields(input, ["text", "choices"])?;
    let Some(choices) = choices.optional() else {
        return Ok(json!(call, {"body": text.str()?}));
    };
    for choice in choices.items()? {
        choice.str()?;
    }
    let buttons = json::array(choices.items()?.map(|choice| {
        json::object(move |button| {
            button.field("type", "button");
            button.field("label", choice);
        })
    }));
    Ok(json!(call, {"body": text.str()?, "actions": buttons}))
}
