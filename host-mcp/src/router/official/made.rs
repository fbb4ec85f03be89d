//! Made-up answers of a router of the latest version.

use greentic_host_shim::bindings::mcp::v25_6_18 as wit;
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;

pub(crate) fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z ]{0,8}", any::<String>()]
}

pub(crate) fn annotations() -> impl Strategy<Value = Option<wit::Annotations>> {
    let role = prop_oneof![Just(wit::Role::User), Just(wit::Role::Assistant)];
    let fields = (of(vec(role, 0..3)), of(any::<f32>()), of(text()));
    of(
        fields.prop_map(|(audience, priority, timestamp)| wit::Annotations {
            audience,
            priority,
            timestamp,
        }),
    )
}

pub(crate) fn meta() -> impl Strategy<Value = Option<Vec<wit::MetaEntry>>> {
    let entry = (text(), text()).prop_map(|(key, value)| wit::MetaEntry { key, value });
    of(vec(entry, 0..3))
}

fn text_content() -> impl Strategy<Value = wit::TextContent> {
    (text(), annotations()).prop_map(|(text, annotations)| wit::TextContent { text, annotations })
}

fn image() -> impl Strategy<Value = wit::ImageContent> {
    (text(), text(), annotations()).prop_map(|(data, mime_type, annotations)| wit::ImageContent {
        data,
        mime_type,
        annotations,
    })
}

fn embedded() -> impl Strategy<Value = wit::EmbeddedResource> {
    let mime = prop_oneof![
        text(),
        Just("image/png".to_owned()),
        Just("text/html".to_owned())
    ];
    let data = prop_oneof![text(), "([A-Za-z0-9+/]{4}){0,3}"];
    let fields = (
        text(),
        of(text()),
        of(text()),
        of(mime),
        data,
        annotations(),
    );
    fields.prop_map(|(uri, title, description, mime_type, data, annotations)| {
        wit::EmbeddedResource {
            uri,
            title,
            description,
            mime_type,
            data,
            annotations,
        }
    })
}

pub(crate) fn block() -> impl Strategy<Value = wit::ContentBlock> {
    let audio = (text(), text(), annotations());
    let link = (text(), of(text()), of(text()), of(text()), annotations());
    prop_oneof![
        text_content().prop_map(wit::ContentBlock::Text),
        image().prop_map(wit::ContentBlock::Image),
        audio.prop_map(|(data, mime_type, annotations)| {
            wit::ContentBlock::Audio(wit::AudioContent {
                data,
                mime_type,
                annotations,
            })
        }),
        link.prop_map(|(uri, title, description, mime_type, annotations)| {
            wit::ContentBlock::ResourceLink(wit::ResourceLinkContent {
                uri,
                title,
                description,
                mime_type,
                annotations,
            })
        }),
        embedded().prop_map(wit::ContentBlock::EmbeddedResource),
    ]
}

pub(crate) fn schema() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("{}".to_owned()),
        Just(r#"{"type":"object"}"#.to_owned()),
        Just(r#"{"properties":{"a":{"type":"string"}},"required":["a"]}"#.to_owned()),
    ]
}

pub(crate) fn tool() -> impl Strategy<Value = wit::Tool> {
    let hint = || of(any::<bool>());
    let hints = (hint(), hint(), hint(), hint());
    let hints =
        hints.prop_map(
            |(read_only, destructive, streaming, experimental)| wit::ToolAnnotations {
                read_only,
                destructive,
                streaming,
                experimental,
            },
        );
    let fields = (
        text(),
        of(text()),
        text(),
        schema(),
        of(schema()),
        of(hints),
        meta(),
    );
    fields.prop_map(
        |(name, title, description, input_schema, output_schema, annotations, meta)| wit::Tool {
            name,
            title,
            description,
            input_schema,
            output_schema,
            annotations,
            meta,
        },
    )
}

pub(crate) fn tool_result() -> impl Strategy<Value = wit::ToolResult> {
    let structured = prop_oneof![Just("{}".to_owned()), Just(r#"{"a":[1,null]}"#.to_owned())];
    let note = (of(any::<f32>()), of(text()), annotations());
    let note = note.prop_map(
        |(progress, message, annotations)| wit::ProgressNotification {
            progress,
            message,
            annotations,
        },
    );
    let fields = (
        vec(block(), 0..4),
        of(structured),
        of(vec(note, 0..5)),
        meta(),
        of(any::<bool>()),
    );
    fields.prop_map(
        |(content, structured_content, progress, meta, is_error)| wit::ToolResult {
            content,
            structured_content,
            progress,
            meta,
            is_error,
        },
    )
}

pub(crate) fn conversation() -> impl Strategy<Value = wit::GetPromptResult> {
    let content = prop_oneof![
        text_content().prop_map(wit::PromptMessageContent::Text),
        image().prop_map(wit::PromptMessageContent::Image),
        embedded().prop_map(wit::PromptMessageContent::McpResource),
    ];
    let role = prop_oneof![
        Just(wit::PromptMessageRole::User),
        Just(wit::PromptMessageRole::Assistant)
    ];
    let message = (role, content);
    let message = message.prop_map(|(role, content)| wit::PromptMessage { role, content });
    let fields = (of(text()), vec(message, 0..4));
    fields.prop_map(|(description, messages)| wit::GetPromptResult {
        description,
        messages,
    })
}
