//! The packages that have other shapes in revision 0.4.113 of the published crates, and
//! those that came with it. Runners speak its `component@0.6.0`, `worker`, `component-v1`,
//! `common-types` and `provider-common`; no runner is known to call its nodes of
//! versions 0.4.0 and 0.5.0.
//!
//! Generated from `wit/`. Do not edit.

pub mod greentic_codec_0_6_0;
pub mod greentic_common_types_0_1_0;
pub mod greentic_component_0_4_0;
pub mod greentic_component_0_5_0;
pub mod greentic_component_0_6_0;
pub mod greentic_component_v1_0_1_0;
pub mod greentic_operator_1_0_0;
pub mod greentic_pack_export_0_2_0;
pub mod greentic_pack_export_0_4_0;
pub mod greentic_types_core_0_2_0;
pub mod greentic_types_core_0_4_0;
pub mod greentic_types_core_0_6_0;
pub mod greentic_worker_1_0_0;
pub mod provider_common_0_0_2;
