//! Requests that are not answered yet, and which of them nobody waits for any
//! more.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use greentic_host_shim::Interrupt;

use super::rpc::Id;

/// Whether a request was cancelled. Clones share one state.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cancel(Interrupt);

impl Cancel {
    pub(crate) fn cancel(&self) {
        self.0.interrupt();
    }

    pub(crate) fn is_cancelled(&self) -> bool {
        self.0.is_interrupted()
    }

    /// What ends the component's work on it.
    pub(crate) fn interrupt(&self) -> &Interrupt {
        &self.0
    }
}

/// Known to the thread that reads and the one that works.
#[derive(Debug, Default)]
pub(crate) struct Calls(Mutex<HashMap<Id, Cancel>>);

impl Calls {
    pub(crate) fn begin(&self, id: Id) -> Cancel {
        let cancel = Cancel::default();
        self.lock().insert(id, cancel.clone());
        cancel
    }

    /// Requests that are answered already, or never were, are no concern.
    pub(crate) fn cancel(&self, id: &Id) {
        if let Some(cancel) = self.lock().get(id) {
            cancel.cancel();
        }
    }

    pub(crate) fn end(&self, id: &Id) {
        self.lock().remove(id);
    }

    /// Nothing that panics is done while it is held.
    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Cancel>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
