//! Names, and patterns of names.

use wildmatch::WildMatch;

/// Returns whether a name is a pattern: it has a `*`, which stands for any letters.
pub fn is_pattern(pattern: &str) -> bool {
    pattern.contains('*')
}

/// Returns whether a name fits a pattern. Any letters may stand for each `*`. All other
/// characters must be equal.
///
/// ```
/// use greentic_size_track::budget::patterns::fits;
///
/// assert!(fits("dist/*.wasm", "dist/till.wasm"));
/// assert!(!fits("dist/?ill.wasm", "dist/till.wasm"));
/// ```
pub fn fits(pattern: &str, name: &str) -> bool {
    // A `?` is no pattern here: names may have one.
    pattern == name
        || is_pattern(pattern) && !pattern.contains('?') && WildMatch::new(pattern).matches(name)
}

/// Returns whether an import is allowed. One of `allowed` must fit the import, its name
/// without the version, or, in a core module, the module: the part before the `#`.
///
/// ```
/// use greentic_size_track::budget::patterns::allows;
///
/// let allowed = ["wasi:io/*", "wasi:cli/stdout", "env"].map(str::to_owned);
/// assert!(allows(&allowed, "wasi:io/streams@0.2.6"));
/// assert!(allows(&allowed, "wasi:cli/stdout@0.2.6"));
/// assert!(allows(&allowed, "env#abort"));
/// assert!(!allows(&allowed, "wasi:cli/stderr@0.2.6"));
/// ```
pub fn allows(allowed: &[String], import: &str) -> bool {
    let unversioned = import.split_once('@').map(|(name, _)| name);
    let module = import.split_once('#').map(|(module, _)| module);
    let names = || [Some(import), unversioned, module].into_iter().flatten();
    allowed
        .iter()
        .any(|pattern| names().any(|name| fits(pattern, name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_allowed_is_not() {
        let allowed = |patterns: &[&str], import| {
            let patterns: Vec<_> = patterns.iter().map(|one| (*one).to_owned()).collect();
            allows(&patterns, import)
        };
        assert!(!allowed(&[], "a:b/c@1.0.0"));
        assert!(!allowed(&[""], "a:b/c@1.0.0"));
        assert!(!allowed(&["a:b/c@1.0.0"], "a:b/c@1.0.1"));
        assert!(!allowed(&["wasi:io/*"], "wasi:iox/streams@0.2.6"));
        assert!(!allowed(&["wasi:cli/std"], "wasi:cli/stdout@0.2.6"));
        assert!(allowed(&["*"], "anything#at all"));
        assert!(allowed(&["env#*"], "env#abort"));
        assert!(!allowed(&["env#abort"], "env#abort2"));
    }

    #[test]
    fn long_patterns_take_no_long_time() {
        let (pattern, name) = ("*a".repeat(2_000), "a".repeat(2_000) + "b");
        assert!(!fits(&pattern, &name));
    }
}
