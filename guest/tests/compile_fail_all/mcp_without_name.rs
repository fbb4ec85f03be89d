//! A server has a name.
greentic_guest::mcp_server! { instructions: "Shout." }

fn main() {}
