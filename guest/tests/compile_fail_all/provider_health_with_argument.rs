//! Health is asked for without an argument.
use greentic_guest::Call;

greentic_guest::provider! { describe: "{}", ops: { "send" => send }, health: send }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    Ok(input)
}

fn main() {}
