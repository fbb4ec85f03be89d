//! A component together with its host.

use std::fmt;

use crate::{Component, Error, Host, Instance, Interrupt};

/// A [`Component`] that is bound to a [`Host`]: what a server keeps, to make
/// an instance for each request. Cloning is cheap.
#[derive(Clone)]
pub struct Prepared {
    component: Component,
    host: Host,
}

impl Prepared {
    pub(crate) fn new(component: Component, host: Host) -> Self {
        Self { component, host }
    }

    /// The component.
    pub fn component(&self) -> &Component {
        &self.component
    }

    /// Makes an instance.
    ///
    /// # Errors
    ///
    /// As [`Component::instantiate`].
    pub fn instantiate(&self) -> Result<Instance, Error> {
        self.component.instantiate(self.host.clone())
    }

    /// Makes an instance that a handle can end: what runs while it is made, and
    /// the calls that follow.
    ///
    /// # Errors
    ///
    /// As [`Component::instantiate_for`].
    pub fn instantiate_for(&self, interrupt: &Interrupt) -> Result<Instance, Error> {
        self.component.instantiate_for(self.host.clone(), interrupt)
    }

    /// Makes an instance for calls that wait.
    ///
    /// # Errors
    ///
    /// As [`Component::instantiate`].
    pub async fn instantiate_async(&self) -> Result<Instance, Error> {
        self.component.instantiate_async(self.host.clone()).await
    }
}

impl fmt::Debug for Prepared {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Prepared")
            .field("component", &self.component)
            .field("host", &self.host)
            .finish()
    }
}
