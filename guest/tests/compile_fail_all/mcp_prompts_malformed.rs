//! A prompt has braces behind its text.
greentic_guest::mcp_server! { name: "words", prompts: { "greet": "Hello" {} } }

fn main() {}
