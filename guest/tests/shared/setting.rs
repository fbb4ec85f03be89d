//! Numbers that the environment may say.

/// Returns the number that a variable of the environment has, `usual` if it is not
/// there.
pub(crate) fn setting(name: &str, usual: u64) -> u64 {
    std::env::var(name).map_or(usual, |text| {
        text.parse()
            .unwrap_or_else(|_| panic!("{name}: `{text}` is not a number; say one such as {usual}"))
    })
}
