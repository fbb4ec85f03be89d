//! OAuth without its details: consent, code exchange and tokens for any
//! provider.
//!
//! Generated from the WIT package `greentic:oauth-broker@1.0.0`. Do not edit.

/// Implemented by a broker, mostly the host, and called by components. The
/// functions have no error channel: an empty string says that the call failed,
/// and does not say why.
///
/// WIT: `greentic:oauth-broker/broker-v1@1.0.0`.
pub mod broker_v1 {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:oauth-broker/broker-v1@1.0.0";

    guest! {
        /// The URL of the page on which a person agrees to the access. `subject`
        /// says for whom, and `scopes` what the access is to cover; an empty list
        /// leaves that to the provider's defaults. The provider sends the person
        /// back to `redirect-path`, a path below the public base URL that the
        /// broker is set up with. `extra-json` is a JSON object of settings that
        /// are particular to the provider; an empty string stands for none.
        ///
        /// An empty answer is a failure: an unknown provider, settings that are
        /// not JSON, or a broker that is not set up.
        "get-consent-url" get_consent_url get_consent_url_async call_get_consent_url call_get_consent_url_async(
            provider_id: &str,
            subject: &str,
            scopes: &[String],
            redirect_path: &str,
            extra_json: &str,
        ) -> (String);
        /// Turns the code that the provider added to the redirect into tokens and
        /// keeps them for `subject`. `redirect-path` is the path that the consent
        /// URL was made with. The answer is a JSON object with at least
        /// `access_token`.
        ///
        /// An empty answer is a failure: an unknown provider, or a code that the
        /// provider does not accept.
        "exchange-code" exchange_code exchange_code_async call_exchange_code call_exchange_code_async(
            provider_id: &str,
            subject: &str,
            code: &str,
            redirect_path: &str,
        ) -> (String);
        /// A token of `subject` that can be used now, renewed where that was
        /// needed and possible, as a JSON object with at least `access_token`.
        /// `scopes` says what it is wanted for. A token is a secret: it belongs
        /// neither in logs nor in the output of a node.
        ///
        /// An empty answer means that there is no such token, or that it could
        /// not be had. A component then asks for consent again.
        "get-token" get_token get_token_async call_get_token call_get_token_async(
            provider_id: &str,
            subject: &str,
            scopes: &[String],
        ) -> (String);
    }

    host! {
        /// The URL of the page on which a person agrees to the access. `subject`
        /// says for whom, and `scopes` what the access is to cover; an empty list
        /// leaves that to the provider's defaults. The provider sends the person
        /// back to `redirect-path`, a path below the public base URL that the
        /// broker is set up with. `extra-json` is a JSON object of settings that
        /// are particular to the provider; an empty string stands for none.
        ///
        /// An empty answer is a failure: an unknown provider, settings that are
        /// not JSON, or a broker that is not set up.
        "get-consent-url" get_consent_url(
            provider_id: String,
            subject: String,
            scopes: Vec<String>,
            redirect_path: String,
            extra_json: String,
        ) -> (String);
        /// Turns the code that the provider added to the redirect into tokens and
        /// keeps them for `subject`. `redirect-path` is the path that the consent
        /// URL was made with. The answer is a JSON object with at least
        /// `access_token`.
        ///
        /// An empty answer is a failure: an unknown provider, or a code that the
        /// provider does not accept.
        "exchange-code" exchange_code(
            provider_id: String,
            subject: String,
            code: String,
            redirect_path: String,
        ) -> (String);
        /// A token of `subject` that can be used now, renewed where that was
        /// needed and possible, as a JSON object with at least `access_token`.
        /// `scopes` says what it is wanted for. A token is a secret: it belongs
        /// neither in logs nor in the output of a node.
        ///
        /// An empty answer means that there is no such token, or that it could
        /// not be had. A component then asks for consent again.
        "get-token" get_token(
            provider_id: String,
            subject: String,
            scopes: Vec<String>,
        ) -> (String);
    }
}
