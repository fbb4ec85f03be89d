//! `greentic:distributor-api/distributor`, answered by a [`Distributor`].

use super::{State, refused};
use crate::bindings::distributor_api::v1_1;

/// Where components and packs come from. The interface knows no errors: a
/// failure stops the component, with its sentence.
pub trait Distributor: Send + Sync {
    /// Where a component of a pack is, and what it needs.
    ///
    /// # Errors
    ///
    /// Why that cannot be said, as a sentence for people.
    fn resolve_component(
        &self,
        request: v1_1::ResolveComponentRequest,
    ) -> Result<v1_1::ResolveComponentResponse, String>;

    /// What a reference to a component stands for.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn resolve_ref(&self, reference: &str) -> Result<v1_1::ResolveRefResponse, String>;

    /// What has this digest.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn get_by_digest(&self, digest: &str) -> Result<v1_1::ArtifactSource, String>;

    /// How a pack is doing.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn pack_status(&self, pack: &PackId) -> Result<v1_1::PackStatusResponse, String>;

    /// Makes a pack ready for its first use.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn warm_pack(&self, pack: &PackId) -> Result<(), String>;
}

/// A pack of a tenant in an environment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PackId {
    /// The tenant.
    pub tenant_id: String,
    /// The environment.
    pub environment_id: String,
    /// The pack.
    pub pack_id: String,
}

impl State {
    fn distributor(&self) -> wasmtime::Result<&dyn Distributor> {
        let distributor = self.host.distributor.as_deref();
        distributor.ok_or_else(|| refused("this host has no distributor"))
    }
}

impl v1_1::Host for State {
    async fn resolve_component(
        &mut self,
        req: v1_1::ResolveComponentRequest,
    ) -> wasmtime::Result<v1_1::ResolveComponentResponse> {
        let response = self.distributor()?.resolve_component(req);
        self.answer(response.map_err(refused)?)
    }

    async fn resolve_ref(
        &mut self,
        reference: String,
    ) -> wasmtime::Result<v1_1::ResolveRefResponse> {
        let response = self.distributor()?.resolve_ref(&reference);
        self.answer(response.map_err(refused)?)
    }

    async fn get_by_digest(&mut self, digest: String) -> wasmtime::Result<v1_1::ArtifactSource> {
        let source = self.distributor()?.get_by_digest(&digest);
        self.answer(source.map_err(refused)?)
    }

    async fn get_pack_status(
        &mut self,
        tenant_id: String,
        environment_id: String,
        pack_id: String,
    ) -> wasmtime::Result<String> {
        let pack = PackId {
            tenant_id,
            environment_id,
            pack_id,
        };
        let response = self.distributor()?.pack_status(&pack);
        self.answer(response.map_err(refused)?.status)
    }

    async fn get_pack_status_v2(
        &mut self,
        tenant_id: String,
        environment_id: String,
        pack_id: String,
    ) -> wasmtime::Result<v1_1::PackStatusResponse> {
        let pack = PackId {
            tenant_id,
            environment_id,
            pack_id,
        };
        let response = self.distributor()?.pack_status(&pack);
        self.answer(response.map_err(refused)?)
    }

    async fn warm_pack(
        &mut self,
        tenant_id: String,
        environment_id: String,
        pack_id: String,
    ) -> wasmtime::Result<()> {
        let pack = PackId {
            tenant_id,
            environment_id,
            pack_id,
        };
        self.distributor()?.warm_pack(&pack).map_err(refused)
    }
}
