//! An answer of a provider stays in the memory of the call.
use greentic_guest::Call;

greentic_guest::provider! { describe: "{}", ops: { "send" => send } }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<String, (&'a str, &'a str)> {
    Ok(input.to_string())
}

fn main() {}
