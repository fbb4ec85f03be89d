//! Servers of the Model Context Protocol (MCP) as components, in the terms of
//! the protocol's revision 2025-03-26: over `24.11.5` it has hints about
//! tools, sound, completions and progress. Settings, secrets and what is said
//! of a tool's output are in the tool's metadata.
//!
//! For components that exist: new ones are better made with `25.6.18`.
//!
//! Generated from the WIT package `wasix:mcp@25.3.26`. Do not edit.

/// One MCP server: its tools, resources, prompts and completions. The
/// component implements this interface; the host, a router of MCP requests,
/// calls it.
///
/// WIT: `wasix:mcp/router@25.3.26`.
pub mod router {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "wasix:mcp/router@25.3.26";

    /// One JSON value.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Value {
        /// The value, as JSON text.
        pub json: String,
    }

    payload! { record Value { json } }

    /// A moment, as RFC 3339 text, for example `2025-01-01T00:00:00Z`.
    pub type Datetime = String;

    /// Who content is meant for.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum Role {
        /// The person.
        #[component(name = "user")]
        User,
        /// The model.
        #[component(name = "assistant")]
        Assistant,
    }

    payload! { enum Role }

    /// Hints to whoever shows or uses content.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Annotations {
        /// Who it is meant for; `none` for no statement.
        pub audience: Option<Vec<Role>>,
        /// How much it matters: 1 is the most, 0 the least; `none` for no
        /// statement.
        pub priority: Option<f32>,
        /// When it was made or last changed; `none` where it is not known.
        pub timestamp: Option<Datetime>,
    }

    payload! { record Annotations { audience, priority, timestamp } }

    /// A setting that a tool reads.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ConfigDescriptor {
        /// Name of the setting.
        pub name: String,
        /// What it is for, for people.
        pub description: String,
        /// Whether the tool does not work without it.
        pub required: bool,
    }

    payload! { record ConfigDescriptor { name, description, required } }

    /// A secret that a tool reads. Never holds the secret itself.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct SecretDescriptor {
        /// Name of the secret.
        pub name: String,
        /// What it is for, for people.
        pub description: String,
        /// Whether the tool does not work without it.
        pub required: bool,
    }

    payload! { record SecretDescriptor { name, description, required } }

    /// One thing more that is said about something.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct MetaEntry {
        /// What is said, by its name.
        pub key: String,
        /// Its value, as text.
        pub value: String,
    }

    payload! { record MetaEntry { key, value } }

    /// Hints about how a tool behaves. Nothing enforces them. `none` for no
    /// statement.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ToolAnnotations {
        /// Whether it only reads and changes nothing.
        #[component(name = "read-only")]
        pub read_only: Option<bool>,
        /// Whether it can destroy something.
        pub destructive: Option<bool>,
        /// Whether its answer comes in parts.
        pub streaming: Option<bool>,
        /// Whether it may still change or go away.
        pub experimental: Option<bool>,
    }

    payload! { record ToolAnnotations { read_only, destructive, streaming, experimental } }

    /// What a tool says beyond the protocol.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ToolMeta {
        /// What its output is like; `none` where nothing is said.
        #[component(name = "output-hint")]
        pub output_hint: Option<String>,
        /// Settings that it reads; `none` for no statement.
        pub config: Option<Vec<ConfigDescriptor>>,
        /// Secrets that it reads; `none` for no statement.
        pub secrets: Option<Vec<SecretDescriptor>>,
        /// More about its settings.
        #[component(name = "config-meta")]
        pub config_meta: Option<Vec<MetaEntry>>,
        /// Anything else.
        pub extra: Option<Vec<MetaEntry>>,
    }

    payload! { record ToolMeta { output_hint, config, secrets, config_meta, extra } }

    /// Something that a model can ask to be done.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Tool {
        /// The name to call it by.
        pub name: String,
        /// What it does, for the model and for people.
        pub description: String,
        /// JSON Schema of its arguments.
        #[component(name = "input-schema")]
        pub input_schema: Value,
        /// JSON Schema of its output; `none` where the output has no fixed
        /// form.
        #[component(name = "output-schema")]
        pub output_schema: Option<Value>,
        /// Hints about how it behaves.
        pub annotations: Option<ToolAnnotations>,
        /// What it says beyond the protocol.
        pub meta: Option<ToolMeta>,
    }

    payload! { record Tool { name, description, input_schema, output_schema, annotations, meta } }

    /// What a server with prompts can do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PromptsCapability {
        /// Whether it tells when the list of prompts changes; `none` is no.
        #[component(name = "list-changed")]
        pub list_changed: Option<bool>,
    }

    payload! { record PromptsCapability { list_changed } }

    /// What a server with resources can do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ResourcesCapability {
        /// Whether clients can subscribe to changes of one resource; `none`
        /// is no.
        pub subscribe: Option<bool>,
        /// Whether it tells when the list of resources changes; `none` is no.
        #[component(name = "list-changed")]
        pub list_changed: Option<bool>,
    }

    payload! { record ResourcesCapability { subscribe, list_changed } }

    /// What a server with tools can do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ToolsCapability {
        /// Whether it tells when the list of tools changes; `none` is no.
        #[component(name = "list-changed")]
        pub list_changed: Option<bool>,
    }

    payload! { record ToolsCapability { list_changed } }

    /// What a server that completes can do.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CompletionsCapability {
        /// Whether `complete` may be called.
        pub enabled: bool,
    }

    payload! { record CompletionsCapability { enabled } }

    /// What a server offers.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ServerCapabilities {
        /// Prompts; `none` where it has none.
        pub prompts: Option<PromptsCapability>,
        /// Resources; `none` where it has none.
        pub resources: Option<ResourcesCapability>,
        /// Tools; `none` where it has none.
        pub tools: Option<ToolsCapability>,
        /// Completions; `none` where it makes none.
        pub completions: Option<CompletionsCapability>,
    }

    payload! { record ServerCapabilities { prompts, resources, tools, completions } }

    /// How far a call had come at some moment.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ProgressNotification {
        /// How much was done, a number that grows; `none` where there is no
        /// measure.
        pub progress: Option<f32>,
        /// What was being done, for people.
        pub message: Option<String>,
        /// Hints about the note.
        pub annotations: Option<Annotations>,
    }

    payload! { record ProgressNotification { progress, message, annotations } }

    /// Content that is text.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TextContent {
        /// The text.
        pub text: String,
        /// Hints about it.
        pub annotations: Option<Annotations>,
    }

    payload! { record TextContent { text, annotations } }

    /// Content that is a picture.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ImageContent {
        /// The bytes of the picture, in base64.
        pub data: String,
        /// Its MIME type, `image/png` say.
        #[component(name = "mime-type")]
        pub mime_type: String,
        /// Hints about it.
        pub annotations: Option<Annotations>,
    }

    payload! { record ImageContent { data, mime_type, annotations } }

    /// Content that is sound.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct AudioContent {
        /// The bytes of the recording, in base64.
        pub data: String,
        /// Its MIME type, `audio/wav` say.
        #[component(name = "mime-type")]
        pub mime_type: String,
        /// Hints about it.
        pub annotations: Option<Annotations>,
    }

    payload! { record AudioContent { data, mime_type, annotations } }

    /// Something that can be read.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct McpResource {
        /// The URI to read it by.
        pub uri: String,
        /// Its name, for people.
        pub name: String,
        /// What it is, for the model and for people.
        pub description: Option<String>,
        /// Its MIME type.
        #[component(name = "mime-type")]
        pub mime_type: String,
        /// Hints about it.
        pub annotations: Option<Annotations>,
    }

    payload! { record McpResource { uri, name, description, mime_type, annotations } }

    /// Content of a resource that is text.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct TextResourceContents {
        /// URI of the resource.
        pub uri: String,
        /// Its MIME type; `none` where it is not known.
        #[component(name = "mime-type")]
        pub mime_type: Option<String>,
        /// The text.
        pub text: String,
    }

    payload! { record TextResourceContents { uri, mime_type, text } }

    /// Content of a resource that is not text.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct BlobResourceContents {
        /// URI of the resource.
        pub uri: String,
        /// Its MIME type; `none` where it is not known.
        #[component(name = "mime-type")]
        pub mime_type: Option<String>,
        /// The bytes, in base64.
        pub blob: String,
    }

    payload! { record BlobResourceContents { uri, mime_type, blob } }

    /// Content of a resource.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum ResourceContents {
        /// Text.
        #[component(name = "text")]
        Text(TextResourceContents),
        /// Anything else.
        #[component(name = "blob")]
        Blob(BlobResourceContents),
    }

    payload! { variant ResourceContents { Text(value), Blob(value) } }

    /// Content that is a resource with all that is in it.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct EmbeddedResource {
        /// What is in the resource.
        #[component(name = "resource-contents")]
        pub resource_contents: ResourceContents,
        /// Hints about it.
        pub annotations: Option<Annotations>,
    }

    payload! { record EmbeddedResource { resource_contents, annotations } }

    /// One piece of an answer.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum Content {
        /// Text.
        #[component(name = "text")]
        Text(TextContent),
        /// A picture.
        #[component(name = "image")]
        Image(ImageContent),
        /// Sound.
        #[component(name = "audio")]
        Audio(AudioContent),
        /// A resource.
        #[component(name = "embedded")]
        Embedded(EmbeddedResource),
    }

    payload! { variant Content { Text(value), Image(value), Audio(value), Embedded(value) } }

    /// What a tool answers.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CallToolResult {
        /// The pieces of the answer, in order.
        pub content: Vec<Content>,
        /// Notes of how the call came along, in order; `none` for no notes.
        pub progress: Option<Vec<ProgressNotification>>,
        /// More about the answer.
        pub meta: Option<Vec<MetaEntry>>,
        /// Whether the tool ran and failed at its task; the content then
        /// tells the model why. `none` is no.
        #[component(name = "is-error")]
        pub is_error: Option<bool>,
    }

    payload! { record CallToolResult { content, progress, meta, is_error } }

    /// What reading a resource yields.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct ReadResourceResult {
        /// The contents: one or, where the resource has several parts, more.
        pub contents: Vec<ResourceContents>,
    }

    payload! { record ReadResourceResult { contents } }

    /// Why a tool could not be called. Each case has a sentence for people.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum ToolError {
        /// The arguments are not what the tool takes.
        #[component(name = "invalid-parameters")]
        InvalidParameters(String),
        /// The tool broke off.
        #[component(name = "execution-error")]
        ExecutionError(String),
        /// A schema is wrong, or something does not agree with it.
        #[component(name = "schema-error")]
        SchemaError(String),
        /// There is no such tool.
        #[component(name = "not-found")]
        NotFound(String),
    }

    payload! { variant ToolError { InvalidParameters(value), ExecutionError(value), SchemaError(value), NotFound(value) } }

    /// Why a resource could not be read. Each case has a sentence for people.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum ResourceError {
        /// Reading it failed.
        #[component(name = "execution-error")]
        ExecutionError(String),
        /// There is no such resource.
        #[component(name = "not-found")]
        NotFound(String),
    }

    payload! { variant ResourceError { ExecutionError(value), NotFound(value) } }

    /// Why a prompt could not be had. Each case has a sentence for people.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum PromptError {
        /// What was asked for is not what the prompt takes.
        #[component(name = "invalid-parameters")]
        InvalidParameters(String),
        /// Making the prompt failed.
        #[component(name = "internal-error")]
        InternalError(String),
        /// There is no such prompt.
        #[component(name = "not-found")]
        NotFound(String),
    }

    payload! { variant PromptError { InvalidParameters(value), InternalError(value), NotFound(value) } }

    /// Why nothing could be completed. Each case has a sentence for people.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum CompletionError {
        /// The input is not what the server completes.
        #[component(name = "invalid-parameters")]
        InvalidParameters(String),
        /// The server broke off.
        #[component(name = "execution-error")]
        ExecutionError(String),
        /// A schema is wrong, or something does not agree with it.
        #[component(name = "schema-error")]
        SchemaError(String),
        /// What the input refers to does not exist.
        #[component(name = "not-found")]
        NotFound(String),
    }

    payload! { variant CompletionError { InvalidParameters(value), ExecutionError(value), SchemaError(value), NotFound(value) } }

    /// A place in a prompt that is filled with a value.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PromptArgument {
        /// Name of the argument.
        pub name: String,
        /// What it is for, for people.
        pub description: Option<String>,
        /// Whether the prompt needs it; `none` is no.
        pub required: Option<bool>,
    }

    payload! { record PromptArgument { name, description, required } }

    /// A prepared conversation that a person can choose.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Prompt {
        /// The name to get it by.
        pub name: String,
        /// What it is for, for people.
        pub description: Option<String>,
        /// Its arguments; `none` where it has none.
        pub arguments: Option<Vec<PromptArgument>>,
    }

    payload! { record Prompt { name, description, arguments } }

    /// Who speaks in a message of a prompt.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum PromptMessageRole {
        /// The person.
        #[component(name = "user")]
        User,
        /// The model.
        #[component(name = "assistant")]
        Assistant,
    }

    payload! { enum PromptMessageRole }

    /// What a message of a prompt holds.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(variant)]
    pub enum PromptMessageContent {
        /// Text.
        #[component(name = "text")]
        Text(TextContent),
        /// A picture.
        #[component(name = "image")]
        Image(ImageContent),
        /// A resource.
        #[component(name = "mcp-resource")]
        McpResource(EmbeddedResource),
    }

    payload! { variant PromptMessageContent { Text(value), Image(value), McpResource(value) } }

    /// One message of a prompt.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PromptMessage {
        /// Who speaks.
        pub role: PromptMessageRole,
        /// What is said.
        pub content: PromptMessageContent,
    }

    payload! { record PromptMessage { role, content } }

    /// A prompt with its messages.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct GetPromptResult {
        /// What it is for, for people.
        pub description: Option<String>,
        /// The messages, in order.
        pub messages: Vec<PromptMessage>,
    }

    payload! { record GetPromptResult { description, messages } }

    /// Something to complete.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CompletionRequest {
        /// What is there so far, as JSON.
        pub input: Value,
        /// Whether the answer is wanted in parts; `none` is no.
        pub streaming: Option<bool>,
        /// More about the request.
        pub meta: Option<Vec<MetaEntry>>,
    }

    payload! { record CompletionRequest { input, streaming, meta } }

    /// What the server completed.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct CompletionResponse {
        /// The pieces of the answer, in order.
        pub content: Vec<Content>,
        /// More about the answer.
        pub meta: Option<Vec<MetaEntry>>,
        /// Whether the server failed at its task; the content then tells
        /// why. `none` is no.
        #[component(name = "is-error")]
        pub is_error: Option<bool>,
    }

    payload! { record CompletionResponse { content, meta, is_error } }

    guest! {
        /// Name of the server. Cannot report failure.
        "name" name name_async call_name call_name_async() -> (String);
        /// How the server is best used, for the model. Cannot report failure;
        /// empty where there is nothing to say.
        "instructions" instructions instructions_async call_instructions call_instructions_async(
        ) -> (String);
        /// What the server offers. Cannot report failure.
        "capabilities" capabilities capabilities_async call_capabilities call_capabilities_async(
        ) -> (ServerCapabilities);
        /// All tools; none is an empty list. Cannot report failure.
        "list-tools" list_tools list_tools_async call_list_tools call_list_tools_async(
        ) -> (Vec<Tool>);
        /// Calls the tool `tool-name`. `arguments` holds a JSON object that agrees
        /// with the tool's `input-schema`. The error is `not-found` for an unknown
        /// name, `invalid-parameters` or `schema-error` for arguments that do not
        /// fit, `execution-error` where the tool broke off. A tool that ran
        /// but failed at its task answers with `is-error` instead.
        "call-tool" call_tool call_tool_async call_call_tool call_call_tool_async(
            tool_name: &str,
            arguments: &Value,
        ) -> (Result<CallToolResult, ToolError>);
        /// All resources; none is an empty list. Cannot report failure.
        "list-resources" list_resources list_resources_async call_list_resources call_list_resources_async(
        ) -> (Vec<McpResource>);
        /// Reads the resource at `uri`. The error is `not-found` for an unknown
        /// URI, `execution-error` where reading failed.
        "read-resource" read_resource read_resource_async call_read_resource call_read_resource_async(
            uri: &str,
        ) -> (Result<ReadResourceResult, ResourceError>);
        /// All prompts; none is an empty list. Cannot report failure.
        "list-prompts" list_prompts list_prompts_async call_list_prompts call_list_prompts_async(
        ) -> (Vec<Prompt>);
        /// The messages of the prompt `prompt-name`. Values for its arguments are
        /// not passed. The error is `not-found` for an unknown name,
        /// `invalid-parameters` where the prompt cannot be made without values,
        /// `internal-error` where making it failed.
        "get-prompt" get_prompt get_prompt_async call_get_prompt call_get_prompt_async(
            prompt_name: &str,
        ) -> (Result<GetPromptResult, PromptError>);
        /// Completes what `request` holds. Only for servers that say so in their
        /// capabilities. The error is `invalid-parameters` or `schema-error` for
        /// input that does not fit, `not-found` where it refers to what does not
        /// exist, `execution-error` where the server broke off.
        "complete" complete complete_async call_complete call_complete_async(
            request: &CompletionRequest,
        ) -> (Result<CompletionResponse, CompletionError>);
    }
}
