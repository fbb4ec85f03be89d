//! A tool takes arguments.
use greentic_guest::Call;

greentic_guest::mcp_server! { name: "words", tools: { "send" => send {} } }

fn send(_: &Call) -> Result<&str, (&str, &str)> {
    Ok("")
}

fn main() {}
