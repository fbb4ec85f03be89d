//! Providers of one type that are told apart by what comes in: two bots of one
//! messaging service, say.
//!
//! For providers of which an environment has several. A host takes a provider
//! without it for the only one of its type.
//!
//! Generated from the WIT package `greentic:provider-instance-identity@0.1.0`. Do not edit.

/// Says for which instance a request is meant. Implemented by the provider and
/// called by the host, before the request is known to be genuine: the answer
/// only chooses whose credentials it is checked with.
///
/// WIT: `greentic:provider-instance-identity/instance-identity-api@0.1.0`.
pub mod instance_identity_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:provider-instance-identity/instance-identity-api@0.1.0";

    guest! {
        /// The `provider_id` of the instance that the request `input-json` is
        /// meant for, as the environment declares it; `none` where it is for none
        /// that the provider knows.
        ///
        /// The input is JSON: an object with `headers`, a list of objects with
        /// `name` and `value`, which has those that the host lets through, and
        /// `body`, the request's own JSON or `null` where that is none. Older
        /// hosts and tests give the body alone, so take both.
        "identify-instance" identify_instance identify_instance_async call_identify_instance call_identify_instance_async(
            input_json: &[u8],
        ) -> (Option<String>);
    }
}

/// Says where in a request the instance is named, so that a host can pass on
/// the headers that matter and may find the instance by itself. Implemented by
/// the provider and called by the host.
///
/// WIT: `greentic:provider-instance-identity/instance-identity-describe-api@0.1.0`.
pub mod instance_identity_describe_api {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str =
        "greentic:provider-instance-identity/instance-identity-describe-api@0.1.0";

    guest! {
        /// A hint, as JSON; `none` where the provider cannot give one, which is as
        /// if it had no such interface.
        ///
        /// The hint has `version`, always 1, and `sources`, of which the first that
        /// is there counts: `{"header":{"name":".."}}` or
        /// `{"body_path":{"json_pointer":".."}}`. A host ignores a hint that has
        /// anything else in it.
        "describe-identify-instance" describe_identify_instance describe_identify_instance_async call_describe_identify_instance call_describe_identify_instance_async(
        ) -> (Option<Vec<u8>>);
    }
}
