//! `greentic:host/kv-v1`, texts by key of older runners, answered by a
//! [`StateStore`](crate::services::state::StateStore).

use super::{State, refused};
use crate::bindings::host::v1_0::kv_v1;

/// The key of a text in the same store, apart from those of
/// `greentic:state/state-store` unless a component of the tenant means to.
fn text_key(ns: &str, key: &str) -> String {
    format!("\0kv {}:{ns}{key}", ns.len())
}

impl kv_v1::Host for State {
    /// The interface has no place for a failure, so it stops the component.
    async fn get(&mut self, ns: String, key: String) -> wasmtime::Result<Option<String>> {
        let owner = self.owner(None).map_err(refused)?;
        let value = self.host.state.read(&owner, &text_key(&ns, &key));
        let value = value.map_err(refused)?;
        // Only text is stored there.
        self.answer(value.and_then(|value| String::from_utf8(value).ok()))
    }

    async fn put(&mut self, ns: String, key: String, val: String) -> wasmtime::Result<()> {
        let owner = self.owner(None).map_err(refused)?;
        let store = &self.host.state;
        let result = store.write(&owner, &text_key(&ns, &key), val.as_bytes());
        result.map_err(refused)
    }
}
