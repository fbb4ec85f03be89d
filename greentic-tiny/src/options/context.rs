//! The options for the context of an operation: tenant, flow and others.

use clap::Args;
use greentic_host_shim::ExecCtx;

use crate::options::secrets::pair;

#[derive(Args)]
#[command(next_help_heading = "Context")]
pub(crate) struct ContextArgs {
    /// Environment
    #[arg(long, default_value = "dev")]
    env: String,

    /// Tenant
    #[arg(long, default_value = "demo")]
    tenant: String,

    /// Team within the tenant
    #[arg(long)]
    team: Option<String>,

    /// User within the tenant
    #[arg(long)]
    user: Option<String>,

    /// Session
    #[arg(long)]
    session: Option<String>,

    /// Flow
    #[arg(long, default_value = "greentic-tiny")]
    flow: String,

    /// Node of the flow
    #[arg(long)]
    node: Option<String>,

    /// Provider that carries the call
    #[arg(long)]
    provider: Option<String>,

    /// Trace in telemetry
    #[arg(long)]
    trace_id: Option<String>,

    /// Ties calls together that belong to one request
    #[arg(long)]
    correlation_id: Option<String>,

    /// Calls with the same key have the effect of one
    #[arg(long)]
    idempotency_key: Option<String>,

    /// Number of the attempt, 0 if left out; runners count from 1
    #[arg(long, value_name = "N")]
    pub(crate) attempt: Option<u32>,

    /// Locale of texts for people, en-GB say
    #[arg(long)]
    pub(crate) locale: Option<String>,

    /// A free pair of name and value; may be given several times
    #[arg(long, value_name = "NAME=VALUE", value_parser = pair)]
    attribute: Vec<(String, String)>,
}

impl ContextArgs {
    /// Returns the context. Fields with an older and a newer name are set under both.
    pub(crate) fn context(&self) -> ExecCtx {
        let mut ctx = ExecCtx::new(&self.env, &self.tenant, &self.flow);
        ctx.node_id.clone_from(&self.node);
        ctx.i18n_id.clone_from(&self.locale);
        let tenant = &mut ctx.tenant;
        tenant.team.clone_from(&self.team);
        tenant.team_id.clone_from(&self.team);
        tenant.user.clone_from(&self.user);
        tenant.user_id.clone_from(&self.user);
        tenant.session_id.clone_from(&self.session);
        tenant.node_id.clone_from(&self.node);
        tenant.provider_id.clone_from(&self.provider);
        tenant.trace_id.clone_from(&self.trace_id);
        tenant.correlation_id.clone_from(&self.correlation_id);
        tenant.idempotency_key.clone_from(&self.idempotency_key);
        tenant.i18n_id.clone_from(&self.locale);
        tenant.attempt = self.attempt.unwrap_or_default();
        tenant.attributes.clone_from(&self.attribute);
        ctx
    }
}
