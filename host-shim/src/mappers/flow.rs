//! Flows, as packs list them.

use greentic_types::{self as types, FlowId, FlowKind, GreenticError};

use super::alike::alike;
use super::field::id;
use crate::bindings::{common_types::v0_1 as common, pack_export_v1::v0_1 as wit};

alike!(
    common::FlowKind,
    types::FlowKind {
        Messaging,
        Event,
        ComponentConfig,
        Job,
        Http,
    }
);

/// A flow of a pack.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FlowDescriptor {
    /// Names the flow within the pack.
    pub id: FlowId,
    /// The kind of trigger.
    pub kind: FlowKind,
    /// Words to find the flow by.
    pub tags: Vec<String>,
    /// Names of the places where the flow can be entered.
    pub entrypoints: Vec<String>,
}

impl TryFrom<wit::FlowDescriptor> for FlowDescriptor {
    type Error = GreenticError;

    fn try_from(value: wit::FlowDescriptor) -> Result<Self, GreenticError> {
        Ok(Self {
            id: id("id", value.id)?,
            kind: value.kind.into(),
            tags: value.tags,
            entrypoints: value.entrypoints,
        })
    }
}

impl From<FlowDescriptor> for wit::FlowDescriptor {
    fn from(value: FlowDescriptor) -> Self {
        Self {
            id: value.id.into(),
            kind: value.kind.into(),
            tags: value.tags,
            entrypoints: value.entrypoints,
        }
    }
}
