//! `greentic:distributor-api/distributor`, answered by a [`Distributor`].

use super::{NOT_OWN, State, refused};
use crate::bindings::distributor_api::v1_1;
use crate::on_one_line;
use crate::services::state::Scope;

/// The source of components and packs. The interface knows no errors: a
/// failure stops the component, with its sentence. So does a request that names
/// another tenant or environment than the call is made for.
pub trait Distributor: Send + Sync {
    /// Returns the location of a component of a pack, and its needs.
    ///
    /// # Errors
    ///
    /// The reason why that cannot be said, as a sentence for people.
    fn resolve_component(
        &self,
        request: v1_1::ResolveComponentRequest,
    ) -> Result<v1_1::ResolveComponentResponse, String>;

    /// Resolves a reference to a component.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn resolve_ref(
        &self,
        scope: Option<&Scope>,
        reference: &str,
    ) -> Result<v1_1::ResolveRefResponse, String>;

    /// Returns the component that has this digest.
    ///
    /// # Errors
    ///
    /// As [`resolve_component`](Self::resolve_component).
    fn get_by_digest(
        &self,
        scope: Option<&Scope>,
        digest: &str,
    ) -> Result<v1_1::ArtifactSource, String>;

    /// Returns the status of a pack.
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
        distributor.ok_or_else(|| {
            refused("this host has no distributor; give it one with `Host::distributor`")
        })
    }

    /// Refuses what a component asks in another tenant's name.
    fn own(&self, env: &str, tenant: &str) -> wasmtime::Result<()> {
        let owner = self.owner(Some((env, tenant)));
        owner.map(drop).map_err(|_| {
            let (tenant, env) = (on_one_line(tenant), on_one_line(env));
            refused(format_args!(
                "{NOT_OWN}; ask for `{tenant}` in `{env}` only in a call on its behalf"
            ))
        })
    }
}

impl v1_1::Host for State {
    async fn resolve_component(
        &mut self,
        req: v1_1::ResolveComponentRequest,
    ) -> wasmtime::Result<v1_1::ResolveComponentResponse> {
        self.own(&req.environment_id, &req.tenant_id)?;
        let response = self.distributor()?.resolve_component(req);
        self.answer(response.map_err(refused)?)
    }

    async fn resolve_ref(
        &mut self,
        reference: String,
    ) -> wasmtime::Result<v1_1::ResolveRefResponse> {
        let response = self.distributor()?.resolve_ref(self.scope(), &reference);
        self.answer(response.map_err(refused)?)
    }

    async fn get_by_digest(&mut self, digest: String) -> wasmtime::Result<v1_1::ArtifactSource> {
        let source = self.distributor()?.get_by_digest(self.scope(), &digest);
        self.answer(source.map_err(refused)?)
    }

    async fn get_pack_status(
        &mut self,
        tenant_id: String,
        environment_id: String,
        pack_id: String,
    ) -> wasmtime::Result<String> {
        self.own(&environment_id, &tenant_id)?;
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
        self.own(&environment_id, &tenant_id)?;
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
        self.own(&environment_id, &tenant_id)?;
        let pack = PackId {
            tenant_id,
            environment_id,
            pack_id,
        };
        self.distributor()?.warm_pack(&pack).map_err(refused)
    }
}
