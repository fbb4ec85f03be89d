//! A pack with two flows.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

#[cfg(test)]
mod tests;

greentic_guest::pack! {
    struct Weather,
    id: "acme.weather",
    version: "1.2.0",
    publisher: "Acme",
    flows: {
        "daily" => Event(include_str!("daily.json")) { tags: ["weather"] },
        "ask" => Messaging(include_str!("ask.json")) {
            tags: ["weather", "chat"],
            entrypoints: ["start"],
        },
    },
}
