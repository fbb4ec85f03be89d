//! The components with a short name, each with a handler, tests and answers.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::imports::ImportArgs;
use super::{Files, usage, worlds};
use crate::failure::Failure;

/// The short names, with their meanings.
pub(super) const NAMES: [(&str, &str); 7] = [
    ("node", "a node of a flow, greentic:component/node@0.5.0"),
    (
        "node-0.6",
        "a node of a flow that takes and gives CBOR, greentic:component/node@0.6.0",
    ),
    ("mcp", "an MCP server, wasix:mcp/router@25.6.18"),
    ("worker", "a worker, greentic:worker/worker-api@1.0.0"),
    (
        "pack",
        "a pack with its flows, greentic:pack-export-v1/pack-api@0.1.0",
    ),
    (
        "provider",
        "a provider, greentic:provider-schema-core/schema-core-api@1.0.0",
    ),
    (
        "describe",
        "a description and nothing else, greentic:component/describe-v1@1.0.0",
    ),
];

/// The start of a crate.
pub(super) struct Start {
    /// The world, by its full name.
    pub(super) world: String,
    /// The features of the guest crate.
    pub(super) features: BTreeSet<String>,
    pub(super) files: Files,
}

/// A component with a short name.
struct Template {
    features: &'static [&'static str],
    /// `true` if imports stand as items of `component!`, and not in a key of their own.
    items: bool,
    files: &'static [(&'static str, &'static str)],
}

macro_rules! files {
    ($folder:literal: $($path:literal = $file:literal),*) => {
        &[
            ("src/lib.rs", include_str!(concat!("templates/", $folder, "/lib.rs"))),
            ("answers.toml", include_str!(concat!("templates/", $folder, "/answers.toml"))),
            $( ($path, include_str!(concat!("templates/", $folder, "/", $file))) ),*
        ]
    };
}

/// Returns the template of a short name.
fn template(name: &str) -> Option<Template> {
    Some(match name {
        "node" => Template {
            features: &["component-v0-5", "json"],
            items: false,
            files: files!("node": "manifest.json" = "manifest.json"),
        },
        "node-0.6" => Template {
            features: &["cbor", "json", "rev-0-4-113"],
            items: false,
            files: files!("node-0.6":),
        },
        "mcp" => Template {
            features: &["json", "mcp-v25-6-18"],
            items: false,
            files: files!("mcp":),
        },
        "worker" => Template {
            features: &["json", "worker-api"],
            items: true,
            files: files!("worker":),
        },
        "pack" => Template {
            features: &["json", "pack-export-v1"],
            items: false,
            files: files!("pack": "flows/main.json" = "main.json"),
        },
        "provider" => Template {
            features: &["json", "provider-schema-core-v1"],
            items: false,
            files: files!("provider": "manifest.json" = "manifest.json"),
        },
        "describe" => Template {
            features: &["describe-v1", "json"],
            items: false,
            files: files!("describe": "describe.json" = "describe.json"),
        },
        _ => return None,
    })
}

/// Returns the start of a crate of this name, for a short name or a full one.
pub(super) fn start(world: &str, name: &str, imports: &ImportArgs) -> Result<Start, Failure> {
    let imports = imports.all();
    let Some(template) = template(world) else {
        if !imports.is_empty() {
            return Err(usage(format!(
                "what `{world}` imports is up to its world: --http and the like are for {}",
                short_names()
            )));
        }
        return worlds::start(world);
    };
    if matches!(world, "pack" | "describe") && !imports.is_empty() {
        return Err(usage(format!(
            "a `{world}` is constant and asks nobody: it imports nothing; leave --http and the \
             like out"
        )));
    }
    let mut features: BTreeSet<String> = template.features.iter().map(|&one| one.into()).collect();
    let mut lines = String::new();
    let (mut modules, mut ops) = (BTreeSet::new(), String::new());
    let mut files = Files::new();
    for import in imports {
        features.insert(import.feature.into());
        let start = if template.items {
            "    import"
        } else {
            "       "
        };
        let _ = writeln!(lines, "{start} {} as {},", import.path, import.host);
        if world == "node" {
            let ((module, source), (op, handler)) = (import.module, import.operation);
            modules.insert(format!("mod {module};\n"));
            let _ = writeln!(ops, "        \"{op}\" => {handler},");
            files.insert(
                format!("src/{module}.rs").into(),
                source.replace("{name}", name),
            );
        }
    }
    let mut modules: String = modules.into_iter().collect();
    if !modules.is_empty() {
        modules.push('\n');
    }
    if !lines.is_empty() && !template.items {
        lines = format!("    imports: {{\n{lines}    }},\n");
    }
    for (path, text) in template.files {
        let text = text
            .replace("{imports}", &lines)
            .replace("{modules}", &modules)
            .replace("{ops}", &ops)
            .replace("{name}", name);
        files.insert(path.into(), text);
    }
    let about = NAMES.iter().find(|(short, _)| *short == world);
    let full = about.and_then(|(_, about)| about.rsplit(", ").next());
    Ok(Start {
        world: full.unwrap_or(world).to_owned(),
        features,
        files,
    })
}

fn short_names() -> String {
    let names: Vec<_> = NAMES.iter().map(|(name, _)| *name).collect();
    names.join(", ")
}
