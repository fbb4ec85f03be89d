//! What components that carry messages to and from a channel (messaging
//! providers) have in common: what they are capable of, and how a message is
//! brought into the form that a channel can show.
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

/// Messages, and the plan by which a provider shows them. Types only: there is
/// nothing to implement.
///
/// WIT: `provider:common/render@0.0.2`.
pub mod render {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "provider:common/render@0.0.2";

    pub use super::super::greentic_interfaces_types_0_1_0::types::TenantCtx;

    /// How much of a message's design a channel can show, in four steps from
    /// the richest, `tier-a`, to the plainest, `tier-d`.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum Tier {
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

    payload! { enum Tier }

    /// The same steps, under the name that plans use.
    pub type RenderTier = Tier;

    /// How an Adaptive Card is brought down to an older version of the format.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct AdaptiveCardDowngradeHint {
        /// The version of the Adaptive Card format to come down to, `1.3` say.
        #[component(name = "target-version")]
        pub target_version: String,
        /// Whether to keep strictly to that version, rather than as far as
        /// possible.
        pub strict: bool,
    }

    payload! { record AdaptiveCardDowngradeHint { target_version, strict } }

    /// What a provider does with a message's design.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum RendererMode {
        /// Hands it to the channel as it is.
        #[component(name = "passthrough")]
        Passthrough,
        /// Leaves only text.
        #[component(name = "text-only")]
        TextOnly,
        /// Brings an Adaptive Card down to an older version.
        #[component(name = "adaptive-card-downgrade")]
        AdaptiveCardDowngrade(AdaptiveCardDowngradeHint),
    }

    payload! { variant RendererMode { Passthrough, TextOnly, AdaptiveCardDowngrade(value) } }

    /// What a channel can show. `none` where it is not known.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CapabilityProfile {
        /// The newest version of the Adaptive Card format, `1.3` say.
        #[component(name = "max-adaptive-card-version")]
        pub max_adaptive_card_version: Option<String>,
        /// Whether it shows Adaptive Cards at all.
        #[component(name = "supports-adaptive-cards")]
        pub supports_adaptive_cards: Option<bool>,
        /// Whether a message can have things to press.
        #[component(name = "supports-actions")]
        pub supports_actions: Option<bool>,
        /// Whether a message can have pictures, sound or video.
        #[component(name = "supports-media")]
        pub supports_media: Option<bool>,
        /// Whether a message can have fields to fill in.
        #[component(name = "supports-input-controls")]
        pub supports_input_controls: Option<bool>,
        /// Whether text can be Markdown.
        #[component(name = "supports-markdown")]
        pub supports_markdown: Option<bool>,
    }

    payload! { record CapabilityProfile { max_adaptive_card_version, supports_adaptive_cards, supports_actions, supports_media, supports_input_controls, supports_markdown } }

    /// What was noticed while a plan was made.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RenderDiagnostics {
        /// The step that was reached; `none` where none was determined.
        pub tier: Option<RenderTier>,
        /// What was lost or changed, a sentence for people each.
        pub warnings: Vec<String>,
        /// What could not be done, a sentence for people each.
        pub errors: Vec<String>,
    }

    payload! { record RenderDiagnostics { tier, warnings, errors } }

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
        /// The step that the plan is made for; `none` where that is left open.
        pub tier: Option<RenderTier>,
        /// What is done with the design; `none` leaves it to the provider.
        #[component(name = "renderer-mode")]
        pub renderer_mode: Option<RendererMode>,
        /// What the channel can show, as far as it is known.
        #[component(name = "capability-profile")]
        pub capability_profile: Option<CapabilityProfile>,
        /// What was noticed while the plan was made.
        pub diagnostics: Option<RenderDiagnostics>,
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

    payload! { record RenderPlan { tier, renderer_mode, capability_profile, diagnostics, summary_text, actions, attachments, warnings, debug_json } }

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

    /// Who a message comes from.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Actor {
        /// Identifies the sender on the channel.
        pub id: String,
        /// What the sender is, in a word, `user` say; `none` where it is not
        /// known.
        pub kind: Option<String>,
    }

    payload! { record Actor { id, kind } }

    /// Where a message goes.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Destination {
        /// Identifies the receiver on the channel.
        pub id: String,
        /// What the receiver is, in a word, `room` say; `none` where it is
        /// not known.
        pub kind: Option<String>,
    }

    payload! { record Destination { id, kind } }

    /// A file that comes with a message. It is not inside of the message, but
    /// at a URL.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Attachment {
        /// MIME type of the file.
        #[component(name = "mime-type")]
        pub mime_type: String,
        /// Where it can be fetched.
        pub url: String,
        /// File name for people.
        pub name: Option<String>,
        /// Size in bytes; `none` where it is not known.
        #[component(name = "size-bytes")]
        pub size_bytes: Option<u64>,
    }

    payload! { record Attachment { mime_type, url, name, size_bytes } }

    /// Where an answer to a message belongs.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ReplyScope {
        /// The conversation.
        pub conversation: String,
        /// The thread in it; `none` outside of threads.
        pub thread: Option<String>,
        /// The message that is answered.
        #[component(name = "reply-to")]
        pub reply_to: Option<String>,
        /// Ties the answer to what was asked.
        pub correlation: Option<String>,
    }

    payload! { record ReplyScope { conversation, thread, reply_to, correlation } }

    /// Pairs of name and value that come along with a message.
    pub type MessageMetadata = Vec<(String, String)>;

    /// A message of any channel, in the form that is the same for all.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ChannelMessageEnvelope {
        /// Identifies the message.
        pub id: String,
        /// On whose behalf it is received or sent.
        pub tenant: TenantCtx,
        /// The channel that it comes from or goes to.
        pub channel: String,
        /// The session that it is part of.
        #[component(name = "session-id")]
        pub session_id: String,
        /// Where an answer belongs; `none` where none is expected.
        #[component(name = "reply-scope")]
        pub reply_scope: Option<ReplyScope>,
        /// Who it comes from; `none` where nobody is named.
        pub actor: Option<Actor>,
        /// Where it goes.
        pub to: Vec<Destination>,
        /// Ties messages together that belong to one request.
        #[component(name = "correlation-id")]
        pub correlation_id: Option<String>,
        /// The text; `none` for a message without one.
        pub text: Option<String>,
        /// Files that come with it.
        pub attachments: Vec<Attachment>,
        /// What else is known of it.
        pub metadata: MessageMetadata,
    }

    payload! { record ChannelMessageEnvelope { id, tenant, channel, session_id, reply_scope, actor, to, correlation_id, text, attachments, metadata } }

    /// What whoever plans a message would like a provider to keep to.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RenderHints {
        /// What to do with the design; `none` leaves it to the provider.
        #[component(name = "renderer-mode")]
        pub renderer_mode: Option<RendererMode>,
        /// What the channel can show, as far as it is known.
        #[component(name = "capability-profile")]
        pub capability_profile: Option<CapabilityProfile>,
    }

    payload! { record RenderHints { renderer_mode, capability_profile } }
}
