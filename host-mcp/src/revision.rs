//! Turns values into the terms of older revisions of the protocol. A part that the
//! revision does not know is left out or told in words.
//!
//! Everything is made in the terms of the newest revision; each function brings a
//! value into those of the one that a session speaks. Where a revision is said to
//! have brought something, its page "Key Changes" says so.

use rmcp::model::{
    Annotations, CallToolResult, ContentBlock, InitializeResult, ProtocolVersion, Resource, Tool,
    ToolAnnotations,
};

pub(crate) const V2025_03_26: ProtocolVersion = ProtocolVersion::V_2025_03_26;
pub(crate) const V2025_06_18: ProtocolVersion = ProtocolVersion::V_2025_06_18;
pub(crate) const V2025_11_25: ProtocolVersion = ProtocolVersion::V_2025_11_25;
pub(crate) const V2026_07_28: ProtocolVersion = ProtocolVersion::V_2026_07_28;

/// Brings the answer to `initialize` into the terms of the revision in it.
pub(crate) fn server(server: &mut InitializeResult) {
    let revision = server.protocol_version.clone();
    if revision < V2025_03_26 {
        server.capabilities.completions = None;
    }
    if revision < V2025_06_18 {
        server.server_info.title = None;
    }
}

/// Brings a tool of `tools/list` into the terms of a revision.
pub(crate) fn tool(tool: &mut Tool, revision: &ProtocolVersion) {
    if *revision < V2025_06_18 {
        // Where titles had their place before.
        if let Some(title) = tool.title.take() {
            let hints = tool.annotations.get_or_insert_with(ToolAnnotations::new);
            hints.title = Some(title);
        }
        tool.output_schema = None;
        tool.meta = None;
    }
    if *revision < V2025_03_26 {
        tool.annotations = None;
    }
}

/// Brings a resource of `resources/list` into the terms of a revision.
pub(crate) fn resource(resource: &mut Resource, revision: &ProtocolVersion) {
    annotations(resource.annotations.as_mut(), revision);
    if *revision < V2025_06_18 {
        resource.title = None;
        resource.meta = None;
    }
}

/// Brings the answer of a tool into the terms of a revision.
pub(crate) fn result(result: &mut CallToolResult, revision: &ProtocolVersion) {
    for piece in &mut result.content {
        block(piece, revision);
    }
    if *revision < V2025_06_18 {
        result.structured_content = None;
    }
}

/// Brings a piece of content into the terms of a revision.
pub(crate) fn block(piece: &mut ContentBlock, revision: &ProtocolVersion) {
    if let Some(words) = in_words(piece, revision) {
        let said = hints(piece).take();
        *piece = ContentBlock::text(words);
        *hints(piece) = said;
    }
    annotations(hints(piece).as_mut(), revision);
    if *revision < V2025_06_18
        && let ContentBlock::Resource(resource) = piece
    {
        resource.meta = None;
    }
}

/// Returns the words that stand for a piece in a revision without such pieces.
fn in_words(piece: &ContentBlock, revision: &ProtocolVersion) -> Option<String> {
    match piece {
        ContentBlock::Audio(audio) if *revision < V2025_03_26 => Some(format!(
            "[sound of the type {}, which revision {revision} of the protocol cannot carry]",
            audio.mime_type
        )),
        ContentBlock::ResourceLink(link) if *revision < V2025_06_18 => {
            let about = [&link.title, &link.description].into_iter().flatten();
            let about = about.fold(String::new(), |about, more| about + more + ": ");
            Some(about + &link.uri)
        }
        _ => None,
    }
}

fn annotations(annotations: Option<&mut Annotations>, revision: &ProtocolVersion) {
    if let Some(annotations) = annotations
        && *revision < V2025_06_18
    {
        annotations.last_modified = None;
    }
}

fn hints(piece: &mut ContentBlock) -> &mut Option<Annotations> {
    match piece {
        ContentBlock::Text(text) => &mut text.annotations,
        ContentBlock::Image(image) => &mut image.annotations,
        ContentBlock::Audio(audio) => &mut audio.annotations,
        ContentBlock::Resource(resource) => &mut resource.annotations,
        ContentBlock::ResourceLink(link) => &mut link.annotations,
        // The SDK may get more kinds; none is made here.
        other => unreachable!("no router has {other:?}"),
    }
}
