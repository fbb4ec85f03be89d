//! Back ends as components see them, by way of the imports of a shim.

use std::fmt::Write;
use std::sync::{Arc, Mutex};

use greentic_host_backends::runtime_config::FileConfig;
use greentic_host_backends::secrets::MemorySecrets;
use greentic_host_backends::state::MemoryState;
use greentic_host_shim::bindings::distributor_api::v1_1;
use greentic_host_shim::services::http::{
    HttpClient, HttpError, HttpErrorKind, HttpFuture, HttpRequest, HttpResponse,
};
use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use greentic_host_shim::services::telemetry::{LogRecord, Telemetry, TelemetryError};
use greentic_host_shim::{
    BrokerError, Component, ConsentRequest, DeployPlan, Distributor, Error, Host, Instance, Limits,
    OauthBroker, PackId, Shim,
};
use wit_component::{ComponentEncoder, StringEncoding, embed_component_metadata};
use wit_parser::Resolve;

/// A component that exports what it imports: each call goes straight through.
fn passing(package: &str, imported: &str, functions: &[(&str, &str, &str, usize)]) -> Component {
    let wit = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let mut resolve = Resolve::default();
    resolve.push_dir(wit).unwrap();
    let world = format!(
        "package test:pass; world pass {{ import {package}/{imported}; export {package}/{imported}; }}"
    );
    let (name, version) = package.split_once('@').map_or((package, ""), |split| split);
    let interface = format!("{name}/{imported}@{version}");
    let world = world.replace(&format!("{package}/{imported}"), &interface);
    let id = resolve.push_str("pass.wit", &world).unwrap();
    let world = resolve.select_world(&[id], Some("pass")).unwrap();
    let mut text = String::new();
    for (at, (name, params, _, _)) in functions.iter().enumerate() {
        let _ = write!(
            text,
            "(import \"{interface}\" \"{name}\" (func $f{at} {params}))"
        );
    }
    text += r#"(memory (export "memory") 4)
        (global $next (mut i32) (i32.const 4096))
        (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
          (local $at i32)
          (local.set $at (i32.and (i32.add (global.get $next) (i32.const 7)) (i32.const -8)))
          (global.set $next (i32.add (local.get $at) (local.get 3)))
          (local.get $at))"#;
    for (at, (name, params, result, count)) in functions.iter().enumerate() {
        // Where the import has a place for its result as last parameter, the
        // export gives that place.
        let exported = if *result == "place" {
            params
                .trim_end_matches(')')
                .rsplit_once(' ')
                .unwrap()
                .0
                .to_owned()
                + ")"
        } else {
            (*params).to_owned()
        };
        let exported = exported.replace("(param)", "");
        let arguments: Vec<_> = (0..*count).map(|at| format!("(local.get {at})")).collect();
        let arguments = arguments.concat();
        let (place, end, result) = match *result {
            "place" => ("(i32.const 1024)", "(i32.const 1024)", "(result i32)"),
            _ => ("", "", ""),
        };
        let _ = write!(
            text,
            "(func (export \"{interface}#{name}\") {exported} {result} \
             (call $f{at} {arguments} {place}) {end})"
        );
    }
    let mut module = wat::parse_str(format!("(module {text})")).unwrap();
    embed_component_metadata(&mut module, &resolve, world, StringEncoding::UTF8, false).unwrap();
    let bytes = ComponentEncoder::default()
        .module(&module)
        .unwrap()
        .validate(true)
        .encode()
        .unwrap();
    Shim::new(Limits::default()).unwrap().load(&bytes).unwrap()
}

fn call(instance: &mut Instance, function: &str, args: &[&str]) -> String {
    instance.call(function, args).unwrap().unwrap_or_default()
}

#[test]
fn texts_by_key_are_kept_for_the_tenant_of_the_host() {
    let component = passing(
        "greentic:host@1.0.0",
        "kv-v1",
        &[
            ("get", "(param i32 i32 i32 i32 i32)", "place", 4),
            ("put", "(param i32 i32 i32 i32 i32 i32)", "", 6),
        ],
    );
    let state = Arc::new(MemoryState::default());
    let host = |tenant: &str| {
        Host::new()
            .state(Arc::clone(&state))
            .scope(Scope::new("prod", tenant))
    };
    let mut acme = component.instantiate(host("acme")).unwrap();
    assert_eq!(call(&mut acme, "get", &["\"a\"", "\"b\""]), "none");
    acme.call("put", &["\"a\"", "\"b\"", "\"text\""]).unwrap();
    assert_eq!(
        call(&mut acme, "get", &["\"a\"", "\"b\""]),
        "some(\"text\")"
    );
    // Another namespace, though the two make one text.
    assert_eq!(call(&mut acme, "get", &["\"ab\"", "\"\""]), "none");
    let mut other = component.instantiate(host("other")).unwrap();
    assert_eq!(call(&mut other, "get", &["\"a\"", "\"b\""]), "none");
    let mut again = component.instantiate(host("acme")).unwrap();
    assert_eq!(
        call(&mut again, "get", &["\"a\"", "\"b\""]),
        "some(\"text\")"
    );

    // Without a tenant there is nothing, and the interface has no error.
    let mut nobody = component
        .instantiate(Host::new().state(Arc::clone(&state)))
        .unwrap();
    let error = nobody.call("get", &["\"a\"", "\"b\""]).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
    assert!(nobody.is_poisoned());
}

/// The interface of state, of either version.
fn state(version: &str) -> Component {
    // With the context they are more than 16 flat values: by way of memory.
    let all = ["read", "write", "delete", "write-if-absent"];
    let all = all.map(|name| (name, "(param i32 i32)", "place", 1));
    let functions = if version == "1.0.0" { &all[..3] } else { &all };
    passing(
        &format!("greentic:state@{version}"),
        "state-store",
        functions,
    )
}

#[test]
fn both_versions_of_state_are_of_one_store() {
    let store = Arc::new(MemoryState::default());
    let host = |tenant: &str| {
        Host::new()
            .state(Arc::clone(&store))
            .scope(Scope::new("prod", tenant))
    };
    let mut older = state("1.0.0").instantiate(host("acme")).unwrap();
    let newer = state("1.1.0");
    let mut acme = newer.instantiate(host("acme")).unwrap();
    let key = "\"key\"";
    let written = call(&mut older, "write", &[key, "[1]", "none"]);
    assert_eq!(written, "ok(%ok)");
    let absent = |instance: &mut Instance, value: &str| {
        call(instance, "write-if-absent", &[key, value, "none"])
    };
    assert_eq!(absent(&mut acme, "[2]"), "ok(false)");
    assert_eq!(call(&mut acme, "read", &[key, "none"]), "ok([1])");
    assert_eq!(call(&mut acme, "delete", &[key, "none"]), "ok(%ok)");
    assert!(call(&mut acme, "read", &[key, "none"]).contains("not_found"));
    assert_eq!(absent(&mut acme, "[2]"), "ok(true)");
    assert_eq!(call(&mut older, "read", &[key, "none"]), "ok([2])");
    // Another tenant's is another's, and named it is refused.
    let mut other = newer.instantiate(host("other")).unwrap();
    assert_eq!(absent(&mut other, "[3]"), "ok(true)");
    let named = "some({env: \"prod\", tenant: \"other\", tenant-id: \"other\", \
                 attributes: [], attempt: 0})";
    let answer = call(&mut acme, "write-if-absent", &[key, "[4]", named]);
    assert!(answer.contains("code: \"denied\""), "{answer}");
    assert_eq!(call(&mut acme, "read", &[key, "none"]), "ok([2])");
}

/// Cannot look and write in one step.
struct Plain(MemoryState);

impl StateStore for Plain {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        self.0.read(scope, key)
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        self.0.write(scope, key, bytes)
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        self.0.delete(scope, key)
    }
}

#[test]
fn a_store_that_cannot_write_where_nothing_is_says_so() {
    let host = Host::new()
        .state(Plain(MemoryState::default()))
        .scope(Scope::new("prod", "acme"));
    let mut instance = state("1.1.0").instantiate(host).unwrap();
    let answer = call(
        &mut instance,
        "write-if-absent",
        &["\"key\"", "[1]", "none"],
    );
    assert!(answer.contains("code: \"unsupported\""), "{answer}");
    assert!(call(&mut instance, "read", &["\"key\"", "none"]).contains("not_found"));
}

#[test]
fn settings_are_those_of_the_host() {
    let component = passing(
        "greentic:runtime-config@1.0.0",
        "runtime-config",
        &[("get", "(param i32 i32 i32)", "place", 2)],
    );
    let settings = FileConfig::parse(r#"{"locale":"de"}"#).unwrap();
    let mut instance = component
        .instantiate(Host::new().runtime_config(settings))
        .unwrap();
    let locale = call(&mut instance, "get", &["\"locale\""]);
    assert_eq!(locale, r#"ok(some("\"de\""))"#);
    assert_eq!(call(&mut instance, "get", &["\"other\""]), "ok(none)");
    assert_eq!(call(&mut instance, "get", &["\"\""]), "err(invalid-key)");
    // There are none unless the host has some.
    let mut denied = component.instantiate(Host::new()).unwrap();
    assert_eq!(call(&mut denied, "get", &["\"locale\""]), "err(denied)");
}

#[test]
fn a_secret_that_is_not_stored_stops_the_component_with_the_reason() {
    let component = passing(
        "greentic:secrets-store@1.1.0",
        "secrets-store",
        &[
            ("get", "(param i32 i32 i32)", "place", 2),
            ("put", "(param i32 i32 i32 i32)", "", 4),
        ],
    );
    let secrets = MemorySecrets::new().with("KEY", "v").writable();
    let host = Host::new()
        .secrets(secrets.clone())
        .scope(Scope::new("prod", "acme"));
    let mut instance = component.instantiate(host).unwrap();
    assert_eq!(call(&mut instance, "get", &["\"KEY\""]), "ok(some([118]))");
    instance.call("put", &["\"NEW\"", "[1, 2]"]).unwrap();
    assert_eq!(call(&mut instance, "get", &["\"NEW\""]), "ok(some([1, 2]))");
    assert_eq!(call(&mut instance, "get", &["\"\""]), "err(invalid-key)");
    let error = instance.call("put", &["\"\"", "[1, 2]"]).unwrap_err();
    assert!(error.to_string().contains("not a valid key"), "{error}");
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
}

/// Answers every request with what it was, or not at all.
struct Echo(Mutex<Vec<HttpRequest>>);

impl HttpClient for Echo {
    fn send(&self, request: HttpRequest) -> HttpFuture<'_> {
        self.0.lock().unwrap().push(request.clone());
        Box::pin(async move {
            if request.url.contains("denied") {
                return Err(HttpError::new(HttpErrorKind::Denied, "not there"));
            }
            let status = if request.url.contains("missing") {
                404
            } else {
                200
            };
            let mut body = request.method.into_bytes();
            body.extend(request.body.unwrap_or_default());
            Ok(HttpResponse {
                status,
                headers: request.headers,
                body,
            })
        })
    }
}

/// A handle that the test keeps.
struct Shared(Arc<Echo>);

impl HttpClient for Shared {
    fn send(&self, request: HttpRequest) -> HttpFuture<'_> {
        self.0.send(request)
    }
}

#[test]
fn requests_of_older_runners_have_lines_for_headers_and_bodies_for_answers() {
    let component = passing(
        "greentic:host@1.0.0",
        "http-v1",
        &[(
            "request",
            "(param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)",
            "place",
            9,
        )],
    );
    let echo = Arc::new(Echo(Mutex::default()));
    let acme = Scope::new("prod", "acme");
    let host = Host::new()
        .http(Shared(Arc::clone(&echo)))
        .scope(acme.clone());
    let mut instance = component.instantiate(host).unwrap();
    let mut request = |url: &str, headers: &str| {
        let url = format!("\"https://example.com/{url}\"");
        call(
            &mut instance,
            "request",
            &["\"PUT\"", &url, headers, "some([33])"],
        )
    };
    // "PUT!"
    assert_eq!(request("", "[\"a: b\", \"c:d:e\"]"), "ok([80, 85, 84, 33])");
    assert!(request("", "[\"no header\"]").contains("name: value"));
    assert!(request("missing", "[]").contains("status 404"));
    assert!(request("denied", "[]").contains("denied: not there"));
    let seen = echo.0.lock().unwrap();
    let headers = [("a", "b"), ("c", "d:e")].map(|(name, value)| (name.into(), value.into()));
    assert_eq!(seen[0].headers, headers);
    // The call's own deadline is passed on, and on whose behalf it is made.
    assert!(seen.iter().all(|request| request.timeout.is_some()));
    assert!(
        seen.iter()
            .all(|request| request.scope == Some(acme.clone()))
    );

    // Nobody else than who was told to sends any.
    let mut denied = component.instantiate(Host::new()).unwrap();
    let answer = call(
        &mut denied,
        "request",
        &["\"GET\"", "\"https://example.com/\"", "[]", "none"],
    );
    assert!(answer.starts_with("err("), "{answer}");
}

struct Kept(Arc<Mutex<Vec<LogRecord>>>);

impl Telemetry for Kept {
    fn log(&self, record: LogRecord) -> Result<(), TelemetryError> {
        self.0.lock().unwrap().push(record);
        Ok(())
    }
}

#[test]
fn what_is_logged_in_anothers_name_is_not_taken() {
    // 14 flat values of the span and the fields, more than 16 with the context:
    // by way of memory.
    let component = passing(
        "greentic:telemetry@1.0.0",
        "logger-api",
        &[("log", "(param i32 i32)", "place", 1)],
    );
    let kept = Arc::new(Mutex::default());
    let host = Host::new()
        .telemetry(Kept(Arc::clone(&kept)))
        .scope(Scope::new("prod", "acme"));
    let mut instance = component.instantiate(host).unwrap();
    let mut log = |tenant: &str| {
        let span = format!("{{tenant: \"{tenant}\", flow-id: \"f\", provider: \"p\"}}");
        call(
            &mut instance,
            "log",
            &[&span, "[(\"level\", \"info\")]", "none"],
        )
    };
    assert_eq!(log("acme"), "ok(%ok)");
    assert!(log("other").contains("denied"));
    let kept = kept.lock().unwrap();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0].fields, [("level".to_owned(), "info".to_owned())]);
}

#[test]
fn secrets_are_those_of_the_tenant_of_the_call() {
    let component = passing(
        "greentic:secrets-store@1.1.0",
        "secrets-store",
        &[
            ("get", "(param i32 i32 i32)", "place", 2),
            ("put", "(param i32 i32 i32 i32)", "", 4),
        ],
    );
    let acme = Scope::new("prod", "acme");
    let secrets = MemorySecrets::new()
        .with("SHARED", "s")
        .with_for(acme.clone(), "OWN", "o")
        .writable();
    let start = |scope: Option<Scope>| {
        let host = Host::new().secrets(secrets.clone());
        let host = match scope {
            Some(scope) => host.scope(scope),
            None => host,
        };
        component.instantiate(host).unwrap()
    };
    let get = |scope: Option<Scope>, key: &str| call(&mut start(scope), "get", &[key]);
    let others = || {
        [
            None,
            Some(Scope::new("prod", "other")),
            Some(Scope::new("test", "acme")),
        ]
    };
    assert_eq!(get(Some(acme.clone()), "\"OWN\""), "ok(some([111]))");
    start(Some(acme.clone()))
        .call("put", &["\"NEW\"", "[1]"])
        .unwrap();
    assert_eq!(get(Some(acme), "\"NEW\""), "ok(some([1]))");
    for other in others() {
        assert_eq!(get(other.clone(), "\"OWN\""), "ok(none)", "{other:?}");
        assert_eq!(get(other.clone(), "\"NEW\""), "ok(none)", "{other:?}");
        assert_eq!(get(other, "\"SHARED\""), "ok(some([115]))");
    }
    // Whose it would be nobody knows.
    let error = start(None).call("put", &["\"NEW\"", "[2]"]).unwrap_err();
    assert!(matches!(error, Error::Refused { .. }), "{error:?}");
}

/// The older interface, which reports telemetry without an answer.
fn older() -> Component {
    passing(
        "greentic:interfaces-host@0.1.0",
        "imports",
        &[
            ("telemetry-emit", "(param i32)", "", 1),
            ("session-update", "(param i32 i32)", "place", 1),
            ("state-get", "(param i32 i32)", "place", 1),
            ("state-set", "(param i32 i32)", "place", 1),
        ],
    )
}

/// Returns the records that are kept of an entry in the name of `tenant`, in a call of
/// `host`.
fn emitted(host: Host, tenant: &str, flow: &str) -> Vec<LogRecord> {
    let kept = Arc::new(Mutex::default());
    let host = host.telemetry(Kept(Arc::clone(&kept)));
    let mut instance = older().instantiate(host).unwrap();
    let span = format!(
        "{{tenant: \"{tenant}\", session-id: some(\"{flow}\"), flow-id: \"{flow}\", \
         node-id: some(\"{flow}\"), provider: \"{flow}\"}}"
    );
    let fields = format!("[(\"{flow}\", \"{flow}\"), (\"message\", \"{flow}\")]");
    instance.call("telemetry-emit", &[&span, &fields]).unwrap();
    let kept = kept.lock().unwrap();
    kept.clone()
}

#[test]
fn what_is_emitted_in_anothers_name_is_not_taken() {
    let acme = || Host::new().scope(Scope::new("prod", "acme"));
    let [record] = emitted(acme(), "acme", "f").try_into().unwrap();
    assert_eq!(record.tenant, "acme");
    for tenant in ["victim", "", "prod/acme", "acme "] {
        assert!(emitted(acme(), tenant, "f").is_empty(), "{tenant}");
    }
    // Nor in any name where nobody knows whose call it is.
    assert!(emitted(Host::new(), "acme", "f").is_empty());
}

#[test]
fn nothing_that_is_logged_ends_a_line() {
    let host = Host::new().scope(Scope::new("prod", "acme"));
    // As WAVE writes them.
    let flow = r"flow\nerror: no\r\u{1b}[2J\u{85}\u{2028}x";
    let [record] = emitted(host, "acme", flow).try_into().unwrap();
    let clean = r"flow\nerror: no\r\u{1b}[2J\u{85}\u{2028}x";
    let fields = [(clean, clean), ("message", clean)];
    let expected = LogRecord {
        tenant: "acme".into(),
        session: Some(clean.into()),
        flow: clean.into(),
        node: Some(clean.into()),
        provider: clean.into(),
        fields: fields
            .map(|(name, value)| (name.into(), value.into()))
            .into(),
        ..LogRecord::default()
    };
    assert_eq!(record, expected);
}

/// Keeps for whom it was asked.
#[derive(Clone, Default)]
struct Asked(Arc<Mutex<Vec<Option<Scope>>>>);

impl Asked {
    fn note(&self, scope: Option<&Scope>) {
        self.0.lock().unwrap().push(scope.cloned());
    }
}

impl DeployPlan for Asked {
    fn plan(&self, scope: Option<&Scope>) -> Result<String, String> {
        self.note(scope);
        Ok("{}".into())
    }

    fn emit_status(&self, scope: Option<&Scope>, _: &str) -> Result<(), String> {
        self.note(scope);
        Ok(())
    }
}

impl OauthBroker for Asked {
    fn consent_url(
        &self,
        scope: Option<&Scope>,
        _: &ConsentRequest,
    ) -> Result<String, BrokerError> {
        self.note(scope);
        Ok("https://example.com/".into())
    }

    fn exchange_code(
        &self,
        scope: Option<&Scope>,
        _: &str,
        _: &str,
        _: &str,
        _: &str,
    ) -> Result<String, BrokerError> {
        self.note(scope);
        Err(BrokerError)
    }

    fn token(
        &self,
        scope: Option<&Scope>,
        _: &str,
        _: &str,
        _: &[String],
    ) -> Result<String, BrokerError> {
        self.note(scope);
        Ok("token".into())
    }
}

#[test]
fn brokers_and_plans_are_asked_for_the_tenant_of_the_call() {
    let acme = Scope::new("prod", "acme");
    let asked = Asked::default();
    let host = Host::new()
        .scope(acme.clone())
        .deploy_plan(asked.clone())
        .oauth(asked.clone());
    let plan = passing(
        "greentic:deploy-plan@1.0.0",
        "plan-api",
        &[
            ("get-deployment-plan", "(param i32)", "place", 0),
            ("emit-status", "(param i32 i32)", "", 2),
        ],
    );
    let mut instance = plan.instantiate(host.clone()).unwrap();
    assert_eq!(call(&mut instance, "get-deployment-plan", &[]), "\"{}\"");
    instance.call("emit-status", &["\"half\""]).unwrap();
    let broker = passing(
        "greentic:oauth-broker@1.0.0",
        "broker-v1",
        &[
            (
                "get-consent-url",
                "(param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)",
                "place",
                10,
            ),
            (
                "exchange-code",
                "(param i32 i32 i32 i32 i32 i32 i32 i32 i32)",
                "place",
                8,
            ),
            (
                "get-token",
                "(param i32 i32 i32 i32 i32 i32 i32)",
                "place",
                6,
            ),
        ],
    );
    let mut instance = broker.instantiate(host).unwrap();
    let args = ["\"p\"", "\"s\"", "[]", "\"/\"", "\"{}\""];
    call(&mut instance, "get-consent-url", &args);
    let args = ["\"p\"", "\"s\"", "\"c\"", "\"/\""];
    assert_eq!(call(&mut instance, "exchange-code", &args), "\"\"");
    let args = ["\"p\"", "\"s\"", "[]"];
    assert_eq!(call(&mut instance, "get-token", &args), "\"token\"");
    assert_eq!(*asked.0.lock().unwrap(), vec![Some(acme); 5]);
}

/// Has every pack, and knows nothing else.
struct Packs(Asked);

impl Distributor for Packs {
    fn resolve_component(
        &self,
        request: v1_1::ResolveComponentRequest,
    ) -> Result<v1_1::ResolveComponentResponse, String> {
        Err(format!("asked for {}", request.tenant_id))
    }

    fn resolve_ref(
        &self,
        scope: Option<&Scope>,
        _: &str,
    ) -> Result<v1_1::ResolveRefResponse, String> {
        self.0.note(scope);
        Err("no references".into())
    }

    fn get_by_digest(
        &self,
        scope: Option<&Scope>,
        _: &str,
    ) -> Result<v1_1::ArtifactSource, String> {
        self.0.note(scope);
        Err("no digests".into())
    }

    fn pack_status(&self, pack: &PackId) -> Result<v1_1::PackStatusResponse, String> {
        Err(format!("asked for {}", pack.tenant_id))
    }

    fn warm_pack(&self, pack: &PackId) -> Result<(), String> {
        Err(format!("asked for {}", pack.tenant_id))
    }
}

#[test]
fn packs_are_asked_for_in_the_name_of_the_call_only() {
    let three = "(param i32 i32 i32 i32 i32 i32 i32)";
    let component = passing(
        "greentic:distributor-api@1.1.0",
        "distributor",
        &[
            (
                "resolve-component",
                "(param i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32 i32)",
                "place",
                12,
            ),
            ("resolve-ref", "(param i32 i32 i32)", "place", 2),
            ("get-by-digest", "(param i32 i32 i32)", "place", 2),
            ("get-pack-status", three, "place", 6),
            ("get-pack-status-v2", three, "place", 6),
            ("warm-pack", "(param i32 i32 i32 i32 i32 i32)", "", 6),
        ],
    );
    let asked = Asked::default();
    let acme = Scope::new("prod", "acme");
    let call = |scope: Option<&Scope>, function: &str, args: &[&str]| {
        let host = Host::new().distributor(Packs(asked.clone()));
        let host = match scope {
            Some(scope) => host.scope(scope.clone()),
            None => host,
        };
        let mut instance = component.instantiate(host).unwrap();
        instance.call(function, args).unwrap_err().to_string()
    };
    for (tenant, env, is_own) in [
        ("\"acme\"", "\"prod\"", true),
        ("\"victim\"", "\"prod\"", false),
        ("\"acme\"", "\"test\"", false),
    ] {
        let says = if is_own {
            "asked for acme"
        } else {
            "not made on behalf"
        };
        let pack = [tenant, env, "\"pack\""];
        for function in ["get-pack-status", "get-pack-status-v2", "warm-pack"] {
            let error = call(Some(&acme), function, &pack);
            assert!(error.contains(says), "{function}: {error}");
            let error = call(None, function, &pack);
            assert!(error.contains("not made on behalf"), "{function}: {error}");
        }
        let request = format!(
            "{{tenant-id: {tenant}, environment-id: {env}, pack-id: \"p\", \
             component-id: \"c\", version: \"1\", extra: \"\"}}"
        );
        let error = call(Some(&acme), "resolve-component", &[&request]);
        assert!(error.contains(says), "{error}");
    }
    call(Some(&acme), "resolve-ref", &["\"r\""]);
    call(Some(&acme), "get-by-digest", &["\"d\""]);
    assert_eq!(*asked.0.lock().unwrap(), vec![Some(acme.clone()); 2]);
}
