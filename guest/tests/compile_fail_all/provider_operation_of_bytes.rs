//! An operation of a provider takes text.
use greentic_guest::Call;

greentic_guest::provider! { describe: "{}", ops: { "send" => send } }

fn send<'a>(_: &'a Call, _: &'a [u8]) -> Result<&'a str, (&'a str, &'a str)> {
    Ok("{}")
}

fn main() {}
