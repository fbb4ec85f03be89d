//! Requests that are not answered yet, and which of them nobody waits for any
//! more.

use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use greentic_host_shim::Interrupt;

use super::rpc::Id;

/// Known to the thread that reads and the one that works.
#[derive(Debug, Default)]
pub(crate) struct Calls(Mutex<HashMap<Id, Interrupt>>);

impl Calls {
    pub(crate) fn begin(&self, id: Id) -> Interrupt {
        let cancel = Interrupt::new();
        self.lock().insert(id, cancel.clone());
        cancel
    }

    /// Requests that are answered already, or never were, are no concern.
    pub(crate) fn cancel(&self, id: &Id) {
        if let Some(cancel) = self.lock().get(id) {
            cancel.interrupt();
        }
    }

    pub(crate) fn end(&self, id: &Id) {
        self.lock().remove(id);
    }

    /// Nothing that panics is done while it is held.
    fn lock(&self) -> MutexGuard<'_, HashMap<Id, Interrupt>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
