//! `greentic:secrets-store/secrets-store`, answered by a store of
//! [`Secrets`](crate::Secrets).

use super::State;
use crate::SecretsError;

#[cfg(feature = "secrets-store-v1")]
impl crate::bindings::secrets_store::v1_0::Host for State {
    async fn get(
        &mut self,
        key: String,
    ) -> wasmtime::Result<Result<Option<Vec<u8>>, crate::bindings::secrets_store::v1_0::SecretsError>>
    {
        use crate::bindings::secrets_store::v1_0::SecretsError as Wire;

        let answer = self.host.secrets.get(&key).map_err(|error| match error {
            SecretsError::NotFound => Wire::NotFound,
            SecretsError::Denied => Wire::Denied,
            SecretsError::InvalidKey => Wire::InvalidKey,
            SecretsError::Internal => Wire::Internal,
        });
        self.answer(answer)
    }
}
