//! Versions that semantic versioning calls compatible.

use super::texts::{find, same};

/// Returns whether two full names are of one interface in two versions that semantic
/// versioning calls compatible.
pub(super) const fn compatible(a: &str, b: &str) -> bool {
    let (Some(a_at), Some(b_at)) = (find(a, b'@', 0), find(b, b'@', 0)) else {
        return false;
    };
    same(a.split_at(a_at).0, b.split_at(b_at).0)
        && same(track(a.split_at(a_at).1), track(b.split_at(b_at).1))
}

/// The part of `@1.2.3` that compatible versions share: up to the first number
/// that is not 0. A version before a release counts as itself alone.
const fn track(version: &str) -> &str {
    let version = match find(version, b'+', 0) {
        Some(end) => version.split_at(end).0,
        None => version,
    };
    if find(version, b'-', 0).is_some() {
        return version;
    }
    let mut start = 1;
    while let Some(end) = find(version, b'.', start) {
        if end != start + 1 || version.as_bytes()[start] != b'0' {
            return version.split_at(end).0;
        }
        start = end + 1;
    }
    version
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::string::String;

    use super::*;

    #[test]
    fn versions_that_count_as_one_are_known() {
        let one = [
            ("1.0.0", "1.1.0"),
            ("1.0.0", "1.0.1"),
            ("1.2.3", "1.10.0"),
            ("10.0.0", "10.1.0"),
            ("0.2.0", "0.2.1"),
            ("0.10.0", "0.10.7"),
            ("1.0.0+build.1", "1.2.0"),
            ("0.0.1+build.1", "0.0.1"),
            ("1.0.0-rc.1+build-1", "1.0.0-rc.1"),
        ];
        let two = [
            ("1.0.0", "2.0.0"),
            ("1.0.0", "10.0.0"),
            ("0.1.0", "0.2.0"),
            ("0.1.0", "0.10.0"),
            ("0.1.0", "1.0.0"),
            ("0.0.1", "0.0.2"),
            ("0.0.1", "0.0.1-rc.1"),
            ("24.11.5", "25.3.26"),
            ("1.0.0-rc.1", "1.0.0"),
            ("1.0.0-rc.1", "1.0.0-rc.2"),
            ("0.2.0-rc.1", "0.2.3"),
        ];
        let name = |version: &str| String::from("a:b/c@") + version;
        for (left, right) in one {
            assert!(compatible(&name(left), &name(right)), "{left} {right}");
            assert!(compatible(&name(right), &name(left)), "{right} {left}");
        }
        for (left, right) in two {
            assert!(!compatible(&name(left), &name(right)), "{left} {right}");
            assert!(!compatible(&name(right), &name(left)), "{right} {left}");
        }
        // Of other interfaces, and without a version.
        assert!(!compatible("a:b/c@1.0.0", "a:b/d@1.0.0"));
        assert!(!compatible("a:b/c@1.0.0", "a:b/c"));
        assert!(!compatible("a:b/c", "a:b/c"));
    }
}
