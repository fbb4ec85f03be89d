//! Keeps a record of the one interface for a call of the other.
//!
//! Right: does not compile, E0521

#![no_std]

mod bindings {
    include!(env!("JOINT_BINDINGS"));
}

use bindings::hostile_joint_1_0_0::{store, types};
use greentic_guest::Call;

greentic_guest::component! {
    export crate::bindings::hostile_joint_1_0_0::types => Mine,
    export crate::bindings::hostile_joint_1_0_0::store => Mine,
}

struct Mine;

static KEPT: spin::Mutex<Option<types::Entry<'static>>> = spin::Mutex::new(None);

impl types::Guest for Mine {
    fn check<'a>(_: &'a Call, entry: types::Entry<'a>) -> bool {
        *KEPT.lock() = Some(entry);
        true
    }
}

impl store::Guest for Mine {
    fn get<'a>(_: &'a Call, _: &'a str) -> store::Entry<'a> {
        KEPT.lock().unwrap_or_default()
    }

    fn all<'a>(_: &'a Call, entries: &'a [store::Entry<'a>]) -> &'a [store::Entry<'a>] {
        entries
    }
}
