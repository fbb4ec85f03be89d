//! Components that describe themselves.

use crate::bindings::component::v1_0::describe_v1;
use crate::{Error, Instance};

impl Instance {
    /// The description, a JSON text, of a component that exports
    /// `greentic:component/describe-v1@1.0.0`.
    ///
    /// # Errors
    ///
    /// [`Error::NotExported`] if it does not, and those of every call:
    /// [`Error::Trap`], [`Error::InvalidValue`], [`Error::Limit`],
    /// [`Error::Poisoned`].
    pub fn describe_json(&mut self) -> Result<String, Error> {
        self.exports::<describe_v1::Guest>()?.describe_json()
    }

    /// As [`describe_json`](Self::describe_json).
    ///
    /// # Errors
    ///
    /// As [`describe_json`](Self::describe_json).
    pub async fn describe_json_async(&mut self) -> Result<String, Error> {
        let mut describe = self.exports::<describe_v1::Guest>()?;
        describe.describe_json_async().await
    }
}
