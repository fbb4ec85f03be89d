use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Str};
use greentic_guest::policy::v1_0::policy_api::{PolicyInputRef, PolicyRef, PolicyStatus};
use greentic_guest::scan::v1_0::scanner_api::{ScanKind, ScanRequest, ScanState, TenantCtx};
use serde_json::json;

use super::{evaluate, scan};

fn request(dependencies: &str) -> ScanRequest<'_> {
    ScanRequest {
        request_id: Str::new("r1"),
        kind: ScanKind::Deps,
        target_ref: Str::new("git:acme/app@1f"),
        params_json: Opt::Some(Str::new(dependencies)),
        extra: Opt::None,
    }
}

#[test]
fn harmful_versions_are_found() {
    let call = Call::new();
    let ctx = TenantCtx::default();
    for (version, harmful) in [
        ("1.2.9", true),
        ("1.3.0", false),
        ("2.0.0", false),
        ("1.3", true),
        ("1.3.0.1", true),
        ("?", true),
    ] {
        let listed =
            json!([{"name": "left-pad", "version": version}, {"name": "a", "version": "0"}]);
        let listed = listed.to_string();
        let found = scan(&call, &ctx, request(&listed)).unwrap();
        let expected = if harmful {
            ScanState::Failed
        } else {
            ScanState::Passed
        };
        assert_eq!(found.state, expected, "{version}");
        let findings: serde_json::Value =
            serde_json::from_str(found.findings_json.get().unwrap().get()).unwrap();
        let names: &[&str] = if harmful { &["left-pad"] } else { &[] };
        assert_eq!(findings, json!({"harmful": names}), "{version}");
    }
}

#[test]
fn what_is_no_list_of_dependencies_is_an_error() {
    let call = Call::new();
    let ctx = TenantCtx::default();
    for listed in ["", "{}", "[{}]", "[1]"] {
        assert_eq!(
            scan(&call, &ctx, request(listed)).unwrap_err().code,
            "bad-json",
            "{listed}"
        );
    }
    let mut image = request("[]");
    image.kind = ScanKind::Container;
    assert_eq!(scan(&call, &ctx, image).unwrap_err().code, "unsupported");
}

#[test]
fn a_policy_allows_what_it_names() {
    let call = Call::new();
    let ctx = TenantCtx::default();
    let input = PolicyInputRef {
        extra: Opt::Some(Str::new(r#"{"harmful":["left-pad","tar-stream"]}"#)),
        ..PolicyInputRef::DEFAULT
    };
    let ask = |allowed: Option<&'static str>| {
        let policy = PolicyRef {
            extra: allowed.map(Str::new).into(),
            ..PolicyRef::DEFAULT
        };
        evaluate(&call, &ctx, policy, input).unwrap()
    };
    let decision = ask(Some(r#"{"allowed":["left-pad"]}"#));
    assert_eq!(decision.status, PolicyStatus::Deny);
    assert_eq!(decision.reasons, List::new(&["harmful: tar-stream".into()]));
    assert_eq!(ask(None).reasons[0], "harmful: left-pad, tar-stream");
    let decision = ask(Some(r#"{"allowed":["tar-stream","left-pad"]}"#));
    assert_eq!(decision.status, PolicyStatus::Allow);
}
