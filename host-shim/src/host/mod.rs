//! What a component finds when it looks at its host.

mod control;
mod secrets;

use std::fmt;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::crossing::Crossing;
use crate::fault::Excess;
use crate::meter::Meter;
use crate::run::Due;
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
    wasi: bool,
}

impl Host {
    /// The default.
    pub fn new() -> Self {
        Self {
            secrets: Arc::new(NoSecrets),
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

    /// What `should-cancel` answers.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// What a store holds: the host's side of one instance.
pub(crate) struct State {
    host: Host,
    pub(crate) meter: Meter,
    /// When the call that is under way has to end.
    due: Due,
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
            value_bytes: limits.value_bytes,
            #[cfg(feature = "wasi")]
            wasi: None,
        }
    }

    /// A call begins.
    pub(crate) fn begin(&mut self, due: Due) {
        self.due = due;
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

    /// Whether the call under way has had its time.
    pub(crate) fn is_due(&self) -> bool {
        self.due.is_past()
    }

    /// Lets an answer of the host through to the guest if it may have so much.
    fn answer<R: Crossing>(&self, answer: R) -> wasmtime::Result<R> {
        let bytes = answer.weight();
        if bytes > self.value_bytes {
            let allowed = self.value_bytes;
            return Err(wasmtime::Error::new(Excess { bytes, allowed }));
        }
        Ok(answer)
    }
}
