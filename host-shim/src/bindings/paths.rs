// Where the bindings of each package are found: the paths of the guest crate.
//
// Generated from `wit/packages.toml`. Do not edit.

/// Attestations: statements about build products that can be checked later: `greentic:attestation`.
#[cfg(feature = "attestation-v1")]
pub mod attestation {
    /// `greentic:attestation@1.0.0`: what [`attester_api`](mod@v1_0::attester_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_attestation_1_0_0::attester_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_attestation_1_0_0::attester_api::*;
    }
}

/// Builds that a component carries out for a tenant: `greentic:build`.
#[cfg(feature = "build-v1")]
pub mod build {
    /// `greentic:build@1.0.0`: what [`builder_api`](mod@v1_0::builder_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_build_1_0_0::builder_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_build_1_0_0::builder_api::*;
    }
}

/// Types that the packages `component-v1` and `pack-export-v1` share: `greentic:common-types`.
#[cfg(feature = "common-types-v0-1")]
pub mod common_types {
    /// `greentic:common-types@0.1.0`: what [`types`](mod@v0_1::types) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_common_types_0_1_0::types;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_common_types_0_1_0::types::*;
    }
}

/// `greentic:component`, a module for each version.
#[cfg(any(
    feature = "component-v0-4",
    feature = "component-v0-5",
    feature = "component-v0-6",
    feature = "component-v0-6-1",
    feature = "describe-v1"
))]
pub mod component {
    #[cfg(feature = "component-v0-4")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_component_0_4_0 as v0_4;
    #[cfg(feature = "component-v0-5")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_component_0_5_0 as v0_5;
    #[cfg(feature = "component-v0-6")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_component_0_6_0 as v0_6;
    #[cfg(feature = "component-v0-6-1")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_component_0_6_1 as v0_6_1;
    #[cfg(feature = "describe-v1")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_component_1_0_0 as v1_0;
}

/// Components behind one function: a request with the tenant goes in, an outcome comes out: `greentic:component-v1`.
#[cfg(feature = "component-v1")]
pub mod component_v1 {
    /// `greentic:component-v1@0.1.0`: what [`component_api`](mod@v0_1::component_api) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_component_v1_0_1_0::component_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_component_v1_0_1_0::component_api::*;
    }
}

/// The plan of a deployment, and reports on its progress: `greentic:deploy-plan`.
#[cfg(feature = "deploy-plan-v1")]
pub mod deploy_plan {
    /// `greentic:deploy-plan@1.0.0`: what [`plan_api`](mod@v1_0::plan_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_deploy_plan_1_0_0::plan_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_deploy_plan_1_0_0::plan_api::*;
    }
}

/// Desired states of environments: what is to be deployed where: `greentic:distribution`.
#[cfg(feature = "distribution-v1")]
pub mod distribution {
    /// `greentic:distribution@1.0.0`: what [`distribution_api`](mod@v1_0::distribution_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_distribution_1_0_0::distribution_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_distribution_1_0_0::distribution_api::*;
    }
}

/// `greentic:distributor-api`, a module for each version.
#[cfg(any(feature = "distributor-api", feature = "distributor-api-v1-1"))]
pub mod distributor_api {
    #[cfg(feature = "distributor-api")]
    /// `greentic:distributor-api@1.0.0`: what [`distributor`](mod@v1_0::distributor) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_distributor_api_1_0_0::distributor;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_distributor_api_1_0_0::distributor::*;
    }
    #[cfg(feature = "distributor-api-v1-1")]
    /// `greentic:distributor-api@1.1.0`: what [`distributor`](mod@v1_1::distributor) has is here, too.
    pub mod v1_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_distributor_api_1_1_0::distributor;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_distributor_api_1_1_0::distributor::*;
    }
}

/// Parts of web pages that components render: `greentic:gui`.
#[cfg(feature = "gui-fragment")]
pub mod gui {
    /// `greentic:gui@1.0.0`: what [`fragment_api`](mod@v1_0::fragment_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_gui_1_0_0::fragment_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_gui_1_0_0::fragment_api::*;
    }
}

/// What older runners offer to components: HTTP requests and a key-value store: `greentic:host`.
#[cfg(feature = "runner-host-v1")]
pub mod host {
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_host_1_0_0 as v1_0;
}

/// `greentic:http`, a module for each version.
#[cfg(any(feature = "http-client-v1", feature = "http-client-v1-1"))]
pub mod http {
    #[cfg(feature = "http-client-v1")]
    /// `greentic:http@1.0.0`: what [`http_client`](mod@v1_0::http_client) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_http_1_0_0::http_client;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_http_1_0_0::http_client::*;
    }
    #[cfg(feature = "http-client-v1-1")]
    /// `greentic:http@1.1.0`: what [`http_client`](mod@v1_1::http_client) has is here, too.
    pub mod v1_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_http_1_1_0::http_client;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_http_1_1_0::http_client::*;
    }
}

/// What a host offers to the components of `greentic:interfaces-pack`: `greentic:interfaces-host`.
#[cfg(feature = "interfaces-host-v0-1")]
pub mod interfaces_host {
    /// `greentic:interfaces-host@0.1.0`: what [`imports`](mod@v0_1::imports) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_interfaces_host_0_1_0::imports;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_interfaces_host_0_1_0::imports::*;
    }
}

/// Components of packs that use a host's telemetry, state and sessions: `greentic:interfaces-pack`.
#[cfg(feature = "interfaces-pack-v0-1")]
pub mod interfaces_pack {
    /// `greentic:interfaces-pack@0.1.0`: what [`component_api`](mod@v0_1::component_api) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_interfaces_pack_0_1_0::component_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_interfaces_pack_0_1_0::component_api::*;
    }
}

/// How providers describe themselves to a host: `greentic:interfaces-provider`.
#[cfg(feature = "interfaces-provider-v0-1")]
pub mod interfaces_provider {
    /// `greentic:interfaces-provider@0.1.0`: what [`provider`](mod@v0_1::provider) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_interfaces_provider_0_1_0::provider;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_interfaces_provider_0_1_0::provider::*;
    }
}

/// Types that many Greentic packages share: `greentic:interfaces-types`.
#[cfg(feature = "interfaces-types-v0-1")]
pub mod interfaces_types {
    /// `greentic:interfaces-types@0.1.0`: what [`types`](mod@v0_1::types) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_interfaces_types_0_1_0::types;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_interfaces_types_0_1_0::types::*;
    }
}

/// Hooks that a component may offer beside its own work: begin, health, end: `greentic:lifecycle`.
#[cfg(feature = "component-lifecycle-v1")]
pub mod lifecycle {
    /// `greentic:lifecycle@1.0.0`: what [`lifecycle_v1`](mod@v1_0::lifecycle_v1) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_lifecycle_1_0_0::lifecycle_v1;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_lifecycle_1_0_0::lifecycle_v1::*;
    }
}

/// `wasix:mcp`, a module for each version.
#[cfg(any(
    feature = "mcp-v24-11-5",
    feature = "mcp-v25-3-26",
    feature = "mcp-v25-6-18"
))]
pub mod mcp {
    #[cfg(feature = "mcp-v24-11-5")]
    /// `wasix:mcp@24.11.5`: what [`router`](mod@v24_11_5::router) has is here, too.
    pub mod v24_11_5 {
        #[doc(inline)]
        pub use crate::bindings::worlds::wasix_mcp_24_11_5::router;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::wasix_mcp_24_11_5::router::*;
    }
    #[cfg(feature = "mcp-v25-3-26")]
    /// `wasix:mcp@25.3.26`: what [`router`](mod@v25_3_26::router) has is here, too.
    pub mod v25_3_26 {
        #[doc(inline)]
        pub use crate::bindings::worlds::wasix_mcp_25_3_26::router;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::wasix_mcp_25_3_26::router::*;
    }
    #[cfg(feature = "mcp-v25-6-18")]
    /// `wasix:mcp@25.6.18`: what [`router`](mod@v25_6_18::router) has is here, too.
    pub mod v25_6_18 {
        #[doc(inline)]
        pub use crate::bindings::worlds::wasix_mcp_25_6_18::router;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::wasix_mcp_25_6_18::router::*;
    }
}

/// Facts about versions of components, kept for one tenant: `greentic:metadata`.
#[cfg(feature = "metadata-v1")]
pub mod metadata {
    /// `greentic:metadata@1.0.0`: what [`metadata_api`](mod@v1_0::metadata_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_metadata_1_0_0::metadata_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_metadata_1_0_0::metadata_api::*;
    }
}

/// OAuth without its details: consent, code exchange and tokens for any provider: `greentic:oauth-broker`.
#[cfg(feature = "oauth-broker-v1")]
pub mod oauth_broker {
    /// `greentic:oauth-broker@1.0.0`: what [`broker_v1`](mod@v1_0::broker_v1) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_oauth_broker_1_0_0::broker_v1;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_oauth_broker_1_0_0::broker_v1::*;
    }
}

/// Publishing of images to OCI registries: `greentic:oci`.
#[cfg(feature = "oci-v1")]
pub mod oci {
    /// `greentic:oci@1.0.0`: what [`oci_api`](mod@v1_0::oci_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_oci_1_0_0::oci_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_oci_1_0_0::oci_api::*;
    }
}

/// A pack that describes itself, to those who set it up: `greentic:pack`.
#[cfg(feature = "pack-v0-6")]
pub mod pack {
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_pack_0_6_0 as v0_6;
}

/// `greentic:pack-export`, a module for each version.
#[cfg(any(feature = "pack-export-v0-2", feature = "pack-export-v0-4"))]
pub mod pack_export {
    #[cfg(feature = "pack-export-v0-2")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_pack_export_0_2_0 as v0_2;
    #[cfg(feature = "pack-export-v0-4")]
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_pack_export_0_4_0 as v0_4;
}

/// Packs that tell a host which flows they hold: `greentic:pack-export-v1`.
#[cfg(feature = "pack-export-v1")]
pub mod pack_export_v1 {
    /// `greentic:pack-export-v1@0.1.0`: what [`pack_api`](mod@v0_1::pack_api) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_pack_export_v1_0_1_0::pack_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_pack_export_v1_0_1_0::pack_api::*;
    }
}

/// Rules for packs that are shipped as components: `greentic:pack-validate`.
#[cfg(feature = "pack-validate-v0-1")]
pub mod pack_validate {
    /// `greentic:pack-validate@0.1.0`: what [`validator`](mod@v0_1::validator) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_pack_validate_0_1_0::validator;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_pack_validate_0_1_0::validator::*;
    }
}

/// Decisions by policy: may this go ahead or not?: `greentic:policy`.
#[cfg(feature = "policy-v1")]
pub mod policy {
    /// `greentic:policy@1.0.0`: what [`policy_api`](mod@v1_0::policy_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_policy_1_0_0::policy_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_policy_1_0_0::policy_api::*;
    }
}

/// What components that carry messages to and from a channel (messaging providers) have in common: what they are capable of, and how a message is brought into the form that a channel can show: `provider:common`.
#[cfg(feature = "provider-common")]
pub mod provider_common {
    #[doc(inline)]
    pub use crate::bindings::worlds::provider_common_0_0_2 as v0_0_2;
}

/// Providers of one type that are told apart by what comes in: two bots of one messaging service, say: `greentic:provider-instance-identity`.
#[cfg(feature = "provider-instance-identity-v1")]
pub mod provider_instance_identity {
    #[doc(inline)]
    pub use crate::bindings::worlds::greentic_provider_instance_identity_0_1_0 as v0_1;
}

/// Providers of every kind (messages, events, secrets) behind one interface: the kinds differ in their JSON, not in their functions: `greentic:provider-schema-core`.
#[cfg(feature = "provider-schema-core-v1")]
pub mod provider_schema_core {
    /// `greentic:provider-schema-core@1.0.0`: what [`schema_core_api`](mod@v1_0::schema_core_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_provider_schema_core_1_0_0::schema_core_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_provider_schema_core_1_0_0::schema_core_api::*;
    }
}

/// Installation of providers for a tenant: what has to change, and the change itself: `greentic:provision`.
#[cfg(feature = "provision-v0-1")]
pub mod provision {
    /// `greentic:provision@0.1.0`: what [`provisioner`](mod@v0_1::provisioner) has is here, too.
    pub mod v0_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_provision_0_1_0::provisioner;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_provision_0_1_0::provisioner::*;
    }
}

/// Actions behind the pages of a tenant's console: `greentic:repo-ui-actions`.
#[cfg(feature = "repo-ui-actions-v1")]
pub mod repo_ui_actions {
    /// `greentic:repo-ui-actions@1.0.0`: what [`ui_action_api`](mod@v1_0::ui_action_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_repo_ui_actions_1_0_0::ui_action_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_repo_ui_actions_1_0_0::ui_action_api::*;
    }
}

/// Settings of a deployment that are no secrets, for components to read: `greentic:runtime-config`.
#[cfg(feature = "runtime-config-v1")]
pub mod runtime_config {
    /// `greentic:runtime-config@1.0.0`: what [`runtime_config`](mod@v1_0::runtime_config) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_runtime_config_1_0_0::runtime_config;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_runtime_config_1_0_0::runtime_config::*;
    }
}

/// Security scans of sources, dependencies and images: `greentic:scan`.
#[cfg(feature = "scan-v1")]
pub mod scan {
    /// `greentic:scan@1.0.0`: what [`scanner_api`](mod@v1_0::scanner_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_scan_1_0_0::scanner_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_scan_1_0_0::scanner_api::*;
    }
}

/// `greentic:secrets-store`, a module for each version.
#[cfg(any(feature = "secrets-store-v1", feature = "secrets-store-v1-1"))]
pub mod secrets_store {
    #[cfg(feature = "secrets-store-v1")]
    /// `greentic:secrets-store@1.0.0`: what [`secrets_store`](mod@v1_0::secrets_store) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_secrets_store_1_0_0::secrets_store;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_secrets_store_1_0_0::secrets_store::*;
    }
    #[cfg(feature = "secrets-store-v1-1")]
    /// `greentic:secrets-store@1.1.0`: what [`secrets_store`](mod@v1_1::secrets_store) has is here, too.
    pub mod v1_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_secrets_store_1_1_0::secrets_store;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_secrets_store_1_1_0::secrets_store::*;
    }
}

/// How components say which secrets they need: `greentic:secrets-types`.
#[cfg(feature = "secrets-types-v1")]
pub mod secrets_types {
    /// `greentic:secrets-types@1.0.0`: what [`types`](mod@v1_0::types) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_secrets_types_1_0_0::types;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_secrets_types_1_0_0::types::*;
    }
}

/// Signatures, made and checked with keys that stay where they are: `greentic:signing`.
#[cfg(feature = "signing-v1")]
pub mod signing {
    /// `greentic:signing@1.0.0`: what [`signer_api`](mod@v1_0::signer_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_signing_1_0_0::signer_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_signing_1_0_0::signer_api::*;
    }
}

/// Repositories of source text, whatever service holds them: `greentic:source`.
#[cfg(feature = "source-v1")]
pub mod source {
    /// `greentic:source@1.0.0`: what [`source_api`](mod@v1_0::source_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_source_1_0_0::source_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_source_1_0_0::source_api::*;
    }
}

/// `greentic:state`, a module for each version.
#[cfg(any(feature = "state-store-v1", feature = "state-store-v1-1"))]
pub mod state {
    #[cfg(feature = "state-store-v1")]
    /// `greentic:state@1.0.0`: what [`state_store`](mod@v1_0::state_store) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_state_1_0_0::state_store;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_state_1_0_0::state_store::*;
    }
    #[cfg(feature = "state-store-v1-1")]
    /// `greentic:state@1.1.0`: what [`state_store`](mod@v1_1::state_store) has is here, too.
    pub mod v1_1 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_state_1_1_0::state_store;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_state_1_1_0::state_store::*;
    }
}

/// Telemetry that components hand to their host: `greentic:telemetry`.
#[cfg(feature = "telemetry-logger-v1")]
pub mod telemetry {
    /// `greentic:telemetry@1.0.0`: what [`logger_api`](mod@v1_0::logger_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_telemetry_1_0_0::logger_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_telemetry_1_0_0::logger_api::*;
    }
}

/// `greentic:types-core`, a module for each version.
#[cfg(any(feature = "types-core-v0-2", feature = "types-core-v0-4"))]
pub mod types_core {
    #[cfg(feature = "types-core-v0-2")]
    /// `greentic:types-core@0.2.0`: what [`shared`](mod@v0_2::shared) has is here, too.
    pub mod v0_2 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_types_core_0_2_0::shared;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_types_core_0_2_0::shared::*;
    }
    #[cfg(feature = "types-core-v0-4")]
    /// `greentic:types-core@0.4.0`: what [`types`](mod@v0_4::types) has is here, too.
    pub mod v0_4 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_types_core_0_4_0::types;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_types_core_0_4_0::types::*;
    }
}

/// Workers: components that take a request, do a piece of work for one tenant and answer with messages: `greentic:worker`.
#[cfg(feature = "worker-api")]
pub mod worker {
    /// `greentic:worker@1.0.0`: what [`worker_api`](mod@v1_0::worker_api) has is here, too.
    pub mod v1_0 {
        #[doc(inline)]
        pub use crate::bindings::worlds::greentic_worker_1_0_0::worker_api;
        #[doc(no_inline)]
        pub use crate::bindings::worlds::greentic_worker_1_0_0::worker_api::*;
    }
}

/// `greentic:component@0.4.0` as the published crates of version 0.4.93 have it, with
/// the tenant of `greentic:interfaces-types`. The runner of version 0.4.59 speaks it.
#[cfg(feature = "rev-0-4-93")]
pub mod rev_0_4_93 {

    /// Nodes of a flow: components that a runner calls with an operation and an input, for one tenant at a time: `greentic:component`.
    pub mod component {
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_93::greentic_component_0_4_0 as v0_4;
    }
}

/// The packages that have other shapes in revision 0.4.113 of the published crates, and
/// those that came with it. Runners speak its `component@0.6.0`, `worker`, `component-v1`,
/// `common-types` and `provider-common`; no runner is known to call its nodes of
/// versions 0.4.0 and 0.5.0.
#[cfg(feature = "rev-0-4-113")]
pub mod rev_0_4_113 {

    /// Translation of payloads by a component of their own: `greentic:codec`.
    pub mod codec {
        /// `greentic:codec@0.6.0`: what [`codec`](mod@v0_6::codec) has is here, too.
        pub mod v0_6 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_codec_0_6_0::codec;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_codec_0_6_0::codec::*;
        }
    }

    /// Types that the v1 packages for components and packs share: `greentic:common-types`.
    pub mod common_types {
        /// `greentic:common-types@0.1.0`: what [`types`](mod@v0_1::types) has is here, too.
        pub mod v0_1 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_common_types_0_1_0::types;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_common_types_0_1_0::types::*;
        }
    }

    /// `greentic:component`, a module for each version.
    pub mod component {
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::greentic_component_0_4_0 as v0_4;
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::greentic_component_0_5_0 as v0_5;
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::greentic_component_0_6_0 as v0_6;
    }

    /// Components that are called with one request that says all: the tenant, the component, the operation and the input: `greentic:component-v1`.
    pub mod component_v1 {
        /// `greentic:component-v1@0.1.0`: what [`component_api`](mod@v0_1::component_api) has is here, too.
        pub mod v0_1 {
            #[doc(no_inline)]
pub use crate::bindings::worlds::rev_0_4_113::greentic_component_v1_0_1_0::component_api::*;
#[doc(inline)]
pub use crate::bindings::worlds::rev_0_4_113::greentic_component_v1_0_1_0::component_api;
        }
    }

    /// Hooks: components that an operator asks before and after each operation whether it may go on: `greentic:operator`.
    pub mod operator {
        /// `greentic:operator@1.0.0`: what [`hook_api`](mod@v1_0::hook_api) has is here, too.
        pub mod v1_0 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_operator_1_0_0::hook_api;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_operator_1_0_0::hook_api::*;
        }
    }

    /// `greentic:pack-export`, a module for each version.
    pub mod pack_export {
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::greentic_pack_export_0_2_0 as v0_2;
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::greentic_pack_export_0_4_0 as v0_4;
    }

    /// What components that carry messages to and from a channel (messaging providers) have in common: what they are capable of, and how a message is brought into the form that a channel can show: `provider:common`.
    pub mod provider_common {
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_113::provider_common_0_0_2 as v0_0_2;
    }

    /// `greentic:types-core`, a module for each version.
    pub mod types_core {
        /// `greentic:types-core@0.2.0`: what [`shared`](mod@v0_2::shared) has is here, too.
        pub mod v0_2 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_2_0::shared;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_2_0::shared::*;
        }
        /// `greentic:types-core@0.4.0`: what [`types`](mod@v0_4::types) has is here, too.
        pub mod v0_4 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_4_0::types;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_4_0::types::*;
        }
        /// `greentic:types-core@0.6.0`: what [`core`](mod@v0_6::core) has is here, too.
        pub mod v0_6 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_6_0::core;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_types_core_0_6_0::core::*;
        }
    }

    /// Workers: components that take a request, do a piece of work for one tenant and answer with messages: `greentic:worker`.
    pub mod worker {
        /// `greentic:worker@1.0.0`: what [`worker_api`](mod@v1_0::worker_api) has is here, too.
        pub mod v1_0 {
            #[doc(inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_worker_1_0_0::worker_api;
            #[doc(no_inline)]
            pub use crate::bindings::worlds::rev_0_4_113::greentic_worker_1_0_0::worker_api::*;
        }
    }
}

/// `greentic:component@0.5.0` as components speak it that were built with versions
/// 0.4.57 to 0.4.79: as in revision 0.4.113, without `i18n-id`.
#[cfg(feature = "rev-0-4-57")]
pub mod rev_0_4_57 {

    /// Nodes of a flow: components that a runner calls with an operation and an input, for one tenant at a time: `greentic:component`.
    pub mod component {
        #[doc(inline)]
        pub use crate::bindings::worlds::rev_0_4_57::greentic_component_0_5_0 as v0_5;
    }
}
