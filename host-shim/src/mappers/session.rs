//! The position of a session in its flow.

use greentic_types as types;

use crate::bindings::interfaces_types::v0_1 as wit;

impl From<wit::SessionCursor> for types::SessionCursor {
    fn from(value: wit::SessionCursor) -> Self {
        Self {
            node_pointer: value.node_pointer,
            wait_reason: value.wait_reason,
            outbox_marker: value.outbox_marker,
        }
    }
}

impl From<types::SessionCursor> for wit::SessionCursor {
    fn from(value: types::SessionCursor) -> Self {
        Self {
            node_pointer: value.node_pointer,
            wait_reason: value.wait_reason,
            outbox_marker: value.outbox_marker,
        }
    }
}
