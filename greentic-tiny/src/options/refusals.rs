//! Refusals by the host, reported to the person who could allow them.
//!
//! The component gets the same reason as from every host. The switches of this command do
//! not concern it.

use std::collections::BTreeSet;
use std::sync::{Arc, Mutex, PoisonError};

use greentic_command::output;
use greentic_host_shim::services::http::{Denial, HttpClient, HttpError, HttpFuture, HttpRequest};
use greentic_host_shim::services::runtime_config::{ConfigError, RuntimeConfig};
use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Secrets, SecretsError, on_one_line};

/// The number of refusals that are reported in one run. A limit is needed because a
/// component chooses the names in them.
const MOST: usize = 20;

/// The refusals that were reported, each once. Clones share it.
#[derive(Clone, Default)]
pub(super) struct Refusals(Arc<Mutex<BTreeSet<String>>>);

impl Refusals {
    /// Reports a refusal, and the way to allow it.
    fn tell(&self, line: &str) {
        if self.is_new(line) {
            output::note(line);
        }
    }

    fn is_new(&self, line: &str) -> bool {
        // Entries are only ever added.
        let mut told = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        told.len() < MOST && told.insert(line.to_owned())
    }

    /// Wraps a back end so that its refusals are reported.
    pub(super) fn of<B>(&self, inner: B) -> Telling<B> {
        Telling {
            inner,
            refusals: self.clone(),
        }
    }
}

/// A back end whose refusals are reported.
pub(super) struct Telling<B> {
    inner: B,
    refusals: Refusals,
}

impl<S: Secrets> Secrets for Telling<S> {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        let answer = self.inner.get(scope, key);
        if let Ok(None) = answer {
            self.refusals.tell(&format!(
                "there is no secret `{0}`; --secret {0}=VALUE gives it, and so do \
                 --secrets-from-env PREFIX and --secrets-dir FOLDER",
                on_one_line(key)
            ));
        }
        answer
    }

    fn put(&self, scope: Option<&Scope>, key: &str, value: &[u8]) -> Result<(), SecretsError> {
        self.inner.put(scope, key, value)
    }
}

impl<C: RuntimeConfig> RuntimeConfig for Telling<C> {
    fn get(&self, scope: Option<&Scope>, key: &str) -> Result<Option<String>, ConfigError> {
        let answer = self.inner.get(scope, key);
        if let Err(ConfigError::Denied) = answer {
            self.refusals.tell(&format!(
                "the setting `{}` is denied; --runtime-config FILE answers it",
                on_one_line(key)
            ));
        }
        answer
    }
}

impl<H: HttpClient> HttpClient for Telling<H> {
    fn send(&self, request: HttpRequest) -> HttpFuture<'_> {
        let asked = host_of(&request.url).map(str::to_owned);
        let answer = self.inner.send(request);
        Box::pin(async move {
            let answer = answer.await;
            if let Err(error) = &answer
                && let Some(switch) = switch(error, asked.as_deref())
            {
                let refused = on_one_line(error.message());
                self.refusals.tell(&format!("{refused}; {switch}"));
            }
            answer
        })
    }
}

/// Returns the switch that allows a denied request, with its effect.
fn switch(error: &HttpError, asked: Option<&str>) -> Option<String> {
    Some(match error.denial()? {
        Denial::All => match asked {
            Some(host) => format!("--allow-host {} allows them", on_one_line(host)),
            None => "--allow-host HOST allows them".to_owned(),
        },
        Denial::Host(host) => format!("--allow-host {} allows them", on_one_line(host)),
        Denial::Port(port) => format!(
            "--allow-port {port} allows it (and no longer 443 and 80, unless they are given too)"
        ),
        Denial::Scheme(scheme) if scheme == "http" => "--allow-http allows it".to_owned(),
        Denial::Private => "--allow-private allows them".to_owned(),
        _ => return None,
    })
}

/// Returns the host of a URL as it is written there.
fn host_of(url: &str) -> Option<&str> {
    let (_, rest) = url.split_once("://")?;
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    let end = match host.find(']') {
        Some(end) => end + 1,
        None => host.find(':').unwrap_or(host.len()),
    };
    Some(&host[..end]).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use greentic_host_shim::services::http::HttpErrorKind;

    use super::*;

    #[test]
    fn each_refusal_is_told_once_and_not_without_end() {
        let refusals = Refusals::default();
        assert!(refusals.is_new("a"));
        assert!(!refusals.clone().is_new("a"));
        let told = (0..1000).filter(|at| refusals.is_new(&at.to_string()));
        assert_eq!(told.count(), MOST - 1);
    }

    #[test]
    fn every_denial_that_a_switch_allows_names_it() {
        let told = |denial| switch(&HttpError::denied(denial, "x"), Some("example.com"));
        for (denial, expected) in [
            (Denial::All, "--allow-host example.com"),
            (Denial::Host("a.b".into()), "--allow-host a.b"),
            (Denial::Port(81), "--allow-port 81"),
            (Denial::Scheme("http".into()), "--allow-http"),
            (Denial::Private, "--allow-private"),
        ] {
            let line = told(denial).unwrap();
            assert!(line.starts_with(expected), "{line}");
        }
        assert_eq!(told(Denial::Scheme("ftp".into())), None);
        let other = HttpError::new(HttpErrorKind::Denied, "x");
        assert_eq!(switch(&other, None), None);
    }

    #[test]
    fn the_host_of_a_url_is_read_as_far_as_it_goes() {
        for (url, host) in [
            ("https://example.com/a?b#c", Some("example.com")),
            ("http://user@example.com:81", Some("example.com")),
            ("https://[::1]:80/", Some("[::1]")),
            ("https:///a", None),
            ("example.com", None),
        ] {
            assert_eq!(host_of(url), host, "{url}");
        }
    }
}
