//! Types that many Greentic packages share.
//!
//! Generated from the WIT package `greentic:interfaces-types@0.1.0`. Do not edit.

/// Tenants, sessions, outcomes, network policies, packs and traces.
///
/// WIT: `greentic:interfaces-types/types@0.1.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:interfaces-types/types@0.1.0";

    /// Name of an environment, `prod` say.
    pub type EnvId = String;

    /// Name of a tenant.
    pub type TenantId = String;

    /// Name of a team within a tenant.
    pub type TeamId = String;

    /// Name of a user within a tenant.
    pub type UserId = String;

    /// Key of a value in the state store.
    pub type StateKey = String;

    /// Key of a session.
    pub type SessionKey = String;

    /// Somebody who acts on behalf of the user of a call.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Impersonation {
        /// Who really acts.
        #[component(name = "actor-id")]
        pub actor_id: String,
        /// Why, for the audit log.
        pub reason: Option<String>,
    }

    payload! { record Impersonation { actor_id, reason } }

    /// On whose behalf a call is made, and which trace and session it is part
    /// of.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TenantCtx {
        /// The environment.
        pub env: EnvId,
        /// The tenant.
        pub tenant: TenantId,
        /// The tenant once more, for readers of the newer field.
        #[component(name = "tenant-id")]
        pub tenant_id: TenantId,
        /// The team.
        pub team: Option<TeamId>,
        /// The team once more, for readers of the newer field.
        #[component(name = "team-id")]
        pub team_id: Option<TeamId>,
        /// The user.
        pub user: Option<UserId>,
        /// The user once more, for readers of the newer field.
        #[component(name = "user-id")]
        pub user_id: Option<UserId>,
        /// Identifies the trace in telemetry.
        #[component(name = "trace-id")]
        pub trace_id: Option<String>,
        /// Locale that texts for people should be in, as a BCP 47 tag.
        #[component(name = "i18n-id")]
        pub i18n_id: Option<String>,
        /// Ties calls together that belong to one request.
        #[component(name = "correlation-id")]
        pub correlation_id: Option<String>,
        /// Free pairs of name and value. Where a name stands twice the last
        /// one counts.
        pub attributes: Vec<(String, String)>,
        /// The session.
        #[component(name = "session-id")]
        pub session_id: Option<SessionKey>,
        /// The flow.
        #[component(name = "flow-id")]
        pub flow_id: Option<String>,
        /// The node of the flow.
        #[component(name = "node-id")]
        pub node_id: Option<String>,
        /// The provider that carries the call.
        #[component(name = "provider-id")]
        pub provider_id: Option<String>,
        /// When the answer is no longer wanted, in milliseconds since
        /// 1970-01-01 UTC.
        #[component(name = "deadline-ms")]
        pub deadline_ms: Option<i64>,
        /// How often this call was tried before; 0 the first time.
        pub attempt: u32,
        /// Calls with the same key have the effect of one.
        #[component(name = "idempotency-key")]
        pub idempotency_key: Option<String>,
        /// Who acts on the user's behalf, if somebody does.
        pub impersonation: Option<Impersonation>,
    }

    payload! { record TenantCtx { env, tenant, tenant_id, team, team_id, user, user_id, trace_id, i18n_id, correlation_id, attributes, session_id, flow_id, node_id, provider_id, deadline_ms, attempt, idempotency_key, impersonation } until deadline_ms of tenant in env }

    /// Where a session stands in its flow.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SessionCursor {
        /// The node to go on with.
        #[component(name = "node-pointer")]
        pub node_pointer: String,
        /// What the session waits for.
        #[component(name = "wait-reason")]
        pub wait_reason: Option<String>,
        /// The last message that was handed over for sending.
        #[component(name = "outbox-marker")]
        pub outbox_marker: Option<String>,
    }

    payload! { record SessionCursor { node_pointer, wait_reason, outbox_marker } }

    /// Kinds of failure that every part of the platform tells apart.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ErrorCode {
        /// None of the others.
        #[component(name = "unknown")]
        Unknown,
        /// The input is not what the operation takes.
        #[component(name = "invalid-input")]
        InvalidInput,
        /// There is no such thing.
        #[component(name = "not-found")]
        NotFound,
        /// Something else was changed in between.
        #[component(name = "conflict")]
        Conflict,
        /// It took too long.
        #[component(name = "timeout")]
        Timeout,
        /// It is not known who asks.
        #[component(name = "unauthenticated")]
        Unauthenticated,
        /// Who asks may not do this.
        #[component(name = "permission-denied")]
        PermissionDenied,
        /// Too many requests; later ones may pass.
        #[component(name = "rate-limited")]
        RateLimited,
        /// The service cannot be reached now.
        #[component(name = "unavailable")]
        Unavailable,
        /// A defect of the service.
        #[component(name = "internal")]
        Internal,
    }

    payload! { enum ErrorCode }

    /// A failure that a host reports.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct HostError {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
    }

    payload! { record HostError { code, message } }

    /// A failure of a call, in its shortest form.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum IfaceError {
        /// An argument is not what the function takes.
        #[component(name = "invalid-arg")]
        InvalidArg,
        /// There is no such thing.
        #[component(name = "not-found")]
        NotFound,
        /// The caller may not do this.
        #[component(name = "denied")]
        Denied,
        /// The service cannot be reached now.
        #[component(name = "unavailable")]
        Unavailable,
        /// A defect of the service.
        #[component(name = "internal")]
        Internal,
    }

    payload! { enum IfaceError }

    /// A step that waits for something.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct OutcomePending {
        /// What it waits for, for people.
        pub reason: String,
        /// Names of the inputs with which it can go on.
        #[component(name = "expected-input")]
        pub expected_input: Option<Vec<String>>,
    }

    payload! { record OutcomePending { reason, expected_input } }

    /// A step that failed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct OutcomeError {
        /// The kind of failure.
        pub code: ErrorCode,
        /// A sentence for people.
        pub message: String,
    }

    payload! { record OutcomeError { code, message } }

    /// How a step of a flow ended.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum Outcome {
        /// It is done; the output, as JSON.
        #[component(name = "done")]
        Done(String),
        /// It waits for something.
        #[component(name = "pending")]
        Pending(OutcomePending),
        /// It failed.
        #[component(name = "error")]
        Error(OutcomeError),
    }

    payload! { variant Outcome { Done(value), Pending(value), Error(value) } }

    /// A network protocol.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum Protocol {
        /// HTTP without encryption.
        #[component(name = "http")]
        Http,
        /// HTTP over TLS.
        #[component(name = "https")]
        Https,
        /// Plain TCP.
        #[component(name = "tcp")]
        Tcp,
        /// Plain UDP.
        #[component(name = "udp")]
        Udp,
        /// gRPC.
        #[component(name = "grpc")]
        Grpc,
        /// Another one, by its name.
        #[component(name = "custom")]
        Custom(String),
    }

    payload! { variant Protocol { Http, Https, Tcp, Udp, Grpc, Custom(value) } }

    /// What may be reached over the network.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct AllowList {
        /// Names of hosts.
        pub domains: Vec<String>,
        /// Port numbers.
        pub ports: Vec<u16>,
        /// Protocols.
        pub protocols: Vec<Protocol>,
    }

    payload! { record AllowList { domains, ports, protocols } }

    /// Rules for connections that go out.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct NetworkPolicy {
        /// Where connections may go.
        pub egress: AllowList,
        /// Whether everything else is forbidden.
        #[component(name = "deny-on-miss")]
        pub deny_on_miss: bool,
    }

    payload! { record NetworkPolicy { egress, deny_on_miss } }

    /// How a signature was made.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum SignatureAlgorithm {
        /// Ed25519.
        #[component(name = "ed25519")]
        Ed25519,
        /// Another algorithm, by its name.
        #[component(name = "other")]
        Other(String),
    }

    payload! { variant SignatureAlgorithm { Ed25519, Other(value) } }

    /// A signature and the key that it can be checked with.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Signature {
        /// Names the key.
        #[component(name = "key-id")]
        pub key_id: String,
        /// How it was made.
        pub algorithm: SignatureAlgorithm,
        /// The signature itself.
        pub signature: Vec<u8>,
    }

    payload! { record Signature { key_id, algorithm, signature } }

    /// A pack in a registry.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PackRef {
        /// Where it is, as an `oci://` URL.
        #[component(name = "oci-url")]
        pub oci_url: String,
        /// Its version, as semantic versioning has it.
        pub version: String,
        /// Digest of its content, `sha256:` and 64 hexadecimal digits.
        pub digest: String,
        /// Who vouches for it.
        pub signatures: Vec<Signature>,
    }

    payload! { record PackRef { oci_url, version, digest, signatures } }

    /// What telemetry records of a piece of work.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SpanContext {
        /// The tenant.
        pub tenant: TenantId,
        /// The session.
        #[component(name = "session-id")]
        pub session_id: Option<SessionKey>,
        /// The flow.
        #[component(name = "flow-id")]
        pub flow_id: String,
        /// The node of the flow.
        #[component(name = "node-id")]
        pub node_id: Option<String>,
        /// The provider that did the work.
        pub provider: String,
        /// Begin, in milliseconds since 1970-01-01 UTC.
        #[component(name = "start-ms")]
        pub start_ms: Option<i64>,
        /// End, in milliseconds since 1970-01-01 UTC.
        #[component(name = "end-ms")]
        pub end_ms: Option<i64>,
    }

    payload! { record SpanContext { tenant, session_id, flow_id, node_id, provider, start_ms, end_ms } }
}
