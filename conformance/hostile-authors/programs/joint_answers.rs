//! Exports an interface beside the types that it uses, and answers each with what
//! it was given.
//!
//! Right: answers "INPUT" to the third call

#![no_std]

mod bindings {
    include!(env!("JOINT_BINDINGS"));
}

use bindings::hostile_joint_1_0_0::{store, types};
use greentic_guest::Call;
use greentic_guest::component::v0_5::node;

greentic_guest::component! {
    export component::v0_5::node => Mine,
    export crate::bindings::hostile_joint_1_0_0::types => Mine,
    export crate::bindings::hostile_joint_1_0_0::store => Mine,
}

struct Mine;

impl types::Guest for Mine {
    fn check<'a>(call: &'a Call, entry: types::Entry<'a>) -> bool {
        // Of what was made here, and of what came in.
        let copy = call.copy(&entry.value);
        copy == &*entry.value && copy != &*entry.key
    }
}

impl store::Guest for Mine {
    fn get<'a>(call: &'a Call, key: &'a str) -> store::Entry<'a> {
        store::Entry {
            key: key.into(),
            value: call.concat(&[key, key]).into(),
        }
    }

    fn all<'a>(call: &'a Call, entries: &'a [store::Entry<'a>]) -> &'a [store::Entry<'a>] {
        call.list(entries.iter().rev().map(|entry| types::Entry {
            key: entry.value,
            value: entry.key,
        }))
    }
}

impl node::Guest for Mine {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
    ) -> Result<node::LifecycleStatus, &'a str> {
        Ok(node::LifecycleStatus::Ok)
    }

    fn on_stop<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
    ) -> Result<node::LifecycleStatus, &'a str> {
        Ok(node::LifecycleStatus::Ok)
    }

    fn invoke<'a>(
        call: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
        input: &'a str,
    ) -> node::InvokeResult<'a> {
        // The functions of the joint are called within a call of another export.
        let entry = <Mine as store::Guest>::get(call, input);
        let all = <Mine as store::Guest>::all(call, call.list([entry, entry]));
        let swapped = types::Entry {
            key: all[0].value,
            value: all[1].key,
        };
        if <Mine as types::Guest>::check(call, swapped) {
            return node::InvokeResult::Ok(swapped.key);
        }
        node::InvokeResult::Ok("CHANGED".into())
    }

    fn invoke_stream<'a>(
        _: &'a Call,
        _: &'a node::ExecCtx<'a>,
        _: &'a str,
        _: &'a str,
    ) -> &'a [node::StreamEvent<'a>] {
        &[]
    }
}
