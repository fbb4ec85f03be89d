//! `greentic:secrets-store/secrets-store@1.0.0`, imported by components.

#[allow(
    clippy::pedantic,
    unreachable_pub,
    unused_qualifications,
    reason = "generated from WIT; private to this crate"
)]
mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        world: "greentic:secrets-store/store@1.0.0",
    });
}

pub(crate) use generated::greentic::secrets_store1_0_0::secrets_store::{
    Host, SecretsError as WireError, add_to_linker,
};

use crate::SecretsError;
use crate::host::State;

impl Host for State {
    fn get(&mut self, key: String) -> Result<Option<Vec<u8>>, WireError> {
        self.secrets().get(&key).map_err(|error| match error {
            SecretsError::NotFound => WireError::NotFound,
            SecretsError::Denied => WireError::Denied,
            SecretsError::InvalidKey => WireError::InvalidKey,
            SecretsError::Internal => WireError::Internal,
        })
    }
}
