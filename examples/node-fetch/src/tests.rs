use greentic_guest::abi::{List, Str};
use greentic_guest::distributor_api::v1_1::distributor::{
    self, ArtifactLocation, ArtifactSource, CacheInfo, ComponentStatus, PackStatusResponse,
    ResolveComponentRequest, ResolveComponentResponse, ResolveRefResponse, SignatureSummary,
};
use greentic_guest::testing::{Runner, context};
use greentic_guest::{Call, oauth_broker::v1_0::broker_v1};

use super::locate;

/// A distributor that has one component.
struct Distributor {
    status: ComponentStatus,
    verified: bool,
}

impl distributor::Host for Distributor {
    fn resolve_component<'a>(
        &self,
        _: &'a Call,
        request: ResolveComponentRequest<'_>,
    ) -> ResolveComponentResponse<'a> {
        assert_eq!(request.tenant_id, context().tenant.tenant_id);
        assert_eq!(
            (&*request.component_id, &*request.version),
            ("echo", "1.2.0")
        );
        ResolveComponentResponse {
            component_status: self.status,
            digest: Str::new("sha256:1f"),
            artifact_location: ArtifactLocation {
                value: Str::new("https://registry.example.com/echo"),
                ..ArtifactLocation::DEFAULT
            },
            signature_summary: SignatureSummary {
                verified: self.verified,
                ..SignatureSummary::DEFAULT
            },
            cache_info: CacheInfo::DEFAULT,
            secret_requirements: List::EMPTY,
        }
    }

    fn resolve_ref<'a>(&self, _: &'a Call, _: &str) -> ResolveRefResponse<'a> {
        unreachable!("the node asks by name")
    }

    fn get_by_digest<'a>(&self, _: &'a Call, _: &str) -> ArtifactSource<'a> {
        unreachable!("the node fetches nothing itself")
    }

    fn get_pack_status<'a>(&self, _: &'a Call, _: &str, _: &str, _: &str) -> &'a str {
        unreachable!("the node asks for components")
    }

    fn get_pack_status_v2<'a>(
        &self,
        _: &'a Call,
        _: &str,
        _: &str,
        _: &str,
    ) -> PackStatusResponse<'a> {
        unreachable!("the node asks for components")
    }

    fn warm_pack(&self, _: &Call, _: &str, _: &str, _: &str) {
        unreachable!("the node asks for components")
    }
}

/// A broker with a token for one scope.
struct Broker(&'static str);

impl broker_v1::Host for Broker {
    fn get_consent_url<'a>(
        &self,
        _: &'a Call,
        _: &str,
        _: &str,
        _: &[Str<'_>],
        _: &str,
        _: &str,
    ) -> &'a str {
        unreachable!("the node has consent")
    }

    fn exchange_code<'a>(&self, _: &'a Call, _: &str, _: &str, _: &str, _: &str) -> &'a str {
        unreachable!("the node has consent")
    }

    fn get_token<'a>(&self, _: &'a Call, provider: &str, _: &str, scopes: &[Str<'_>]) -> &'a str {
        assert_eq!(
            (provider, List::new(scopes)),
            ("registry", List::new(&["pull".into()]))
        );
        self.0
    }
}

const INPUT: &str = r#"{"pack":"demo","component":"echo","version":"1.2.0"}"#;
const TOKEN: &str = r#"{"access_token":"t"}"#;

#[test]
fn a_component_is_found_with_the_token_for_it() {
    use ComponentStatus::{Failed, Pending, Ready};

    let call = Call::new();
    let ctx = context();
    let ask = |status, verified, token, runner: Runner| {
        let distributor = Distributor { status, verified };
        locate(&call, &ctx, (&distributor, &Broker(token), &runner), INPUT)
    };
    assert_eq!(
        ask(Ready, true, TOKEN, Runner::new()),
        Ok(
            r#"{"digest":"sha256:1f","url":"https://registry.example.com/echo","authorization":"Bearer t"}"#
        )
    );
    for (answer, code, retryable) in [
        (
            ask(Pending, true, TOKEN, Runner::new()),
            "component-pending",
            true,
        ),
        (
            ask(Failed, true, TOKEN, Runner::new()),
            "component-failed",
            false,
        ),
        (ask(Ready, false, TOKEN, Runner::new()), "not-signed", false),
        (ask(Ready, true, "", Runner::new()), "oauth-no-token", false),
        (
            ask(Ready, true, TOKEN, Runner::cancelling_after(0)),
            "cancelled",
            false,
        ),
    ] {
        let error = answer.unwrap_err();
        assert_eq!((&*error.code, error.retryable), (code, retryable));
    }
}
