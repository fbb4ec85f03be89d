//! A key that a server does not have is named.
greentic_guest::mcp_server! { name: "words", tool: {} }

fn main() {}
