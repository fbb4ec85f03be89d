//! Hosts of a version that serve an older one as well.

use crate::runtime::Getter;

/// A host, or what gets one, that serves an older version too.
#[derive(Clone, Copy, Debug)]
pub(crate) struct AsOlder<H>(pub(crate) H);

impl<T, G: Getter<T>> Getter<T> for AsOlder<G> {
    type Host<'a>
        = AsOlder<G::Host<'a>>
    where
        T: 'a;

    fn get<'a>(&self, data: &'a mut T) -> AsOlder<G::Host<'a>> {
        AsOlder(self.0.get(data))
    }
}

/// Both functions are the same in all versions.
macro_rules! control {
    ($newer:path => $older:path) => {
        impl<H: $newer> $older for AsOlder<H> {
            async fn should_cancel(&mut self) -> wasmtime::Result<bool> {
                self.0.should_cancel().await
            }

            async fn yield_now(&mut self) -> wasmtime::Result<()> {
                self.0.yield_now().await
            }
        }
    };
}

#[cfg(all(feature = "component-v0-5", feature = "component-v0-4"))]
control!(
    crate::bindings::component::v0_5::control::Host
        => crate::bindings::component::v0_4::control::Host
);

#[cfg(all(feature = "component-v0-5", feature = "rev-0-4-113"))]
control!(
    crate::bindings::component::v0_5::control::Host
        => crate::bindings::rev_0_4_113::component::v0_6::control::Host
);

#[cfg(all(feature = "secrets-store-v1-1", feature = "secrets-store-v1"))]
mod secrets {
    use super::AsOlder;
    use crate::bindings::secrets_store::{v1_0, v1_1};

    impl<H: v1_1::Host> v1_0::Host for AsOlder<H> {
        async fn get(
            &mut self,
            key: String,
        ) -> wasmtime::Result<Result<Option<Vec<u8>>, v1_0::SecretsError>> {
            let answer = self.0.get(key).await?;
            Ok(answer.map_err(|error| match error {
                v1_1::SecretsError::NotFound => v1_0::SecretsError::NotFound,
                v1_1::SecretsError::Denied => v1_0::SecretsError::Denied,
                v1_1::SecretsError::InvalidKey => v1_0::SecretsError::InvalidKey,
                v1_1::SecretsError::Internal => v1_0::SecretsError::Internal,
            }))
        }
    }
}

#[cfg(all(feature = "state-store-v1-1", feature = "state-store-v1"))]
mod state {
    use super::AsOlder;
    use crate::bindings::state::{v1_0, v1_1};

    impl<H: v1_1::Host> v1_0::Host for AsOlder<H> {
        async fn read(
            &mut self,
            key: String,
            ctx: Option<v1_0::TenantCtx>,
        ) -> wasmtime::Result<Result<Vec<u8>, v1_0::HostError>> {
            Ok(self.0.read(key, ctx).await?.map_err(older))
        }

        async fn write(
            &mut self,
            key: String,
            bytes: Vec<u8>,
            ctx: Option<v1_0::TenantCtx>,
        ) -> wasmtime::Result<Result<v1_0::OpAck, v1_0::HostError>> {
            let answer = self.0.write(key, bytes, ctx).await?;
            Ok(answer.map(acknowledged).map_err(older))
        }

        async fn delete(
            &mut self,
            key: String,
            ctx: Option<v1_0::TenantCtx>,
        ) -> wasmtime::Result<Result<v1_0::OpAck, v1_0::HostError>> {
            let answer = self.0.delete(key, ctx).await?;
            Ok(answer.map(acknowledged).map_err(older))
        }
    }

    fn acknowledged(v1_1::OpAck::Ok: v1_1::OpAck) -> v1_0::OpAck {
        v1_0::OpAck::Ok
    }

    fn older(error: v1_1::HostError) -> v1_0::HostError {
        let v1_1::HostError { code, message } = error;
        v1_0::HostError { code, message }
    }
}

#[cfg(all(feature = "http-client-v1-1", feature = "http-client-v1"))]
mod http {
    use super::AsOlder;
    use crate::bindings::http::{v1_0, v1_1};

    impl<H: v1_1::Host> v1_0::Host for AsOlder<H> {
        async fn send(
            &mut self,
            req: v1_0::Request,
            ctx: Option<v1_0::TenantCtx>,
        ) -> wasmtime::Result<Result<v1_0::Response, v1_0::HostError>> {
            let request = v1_1::Request {
                method: req.method,
                url: req.url,
                headers: req.headers,
                body: req.body,
            };
            let answer = self.0.send(request, None, ctx).await?;
            Ok(answer.map(|response| v1_0::Response {
                status: response.status,
                headers: response.headers,
                body: response.body,
            }))
        }
    }
}

#[cfg(all(feature = "distributor-api-v1-1", feature = "distributor-api"))]
mod distributor {
    use super::AsOlder;
    use crate::bindings::distributor_api::{v1_0, v1_1};

    impl<H: v1_1::Host> v1_0::Host for AsOlder<H> {
        async fn resolve_component(
            &mut self,
            req: v1_0::ResolveComponentRequest,
        ) -> wasmtime::Result<v1_0::ResolveComponentResponse> {
            let request = v1_1::ResolveComponentRequest {
                tenant_id: req.tenant_id,
                environment_id: req.environment_id,
                pack_id: req.pack_id,
                component_id: req.component_id,
                version: req.version,
                extra: req.extra,
            };
            let response = self.0.resolve_component(request).await?;
            Ok(v1_0::ResolveComponentResponse {
                component_status: match response.component_status {
                    v1_1::ComponentStatus::Pending => v1_0::ComponentStatus::Pending,
                    v1_1::ComponentStatus::Ready => v1_0::ComponentStatus::Ready,
                    v1_1::ComponentStatus::Failed => v1_0::ComponentStatus::Failed,
                },
                digest: response.digest,
                artifact_location: v1_0::ArtifactLocation {
                    kind: response.artifact_location.kind,
                    value: response.artifact_location.value,
                },
                signature_summary: v1_0::SignatureSummary {
                    verified: response.signature_summary.verified,
                    signer: response.signature_summary.signer,
                    extra: response.signature_summary.extra,
                },
                cache_info: v1_0::CacheInfo {
                    size_bytes: response.cache_info.size_bytes,
                    last_used_utc: response.cache_info.last_used_utc,
                    last_refreshed_utc: response.cache_info.last_refreshed_utc,
                },
                secret_requirements: response.secret_requirements,
            })
        }

        async fn get_pack_status(
            &mut self,
            tenant_id: String,
            environment_id: String,
            pack_id: String,
        ) -> wasmtime::Result<String> {
            self.0
                .get_pack_status(tenant_id, environment_id, pack_id)
                .await
        }

        async fn get_pack_status_v2(
            &mut self,
            tenant_id: String,
            environment_id: String,
            pack_id: String,
        ) -> wasmtime::Result<v1_0::PackStatusResponse> {
            let response = self
                .0
                .get_pack_status_v2(tenant_id, environment_id, pack_id)
                .await?;
            Ok(v1_0::PackStatusResponse {
                status: response.status,
                secret_requirements: response.secret_requirements,
                extra: response.extra,
            })
        }

        async fn warm_pack(
            &mut self,
            tenant_id: String,
            environment_id: String,
            pack_id: String,
        ) -> wasmtime::Result<()> {
            self.0.warm_pack(tenant_id, environment_id, pack_id).await
        }
    }
}
