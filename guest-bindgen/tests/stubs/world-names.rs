//! A component for `golden:interface-names/all@0.1.0`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_interface_names_0_1_0::bindings as golden_interface_names_0_1_0_bindings;
use crate::bindings::golden_interface_names_0_1_0::call;
use crate::bindings::golden_interface_names_0_1_0::component;
use crate::bindings::golden_interface_names_0_1_0::core;
use crate::bindings::golden_interface_names_0_1_0::greentic_guest as golden_interface_names_0_1_0_greentic_guest;
use crate::bindings::golden_interface_names_0_1_0::guest;
use crate::bindings::golden_interface_names_0_1_0::interface;
use greentic_guest::Call;

greentic_guest::component! {
    export crate::bindings::golden_interface_names_0_1_0::core => Component,
    export crate::bindings::golden_interface_names_0_1_0::call => Component,
    export crate::bindings::golden_interface_names_0_1_0::guest => Component,
    export crate::bindings::golden_interface_names_0_1_0::component => Component,
    export crate::bindings::golden_interface_names_0_1_0::bindings => Component,
    export crate::bindings::golden_interface_names_0_1_0::greentic_guest => Component,
    export crate::bindings::golden_interface_names_0_1_0::interface => Component,
    import crate::bindings::golden_interface_names_0_1_0::core as Core,
    import crate::bindings::golden_interface_names_0_1_0::std as Std,
    import crate::bindings::golden_interface_names_0_1_0::greentic_guest as GreenticGuest,
    import crate::bindings::golden_interface_names_0_1_0::component as ComponentHost,
    import crate::bindings::golden_interface_names_0_1_0::bindings as Bindings,
    import crate::bindings::golden_interface_names_0_1_0::host as Host,
    import crate::bindings::golden_interface_names_0_1_0::prelude as Prelude,
}

struct Component;

impl core::Guest for Component {
    fn new(_: &Call) -> core::Option_<'_> {
        core::Option_::DEFAULT
    }
}

impl call::Guest for Component {
    fn call(_: &Call, _call_: call::Params) -> call::Params {
        call::Params::DEFAULT
    }
}

impl guest::Guest for Component {
    fn guest(_: &Call, _guest: guest::Imported_) -> guest::Imported_ {
        guest::Imported_::DEFAULT
    }
}

impl component::Guest for Component {
    fn component<'a>(_: &'a Call, _component: &'a str) -> &'a str {
        ""
    }
}

impl golden_interface_names_0_1_0_bindings::Guest for Component {
    fn bindings<'a>(_: &'a Call, _bindings: &'a str) -> &'a str {
        ""
    }
}

impl golden_interface_names_0_1_0_greentic_guest::Guest for Component {
    fn component<'a>(_: &'a Call, _greentic_guest: &'a str) -> &'a str {
        ""
    }
}

impl interface::Guest for Component {
    fn record(_: &Call, _record: u8) -> u8 {
        0
    }
}
