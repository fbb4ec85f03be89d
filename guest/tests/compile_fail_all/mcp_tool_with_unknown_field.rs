//! A field that a tool does not have is named.
use greentic_guest::Call;

greentic_guest::mcp_server! { name: "words", tools: { "send" => send { schema: "{}" } } }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    Ok(input)
}

fn main() {}
