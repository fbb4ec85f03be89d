//! `greentic:oauth-broker/broker-v1`, answered by an [`OauthBroker`].

use super::{State, refused};
use crate::services::state::Scope;

/// Consent and tokens of users at providers. The interface signals failure
/// with an empty text, which is what an error becomes.
///
/// A component names users and no tenant: each method gets the [`Scope`] of the
/// call, of which `None` is one of which nobody said on whose behalf it is made,
/// and answers for users of that tenant only.
pub trait OauthBroker: Send + Sync {
    /// Returns the address at which a user consents.
    ///
    /// # Errors
    ///
    /// There is no such place.
    fn consent_url(
        &self,
        scope: Option<&Scope>,
        request: &ConsentRequest,
    ) -> Result<String, BrokerError>;

    /// The token set, as JSON, for the code that a provider gave.
    ///
    /// # Errors
    ///
    /// The provider did not accept it.
    fn exchange_code(
        &self,
        scope: Option<&Scope>,
        provider_id: &str,
        subject: &str,
        code: &str,
        redirect_path: &str,
    ) -> Result<String, BrokerError>;

    /// A token, as JSON, for what a user consented to before.
    ///
    /// # Errors
    ///
    /// There is none.
    fn token(
        &self,
        scope: Option<&Scope>,
        provider_id: &str,
        subject: &str,
        scopes: &[String],
    ) -> Result<String, BrokerError>;
}

/// The request of [`OauthBroker::consent_url`].
#[derive(Clone, Debug)]
pub struct ConsentRequest {
    /// The provider.
    pub provider_id: String,
    /// The user.
    pub subject: String,
    /// The permissions that the user is asked for.
    pub scopes: Vec<String>,
    /// The path to which the provider sends the user afterwards.
    pub redirect_path: String,
    /// More that the provider wants, as JSON.
    pub extra_json: String,
}

/// A broker has no answer. What it says goes to the host's own log at most: a
/// component only learns that there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BrokerError;

/// The broker's answer, in the interface's terms.
fn text(answer: Result<String, BrokerError>) -> String {
    answer.unwrap_or_default()
}

impl State {
    fn oauth(&self) -> wasmtime::Result<&dyn OauthBroker> {
        let broker = self.host.oauth.as_deref();
        broker
            .ok_or_else(|| refused("this host has no OAuth broker; give it one with `Host::oauth`"))
    }
}

impl crate::bindings::oauth_broker::v1_0::Host for State {
    async fn get_consent_url(
        &mut self,
        provider_id: String,
        subject: String,
        scopes: Vec<String>,
        redirect_path: String,
        extra_json: String,
    ) -> wasmtime::Result<String> {
        let request = ConsentRequest {
            provider_id,
            subject,
            scopes,
            redirect_path,
            extra_json,
        };
        self.answer(text(self.oauth()?.consent_url(self.scope(), &request)))
    }

    async fn exchange_code(
        &mut self,
        provider_id: String,
        subject: String,
        code: String,
        redirect_path: String,
    ) -> wasmtime::Result<String> {
        let broker = self.oauth()?;
        let answer =
            broker.exchange_code(self.scope(), &provider_id, &subject, &code, &redirect_path);
        self.answer(text(answer))
    }

    async fn get_token(
        &mut self,
        provider_id: String,
        subject: String,
        scopes: Vec<String>,
    ) -> wasmtime::Result<String> {
        let answer = self
            .oauth()?
            .token(self.scope(), &provider_id, &subject, &scopes);
        self.answer(text(answer))
    }
}
