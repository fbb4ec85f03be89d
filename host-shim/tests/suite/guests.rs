//! Components, loaded, and what they are given.

use greentic_host_shim::services::state::Scope;
use greentic_host_shim::{Component, Host, Instance, Limits, Secrets, SecretsError, Shim};
use greentic_testkit::handmade::node;

/// Loads a component that is known to be good.
pub(crate) fn load(limits: Limits, bytes: &[u8]) -> Component {
    Shim::new(limits)
        .expect("the limits are good")
        .load(bytes)
        .expect("the component is good")
}

/// The node under limits, with a host that denies everything.
pub(crate) fn instance(limits: Limits) -> Instance {
    load(limits, &node())
        .instantiate(Host::new())
        .expect("the node can be instantiated")
}

/// Secrets, and why some cannot be had, by key.
#[derive(Default)]
pub(crate) struct Given(Vec<(&'static str, Result<String, SecretsError>)>);

impl Given {
    pub(crate) fn with(mut self, key: &'static str, value: impl Into<String>) -> Self {
        self.0.push((key, Ok(value.into())));
        self
    }

    pub(crate) fn without(mut self, key: &'static str, error: SecretsError) -> Self {
        self.0.push((key, Err(error)));
        self
    }
}

impl Secrets for Given {
    fn get(&self, _: Option<&Scope>, key: &str) -> Result<Option<Vec<u8>>, SecretsError> {
        let found = self.0.iter().find(|(name, _)| *name == key);
        let value = found.map(|(_, value)| value.clone()).transpose()?;
        Ok(value.map(String::into_bytes))
    }
}
