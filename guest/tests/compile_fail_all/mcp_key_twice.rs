//! A key of a server stands once.
greentic_guest::mcp_server! { name: "words", name: "words" }

fn main() {}
