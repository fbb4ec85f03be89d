//! How components say which secrets they need. Values of secrets never appear
//! here.
//!
//! Generated from the WIT package `greentic:secrets-types@1.0.0`. Do not edit.

/// Requirements for secrets. Types only: nobody calls anything here.
///
/// WIT: `greentic:secrets-types/types@1.0.0`.
pub mod types {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:secrets-types/types@1.0.0";

    /// Key that a secret is read by.
    pub type SecretKey = String;

    /// Where a secret belongs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SecretScope {
        /// The environment, `prod` say.
        pub env: String,
        /// The tenant.
        pub tenant: String,
        /// The team within the tenant. `none` where the secret is for the
        /// whole tenant.
        pub team: Option<String>,
    }

    payload! { record SecretScope { env, tenant, team } }

    /// What the value of a secret looks like.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum SecretFormat {
        /// Any bytes.
        #[component(name = "bytes")]
        Bytes,
        /// UTF-8 text.
        #[component(name = "text")]
        Text,
        /// UTF-8 text that holds one JSON value.
        #[component(name = "json")]
        Json,
    }

    payload! { enum SecretFormat }

    /// A secret that has to be there, or may be, before a component runs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SecretRequirement {
        /// The key that the component reads it by.
        pub key: SecretKey,
        /// Whether the component cannot do without it.
        pub required: bool,
        /// What the secret is for, told to those who provide it.
        pub description: Option<String>,
        /// Where the secret belongs. `none` leaves that to the host.
        pub scope: Option<SecretScope>,
        /// What the value looks like. `none` where that is not said.
        pub format: Option<SecretFormat>,
        /// Schema of a value in the `json` format, as JSON Schema text. `none`
        /// where any value will do.
        pub schema: Option<String>,
        /// Made-up values that show what is wanted; no real secrets.
        pub examples: Vec<String>,
    }

    payload! { record SecretRequirement { key, required, description, scope, format, schema, examples } }
}
