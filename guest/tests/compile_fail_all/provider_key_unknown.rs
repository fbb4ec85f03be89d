//! A key that a provider does not have is named.
use greentic_guest::Call;

greentic_guest::provider! { describe: "{}", ops: { "send" => send }, healthcheck: send }

fn send<'a>(_: &'a Call, input: &'a str) -> Result<&'a str, (&'a str, &'a str)> {
    Ok(input)
}

fn main() {}
