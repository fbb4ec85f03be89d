//! The tools that the server offers.

use greentic_guest::abi::Opt;
use greentic_guest::json;
use greentic_guest::mcp::v25_6_18::ToolAnnotations;

use crate::glossary::look_up;
use crate::split::split_bill;

greentic_guest::mcp_server! {
    struct Tools,
    name: "mcp-tools",
    title: "Two small tools",
    instructions: "Split bills with `split-bill`; look words up with `look-up`.",
    tools: {
        "split-bill" => split_bill {
            title: "Split a bill",
            description: "How much each of some people pays, in cents, and what is left over",
            input_schema: json::constant(include_str!("split-bill.input.json")),
            output_schema: json::constant(include_str!("split-bill.output.json")),
            annotations: TELLS,
        },
        "look-up" => look_up {
            title: "Look a word up",
            description: "What a word of this glossary means",
            input_schema: json::constant(include_str!("look-up.input.json")),
            annotations: TELLS,
        },
    },
}

/// Both tools only tell: they change nothing.
const TELLS: ToolAnnotations = ToolAnnotations {
    read_only: Opt::Some(true),
    destructive: Opt::Some(false),
    streaming: Opt::Some(false),
    experimental: Opt::Some(false),
};
