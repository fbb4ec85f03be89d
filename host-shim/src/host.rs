//! What a component finds when it looks at its host.

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::meter::Meter;
use crate::{Limits, NoSecrets, Secrets};

/// What the host does for one instance. The default denies every secret and
/// never asks for cancellation.
///
/// Cloning is cheap and shares the stores: one value serves many instances.
///
/// ```
/// use greentic_host_shim::{Host, MemorySecrets};
///
/// let host = Host::new().secrets(MemorySecrets::new().with("GREETING", "Hello"));
/// ```
#[derive(Clone)]
pub struct Host {
    secrets: Arc<dyn Secrets>,
    cancellation: Cancellation,
}

impl Host {
    /// The default.
    pub fn new() -> Self {
        Self {
            secrets: Arc::new(NoSecrets),
            cancellation: Cancellation::new(),
        }
    }

    /// Answers `greentic:secrets-store/secrets-store` from this store.
    #[must_use]
    pub fn secrets(mut self, secrets: impl Secrets + 'static) -> Self {
        self.secrets = Arc::new(secrets);
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

    /// What `should-cancel` answers.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a store holds: the host's side of one instance.
pub(crate) struct State {
    host: Host,
    pub(crate) meter: Meter,
}

impl State {
    pub(crate) fn new(host: Host, limits: &Limits) -> Self {
        Self {
            host,
            meter: Meter::new(limits),
        }
    }

    pub(crate) fn secrets(&self) -> &dyn Secrets {
        &*self.host.secrets
    }

    pub(crate) fn cancellation(&self) -> &Cancellation {
        &self.host.cancellation
    }
}
