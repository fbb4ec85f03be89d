//! `greentic:runtime-config/runtime-config`, answered by a
//! [`RuntimeConfig`](crate::services::runtime_config::RuntimeConfig).

use super::State;
use crate::bindings::runtime_config::v1_0;
use crate::services::runtime_config::ConfigError;

impl v1_0::Host for State {
    async fn get(
        &mut self,
        key: String,
    ) -> wasmtime::Result<Result<Option<String>, v1_0::ConfigError>> {
        let answer = self.host.runtime_config.get(self.scope(), &key);
        self.answer(answer.map_err(|error| match error {
            ConfigError::NotFound => v1_0::ConfigError::NotFound,
            ConfigError::Denied => v1_0::ConfigError::Denied,
            ConfigError::InvalidKey => v1_0::ConfigError::InvalidKey,
            ConfigError::Internal => v1_0::ConfigError::Internal,
        }))
    }
}
