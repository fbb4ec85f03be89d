//! A key that another version of the router has is named.
greentic_guest::mcp_server! { name: "words", title: "Words", world: mcp::v24_11_5 }

fn main() {}
