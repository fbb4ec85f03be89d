//! `greentic:component@0.5.0` as components speak it that were built with versions
//! 0.4.57 to 0.4.79: as in revision 0.4.113, without `i18n-id`.
//!
//! Generated from `wit/`. Do not edit.

pub mod greentic_component_0_5_0;
