//! The content of a manifest, without the place of its component.

use std::collections::BTreeMap;

use greentic_types::component::{
    ComponentCapabilities, ComponentConfigurators, ComponentOperation, ComponentProfiles,
};
use greentic_types::{FlowKind, SecretRequirement};
use serde::{Deserialize, Serialize};
use time::OffsetDateTime;

/// The content of a manifest, without the place and the hash of its component. A missing
/// field is null in its CBOR; the platform writes the same.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Content {
    /// The name of the component for machines.
    pub id: String,
    /// The name of the component for people.
    pub name: String,
    /// Its version, by the rules of semantic versions.
    pub version: String,
    /// The kinds of flows that it can be a node of.
    pub supports: Vec<FlowKind>,
    /// The world, or the interface that it is of.
    pub world: String,
    /// The capabilities that it needs from its host.
    pub capabilities: ComponentCapabilities,
    /// The secrets that it reads; those of the capabilities are the same ones.
    #[serde(default)]
    pub secret_requirements: Vec<SecretRequirement>,
    /// Ways to run it.
    pub profiles: ComponentProfiles,
    /// Flows that set it up.
    #[serde(default)]
    pub configurators: Option<ComponentConfigurators>,
    /// The limits of its memory and time.
    #[serde(default)]
    pub limits: Option<Limits>,
    /// The names that it has in traces.
    #[serde(default)]
    pub telemetry: Option<Telemetry>,
    /// The function, or the world, that describes it.
    pub describe_export: String,
    /// The operations that it offers.
    pub operations: Vec<ComponentOperation>,
    /// The operation of nodes that name none.
    #[serde(default)]
    pub default_operation: Option<String>,
    /// The builder, the sources and the tools of the component.
    #[serde(default)]
    pub provenance: Option<Provenance>,
}

/// The limits of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Limits {
    /// Memory, in MiB.
    pub memory_mb: u32,
    /// Time, in milliseconds.
    pub wall_time_ms: u64,
    /// Units of fuel.
    #[serde(default)]
    pub fuel: Option<u64>,
    /// Open files.
    #[serde(default)]
    pub files: Option<u32>,
}

/// The names of a component in traces.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Telemetry {
    /// The beginning of the names of its spans.
    pub span_prefix: String,
    /// The attributes that each span gets.
    #[serde(default)]
    pub attributes: BTreeMap<String, String>,
    /// Set where each node is a span.
    #[serde(default = "yes")]
    pub emit_node_spans: bool,
}

/// The builder, the sources and the tools of a component.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provenance {
    /// The program, or the person.
    pub builder: String,
    /// The commit of the sources, in lower-case hexadecimal digits.
    pub git_commit: String,
    /// The compiler.
    pub toolchain: String,
    /// The time of the build, as in RFC 3339.
    #[serde(with = "time::serde::rfc3339")]
    pub built_at_utc: OffsetDateTime,
}

fn yes() -> bool {
    true
}
