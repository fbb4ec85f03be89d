//! Addresses of hosts, without those that are not public.

use std::fmt;

use ureq::config::Config;
use ureq::http::Uri;
use ureq::unversioned::resolver::{DefaultResolver, ResolvedSocketAddrs, Resolver};
use ureq::unversioned::transport::NextTimeout;

use super::address::is_public;

/// Resolves names and drops addresses that are not public. The connection is
/// made to one of those that are left, so a name cannot mean one address when
/// it is checked and another one when it is used.
pub(super) struct PublicResolver<R = DefaultResolver> {
    inner: R,
    /// `true` if addresses that are not public are kept.
    private: bool,
}

/// The host has addresses, but none that is public.
#[derive(Debug)]
pub(super) struct NotPublic;

impl PublicResolver {
    pub(super) fn new(private: bool) -> Self {
        let inner = DefaultResolver::default();
        Self { inner, private }
    }
}

impl<R: Resolver> Resolver for PublicResolver<R> {
    fn resolve(
        &self,
        uri: &Uri,
        config: &Config,
        timeout: NextTimeout,
    ) -> Result<ResolvedSocketAddrs, ureq::Error> {
        let found = self.inner.resolve(uri, config, timeout)?;
        let mut kept = self.empty();
        for address in &found {
            if self.private || is_public(address.ip()) {
                kept.push(*address);
            }
        }
        if kept.is_empty() {
            return Err(ureq::Error::Other(Box::new(NotPublic)));
        }
        Ok(kept)
    }
}

impl<R> fmt::Debug for PublicResolver<R> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("PublicResolver")
            .field("private", &self.private)
            .finish_non_exhaustive()
    }
}

impl fmt::Display for NotPublic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the host has no public address")
    }
}

impl std::error::Error for NotPublic {}

#[cfg(test)]
mod tests {
    use std::net::SocketAddr;

    use ureq::unversioned::transport::time;

    use super::*;

    /// Answers with these addresses.
    #[derive(Debug)]
    struct Fixed(&'static [&'static str]);

    impl Resolver for Fixed {
        fn resolve(
            &self,
            _: &Uri,
            _: &Config,
            _: NextTimeout,
        ) -> Result<ResolvedSocketAddrs, ureq::Error> {
            let mut found = self.empty();
            for address in self.0 {
                found.push(address.parse().unwrap());
            }
            Ok(found)
        }
    }

    fn resolve(private: bool, addresses: &'static [&'static str]) -> Option<Vec<SocketAddr>> {
        let inner = Fixed(addresses);
        let resolver = PublicResolver { inner, private };
        let timeout = NextTimeout {
            after: time::Duration::NotHappening,
            reason: ureq::Timeout::Global,
            per_read: None,
            per_write: None,
        };
        let uri = Uri::from_static("http://example.com/");
        match resolver.resolve(&uri, &Config::default(), timeout) {
            Ok(found) => Some(found.to_vec()),
            Err(ureq::Error::Other(error)) if error.is::<NotPublic>() => None,
            Err(other) => panic!("{other}"),
        }
    }

    #[test]
    fn only_public_addresses_are_left_to_connect_to() {
        let mixed = &[
            "10.0.0.1:80",
            "1.1.1.1:80",
            "[fe80::1]:80",
            "[2606:4700::1]:80",
        ];
        let public: Vec<SocketAddr> = [mixed[1], mixed[3]].map(|a| a.parse().unwrap()).into();
        assert_eq!(resolve(false, mixed), Some(public));
        assert_eq!(resolve(true, mixed).unwrap().len(), 4);
        let private = &["10.0.0.1:80", "[::1]:80"];
        assert_eq!(resolve(false, private), None);
        assert_eq!(resolve(true, private).unwrap().len(), 2);
    }
}
