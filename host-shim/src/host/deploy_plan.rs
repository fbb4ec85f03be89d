//! `greentic:deploy-plan/plan-api`, answered by a [`DeployPlan`].

use super::{State, refused};
use crate::services::state::Scope;

/// The host's side of a deployment component: the plan that it reads and the statuses
/// that it reports, on behalf of a [`Scope`]; `None` where nobody said on whose.
pub trait DeployPlan: Send + Sync {
    /// The plan of this execution, as JSON.
    ///
    /// # Errors
    ///
    /// The reason why there is none, as a sentence for people. The component is stopped
    /// with it: its interface knows no errors.
    fn plan(&self, scope: Option<&Scope>) -> Result<String, String>;

    /// Takes a report on the progress.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan).
    fn emit_status(&self, scope: Option<&Scope>, message: &str) -> Result<(), String>;
}

/// The sentence for a component whose host has no plan.
const NO_PLAN: &str = "this host has no deployment plan; give it one with `Host::deploy_plan`";

impl crate::bindings::deploy_plan::v1_0::Host for State {
    async fn get_deployment_plan(&mut self) -> wasmtime::Result<String> {
        let plan = self.host.deploy_plan.as_deref();
        let plan = plan.ok_or_else(|| refused(NO_PLAN))?;
        self.answer(plan.plan(self.scope()).map_err(refused)?)
    }

    async fn emit_status(&mut self, message: String) -> wasmtime::Result<()> {
        let plan = self.host.deploy_plan.as_deref();
        let plan = plan.ok_or_else(|| refused(NO_PLAN))?;
        plan.emit_status(self.scope(), &message).map_err(refused)
    }
}
