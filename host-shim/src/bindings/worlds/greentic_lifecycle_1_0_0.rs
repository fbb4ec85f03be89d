//! Hooks that a component may offer beside its own work: begin, health, end.
//!
//! Generated from the WIT package `greentic:lifecycle@1.0.0`. Do not edit.

/// Implemented by the component and called by the host.
///
/// WIT: `greentic:lifecycle/lifecycle-v1@1.0.0`.
pub mod lifecycle_v1 {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:lifecycle/lifecycle-v1@1.0.0";

    /// What a component that is fit for work answers.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum LifecycleHealth {
        /// Calls can be served.
        #[component(name = "ok")]
        Ok,
    }

    payload! { enum LifecycleHealth }

    guest! {
        /// Prepares the component, before the host uses it otherwise. There is no
        /// result: a component that cannot begin has to trap, or to keep the
        /// reason and report it through `health`.
        "init" init init_async call_init call_init_async() -> ();
        /// Whether the component can serve calls now. The error is a sentence for
        /// people that says what is wrong.
        "health" health health_async call_health call_health_async(
        ) -> (Result<LifecycleHealth, String>);
        /// Lets the component finish and release what it holds, before the host
        /// drops it. There is no result, so a failure cannot be reported other
        /// than by a trap.
        "shutdown" shutdown shutdown_async call_shutdown call_shutdown_async() -> ();
    }
}
