//! An error of a tool says what it is.
use greentic_guest::Call;

greentic_guest::mcp_server! { name: "words", tools: { "send" => send {} } }

struct Sad;

fn send<'a>(_: &'a Call, _: &'a str) -> Result<&'a str, Sad> {
    Err(Sad)
}

fn main() {}
