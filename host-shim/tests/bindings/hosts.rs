//! Hosts of everything: one that answers, one that traps.

use std::pin::Pin;
use std::task::{Context, Poll};

use greentic_host_shim::bindings::*;
use wasmtime::{Result, bail};

/// The calls that a host received, as text, and its state.
#[derive(Debug, Default)]
pub(crate) struct Asked {
    pub(crate) log: Vec<String>,
    pub(crate) texts: std::collections::HashMap<(String, String), String>,
}

/// Not ready at first: another thread wakes the task.
#[derive(Default)]
struct Later(bool);

impl Future for Later {
    type Output = ();

    fn poll(mut self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<()> {
        if self.0 {
            return Poll::Ready(());
        }
        self.0 = true;
        let waker = context.waker().clone();
        std::thread::spawn(move || waker.wake());
        Poll::Pending
    }
}

/// A future's output, waited for by the test's thread.
pub(crate) fn wait<F: Future>(future: F) -> F::Output {
    struct Unpark(std::thread::Thread);
    impl std::task::Wake for Unpark {
        fn wake(self: std::sync::Arc<Self>) {
            self.0.unpark();
        }
    }
    let waker = std::sync::Arc::new(Unpark(std::thread::current())).into();
    let mut context = Context::from_waker(&waker);
    let mut future = std::pin::pin!(future);
    loop {
        match future.as_mut().poll(&mut context) {
            Poll::Ready(output) => return output,
            Poll::Pending => std::thread::park(),
        }
    }
}

/// Traps on every call, with what is called.
#[derive(Debug)]
pub(crate) struct Trapping;

/// `Host` for [`Trapping`]: each function with its types.
macro_rules! trapping {
    ($($($module:ident)::+ { $(
        fn $method:ident($($param:ident: $ty:ty),*) -> $result:ty;
    )* })*) => {
        $(impl $($module)::+::Host for Trapping {
            $(async fn $method(&mut self, $($param: $ty),*) -> Result<$result> {
                $(let _ = $param;)*
                bail!("no luck with {}", stringify!($method))
            })*
        })*
    };
}

type Answer<T, E> = std::result::Result<T, E>;

trapping! {
    component::v0_5::control {
        fn should_cancel() -> bool;
        fn yield_now() -> ();
    }
    secrets_store::v1_1 {
        fn get(key: String) -> Answer<Option<Vec<u8>>, secrets_store::v1_1::SecretsError>;
        fn put(key: String, value: Vec<u8>) -> ();
    }
    runtime_config::v1_0 {
        fn get(key: String) -> Answer<Option<String>, runtime_config::v1_0::ConfigError>;
    }
    http::v1_1 {
        fn send(
            req: http::v1_1::Request,
            opts: Option<http::v1_1::RequestOptions>,
            ctx: Option<http::v1_1::TenantCtx>
        ) -> Answer<http::v1_1::Response, http::v1_1::HostError>;
    }
    state::v1_1 {
        fn read(key: String, ctx: Option<state::v1_1::TenantCtx>)
            -> Answer<Vec<u8>, state::v1_1::HostError>;
        fn write(key: String, bytes: Vec<u8>, ctx: Option<state::v1_1::TenantCtx>)
            -> Answer<state::v1_1::OpAck, state::v1_1::HostError>;
        fn delete(key: String, ctx: Option<state::v1_1::TenantCtx>)
            -> Answer<state::v1_1::OpAck, state::v1_1::HostError>;
        fn write_if_absent(key: String, bytes: Vec<u8>, ctx: Option<state::v1_1::TenantCtx>)
            -> Answer<bool, state::v1_1::HostError>;
    }
    telemetry::v1_0 {
        fn log(
            span: telemetry::v1_0::SpanContext,
            fields: Vec<(String, String)>,
            ctx: Option<telemetry::v1_0::TenantCtx>
        ) -> Answer<telemetry::v1_0::OpAck, telemetry::v1_0::HostError>;
    }
    oauth_broker::v1_0 {
        fn get_consent_url(
            provider: String, subject: String, scopes: Vec<String>, path: String, extra: String
        ) -> String;
        fn exchange_code(provider: String, subject: String, code: String, path: String) -> String;
        fn get_token(provider: String, subject: String, scopes: Vec<String>) -> String;
    }
    host::v1_0::http_v1 {
        fn request(method: String, url: String, headers: Vec<String>, body: Option<Vec<u8>>)
            -> Answer<Vec<u8>, String>;
    }
    host::v1_0::kv_v1 {
        fn get(ns: String, key: String) -> Option<String>;
        fn put(ns: String, key: String, val: String) -> ();
    }
    distributor_api::v1_1 {
        fn resolve_component(req: distributor_api::v1_1::ResolveComponentRequest)
            -> distributor_api::v1_1::ResolveComponentResponse;
        fn resolve_ref(r: String) -> distributor_api::v1_1::ResolveRefResponse;
        fn get_by_digest(digest: String) -> distributor_api::v1_1::ArtifactSource;
        fn get_pack_status(tenant: String, environment: String, pack: String) -> String;
        fn get_pack_status_v2(tenant: String, environment: String, pack: String)
            -> distributor_api::v1_1::PackStatusResponse;
        fn warm_pack(tenant: String, environment: String, pack: String) -> ();
    }
    interfaces_host::v0_1 {
        fn telemetry_emit(
            span: interfaces_host::v0_1::SpanContext, fields: Vec<(String, String)>
        ) -> ();
        fn state_get(key: String, ctx: Option<interfaces_host::v0_1::TenantCtx>)
            -> Answer<String, interfaces_host::v0_1::HostError>;
        fn state_set(key: String, value: String, ctx: Option<interfaces_host::v0_1::TenantCtx>)
            -> Answer<interfaces_host::v0_1::OpAck, interfaces_host::v0_1::HostError>;
        fn session_update(
            cursor: interfaces_host::v0_1::SessionCursor,
            ctx: Option<interfaces_host::v0_1::TenantCtx>
        ) -> Answer<String, interfaces_host::v0_1::HostError>;
    }
    deploy_plan::v1_0 {
        fn get_deployment_plan() -> String;
        fn emit_status(message: String) -> ();
    }
    pack::v0_6::pack_descriptor {
        fn get_pack_info() -> Vec<u8>;
        fn describe() -> Vec<u8>;
    }
    pack::v0_6::pack_units {
        fn list_units() -> Vec<u8>;
        fn describe_unit(unit: String) -> Vec<u8>;
    }
    pack::v0_6::pack_validation {
        fn validate_pack() -> Vec<u8>;
        fn validate_capability(capability: String) -> Vec<u8>;
    }
    pack::v0_6::pack_qa {
        fn qa_spec(mode: pack::v0_6::pack_qa::QaMode) -> Vec<u8>;
        fn apply_answers(mode: pack::v0_6::pack_qa::QaMode, state: Vec<u8>, answers: Vec<u8>)
            -> Vec<u8>;
    }
    pack::v0_6::pack_i18n {
        fn i18n_keys() -> Vec<String>;
    }
}

impl host::v1_0::kv_v1::Host for Asked {
    async fn get(&mut self, ns: String, key: String) -> Result<Option<String>> {
        Later::default().await;
        self.log.push(format!("get {ns} {key}"));
        Ok(self.texts.get(&(ns, key)).cloned())
    }

    async fn put(&mut self, ns: String, key: String, val: String) -> Result<()> {
        Later::default().await;
        self.log.push(format!("put {ns} {key} {val}"));
        self.texts.insert((ns, key), val);
        Ok(())
    }
}

impl http::v1_1::Host for Asked {
    async fn send(
        &mut self,
        req: http::v1_1::Request,
        opts: Option<http::v1_1::RequestOptions>,
        ctx: Option<http::v1_1::TenantCtx>,
    ) -> Result<Answer<http::v1_1::Response, http::v1_1::HostError>> {
        Later::default().await;
        self.log.push(format!("{req:?} {opts:?} {ctx:?}"));
        Ok(if req.method == "GET" {
            Ok(http::v1_1::Response {
                status: 200,
                headers: req.headers,
                body: req.body,
            })
        } else {
            Err(http::v1_1::HostError {
                code: req.method,
                message: req.url,
            })
        })
    }
}

impl secrets_store::v1_1::Host for Asked {
    async fn get(
        &mut self,
        key: String,
    ) -> Result<Answer<Option<Vec<u8>>, secrets_store::v1_1::SecretsError>> {
        use secrets_store::v1_1::SecretsError::{Denied, Internal, InvalidKey, NotFound};
        Later::default().await;
        Ok(match &*key {
            "not-found" => Err(NotFound),
            "denied" => Err(Denied),
            "invalid-key" => Err(InvalidKey),
            "internal" => Err(Internal),
            "none" => Ok(None),
            _ => Ok(Some(key.into_bytes())),
        })
    }

    async fn put(&mut self, key: String, value: Vec<u8>) -> Result<()> {
        self.log.push(format!("put {key} {value:?}"));
        Ok(())
    }
}

impl distributor_api::v1_1::Host for Asked {
    async fn resolve_component(
        &mut self,
        req: distributor_api::v1_1::ResolveComponentRequest,
    ) -> Result<distributor_api::v1_1::ResolveComponentResponse> {
        use distributor_api::v1_1::{
            ArtifactLocation, CacheInfo, ComponentStatus, ResolveComponentResponse,
            SecretRequirement, SignatureSummary,
        };
        Later::default().await;
        Ok(ResolveComponentResponse {
            component_status: match req.version.len() % 3 {
                0 => ComponentStatus::Pending,
                1 => ComponentStatus::Ready,
                _ => ComponentStatus::Failed,
            },
            digest: req.component_id,
            artifact_location: ArtifactLocation {
                kind: req.tenant_id,
                value: req.environment_id.clone(),
            },
            signature_summary: SignatureSummary {
                verified: req.version.is_empty(),
                signer: req.pack_id,
                extra: req.extra,
            },
            cache_info: CacheInfo {
                size_bytes: 1 << 40,
                last_used_utc: req.version,
                last_refreshed_utc: "never".into(),
            },
            secret_requirements: vec![SecretRequirement {
                key: req.environment_id,
                required: true,
                description: None,
                scope: None,
                format: None,
                schema: Some("{}".into()),
                examples: vec!["a".into(), String::new()],
            }],
        })
    }

    async fn resolve_ref(
        &mut self,
        _: String,
    ) -> Result<distributor_api::v1_1::ResolveRefResponse> {
        bail!("version 1.0 has no references")
    }

    async fn get_by_digest(&mut self, _: String) -> Result<distributor_api::v1_1::ArtifactSource> {
        bail!("version 1.0 has no digests")
    }

    async fn get_pack_status(&mut self, a: String, b: String, c: String) -> Result<String> {
        Ok(format!("{a}|{b}|{c}"))
    }

    async fn get_pack_status_v2(
        &mut self,
        a: String,
        b: String,
        c: String,
    ) -> Result<distributor_api::v1_1::PackStatusResponse> {
        Ok(distributor_api::v1_1::PackStatusResponse {
            status: a,
            secret_requirements: Vec::new(),
            extra: format!("{b}|{c}"),
        })
    }

    async fn warm_pack(&mut self, a: String, b: String, c: String) -> Result<()> {
        self.log.push(format!("warm {a} {b} {c}"));
        Ok(())
    }
}
