//! A resource has braces behind its text.
greentic_guest::mcp_server! { name: "words", resources: { "mem://motto" => "Small is beautiful" } }

fn main() {}
