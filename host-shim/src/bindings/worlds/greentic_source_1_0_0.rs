//! Repositories of source text, whatever service holds them.
//!
//! Generated from the WIT package `greentic:source@1.0.0`. Do not edit.

/// Implemented by a component that speaks with such a service, and called by
/// the host.
///
/// WIT: `greentic:source/source-api@1.0.0`.
pub mod source_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:source/source-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// A repository.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RepositoryRef {
        /// Identifies the repository at the service: `acme/flows`, say.
        pub id: String,
        /// Its URL; `none` where it is not known.
        pub url: Option<String>,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record RepositoryRef { id, url, extra } }

    /// A commit.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CommitRef {
        /// Identifies the commit in its repository; with Git the hash, as
        /// hexadecimal digits.
        pub id: String,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record CommitRef { id, extra } }

    /// A branch.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct BranchRef {
        /// Its name: `main`, say.
        pub name: String,
        /// The newest commit; `none` where it is not known.
        pub head: Option<CommitRef>,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record BranchRef { name, head, extra } }

    /// A webhook that was registered.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct WebhookId {
        /// Identifies the webhook at the service.
        pub id: String,
        /// Its URL; `none` where the service does not tell.
        pub url: Option<String>,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record WebhookId { id, url, extra } }

    /// What is known about a commit.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CommitMetadata {
        /// The full hash, as hexadecimal digits.
        pub sha: String,
        /// The message, all lines of it.
        pub message: String,
        /// The author's name.
        pub author: String,
        /// The author's e-mail address.
        #[component(name = "author-email")]
        pub author_email: String,
        /// When it was committed, in UTC as RFC 3339 has it.
        #[component(name = "committed-at-utc")]
        pub committed_at_utc: String,
        /// What else the service says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record CommitMetadata { sha, message, author, author_email, committed_at_utc, extra } }

    guest! {
        /// The repositories that the tenant can see. Fails with a `host-error`
        /// where the service does not accept the tenant or cannot be reached.
        "list-repositories" list_repositories list_repositories_async call_list_repositories call_list_repositories_async(
            ctx: &TenantCtx,
        ) -> (Result<Vec<RepositoryRef>, HostError>);
        /// The branches of a repository. Fails with a `host-error` where the
        /// tenant cannot see the repository or the service cannot be reached.
        "list-branches" list_branches list_branches_async call_list_branches call_list_branches_async(
            ctx: &TenantCtx,
            repository: &RepositoryRef,
        ) -> (Result<Vec<BranchRef>, HostError>);
        /// What is known about a commit. Fails with a `host-error` where the
        /// repository has no such commit, the tenant cannot see the repository or
        /// the service cannot be reached.
        "get-commit" get_commit get_commit_async call_get_commit call_get_commit_async(
            ctx: &TenantCtx,
            repository: &RepositoryRef,
            commit: &CommitRef,
        ) -> (Result<CommitMetadata, HostError>);
        /// Asks the service to report `events`, by its own names of them: `push`,
        /// say. Where the reports go to is a matter of how the component is set
        /// up. Fails with a `host-error` where the service does not know an
        /// event, the tenant may not add webhooks or the service cannot be
        /// reached.
        "register-webhook" register_webhook register_webhook_async call_register_webhook call_register_webhook_async(
            ctx: &TenantCtx,
            repository: &RepositoryRef,
            events: &[String],
        ) -> (Result<WebhookId, HostError>);
    }
}
