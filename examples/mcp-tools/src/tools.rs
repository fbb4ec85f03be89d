//! The list of the tools.

use greentic_guest::abi::{Opt, Str};
use greentic_guest::json;
use greentic_guest::mcp::v25_6_18::{Tool, ToolAnnotations};

pub(crate) const SPLIT_BILL: &str = "split-bill";
pub(crate) const LOOK_UP: &str = "look-up";

/// Both tools only tell: they change nothing.
const TELLS: ToolAnnotations = ToolAnnotations {
    read_only: Opt::Some(true),
    destructive: Opt::Some(false),
    streaming: Opt::Some(false),
    experimental: Opt::Some(false),
};

pub(crate) const TOOLS: &[Tool<'static>] = &[
    Tool {
        name: Str::new(SPLIT_BILL),
        title: Opt::Some(Str::new("Split a bill")),
        description: Str::new("How much each of some people pays, in cents, and what is left over"),
        input_schema: Str::new(json::constant(include_str!("split-bill.input.json"))),
        output_schema: Opt::Some(Str::new(json::constant(include_str!(
            "split-bill.output.json"
        )))),
        annotations: Opt::Some(TELLS),
        meta: Opt::None,
    },
    Tool {
        name: Str::new(LOOK_UP),
        title: Opt::Some(Str::new("Look a word up")),
        description: Str::new("What a word of this glossary means"),
        input_schema: Str::new(json::constant(include_str!("look-up.input.json"))),
        output_schema: Opt::None,
        annotations: Opt::Some(TELLS),
        meta: Opt::None,
    },
];
