//! Names of hosts that requests may go to.

use url::Host;

/// Hosts by name: one, or all below a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum HostPattern {
    /// Every host.
    Any,
    /// This one.
    Exact(String),
    /// The text with a dot before it, at the end of a name.
    Below(String),
}

/// The reason why a policy cannot be made.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PolicyError {
    /// The text names no host.
    #[error(
        "{0:?} names no host: write `example.com`, `*.example.com`, `192.0.2.1`, `[2001:db8::1]`, or `*` for all"
    )]
    Host(String),
}

impl HostPattern {
    pub(super) fn parse(text: &str) -> Result<Self, PolicyError> {
        let invalid = || PolicyError::Host(text.into());
        if text == "*" {
            return Ok(Self::Any);
        }
        // As URLs are parsed: case, Unicode and odd ways to write an address
        // must come out the same on both sides.
        let (below, name) = match text.strip_prefix("*.") {
            Some(name) => (true, name),
            None => (false, text),
        };
        let name = name.strip_suffix('.').unwrap_or(name);
        match (Host::parse(name).map_err(|_| invalid())?, below) {
            (Host::Domain(name), _) if name.contains('*') || name.is_empty() => Err(invalid()),
            (Host::Domain(name), true) => Ok(Self::Below(format!(".{name}"))),
            (_, true) => Err(invalid()),
            (host, false) => Ok(Self::Exact(host.to_string())),
        }
    }

    /// Returns whether the host, as [`url::Url`] writes it, is one of these.
    pub(super) fn matches(&self, host: &str) -> bool {
        let host = host.strip_suffix('.').unwrap_or(host);
        match self {
            Self::Any => true,
            Self::Exact(name) => host == name,
            Self::Below(end) => host.len() > end.len() && host.ends_with(end.as_str()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn matches(pattern: &str, url: &str) -> bool {
        let url = url::Url::parse(url).unwrap();
        HostPattern::parse(pattern)
            .unwrap()
            .matches(url.host_str().unwrap())
    }

    #[test]
    fn a_pattern_matches_its_hosts_and_no_others() {
        assert!(matches("example.com", "http://example.com"));
        assert!(matches("example.com", "http://EXAMPLE.com./"));
        assert!(matches("Example.com.", "http://example.com/"));
        assert!(matches("bücher.example", "http://xn--bcher-kva.example"));
        assert!(!matches("example.com", "http://www.example.com"));
        assert!(!matches("example.com", "http://example.com.test"));
        assert!(!matches("example.com", "http://badexample.com"));

        assert!(matches("*.example.com", "http://a.b.example.com"));
        assert!(!matches("*.example.com", "http://example.com"));
        assert!(!matches("*.example.com", "http://badexample.com"));
        assert!(!matches("*.example.com", "http://.example.com"));

        assert!(matches("127.0.0.1", "http://0x7f.1/"));
        assert!(matches("0x7f.1", "http://127.0.0.1/"));
        assert!(matches("[2001:DB8::0:1]", "http://[2001:db8::1]/"));
        assert!(!matches("*.0.0.example", "http://127.0.0.1/"));

        assert!(matches("*", "http://anything.example/"));
    }

    #[test]
    fn what_names_no_host_is_refused() {
        for text in [
            "",
            ".",
            "*.",
            "**",
            "a.*.b",
            "*.*",
            "*a.b",
            "a b",
            "a/b",
            "a:80",
            "http://a",
            "*.1.2.3.4",
            "[::1",
            "::1",
            "*.[::1]",
            "u@a",
        ] {
            assert_eq!(
                HostPattern::parse(text),
                Err(PolicyError::Host(text.into())),
                "{text:?}"
            );
        }
    }
}
