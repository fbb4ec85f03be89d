//! Exports an interface and only says that it exports the types beside it: the
//! linker is told of both, and finds one.
//!
//! Right: does not compile, "linking with"

#![no_std]

mod bindings {
    include!(env!("JOINT_BINDINGS"));
}

use bindings::hostile_joint_1_0_0::store;
use greentic_guest::Call;

mod pretended {
    macro_rules! __export {
        (@interface $path:tt) => {
            &crate::bindings::hostile_joint_1_0_0::types::INTERFACE
        };
        (@needs [$($callback:tt)*] $($state:tt)*) => {
            $($callback)* { @realloc $($state)* }
        };
        (@emit $path:tt $guest:tt) => {};
    }
    pub(crate) use __export;
}

greentic_guest::component! {
    export crate::pretended => Mine,
    export crate::bindings::hostile_joint_1_0_0::store => Mine,
}

struct Mine;

impl store::Guest for Mine {
    fn get<'a>(_: &'a Call, key: &'a str) -> store::Entry<'a> {
        store::Entry {
            key: key.into(),
            value: key.into(),
        }
    }

    fn all<'a>(_: &'a Call, entries: &'a [store::Entry<'a>]) -> &'a [store::Entry<'a>] {
        entries
    }
}
