//! Content and the hints about it, in the JSON of a revision.

use serde_json::{Value, json};

use super::json::{object, since};
use super::model::{Annotations, Block, Body, Content, Contents, Role};
use super::revision::Revision;

pub(crate) fn role(role: Role) -> &'static str {
    match role {
        Role::User => "user",
        Role::Assistant => "assistant",
    }
}

pub(crate) fn annotations(annotations: &Annotations, revision: Revision) -> Value {
    let audience: Vec<_> = annotations.audience.iter().copied().map(role).collect();
    let priority = annotations.priority.and_then(decimal);
    let timestamp = json!(annotations.timestamp);
    object([
        (
            "audience",
            if audience.is_empty() {
                Value::Null
            } else {
                json!(audience)
            },
        ),
        (
            "priority",
            json!(priority.filter(|priority| (0.0..=1.0).contains(priority))),
        ),
        (
            "lastModified",
            since(revision, Revision::V2025_06_18, timestamp),
        ),
    ])
}

/// The number that reads the same: 0.1, not 0.10000000149. None for what JSON
/// has no number for.
pub(crate) fn decimal(number: f32) -> Option<f64> {
    number
        .to_string()
        .parse()
        .ok()
        .filter(|number: &f64| number.is_finite())
}

/// One piece of an answer.
pub(crate) fn block(block: &Block, revision: Revision) -> Value {
    let hints = annotations(&block.annotations, revision);
    let data = |kind: &str, data: &str, mime: &str| {
        object([
            ("type", json!(kind)),
            ("data", json!(data)),
            ("mimeType", json!(mime)),
            ("annotations", hints.clone()),
        ])
    };
    let text = |text: &str| {
        object([
            ("type", json!("text")),
            ("text", json!(text)),
            ("annotations", hints.clone()),
        ])
    };
    match &block.content {
        Content::Text(content) => text(content),
        Content::Image { data: bytes, mime } => data("image", bytes, mime),
        Content::Audio { mime, .. } if revision < Revision::V2025_03_26 => text(&format!(
            "[sound of the type {mime}, which revision {revision} of the protocol cannot carry]"
        )),
        Content::Audio { data: bytes, mime } => data("audio", bytes, mime),
        Content::Link {
            uri,
            title,
            description,
            ..
        } if revision < Revision::V2025_06_18 => {
            let about = [title, description].into_iter().flatten();
            let about = about.fold(String::new(), |about, more| about + more + ": ");
            text(&(about + uri))
        }
        Content::Link {
            uri,
            title,
            description,
            mime,
        } => object([
            ("type", json!("resource_link")),
            ("uri", json!(uri)),
            // Links of components have no name of their own.
            ("name", json!(title.as_ref().unwrap_or(uri))),
            ("title", json!(title)),
            ("description", json!(description)),
            ("mimeType", json!(mime)),
            ("annotations", hints),
        ]),
        Content::Embedded {
            contents: resource,
            meta,
        } => object([
            ("type", json!("resource")),
            ("resource", contents(resource)),
            ("annotations", hints),
            ("_meta", since(revision, Revision::V2025_06_18, json!(meta))),
        ]),
    }
}

/// What is in a resource.
pub(crate) fn contents(contents: &Contents) -> Value {
    let (kind, body) = match &contents.body {
        Body::Text(text) => ("text", text),
        Body::Blob(blob) => ("blob", blob),
    };
    object([
        ("uri", json!(contents.uri)),
        ("mimeType", json!(contents.mime)),
        (kind, json!(body)),
    ])
}
