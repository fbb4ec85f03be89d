//! The host that a component meets.

mod control;
#[cfg(feature = "deploy-plan-v1")]
mod deploy_plan;
#[cfg(feature = "distributor-api-v1-1")]
mod distributor;
#[cfg(feature = "http-client-v1-1")]
mod http;
#[cfg(feature = "interfaces-host-v0-1")]
mod interfaces_host;
mod interrupt;
#[cfg(feature = "runner-host-v1")]
mod kv;
#[cfg(feature = "oauth-broker-v1")]
mod oauth;
#[cfg(feature = "runner-host-v1")]
mod runner_http;
#[cfg(feature = "runtime-config-v1")]
mod runtime_config;
#[cfg(feature = "secrets-store-v1-1")]
mod secrets;
#[cfg(any(feature = "http-client-v1-1", feature = "runner-host-v1"))]
mod sending;
#[cfg(any(feature = "state-store-v1-1", feature = "interfaces-host-v0-1"))]
mod state;
#[cfg(any(feature = "telemetry-logger-v1", feature = "interfaces-host-v0-1"))]
mod telemetry;

#[cfg(feature = "deploy-plan-v1")]
pub use deploy_plan::DeployPlan;
#[cfg(feature = "distributor-api-v1-1")]
pub use distributor::{Distributor, PackId};
pub use interrupt::Interrupt;
#[cfg(feature = "oauth-broker-v1")]
pub use oauth::{BrokerError, ConsentRequest, OauthBroker};

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::engine::Waits;
use crate::fault::{Excess, Refused};
use crate::meter::Meter;
use crate::payload_size::Payload;
use crate::run::Due;
use crate::services::http::{HttpClient, NoHttp};
use crate::services::runtime_config::{NoConfig, RuntimeConfig};
use crate::services::state::{NoState, Scope, StateError, StateStore};
use crate::services::telemetry::{NoTelemetry, Telemetry};
use crate::{Limits, NoSecrets, Secrets};

/// The services that the host has for one instance. The default denies every secret
/// and every setting, and never asks for cancellation.
///
/// Cloning is cheap and shares the stores: one value serves many instances.
///
/// ```
/// use greentic_host_shim::services::state::Scope;
/// use greentic_host_shim::{Host, Secrets, SecretsError};
///
/// struct Greeting;
///
/// impl Secrets for Greeting {
///     fn get(&self, _: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
///         Ok((key == "GREETING").then(|| b"Hello".to_vec()))
///     }
/// }
///
/// let host = Host::new().secrets(Greeting);
/// ```
#[derive(Clone)]
pub struct Host {
    secrets: Arc<dyn Secrets>,
    runtime_config: Arc<dyn RuntimeConfig>,
    state: Arc<dyn StateStore>,
    http: Arc<dyn HttpClient>,
    telemetry: Arc<dyn Telemetry>,
    #[cfg(feature = "oauth-broker-v1")]
    oauth: Option<Arc<dyn OauthBroker>>,
    #[cfg(feature = "distributor-api-v1-1")]
    distributor: Option<Arc<dyn Distributor>>,
    #[cfg(feature = "deploy-plan-v1")]
    deploy_plan: Option<Arc<dyn DeployPlan>>,
    scope: Option<Scope>,
    cancellation: Cancellation,
    wasi: bool,
}

impl Host {
    /// The default.
    pub fn new() -> Self {
        Self {
            secrets: Arc::new(NoSecrets),
            runtime_config: Arc::new(NoConfig),
            state: Arc::new(NoState),
            http: Arc::new(NoHttp),
            telemetry: Arc::new(NoTelemetry),
            #[cfg(feature = "oauth-broker-v1")]
            oauth: None,
            #[cfg(feature = "distributor-api-v1-1")]
            distributor: None,
            #[cfg(feature = "deploy-plan-v1")]
            deploy_plan: None,
            scope: None,
            cancellation: Cancellation::new(),
            wasi: false,
        }
    }

    /// Answers `greentic:secrets-store/secrets-store` from this store.
    #[must_use]
    pub fn secrets(mut self, secrets: impl Secrets + 'static) -> Self {
        self.secrets = Arc::new(secrets);
        self
    }

    /// Answers `greentic:runtime-config/runtime-config` from these settings.
    #[must_use]
    pub fn runtime_config(mut self, settings: impl RuntimeConfig + 'static) -> Self {
        self.runtime_config = Arc::new(settings);
        self
    }

    /// Keeps state of `greentic:state/state-store` and of older runners in
    /// this store, apart for each tenant.
    #[must_use]
    pub fn state(mut self, state: impl StateStore + 'static) -> Self {
        self.state = Arc::new(state);
        self
    }

    /// Sends the requests of `greentic:http/http-client` and of older runners
    /// with this client.
    #[must_use]
    pub fn http(mut self, http: impl HttpClient + 'static) -> Self {
        self.http = Arc::new(http);
        self
    }

    /// Hands what components log to this.
    #[must_use]
    pub fn telemetry(mut self, telemetry: impl Telemetry + 'static) -> Self {
        self.telemetry = Arc::new(telemetry);
        self
    }

    /// Answers `greentic:oauth-broker/broker-v1`.
    #[cfg(feature = "oauth-broker-v1")]
    #[must_use]
    pub fn oauth(mut self, oauth: impl OauthBroker + 'static) -> Self {
        self.oauth = Some(Arc::new(oauth));
        self
    }

    /// Answers `greentic:distributor-api/distributor`.
    #[cfg(feature = "distributor-api-v1-1")]
    #[must_use]
    pub fn distributor(mut self, distributor: impl Distributor + 'static) -> Self {
        self.distributor = Some(Arc::new(distributor));
        self
    }

    /// Answers `greentic:deploy-plan/plan-api`.
    #[cfg(feature = "deploy-plan-v1")]
    #[must_use]
    pub fn deploy_plan(mut self, deploy_plan: impl DeployPlan + 'static) -> Self {
        self.deploy_plan = Some(Arc::new(deploy_plan));
        self
    }

    /// The tenant on whose behalf calls are made that do not say so
    /// themselves. Without it such a call has no state, logs nothing, and gets
    /// those secrets at most that every tenant may have.
    #[must_use]
    pub fn scope(mut self, scope: Scope) -> Self {
        self.scope = Some(scope);
        self
    }

    /// Answers `should-cancel` of `greentic:component/control` from this
    /// handle, of which the caller keeps a clone.
    #[must_use]
    pub fn cancellation(mut self, cancellation: Cancellation) -> Self {
        self.cancellation = cancellation;
        self
    }
}

impl Host {
    /// Lets components import WASI 0.2, as those made with Rust's standard
    /// library do: an environment with nothing in it, clocks, random numbers,
    /// and output that goes nowhere. No files and no network.
    #[cfg(feature = "wasi")]
    #[must_use]
    pub fn wasi(mut self) -> Self {
        self.wasi = true;
        self
    }

    pub(crate) fn allows_wasi(&self) -> bool {
        self.wasi
    }
}

impl Default for Host {
    fn default() -> Self {
        Self::new()
    }
}

impl fmt::Debug for Host {
    /// Not the stores: their secrets must not reach a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Host")
            .field("cancellation", &self.cancellation)
            .finish_non_exhaustive()
    }
}

/// Asks a running component to end early. Clones share one state, and any
/// thread may set it. A component that does not ask is not stopped by it; that
/// is what [`Limits::deadline`] is for.
#[derive(Clone, Debug, Default)]
pub struct Cancellation(Arc<AtomicBool>);

impl Cancellation {
    /// A handle that does not ask for anything yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// From now on `should-cancel` answers `true`.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// From now on `should-cancel` answers `false` again.
    pub fn reset(&self) {
        self.0.store(false, Ordering::Relaxed);
    }

    /// Returns the answer of `should-cancel`.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The content of a store: the host's side of one instance.
pub(crate) struct State {
    host: Host,
    pub(crate) meter: Meter,
    /// When the call that is under way has to end.
    due: Due,
    /// The use that the call makes of its thread.
    waits: Waits,
    /// On whose behalf it is made, where it says so.
    scope: Option<Scope>,
    /// Who may end it.
    pub(crate) interrupt: Interrupt,
    /// Bytes that one answer to the guest may have.
    value_bytes: usize,
    /// There once it was used.
    #[cfg(feature = "wasi")]
    wasi: Option<Box<crate::wasi::Wasi>>,
}

impl State {
    pub(crate) fn new(host: Host, limits: &Limits) -> Self {
        Self {
            host,
            meter: Meter::new(limits),
            due: Due::NEVER,
            waits: Waits::Blocking,
            scope: None,
            interrupt: Interrupt::new(),
            value_bytes: limits.value_bytes,
            #[cfg(feature = "wasi")]
            wasi: None,
        }
    }

    /// A call begins.
    pub(crate) fn begin(&mut self, due: Due, scope: Option<Scope>, waits: Waits) {
        self.due = due;
        self.waits = waits;
        self.scope = scope;
        // An old refusal does not explain a new trap.
        self.meter.forget();
    }

    #[cfg(feature = "wasi")]
    pub(crate) fn wasi(&mut self) -> &mut crate::wasi::Wasi {
        self.wasi
            .get_or_insert_with(|| Box::new(crate::wasi::Wasi::denied()))
    }

    pub(crate) fn due(&self) -> Due {
        self.due
    }

    pub(crate) fn waits(&self) -> Waits {
        self.waits
    }

    /// Bytes that one answer to the guest may have.
    #[cfg(feature = "wasi")]
    pub(crate) fn value_bytes(&self) -> usize {
        self.value_bytes
    }

    /// Returns whether somebody has ended the call under way.
    pub(crate) fn is_interrupted(&self) -> bool {
        self.interrupt.is_interrupted()
    }

    /// Returns whether the call under way has had its time.
    pub(crate) fn is_due(&self) -> bool {
        self.due.is_past()
    }

    /// On whose behalf the call is made.
    pub(crate) fn scope(&self) -> Option<&Scope> {
        self.scope.as_ref().or(self.host.scope.as_ref())
    }

    /// In whose name a component may act: in that of the tenant of the call. One
    /// that names another environment or tenant gets nothing.
    fn owner(&self, named: Option<(&str, &str)>) -> Result<Scope, StateError> {
        let own = self.scope().ok_or(StateError::Denied)?;
        match named {
            Some((env, tenant)) if env != own.env || tenant != own.tenant => {
                Err(StateError::Denied)
            }
            _ => Ok(own.clone()),
        }
    }

    /// Lets an answer of the host through to the guest if it may have so much.
    fn answer<R: Payload>(&self, answer: R) -> wasmtime::Result<R> {
        let bytes = answer.payload_size();
        if bytes > self.value_bytes {
            let allowed = self.value_bytes;
            return Err(wasmtime::Error::new(Excess { bytes, allowed }));
        }
        Ok(answer)
    }
}

/// The sentence for a component that acts in the name of another tenant.
#[cfg(any(
    feature = "distributor-api-v1-1",
    feature = "http-client-v1-1",
    feature = "telemetry-logger-v1"
))]
const NOT_OWN: &str = "the call is not made on behalf of that tenant";

/// Stops the component with a sentence of the host.
fn refused(message: impl fmt::Display) -> wasmtime::Error {
    wasmtime::Error::new(Refused(message.to_string()))
}

#[cfg(feature = "interfaces-types-v0-1")]
fn host_error(
    code: &str,
    message: impl Into<String>,
) -> crate::bindings::interfaces_types::v0_1::HostError {
    crate::bindings::interfaces_types::v0_1::HostError {
        code: code.into(),
        message: message.into(),
    }
}
