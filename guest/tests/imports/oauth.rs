//! Questions to a broker and to a distributor, and their answers as results.

use greentic_guest::abi::{List, Str};
use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::distributor_api::{v1_0, v1_1};
use greentic_guest::imports::distributor::NotReady;
use greentic_guest::imports::oauth::NoAnswer;
use greentic_guest::oauth_broker::v1_0::Host;
use greentic_guest::prelude::*;

/// A broker that has one answer, and wants to be asked in one way.
struct Broker(&'static str);

impl Host for Broker {
    fn get_consent_url<'a>(
        &self,
        _: &'a Call,
        provider_id: &str,
        subject: &str,
        scopes: &[Str<'_>],
        redirect_path: &str,
        extra_json: &str,
    ) -> &'a str {
        assert_eq!((provider_id, subject), ("acme", "ada"));
        assert_eq!((redirect_path, extra_json), ("/back", "{}"));
        assert_eq!(scopes, ["mail.read", "mail.send"]);
        self.0
    }

    fn exchange_code<'a>(
        &self,
        _: &'a Call,
        provider_id: &str,
        subject: &str,
        code: &str,
        redirect_path: &str,
    ) -> &'a str {
        assert_eq!((provider_id, subject, code), ("acme", "ada", "c0de"));
        assert_eq!(redirect_path, "/back");
        self.0
    }

    fn get_token<'a>(
        &self,
        _: &'a Call,
        provider_id: &str,
        subject: &str,
        scopes: &[Str<'_>],
    ) -> &'a str {
        assert_eq!((provider_id, subject), ("acme", "ada"));
        assert_eq!(scopes, ["mail.read"]);
        self.0
    }
}

/// All answers of a broker that answers so.
fn answers<'a>(call: &'a Call, answer: &'static str) -> [Result<&'a str, NoAnswer>; 3] {
    let (broker, scopes) = (Broker(answer), ["mail.read", "mail.send"]);
    [
        broker.consent_url(call, "acme", "ada", &scopes, "/back", "{}"),
        broker.redeem(call, "acme", "ada", "c0de", "/back"),
        broker.token(call, "acme", "ada", &["mail.read"]),
    ]
}

#[test]
fn an_empty_answer_is_a_failure_that_says_of_what() {
    let call = Call::new();
    assert_eq!(answers(&call, "x"), [Ok("x"); 3]);
    let failed = answers(&call, "").map(Result::unwrap_err);
    assert_eq!(
        failed,
        [NoAnswer::ConsentUrl, NoAnswer::Tokens, NoAnswer::Token]
    );
    let codes = failed.map(|failure| NodeError::from(failure).code.get());
    let expected = [
        "oauth-no-consent-url",
        "oauth-code-refused",
        "oauth-no-token",
    ];
    assert_eq!(codes, expected);
}

#[test]
fn an_access_token_is_read_out_of_the_answer() {
    let call = Call::new();
    let ask = |answer| Broker(answer).access_token(&call, "acme", "ada", &["mail.read"]);
    assert_eq!(ask(r#"{"more":1,"access_token":"t"}"#), Ok("t"));
    for (answer, code) in [
        ("", "oauth-no-token"),
        ("t", "bad-json"),
        ("{}", "bad-json"),
        (r#"{"access_token":1}"#, "bad-json"),
    ] {
        let error = NodeError::from(ask(answer).unwrap_err());
        assert_eq!(error.code, code, "{answer}");
        // Not the token, nor anything else of the answer.
        assert!(!error.message.contains("access_token\":1"), "{error:?}");
    }
}

#[test]
fn what_a_distributor_does_not_have_yet_may_be_asked_for_again() {
    macro_rules! each {
        ($make:ident $module:ident $($field:ident).+) => {
            for (status, expected) in [
                ($module::ComponentStatus::Ready, None),
                ($module::ComponentStatus::Pending, Some(NotReady::Pending)),
                ($module::ComponentStatus::Failed, Some(NotReady::Failed)),
            ] {
                let mut answer = $make();
                answer.$($field).+ = status;
                assert_eq!(answer.ready().err(), expected);
            }
        };
    }
    fn of_1_0() -> v1_0::ResolveComponentResponse<'static> {
        v1_0::ResolveComponentResponse {
            component_status: v1_0::ComponentStatus::Failed,
            digest: "sha256:0".into(),
            artifact_location: v1_0::ArtifactLocation::default(),
            signature_summary: v1_0::SignatureSummary::default(),
            cache_info: v1_0::CacheInfo::default(),
            secret_requirements: List::EMPTY,
        }
    }
    fn of_1_1() -> v1_1::ResolveRefResponse<'static> {
        v1_1::ResolveRefResponse {
            digest: "sha256:0".into(),
            metadata: v1_1::ResolveRefMetadata {
                component_status: v1_1::ComponentStatus::Failed,
                artifact_location: v1_1::ArtifactLocation::default(),
                signature_summary: v1_1::SignatureSummary::default(),
                cache_info: v1_1::CacheInfo::default(),
                secret_requirements: List::EMPTY,
            },
        }
    }
    each!(of_1_0 v1_0 component_status);
    each!(of_1_1 v1_1 metadata.component_status);
    for (failure, retryable) in [(NotReady::Pending, true), (NotReady::Failed, false)] {
        assert_eq!(NodeError::from(failure).retryable, retryable);
    }
}
