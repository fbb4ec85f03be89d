//! Consent and tokens, with failures in place of empty texts.
//!
//! ```
//! # #[cfg(feature = "component-v0-5")]
//! # #[cfg(feature = "json")] {
//! use greentic_guest::prelude::*;
//! use greentic_guest::{component::v0_5::node::NodeError, oauth_broker::v1_0::Host};
//!
//! fn authorization<'a>(call: &'a Call, oauth: &impl Host) -> Result<&'a str, NodeError<'a>> {
//!     let token = oauth.access_token(call, "acme", "ada", &["mail.read"])?;
//!     Ok(call.concat(&["Bearer ", token]))
//! }
//! # use greentic_guest::abi::Str;
//! # struct Broker(&'static str);
//! # impl Host for Broker {
//! #     fn get_consent_url<'a>(&self, _: &'a Call, _: &str, _: &str, _: &[Str<'_>], _: &str, _: &str) -> &'a str { "" }
//! #     fn exchange_code<'a>(&self, _: &'a Call, _: &str, _: &str, _: &str, _: &str) -> &'a str { "" }
//! #     fn get_token<'a>(&self, _: &'a Call, _: &str, _: &str, scopes: &[Str<'_>]) -> &'a str {
//! #         assert_eq!(scopes, [Str::new("mail.read")]);
//! #         self.0
//! #     }
//! # }
//! # let call = Call::new();
//! # let broker = Broker(r#"{"access_token":"t","expires_in":7}"#);
//! # assert_eq!(authorization(&call, &broker), Ok("Bearer t"));
//! # assert_eq!(authorization(&call, &Broker("")).unwrap_err().code, "oauth-no-token");
//! # assert_eq!(authorization(&call, &Broker("{}")).unwrap_err().code, "bad-json");
//! # }
//! ```

use crate::abi::Str;
use crate::oauth_broker::v1_0::Host;
use crate::{Call, Failure};

/// A question that a broker has no answer to, for whatever reason.
///
/// ```
/// use greentic_guest::{Failure as _, imports::oauth::NoAnswer};
///
/// /// Returns what to tell the person.
/// fn advice(why: NoAnswer) -> &'static str {
///     match why {
///         NoAnswer::Token => "please sign in again",
///         _ => why.message(),
///     }
/// }
///
/// assert_eq!(advice(NoAnswer::Token), "please sign in again");
/// assert_eq!(advice(NoAnswer::Tokens), "the provider did not accept the code");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoAnswer {
    /// The page to ask for consent on: the provider is unknown, the settings are not JSON, or
    /// the broker is not set up.
    ConsentUrl,
    /// The tokens for a code: the provider is unknown or did not accept it.
    Tokens,
    /// A token that can be used now. Asking the person for consent again can help.
    Token,
}

impl<'a> Failure<'a> for NoAnswer {
    fn code(&self) -> &'a str {
        match self {
            Self::ConsentUrl => "oauth-no-consent-url",
            Self::Tokens => "oauth-code-refused",
            Self::Token => "oauth-no-token",
        }
    }

    fn message(&self) -> &'a str {
        match self {
            Self::ConsentUrl => "the broker has no page to ask for consent on",
            Self::Tokens => "the provider did not accept the code",
            Self::Token => "there is no token for this user",
        }
    }
}

/// Asks for consent and for tokens, on everything that is a
/// `greentic:oauth-broker/broker-v1@1.0.0`.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::imports::oauth::{NoAnswer, Tokens};
///
/// /// Returns the page that a person has to agree on first, if there is no token yet.
/// fn page<'a>(call: &'a Call, oauth: &impl Tokens) -> Result<Option<&'a str>, NoAnswer> {
///     match oauth.token(call, "acme", "ada", &["mail.read"]) {
///         Ok(_) => Ok(None),
///         Err(NoAnswer::Token) => {
///             oauth.consent_url(call, "acme", "ada", &["mail.read"], "/back", "").map(Some)
///         }
///         Err(other) => Err(other),
///     }
/// }
///
/// /// Has the broker keep the tokens for the code that the page led back with.
/// fn back(call: &Call, oauth: &impl Tokens, code: &str) -> Result<(), NoAnswer> {
///     oauth.redeem(call, "acme", "ada", code, "/back").map(drop)
/// }
/// # use greentic_guest::{abi::Str, oauth_broker::v1_0::Host};
/// # struct Broker(&'static str);
/// # impl Host for Broker {
/// #     fn get_consent_url<'a>(&self, call: &'a Call, _: &str, _: &str, _: &[Str<'_>], path: &str, _: &str) -> &'a str {
/// #         call.concat(&["https://example.com", path])
/// #     }
/// #     fn exchange_code<'a>(&self, _: &'a Call, _: &str, _: &str, code: &str, _: &str) -> &'a str {
/// #         if code == "7" { "{}" } else { "" }
/// #     }
/// #     fn get_token<'a>(&self, _: &'a Call, _: &str, _: &str, _: &[Str<'_>]) -> &'a str { self.0 }
/// # }
/// # let call = Call::new();
/// # assert_eq!(page(&call, &Broker("")), Ok(Some("https://example.com/back")));
/// # assert_eq!(page(&call, &Broker("{}")), Ok(None));
/// # assert_eq!(back(&call, &Broker(""), "7"), Ok(()));
/// # assert_eq!(back(&call, &Broker(""), "8"), Err(NoAnswer::Tokens));
/// ```
pub trait Tokens: Host {
    /// Returns the URL of the page on which `subject` agrees to the access that `scopes` name,
    /// and which leads back to `redirect_path`. No scopes leave that to the provider.
    /// `extra_json` is an object of settings of the provider, empty text stands for none.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::ConsentUrl`].
    fn consent_url<'a>(
        &self,
        call: &'a Call,
        provider: &str,
        subject: &str,
        scopes: &[&str],
        redirect_path: &str,
        extra_json: &str,
    ) -> Result<&'a str, NoAnswer> {
        let scopes = list(call, scopes);
        let url = self.get_consent_url(call, provider, subject, scopes, redirect_path, extra_json);
        said(url).ok_or(NoAnswer::ConsentUrl)
    }

    /// Returns the tokens for a code that the provider sent, as a JSON object, which the broker
    /// keeps for `subject`. `redirect_path` is the one that the consent URL was made with.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Tokens`].
    fn redeem<'a>(
        &self,
        call: &'a Call,
        provider: &str,
        subject: &str,
        code: &str,
        redirect_path: &str,
    ) -> Result<&'a str, NoAnswer> {
        let tokens = self.exchange_code(call, provider, subject, code, redirect_path);
        said(tokens).ok_or(NoAnswer::Tokens)
    }

    /// Returns a token of `subject` that can be used now, as a JSON object with at least
    /// `access_token`.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Token`].
    fn token<'a>(
        &self,
        call: &'a Call,
        provider: &str,
        subject: &str,
        scopes: &[&str],
    ) -> Result<&'a str, NoAnswer> {
        let token = self.get_token(call, provider, subject, list(call, scopes));
        said(token).ok_or(NoAnswer::Token)
    }

    /// Returns the `access_token` of a token of `subject` that can be used now.
    ///
    /// # Errors
    ///
    /// [`NoAnswer::Token`]; or the broker's answer is not JSON with such a field, `bad-json`.
    #[cfg(feature = "json")]
    fn access_token<'a>(
        &self,
        call: &'a Call,
        provider: &str,
        subject: &str,
        scopes: &[&str],
    ) -> Result<&'a str, crate::InContext<'a>> {
        use crate::Context as _;

        let token = self.token(call, provider, subject, scopes);
        let token = token.context(call, provider)?;
        let read = call.json_pick(token, ["access_token"]);
        let read = read.and_then(|[token]| token.str());
        read.unexpected(call, provider)
    }
}

impl<H: Host + ?Sized> Tokens for H {}

/// Returns the names as a list of WIT.
fn list<'s>(call: &'s Call, names: &[&'s str]) -> &'s [Str<'s>] {
    call.list(names.iter().copied().map(Str::new))
}

/// Returns an answer, unless it is the one that stands for none.
fn said(answer: &str) -> Option<&str> {
    (!answer.is_empty()).then_some(answer)
}
