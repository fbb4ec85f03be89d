//! The tools.

use core::hint::black_box;
use core::sync::atomic::{AtomicU32, Ordering};

use greentic_guest::Call;
use greentic_guest::abi::Opt;
use greentic_guest::http::v1_1::{Host as _, Request};
use greentic_guest::mcp::v25_6_18::{
    AudioContent, ContentBlock, ElicitationRequest, EmbeddedResource, ImageContent, MetaEntry,
    ProgressNotification, ResourceLinkContent, Response, Tool, ToolAnnotations, ToolError,
    ToolResult,
};
use greentic_guest::secrets_store::v1_1::Host as _;

use crate::{ANNOTATIONS, Http, Secrets, text};

/// The number of calls of `count` in this instance.
static COUNT: AtomicU32 = AtomicU32::new(0);

pub(crate) fn list(call: &Call) -> &[Tool<'_>] {
    let names = [
        "all",
        "ask",
        "ask-for-ever",
        "count",
        "trap",
        "loop",
        "fail",
        "invalid",
        "schema",
        "broken",
        "liar",
        "no-object",
        "secret",
        "grab",
        "fetch",
    ];
    let meta = [MetaEntry {
        key: "example.com/colour".into(),
        value: "blue".into(),
    }];
    let meta = call.list(meta);
    call.list(names.map(|name| Tool {
        name: name.into(),
        title: Opt::Some(call.concat(&["Tool ", name]).into()),
        description: "For tests".into(),
        input_schema: r#"{"properties":{"name":{"type":"string"}}}"#.into(),
        output_schema: match name {
            "all" | "liar" => Opt::Some(r#"{"type":"object","required":["n"]}"#.into()),
            _ => Opt::None,
        },
        annotations: Opt::Some(ToolAnnotations {
            read_only: Opt::Some(true),
            destructive: Opt::Some(false),
            streaming: Opt::Some(false),
            experimental: Opt::Some(true),
        }),
        meta: Opt::Some(meta.into()),
    }))
}

pub(crate) fn call<'a>(
    call: &'a Call,
    name: &'a str,
    arguments: &'a str,
) -> Result<Response<'a>, ToolError<'a>> {
    let result = match name {
        "all" => all(call),
        // Good enough for a test: the person's answer is among the arguments.
        "ask" if arguments.contains("\"name\":") => one(call, arguments),
        "ask" | "ask-for-ever" => return Ok(question()),
        "count" => {
            let count = COUNT.fetch_add(1, Ordering::Relaxed) + 1;
            one(call, call.format(format_args!("{count}")))
        }
        "trap" => panic!("on purpose"),
        "loop" => loop {
            black_box(arguments);
        },
        "fail" => ToolResult {
            is_error: Opt::Some(true),
            ..one(call, "did not work")
        },
        "invalid" => return Err(ToolError::InvalidParameters(arguments.into())),
        "schema" => return Err(ToolError::SchemaError("does not agree".into())),
        "broken" => return Err(ToolError::ExecutionError("broke off".into())),
        "liar" => ToolResult {
            structured_content: Opt::Some("{}".into()),
            ..ToolResult::default()
        },
        "no-object" => ToolResult {
            structured_content: Opt::Some("[1]".into()),
            ..ToolResult::default()
        },
        "secret" => match Secrets.get(call, "GREETING") {
            Ok(Some(bytes)) => one(call, greentic_guest::abi::from_utf8(bytes).unwrap_or("?")),
            Ok(None) => one(call, "none"),
            Err(_) => return Err(ToolError::ExecutionError("denied".into())),
        },
        "grab" => grab(call),
        "fetch" => fetch(call, arguments)?,
        _ => return Err(ToolError::NotFound(call.concat(&["no tool ", name]).into())),
    };
    Ok(Response::Completed(result))
}

fn one<'a>(call: &'a Call, content: &'a str) -> ToolResult<'a> {
    ToolResult {
        content: call.list([ContentBlock::Text(text(content))]).into(),
        ..ToolResult::default()
    }
}

/// Takes memory until there is no more.
fn grab(call: &Call) -> ! {
    let mut text = "all of it";
    loop {
        text = black_box(call.concat(&[text, text]));
    }
}

/// Has the host wait for whoever is at the URL in the arguments.
fn fetch<'a>(call: &'a Call, arguments: &'a str) -> Result<ToolResult<'a>, ToolError<'a>> {
    let url = arguments.split('"').nth(3).unwrap_or_default();
    let request = Request {
        method: "GET".into(),
        url: url.into(),
        ..Request::default()
    };
    match Http.send(call, request, None, None) {
        Ok(answer) => Ok(one(call, call.format(format_args!("{}", answer.status)))),
        Err(error) => Err(ToolError::ExecutionError(error.message)),
    }
}

fn question() -> Response<'static> {
    Response::Elicit(ElicitationRequest {
        title: Opt::Some("A question".into()),
        message: "What is your name?".into(),
        schema: r#"{"type":"object","properties":{"name":{"type":"string"}},"required":["name"]}"#
            .into(),
        ..ElicitationRequest::default()
    })
}

fn all(call: &Call) -> ToolResult<'_> {
    let embedded = |mime_type: Opt<_>, data: &'static str| {
        ContentBlock::EmbeddedResource(EmbeddedResource {
            uri: "demo:both".into(),
            title: Opt::Some("Both".into()),
            mime_type,
            data: data.into(),
            ..EmbeddedResource::default()
        })
    };
    let content = [
        ContentBlock::Text(text("some text")),
        ContentBlock::Image(ImageContent {
            data: "AAEC".into(),
            mime_type: "image/png".into(),
            annotations: ANNOTATIONS,
        }),
        ContentBlock::Audio(AudioContent {
            data: "AAEC".into(),
            mime_type: "audio/wav".into(),
            annotations: Opt::None,
        }),
        ContentBlock::ResourceLink(ResourceLinkContent {
            uri: "demo:both".into(),
            title: Opt::Some("Both".into()),
            description: Opt::Some("Text and bytes".into()),
            mime_type: Opt::Some("text/plain".into()),
            annotations: ANNOTATIONS,
        }),
        embedded(Opt::Some("text/plain".into()), "some text"),
        embedded(Opt::Some("image/png".into()), "AAEC"),
    ];
    let progress = [Opt::Some(0.5), Opt::None, Opt::Some(0.25)];
    let progress = progress.map(|progress| ProgressNotification {
        progress,
        message: Opt::Some("on the way".into()),
        annotations: Opt::None,
    });
    let meta = [MetaEntry {
        key: "example.com/colour".into(),
        value: "blue".into(),
    }];
    ToolResult {
        content: call.list(content).into(),
        structured_content: Opt::Some(r#"{"n":1}"#.into()),
        progress: Opt::Some(call.list(progress).into()),
        meta: Opt::Some(call.list(meta).into()),
        is_error: Opt::Some(false),
    }
}
