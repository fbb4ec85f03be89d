//! Nodes of a flow that describe themselves with types and take and give CBOR.
//! These are the shapes of revision 0.4.113, which hosts of that revision and
//! later speak.
//!
//! CBOR is in its canonical form: maps have text keys only, sorted by length
//! and then by their bytes, lengths are definite, and there are no tags.
//!
//! Generated from the WIT package `greentic:component@0.6.0`. Do not edit.

/// What a running node may ask of the runner about its own execution.
///
/// WIT: `greentic:component/control@0.6.0`.
pub mod control {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/control@0.6.0";

    host! {
        /// Whether the runner wants this call to end early. A long operation asks
        /// now and then and returns as soon as the answer is `true`. Cannot report
        /// failure.
        "should-cancel" should_cancel() -> (bool);
        /// Gives the runner a moment for other work. Returns when the node may go
        /// on. Cannot report failure.
        "yield-now" yield_now() -> ();
    }
}

/// A node: what it is and its operations. The component implements this
/// interface, the runner calls it.
///
/// WIT: `greentic:component/node@0.6.0`.
pub mod node {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/node@0.6.0";

    pub use super::super::greentic_types_core_0_6_0::core::CapabilityId;

    pub use super::super::greentic_types_core_0_6_0::core::ComponentId;

    pub use super::super::greentic_types_core_0_6_0::core::FlowId;

    pub use super::super::greentic_types_core_0_6_0::core::NodeError;

    pub use super::super::greentic_types_core_0_6_0::core::StepId;

    pub use super::super::greentic_types_core_0_6_0::core::TenantCtx;

    /// All that an operation is called with.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct InvocationEnvelope {
        /// On whose behalf the operation runs.
        pub ctx: TenantCtx,
        /// The flow that is being executed.
        #[component(name = "flow-id")]
        pub flow_id: FlowId,
        /// The step of that flow.
        #[component(name = "step-id")]
        pub step_id: StepId,
        /// The component that is meant.
        #[component(name = "component-id")]
        pub component_id: ComponentId,
        /// How often this step was tried before; 0 the first time.
        pub attempt: u32,
        /// The input, as CBOR.
        #[component(name = "payload-cbor")]
        pub payload_cbor: Vec<u8>,
        /// What is known besides the input, as CBOR.
        #[component(name = "metadata-cbor")]
        pub metadata_cbor: Option<Vec<u8>>,
    }

    payload! { record InvocationEnvelope { ctx, flow_id, step_id, component_id, attempt, payload_cbor, metadata_cbor } }

    /// What an operation yields that ran to its end.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct InvocationResult {
        /// Whether it achieved what it was called for.
        pub ok: bool,
        /// The output, as CBOR.
        #[component(name = "output-cbor")]
        pub output_cbor: Vec<u8>,
        /// What is known besides the output, as CBOR.
        #[component(name = "output-metadata-cbor")]
        pub output_metadata_cbor: Option<Vec<u8>>,
    }

    payload! { record InvocationResult { ok, output_cbor, output_metadata_cbor } }

    /// Where a schema, or a document like one, is found.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum SchemaSource {
        /// Under its id, which readers know.
        #[component(name = "cbor-schema-id")]
        CborSchemaId(String),
        /// Here, as CBOR.
        #[component(name = "inline-cbor")]
        InlineCbor(Vec<u8>),
        /// In the pack, at this path.
        #[component(name = "ref-pack-path")]
        RefPackPath(String),
        /// At this URI.
        #[component(name = "ref-uri")]
        RefUri(String),
    }

    payload! { variant SchemaSource { CborSchemaId(value), InlineCbor(value), RefPackPath(value), RefUri(value) } }

    /// What an input or an output looks like.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct IoSchema {
        /// The schema.
        pub schema: SchemaSource,
        /// MIME type of the data, `application/cbor` say.
        #[component(name = "content-type")]
        pub content_type: String,
        /// Version of the schema; `none` where it has none.
        #[component(name = "schema-version")]
        pub schema_version: Option<String>,
    }

    payload! { record IoSchema { schema, content_type, schema_version } }

    /// An input, and the output that it leads to.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Example {
        /// What it shows, for people.
        pub title: String,
        /// The input, as CBOR.
        #[component(name = "input-cbor")]
        pub input_cbor: Vec<u8>,
        /// The output, as CBOR.
        #[component(name = "output-cbor")]
        pub output_cbor: Vec<u8>,
    }

    payload! { record Example { title, input_cbor, output_cbor } }

    /// A schema by name, with the means to get it and to check that it is the
    /// right one.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SchemaRef {
        /// Its id.
        pub id: String,
        /// MIME type of the schema.
        #[component(name = "content-type")]
        pub content_type: String,
        /// BLAKE3 hash of the schema's bytes.
        #[component(name = "blake3-hash")]
        pub blake3_hash: String,
        /// Its version.
        pub version: String,
        /// The schema itself; `none` where it has to be fetched.
        pub bytes: Option<Vec<u8>>,
        /// Where it can be fetched; `none` where there is no such place.
        pub uri: Option<String>,
    }

    payload! { record SchemaRef { id, content_type, blake3_hash, version, bytes, uri } }

    /// A way to answer the questions of the setup.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SetupExample {
        /// What it shows, for people.
        pub title: String,
        /// The answers, as CBOR.
        #[component(name = "answers-cbor")]
        pub answers_cbor: Vec<u8>,
    }

    payload! { record SetupExample { title, answers_cbor } }

    /// Files that a setup makes from a template.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SetupTemplateScaffold {
        /// Names the template.
        #[component(name = "template-ref")]
        pub template_ref: String,
        /// How the files are laid out; `none` leaves it to the template.
        #[component(name = "output-layout")]
        pub output_layout: Option<String>,
    }

    payload! { record SetupTemplateScaffold { template_ref, output_layout } }

    /// What a setup brings about.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum SetupOutput {
        /// Settings and nothing else.
        #[component(name = "config-only")]
        ConfigOnly,
        /// Files from a template.
        #[component(name = "template-scaffold")]
        TemplateScaffold(SetupTemplateScaffold),
    }

    payload! { variant SetupOutput { ConfigOnly, TemplateScaffold(value) } }

    /// How a node is set up: people answer questions, and settings come of it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SetupContract {
        /// The questions.
        #[component(name = "qa-spec")]
        pub qa_spec: SchemaSource,
        /// What the answers look like.
        #[component(name = "answers-schema")]
        pub answers_schema: SchemaSource,
        /// Ways to answer.
        pub examples: Vec<SetupExample>,
        /// What the setup brings about.
        pub outputs: Vec<SetupOutput>,
    }

    payload! { record SetupContract { qa_spec, answers_schema, examples, outputs } }

    /// An operation of a node.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Op {
        /// The name to call it by.
        pub name: String,
        /// What it does, for people.
        pub summary: Option<String>,
        /// What it takes.
        pub input: IoSchema,
        /// What it yields.
        pub output: IoSchema,
        /// Inputs with their outputs.
        pub examples: Vec<Example>,
    }

    payload! { record Op { name, summary, input, output, examples } }

    /// All that a node says about itself.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ComponentDescriptor {
        /// Its name.
        pub name: String,
        /// Its version, as semantic versioning has it.
        pub version: String,
        /// What it does, for people.
        pub summary: Option<String>,
        /// Names of the capabilities that matter to it.
        pub capabilities: Vec<CapabilityId>,
        /// Its operations.
        pub ops: Vec<Op>,
        /// Schemas that it brings along or refers to.
        pub schemas: Vec<SchemaRef>,
        /// How it is set up; `none` where there is nothing to set up.
        pub setup: Option<SetupContract>,
    }

    payload! { record ComponentDescriptor { name, version, summary, capabilities, ops, schemas, setup } }

    guest! {
        /// What the node is and can do. Cannot report failure.
        "describe" describe describe_async call_describe call_describe_async(
        ) -> (ComponentDescriptor);
        /// Runs the operation `op` on what `envelope` holds and answers when it
        /// has ended. The error is for an operation that does not exist, that
        /// cannot read its input or that broke off; it says whether trying again
        /// may help.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            op: &str,
            envelope: &InvocationEnvelope,
        ) -> (Result<InvocationResult, NodeError>);
    }
}

/// Questions to people whose answers become the node's settings. The component
/// implements this interface; tools that set nodes up call it.
///
/// WIT: `greentic:component/component-qa@0.6.0`.
pub mod component_qa {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-qa@0.6.0";

    /// What people are about to do with the node.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum QaMode {
        /// Nothing in particular.
        #[component(name = "default")]
        Default,
        /// Set it up for the first time.
        #[component(name = "setup")]
        Setup,
        /// Change how it is set up.
        #[component(name = "update")]
        Update,
        /// Take it away.
        #[component(name = "remove")]
        Remove,
    }

    payload! { enum QaMode }

    guest! {
        /// The questions to ask in this mode, as CBOR. Cannot report failure.
        "qa-spec" qa_spec qa_spec_async call_qa_spec call_qa_spec_async(mode: QaMode) -> (Vec<u8>);
        /// The settings that follow from `answers` to the questions of this mode,
        /// where the settings were `current-config` before. All three are CBOR.
        /// Cannot report failure: answers that do not fit are best met with a
        /// trap, or with the settings as they were.
        "apply-answers" apply_answers apply_answers_async call_apply_answers call_apply_answers_async(
            mode: QaMode,
            current_config: &[u8],
            answers: &[u8],
        ) -> (Vec<u8>);
    }
}

/// The texts for people that a node has. The component implements this
/// interface; tools that translate call it.
///
/// WIT: `greentic:component/component-i18n@0.6.0`.
pub mod component_i18n {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-i18n@0.6.0";

    guest! {
        /// Keys of all texts that can be translated; none is an empty list. Cannot
        /// report failure.
        "i18n-keys" i18n_keys i18n_keys_async call_i18n_keys call_i18n_keys_async(
        ) -> (Vec<String>);
    }
}
