//! Security scans of sources, dependencies and images.
//!
//! Generated from the WIT package `greentic:scan@1.0.0`. Do not edit.

/// Implemented by a component that drives a scanner, and called by the host.
///
/// WIT: `greentic:scan/scanner-api@1.0.0`.
pub mod scanner_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:scan/scanner-api@1.0.0";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    pub use super::super::greentic_interfaces_types_0_1_0::types::HostError;

    /// What a scan looks for.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ScanKind {
        /// Weak spots in source text.
        #[component(name = "sast")]
        Sast,
        /// Known flaws of dependencies.
        #[component(name = "deps")]
        Deps,
        /// Known flaws in a container image.
        #[component(name = "container")]
        Container,
        /// Secrets that ought not to be there.
        #[component(name = "secrets")]
        Secrets,
        /// Something else, which the parameters say.
        #[component(name = "other")]
        Other,
    }

    payload! { enum ScanKind }

    /// A list of what the target is made of (SBOM).
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SbomRef {
        /// Identifies the list.
        pub id: String,
        /// Where it can be had; `none` where the id is enough.
        pub uri: Option<String>,
        /// Digest of the list, `sha256:` and 64 hexadecimal digits.
        pub digest: Option<String>,
        /// More about the list, as JSON.
        pub extra: Option<String>,
    }

    payload! { record SbomRef { id, uri, digest, extra } }

    /// What is to be scanned, and how.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ScanRequest {
        /// Chosen by the caller; the result carries it too.
        #[component(name = "request-id")]
        pub request_id: String,
        /// What to look for.
        pub kind: ScanKind,
        /// The target, in a form that the scanner knows: a commit or the
        /// reference of an image, say.
        #[component(name = "target-ref")]
        pub target_ref: String,
        /// Parameters of the scan, as JSON; `none` for the scanner's own.
        #[component(name = "params-json")]
        pub params_json: Option<String>,
        /// Settings that are particular to the scanner, as JSON.
        pub extra: Option<String>,
    }

    payload! { record ScanRequest { request_id, kind, target_ref, params_json, extra } }

    /// How far a scan has come.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum ScanState {
        /// It waits for its turn.
        #[component(name = "queued")]
        Queued,
        /// It is under way.
        #[component(name = "running")]
        Running,
        /// It has ended, and the target passed.
        #[component(name = "passed")]
        Passed,
        /// It has ended, and the target did not pass or could not be scanned.
        #[component(name = "failed")]
        Failed,
    }

    payload! { enum ScanState }

    /// A scan, as far as it has come.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ScanResult {
        /// The id of the request.
        #[component(name = "request-id")]
        pub request_id: String,
        /// What was looked for.
        pub kind: ScanKind,
        /// How far it has come.
        pub state: ScanState,
        /// When it began, in UTC as RFC 3339 has it; `none` before that.
        #[component(name = "started-at-utc")]
        pub started_at_utc: Option<String>,
        /// When it ended, in UTC as RFC 3339 has it; `none` before that.
        #[component(name = "finished-at-utc")]
        pub finished_at_utc: Option<String>,
        /// What the target is made of; `none` where the scan did not list it.
        pub sbom: Option<SbomRef>,
        /// What was found, as JSON in the scanner's own form; `none` where
        /// there is nothing to report.
        #[component(name = "findings-json")]
        pub findings_json: Option<String>,
        /// What else the scanner says, as JSON.
        pub extra: Option<String>,
    }

    payload! { record ScanResult { request_id, kind, state, started_at_utc, finished_at_utc, sbom, findings_json, extra } }

    guest! {
        /// Scans the target. The answer may come before the scan has ended; its
        /// `state` tells. A target that does not pass is an answer, not an error.
        /// Fails with a `host-error` where the request is refused or the scanner
        /// cannot be reached.
        "execute-scan" execute_scan execute_scan_async call_execute_scan call_execute_scan_async(
            ctx: &TenantCtx,
            request: &ScanRequest,
        ) -> (Result<ScanResult, HostError>);
    }
}
