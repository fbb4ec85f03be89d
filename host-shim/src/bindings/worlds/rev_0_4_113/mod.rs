//! The packages that have other shapes in revision 0.4.113, the one that hosts of
//! version 0.4.113 and later speak, and those that came with it.
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
