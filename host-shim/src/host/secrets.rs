//! `greentic:secrets-store/secrets-store`, answered by a store of
//! [`Secrets`](crate::Secrets).

use super::{State, refused};
use crate::SecretsError;
use crate::bindings::secrets_store::v1_1;
use crate::on_one_line;

impl v1_1::Host for State {
    async fn get(
        &mut self,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, v1_1::SecretsError>> {
        let answer = self
            .host
            .secrets
            .get(self.scope(), &key)
            .map_err(|error| match error {
                SecretsError::NotFound => v1_1::SecretsError::NotFound,
                SecretsError::Denied => v1_1::SecretsError::Denied,
                SecretsError::InvalidKey => v1_1::SecretsError::InvalidKey,
                SecretsError::Internal => v1_1::SecretsError::Internal,
            });
        self.answer(answer)
    }

    /// The interface has no place for a failure, so it stops the component.
    async fn put(&mut self, key: String, value: Vec<u8>) -> wasmtime::Result<()> {
        let result = self.host.secrets.put(self.scope(), &key, &value);
        result.map_err(|error| {
            let key = on_one_line(&key);
            refused(format_args!("the secret `{key}` was not stored: {error}"))
        })
    }
}
