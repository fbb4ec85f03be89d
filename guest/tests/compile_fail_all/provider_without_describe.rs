//! A provider describes itself.
use greentic_guest::Call;

greentic_guest::provider! { ops: { "send" => send } }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    Ok(input)
}

fn main() {}
