//! Private files that other users can read.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use greentic_command::output;
use greentic_host_shim::Exposure;

/// Warns once that other users can read a file that should be private.
pub(crate) fn exposed(what: &str, exposure: Option<&Exposure>) {
    static TOLD: Mutex<BTreeSet<String>> = Mutex::new(BTreeSet::new());

    let Some(exposure) = exposure else {
        return;
    };
    let message = format!("{what} {exposure}");
    let mut told = TOLD.lock().unwrap_or_else(PoisonError::into_inner);
    if told.insert(message.clone()) {
        output::warning(&message);
    }
}
