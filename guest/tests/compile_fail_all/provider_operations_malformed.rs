//! An operation of a provider is a text and a handler.
use greentic_guest::Call;

greentic_guest::provider! { describe: "{}", ops: { "send": send } }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    Ok(input)
}

fn main() {}
