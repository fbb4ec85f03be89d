//! Installation of providers for a tenant: what has to change, and the change
//! itself.
//!
//! Generated from the WIT package `greentic:provision@0.1.0`. Do not edit.

/// Plans and applies an installation. Implemented by a component that belongs
/// to the provider, and called by the host.
///
/// WIT: `greentic:provision/provisioner@0.1.0`.
pub mod provisioner {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:provision/provisioner@0.1.0";

    /// One remark about an installation.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Diagnostic {
        /// How bad it is: `info`, `warn` or `error`.
        pub severity: String,
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
        /// Which answer or setting is meant; `none` where the remark is about
        /// the installation as a whole.
        pub path: Option<String>,
        /// What to do about it, for people; `none` where there is no advice.
        pub hint: Option<String>,
    }

    payload! { record Diagnostic { severity, code, message, path, hint } }

    /// For whom a provider is installed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantContext {
        /// Identifies the tenant.
        #[component(name = "tenant-id")]
        pub tenant_id: String,
        /// The tenant's name, for people.
        #[component(name = "tenant-name")]
        pub tenant_name: Option<String>,
        /// Identifies the organisation that the tenant is part of; `none`
        /// where it is part of none.
        #[component(name = "org-id")]
        pub org_id: Option<String>,
        /// The organisation's name, for people.
        #[component(name = "org-name")]
        pub org_name: Option<String>,
    }

    payload! { record TenantContext { tenant_id, tenant_name, org_id, org_name } }

    /// What is installed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderContext {
        /// Identifies the provider.
        #[component(name = "provider-id")]
        pub provider_id: String,
        /// Tells this installation from others of the same provider.
        #[component(name = "install-id")]
        pub install_id: String,
        /// The URL under which the outside world reaches the host, to build
        /// webhook URLs from; `none` where the host cannot be reached from
        /// outside.
        #[component(name = "public-base-url")]
        pub public_base_url: Option<String>,
    }

    payload! { record ProviderContext { provider_id, install_id, public_base_url } }

    /// What is to be done with the installation.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ProvisionMode {
        /// There is none yet; make one.
        #[component(name = "install")]
        Install,
        /// There is one; bring it in line with the answers.
        #[component(name = "update")]
        Update,
        /// There is one; take it away.
        #[component(name = "remove")]
        Remove,
    }

    payload! { enum ProvisionMode }

    /// The answer to one question of the installation.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Answer {
        /// Names the question.
        pub key: String,
        /// What was answered, as text.
        pub value: String,
    }

    payload! { record Answer { key, value } }

    /// What is to be done with a webhook.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum WebhookAction {
        /// Make a new one.
        #[component(name = "create")]
        Create,
        /// Change the one with the same name.
        #[component(name = "update")]
        Update,
        /// Take away the one with the same name.
        #[component(name = "delete")]
        Delete,
    }

    payload! { enum WebhookAction }

    /// A webhook at the provider's service, and what is to be done with it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WebhookOp {
        /// What is to be done.
        pub action: WebhookAction,
        /// Tells the webhook from others of this installation.
        pub name: String,
        /// The URL that the service calls.
        pub url: String,
        /// What it is called for, by the service's own names of events.
        pub events: Vec<String>,
    }

    payload! { record WebhookOp { action, name, url, events } }

    /// What is to be done with a subscription.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum SubscriptionAction {
        /// Make a new one.
        #[component(name = "create")]
        Create,
        /// Change the one for the same topic.
        #[component(name = "update")]
        Update,
        /// Take away the one for the same topic.
        #[component(name = "delete")]
        Delete,
    }

    payload! { enum SubscriptionAction }

    /// A subscription to a topic, and what is to be done with it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SubscriptionOp {
        /// What is to be done.
        pub action: SubscriptionAction,
        /// The topic.
        pub topic: String,
        /// Where its messages go.
        pub endpoint: String,
    }

    payload! { record SubscriptionOp { action, topic, endpoint } }

    /// What an earlier run left behind.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ExistingState {
        /// The configuration, as JSON; `none` where there is none.
        #[component(name = "config-json")]
        pub config_json: Option<String>,
        /// The secrets, as JSON; `none` where there are none or the host does
        /// not hand them over.
        #[component(name = "secrets-json")]
        pub secrets_json: Option<String>,
        /// The webhooks. Their `action` says nothing here.
        pub webhooks: Vec<WebhookOp>,
        /// The subscriptions. Their `action` says nothing here.
        pub subscriptions: Vec<SubscriptionOp>,
    }

    payload! { record ExistingState { config_json, secrets_json, webhooks, subscriptions } }

    /// All that a plan is made from.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProvisionInputs {
        /// For whom.
        pub tenant: TenantContext,
        /// What.
        pub provider: ProviderContext,
        /// To which end.
        pub mode: ProvisionMode,
        /// What the person who installs has answered. May be empty.
        pub answers: Vec<Answer>,
        /// What is there already; `none` for the first installation.
        pub existing: Option<ExistingState>,
    }

    payload! { record ProvisionInputs { tenant, provider, mode, answers, existing } }

    /// What has to change.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProvisionPlan {
        /// Changes of the configuration, as JSON; `none` for no change.
        #[component(name = "config-patch")]
        pub config_patch: Option<String>,
        /// Changes of the secrets, as JSON; `none` for no change. Holds
        /// secret values, so that it must not be logged.
        #[component(name = "secrets-patch")]
        pub secrets_patch: Option<String>,
        /// Changes of webhooks, in the order in which they are made.
        pub webhooks: Vec<WebhookOp>,
        /// Changes of subscriptions, in the order in which they are made.
        pub subscriptions: Vec<SubscriptionOp>,
        /// Remarks. With one of severity `error` the plan is not fit to be
        /// applied.
        pub diagnostics: Vec<Diagnostic>,
    }

    payload! { record ProvisionPlan { config_patch, secrets_patch, webhooks, subscriptions, diagnostics } }

    guest! {
        /// Works out what has to change, and changes nothing, so that a host can
        /// show the plan first. Missing or wrong answers are reported in the
        /// plan's diagnostics.
        "plan" plan plan_async call_plan call_plan_async(
            inputs: &ProvisionInputs,
        ) -> (ProvisionPlan);
        /// Carries out `plan`, which was made from the same `inputs`. What fails
        /// is reported as a diagnostic of severity `error`; without one, the plan
        /// is carried out.
        "apply" apply apply_async call_apply call_apply_async(
            inputs: &ProvisionInputs,
            plan: &ProvisionPlan,
        ) -> (Vec<Diagnostic>);
    }
}
