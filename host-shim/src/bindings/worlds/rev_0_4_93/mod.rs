//! `greentic:component@0.4.0` as the published crates of version 0.4.93 have it, with
//! the tenant of `greentic:interfaces-types`. The runner of version 0.4.59 speaks it.
//!
//! Generated from `wit/`. Do not edit.

pub use super::greentic_interfaces_types_0_1_0;

pub mod greentic_component_0_4_0;
