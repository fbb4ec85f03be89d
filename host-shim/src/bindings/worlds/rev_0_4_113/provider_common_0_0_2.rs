//! What components that carry messages to and from a channel (messaging
//! providers) have in common: what they are capable of, and how a message is
//! brought into the form that a channel can show.
//! These are the shapes of revision 0.4.113, which hosts of that revision and
//! later speak.
//!
//! Generated from the WIT package `provider:common@0.0.2`. Do not edit.

/// What a provider is and what its channel can do. Types only: there is
/// nothing to implement.
///
/// WIT: `provider:common/capabilities@0.0.2`.
pub mod capabilities {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "provider:common/capabilities@0.0.2";

    /// What a provider is called.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderMetadata {
        /// Name of the provider for programs.
        #[component(name = "provider-id")]
        pub provider_id: String,
        /// Name of the provider for people.
        #[component(name = "display-name")]
        pub display_name: String,
        /// Version of the provider, as semantic versioning has it.
        pub version: String,
        /// How many messages the channel takes in what time, in words; `none`
        /// where nothing is known.
        #[component(name = "rate-limit-hint")]
        pub rate_limit_hint: Option<String>,
    }

    payload! { record ProviderMetadata { provider_id, display_name, version, rate_limit_hint } }

    /// What a channel can do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderCapabilities {
        /// Whether an answer can be put into the thread of a message.
        #[component(name = "supports-threads")]
        pub supports_threads: bool,
        /// Whether a message can have buttons.
        #[component(name = "supports-buttons")]
        pub supports_buttons: bool,
        /// Whether the provider can tell if a webhook call really comes from
        /// the channel.
        #[component(name = "supports-webhook-validation")]
        pub supports_webhook_validation: bool,
        /// Whether the sender can choose how text is formatted.
        #[component(name = "supports-formatting-options")]
        pub supports_formatting_options: bool,
    }

    payload! { record ProviderCapabilities { supports_threads, supports_buttons, supports_webhook_validation, supports_formatting_options } }

    /// How much fits into one message.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderLimits {
        /// The longest text, in the unit in which the channel counts, mostly
        /// characters.
        #[component(name = "max-text-len")]
        pub max_text_len: u32,
        /// The most data that a button can hand back, in bytes.
        #[component(name = "callback-data-max-bytes")]
        pub callback_data_max_bytes: u32,
        /// The most buttons side by side.
        #[component(name = "max-buttons-per-row")]
        pub max_buttons_per_row: u32,
        /// The most rows of buttons.
        #[component(name = "max-button-rows")]
        pub max_button_rows: u32,
    }

    payload! { record ProviderLimits { max_text_len, callback_data_max_bytes, max_buttons_per_row, max_button_rows } }

    /// All that a provider says about itself.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CapabilitiesResponse {
        /// What it is called.
        pub metadata: ProviderMetadata,
        /// What its channel can do.
        pub capabilities: ProviderCapabilities,
        /// How much fits into one message.
        pub limits: ProviderLimits,
    }

    payload! { record CapabilitiesResponse { metadata, capabilities, limits } }
}

/// The plan by which a provider shows a message, and the message in the form
/// that a channel takes. Types only: there is nothing to implement.
///
/// WIT: `provider:common/render@0.0.2`.
pub mod render {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "provider:common/render@0.0.2";

    /// How much of a message's design a channel can show, in four steps from
    /// the richest, `tier-a`, to the plainest, `tier-d`.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum RenderTier {
        /// The richest.
        #[component(name = "tier-a")]
        TierA,
        /// The second richest.
        #[component(name = "tier-b")]
        TierB,
        /// The second plainest.
        #[component(name = "tier-c")]
        TierC,
        /// The plainest.
        #[component(name = "tier-d")]
        TierD,
    }

    payload! { enum RenderTier }

    /// A part of a message that is shown otherwise than it was meant.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RenderWarning {
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: Option<String>,
        /// Where in the message the part is; `none` where the warning is about
        /// all of it.
        pub path: Option<String>,
    }

    payload! { record RenderWarning { code, message, path } }

    /// How a message will be shown on a channel.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RenderPlan {
        /// The step that the plan is made for.
        pub tier: RenderTier,
        /// The message as plain text, for channels that show nothing else.
        #[component(name = "summary-text")]
        pub summary_text: Option<String>,
        /// What the reader can do, a text each.
        pub actions: Vec<String>,
        /// What comes along with the message, a text each.
        pub attachments: Vec<String>,
        /// What is shown otherwise than it was meant.
        pub warnings: Vec<RenderWarning>,
        /// More for those who look for a fault, as JSON.
        #[component(name = "debug-json")]
        pub debug_json: Option<String>,
    }

    payload! { record RenderPlan { tier, summary_text, actions, attachments, warnings, debug_json } }

    /// A message in the form in which a channel takes it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProviderPayload {
        /// MIME type of the body, `application/json` say.
        #[component(name = "content-type")]
        pub content_type: String,
        /// The body.
        pub body: Vec<u8>,
        /// What the provider has to know besides the body to send it, as JSON;
        /// `none` where there is nothing.
        #[component(name = "metadata-json")]
        pub metadata_json: Option<String>,
    }

    payload! { record ProviderPayload { content_type, body, metadata_json } }

    /// A message that was brought into a channel's form.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct EncodeResult {
        /// The message.
        pub payload: ProviderPayload,
        /// What was lost or changed on the way.
        pub warnings: Vec<RenderWarning>,
    }

    payload! { record EncodeResult { payload, warnings } }
}
