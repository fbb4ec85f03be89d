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
pub(super) struct PublicResolver {
    inner: DefaultResolver,
    /// Whether addresses are kept that are not public.
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

impl Resolver for PublicResolver {
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

impl fmt::Debug for PublicResolver {
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
