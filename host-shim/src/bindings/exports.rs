// Every interface that components export, of all revisions.
//
// Generated from `wit/`. Do not edit.

use super::Export;

/// Every interface that components export, as far as its feature is on. One
/// name and version stands more than once where revisions differ in it.
pub const EXPORTS: &[Export] = &[
#[cfg(feature = "attestation-v1")]
Export {
name: super::worlds::greentic_attestation_1_0_0::attester_api::NAME,
module: "attestation::v1_0",
fit: super::worlds::greentic_attestation_1_0_0::attester_api::fit,
},
#[cfg(feature = "build-v1")]
Export {
name: super::worlds::greentic_build_1_0_0::builder_api::NAME,
module: "build::v1_0",
fit: super::worlds::greentic_build_1_0_0::builder_api::fit,
},
#[cfg(feature = "component-v1")]
Export {
name: super::worlds::greentic_component_v1_0_1_0::component_api::NAME,
module: "component_v1::v0_1",
fit: super::worlds::greentic_component_v1_0_1_0::component_api::fit,
},
#[cfg(feature = "component-v0-4")]
Export {
name: super::worlds::greentic_component_0_4_0::node::NAME,
module: "component::v0_4::node",
fit: super::worlds::greentic_component_0_4_0::node::fit,
},
#[cfg(feature = "component-v0-5")]
Export {
name: super::worlds::greentic_component_0_5_0::node::NAME,
module: "component::v0_5::node",
fit: super::worlds::greentic_component_0_5_0::node::fit,
},
#[cfg(feature = "component-v0-5")]
Export {
name: super::worlds::greentic_component_0_5_0::component_config_schema::NAME,
module: "component::v0_5::component_config_schema",
fit: super::worlds::greentic_component_0_5_0::component_config_schema::fit,
},
#[cfg(feature = "component-v0-6")]
Export {
name: super::worlds::greentic_component_0_6_0::component_descriptor::NAME,
module: "component::v0_6::component_descriptor",
fit: super::worlds::greentic_component_0_6_0::component_descriptor::fit,
},
#[cfg(feature = "component-v0-6")]
Export {
name: super::worlds::greentic_component_0_6_0::component_schema::NAME,
module: "component::v0_6::component_schema",
fit: super::worlds::greentic_component_0_6_0::component_schema::fit,
},
#[cfg(feature = "component-v0-6")]
Export {
name: super::worlds::greentic_component_0_6_0::component_runtime::NAME,
module: "component::v0_6::component_runtime",
fit: super::worlds::greentic_component_0_6_0::component_runtime::fit,
},
#[cfg(feature = "component-v0-6")]
Export {
name: super::worlds::greentic_component_0_6_0::component_qa::NAME,
module: "component::v0_6::component_qa",
fit: super::worlds::greentic_component_0_6_0::component_qa::fit,
},
#[cfg(feature = "component-v0-6")]
Export {
name: super::worlds::greentic_component_0_6_0::component_i18n::NAME,
module: "component::v0_6::component_i18n",
fit: super::worlds::greentic_component_0_6_0::component_i18n::fit,
},
#[cfg(feature = "component-v0-6-1")]
Export {
name: super::worlds::greentic_component_0_6_1::descriptor::NAME,
module: "component::v0_6_1::descriptor",
fit: super::worlds::greentic_component_0_6_1::descriptor::fit,
},
#[cfg(feature = "component-v0-6-1")]
Export {
name: super::worlds::greentic_component_0_6_1::runtime::NAME,
module: "component::v0_6_1::runtime",
fit: super::worlds::greentic_component_0_6_1::runtime::fit,
},
#[cfg(feature = "component-v0-6-1")]
Export {
name: super::worlds::greentic_component_0_6_1::qa::NAME,
module: "component::v0_6_1::qa",
fit: super::worlds::greentic_component_0_6_1::qa::fit,
},
#[cfg(feature = "component-v0-6-1")]
Export {
name: super::worlds::greentic_component_0_6_1::component_i18n::NAME,
module: "component::v0_6_1::component_i18n",
fit: super::worlds::greentic_component_0_6_1::component_i18n::fit,
},
#[cfg(feature = "describe-v1")]
Export {
name: super::worlds::greentic_component_1_0_0::describe_v1::NAME,
module: "component::v1_0::describe_v1",
fit: super::worlds::greentic_component_1_0_0::describe_v1::fit,
},
#[cfg(feature = "deploy-plan-v1")]
Export {
name: super::worlds::greentic_deploy_plan_1_0_0::plan_api::NAME,
module: "deploy_plan::v1_0",
fit: super::worlds::greentic_deploy_plan_1_0_0::plan_api::fit,
},
#[cfg(feature = "distribution-v1")]
Export {
name: super::worlds::greentic_distribution_1_0_0::distribution_api::NAME,
module: "distribution::v1_0",
fit: super::worlds::greentic_distribution_1_0_0::distribution_api::fit,
},
#[cfg(feature = "distributor-api")]
Export {
name: super::worlds::greentic_distributor_api_1_0_0::distributor::NAME,
module: "distributor_api::v1_0",
fit: super::worlds::greentic_distributor_api_1_0_0::distributor::fit,
},
#[cfg(feature = "distributor-api-v1-1")]
Export {
name: super::worlds::greentic_distributor_api_1_1_0::distributor::NAME,
module: "distributor_api::v1_1",
fit: super::worlds::greentic_distributor_api_1_1_0::distributor::fit,
},
#[cfg(feature = "gui-fragment")]
Export {
name: super::worlds::greentic_gui_1_0_0::fragment_api::NAME,
module: "gui::v1_0",
fit: super::worlds::greentic_gui_1_0_0::fragment_api::fit,
},
#[cfg(feature = "interfaces-pack-v0-1")]
Export {
name: super::worlds::greentic_interfaces_pack_0_1_0::component_api::NAME,
module: "interfaces_pack::v0_1",
fit: super::worlds::greentic_interfaces_pack_0_1_0::component_api::fit,
},
#[cfg(feature = "component-lifecycle-v1")]
Export {
name: super::worlds::greentic_lifecycle_1_0_0::lifecycle_v1::NAME,
module: "lifecycle::v1_0",
fit: super::worlds::greentic_lifecycle_1_0_0::lifecycle_v1::fit,
},
#[cfg(feature = "metadata-v1")]
Export {
name: super::worlds::greentic_metadata_1_0_0::metadata_api::NAME,
module: "metadata::v1_0",
fit: super::worlds::greentic_metadata_1_0_0::metadata_api::fit,
},
#[cfg(feature = "oauth-broker-v1")]
Export {
name: super::worlds::greentic_oauth_broker_1_0_0::broker_v1::NAME,
module: "oauth_broker::v1_0",
fit: super::worlds::greentic_oauth_broker_1_0_0::broker_v1::fit,
},
#[cfg(feature = "oci-v1")]
Export {
name: super::worlds::greentic_oci_1_0_0::oci_api::NAME,
module: "oci::v1_0",
fit: super::worlds::greentic_oci_1_0_0::oci_api::fit,
},
#[cfg(feature = "pack-export-v1")]
Export {
name: super::worlds::greentic_pack_export_v1_0_1_0::pack_api::NAME,
module: "pack_export_v1::v0_1",
fit: super::worlds::greentic_pack_export_v1_0_1_0::pack_api::fit,
},
#[cfg(feature = "pack-export-v0-2")]
Export {
name: super::worlds::greentic_pack_export_0_2_0::exports::NAME,
module: "pack_export::v0_2::exports",
fit: super::worlds::greentic_pack_export_0_2_0::exports::fit,
},
#[cfg(feature = "pack-export-v0-4")]
Export {
name: super::worlds::greentic_pack_export_0_4_0::pack_queries::NAME,
module: "pack_export::v0_4::pack_queries",
fit: super::worlds::greentic_pack_export_0_4_0::pack_queries::fit,
},
#[cfg(feature = "pack-export-v0-4")]
Export {
name: super::worlds::greentic_pack_export_0_4_0::pack_exec::NAME,
module: "pack_export::v0_4::pack_exec",
fit: super::worlds::greentic_pack_export_0_4_0::pack_exec::fit,
},
#[cfg(feature = "pack-export-v0-4")]
Export {
name: super::worlds::greentic_pack_export_0_4_0::pack_a2a::NAME,
module: "pack_export::v0_4::pack_a2a",
fit: super::worlds::greentic_pack_export_0_4_0::pack_a2a::fit,
},
#[cfg(feature = "pack-validate-v0-1")]
Export {
name: super::worlds::greentic_pack_validate_0_1_0::validator::NAME,
module: "pack_validate::v0_1",
fit: super::worlds::greentic_pack_validate_0_1_0::validator::fit,
},
#[cfg(feature = "policy-v1")]
Export {
name: super::worlds::greentic_policy_1_0_0::policy_api::NAME,
module: "policy::v1_0",
fit: super::worlds::greentic_policy_1_0_0::policy_api::fit,
},
#[cfg(feature = "provider-instance-identity-v1")]
Export {
name: super::worlds::greentic_provider_instance_identity_0_1_0::instance_identity_api::NAME,
module: "provider_instance_identity::v0_1::instance_identity_api",
fit: super::worlds::greentic_provider_instance_identity_0_1_0::instance_identity_api::fit,
},
#[cfg(feature = "provider-instance-identity-v1")]
Export {
name: super::worlds::greentic_provider_instance_identity_0_1_0::instance_identity_describe_api::NAME,
module: "provider_instance_identity::v0_1::instance_identity_describe_api",
fit: super::worlds::greentic_provider_instance_identity_0_1_0::instance_identity_describe_api::fit,
},
#[cfg(feature = "provider-schema-core-v1")]
Export {
name: super::worlds::greentic_provider_schema_core_1_0_0::schema_core_api::NAME,
module: "provider_schema_core::v1_0",
fit: super::worlds::greentic_provider_schema_core_1_0_0::schema_core_api::fit,
},
#[cfg(feature = "provision-v0-1")]
Export {
name: super::worlds::greentic_provision_0_1_0::provisioner::NAME,
module: "provision::v0_1",
fit: super::worlds::greentic_provision_0_1_0::provisioner::fit,
},
#[cfg(feature = "repo-ui-actions-v1")]
Export {
name: super::worlds::greentic_repo_ui_actions_1_0_0::ui_action_api::NAME,
module: "repo_ui_actions::v1_0",
fit: super::worlds::greentic_repo_ui_actions_1_0_0::ui_action_api::fit,
},
#[cfg(feature = "scan-v1")]
Export {
name: super::worlds::greentic_scan_1_0_0::scanner_api::NAME,
module: "scan::v1_0",
fit: super::worlds::greentic_scan_1_0_0::scanner_api::fit,
},
#[cfg(feature = "signing-v1")]
Export {
name: super::worlds::greentic_signing_1_0_0::signer_api::NAME,
module: "signing::v1_0",
fit: super::worlds::greentic_signing_1_0_0::signer_api::fit,
},
#[cfg(feature = "source-v1")]
Export {
name: super::worlds::greentic_source_1_0_0::source_api::NAME,
module: "source::v1_0",
fit: super::worlds::greentic_source_1_0_0::source_api::fit,
},
#[cfg(feature = "worker-api")]
Export {
name: super::worlds::greentic_worker_1_0_0::worker_api::NAME,
module: "worker::v1_0",
fit: super::worlds::greentic_worker_1_0_0::worker_api::fit,
},
#[cfg(feature = "mcp-v24-11-5")]
Export {
name: super::worlds::wasix_mcp_24_11_5::router::NAME,
module: "mcp::v24_11_5",
fit: super::worlds::wasix_mcp_24_11_5::router::fit,
},
#[cfg(feature = "mcp-v25-3-26")]
Export {
name: super::worlds::wasix_mcp_25_3_26::router::NAME,
module: "mcp::v25_3_26",
fit: super::worlds::wasix_mcp_25_3_26::router::fit,
},
#[cfg(feature = "mcp-v25-6-18")]
Export {
name: super::worlds::wasix_mcp_25_6_18::router::NAME,
module: "mcp::v25_6_18",
fit: super::worlds::wasix_mcp_25_6_18::router::fit,
},
#[cfg(feature = "rev-0-4-93")]
Export {
name: super::worlds::rev_0_4_93::greentic_component_0_4_0::node::NAME,
module: "rev_0_4_93::component::v0_4::node",
fit: super::worlds::rev_0_4_93::greentic_component_0_4_0::node::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_codec_0_6_0::codec::NAME,
module: "rev_0_4_113::codec::v0_6",
fit: super::worlds::rev_0_4_113::greentic_codec_0_6_0::codec::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_v1_0_1_0::component_api::NAME,
module: "rev_0_4_113::component_v1::v0_1",
fit: super::worlds::rev_0_4_113::greentic_component_v1_0_1_0::component_api::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_4_0::node::NAME,
module: "rev_0_4_113::component::v0_4::node",
fit: super::worlds::rev_0_4_113::greentic_component_0_4_0::node::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_5_0::node::NAME,
module: "rev_0_4_113::component::v0_5::node",
fit: super::worlds::rev_0_4_113::greentic_component_0_5_0::node::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_5_0::component_config_schema::NAME,
module: "rev_0_4_113::component::v0_5::component_config_schema",
fit: super::worlds::rev_0_4_113::greentic_component_0_5_0::component_config_schema::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_6_0::node::NAME,
module: "rev_0_4_113::component::v0_6::node",
fit: super::worlds::rev_0_4_113::greentic_component_0_6_0::node::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_6_0::component_qa::NAME,
module: "rev_0_4_113::component::v0_6::component_qa",
fit: super::worlds::rev_0_4_113::greentic_component_0_6_0::component_qa::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_component_0_6_0::component_i18n::NAME,
module: "rev_0_4_113::component::v0_6::component_i18n",
fit: super::worlds::rev_0_4_113::greentic_component_0_6_0::component_i18n::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_operator_1_0_0::hook_api::NAME,
module: "rev_0_4_113::operator::v1_0",
fit: super::worlds::rev_0_4_113::greentic_operator_1_0_0::hook_api::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_pack_export_0_2_0::exports::NAME,
module: "rev_0_4_113::pack_export::v0_2::exports",
fit: super::worlds::rev_0_4_113::greentic_pack_export_0_2_0::exports::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_queries::NAME,
module: "rev_0_4_113::pack_export::v0_4::pack_queries",
fit: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_queries::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_exec::NAME,
module: "rev_0_4_113::pack_export::v0_4::pack_exec",
fit: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_exec::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_a2a::NAME,
module: "rev_0_4_113::pack_export::v0_4::pack_a2a",
fit: super::worlds::rev_0_4_113::greentic_pack_export_0_4_0::pack_a2a::fit,
},
#[cfg(feature = "rev-0-4-113")]
Export {
name: super::worlds::rev_0_4_113::greentic_worker_1_0_0::worker_api::NAME,
module: "rev_0_4_113::worker::v1_0",
fit: super::worlds::rev_0_4_113::greentic_worker_1_0_0::worker_api::fit,
},
#[cfg(feature = "rev-0-4-57")]
Export {
name: super::worlds::rev_0_4_57::greentic_component_0_5_0::node::NAME,
module: "rev_0_4_57::component::v0_5::node",
fit: super::worlds::rev_0_4_57::greentic_component_0_5_0::node::fit,
},
#[cfg(feature = "rev-0-4-57")]
Export {
name: super::worlds::rev_0_4_57::greentic_component_0_5_0::component_config_schema::NAME,
module: "rev_0_4_57::component::v0_5::component_config_schema",
fit: super::worlds::rev_0_4_57::greentic_component_0_5_0::component_config_schema::fit,
},
];
