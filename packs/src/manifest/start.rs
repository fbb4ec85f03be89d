//! A manifest to begin with, from what a component exports and imports.

use serde_json::{Value, json};
use wasmparser::{Parser, Payload};

use super::Manifest;
use crate::{Error, hash};

/// The facts that an author gives about a component. All other facts are read from the
/// component.
#[derive(Clone, Debug)]
pub struct Start {
    /// The name of the component for machines.
    pub id: String,
    /// The name of the component for people.
    pub name: String,
    /// Its version.
    pub version: String,
    /// The kinds of flows that it can be a node of.
    pub supports: Vec<String>,
    /// The operations that it offers. Their schemas accept anything until the author says
    /// more.
    pub operations: Vec<String>,
    /// The path of the component, from the folder of the manifest.
    pub artifact: String,
}

/// The names of what a component exports and imports.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExternNames {
    /// The names of its exports.
    pub exports: Vec<String>,
    /// The names of its imports.
    pub imports: Vec<String>,
}

impl ExternNames {
    /// Looks into a component.
    ///
    /// # Errors
    ///
    /// - [`Error::Component`] if it is none.
    pub fn of(component: &[u8]) -> Result<Self, Error> {
        let broken = Error::no_component;
        let mut seen = Self::default();
        let mut depth = 0;
        for payload in Parser::new(0).parse_all(component) {
            match payload.map_err(broken)? {
                Payload::Version { encoding, .. } => {
                    if depth == 0 && encoding == wasmparser::Encoding::Module {
                        return Err(Error::core_module());
                    }
                    depth += 1;
                }
                Payload::End(_) => depth -= 1,
                Payload::ComponentExportSection(section) if depth == 1 => {
                    for export in section {
                        seen.exports
                            .push(export.map_err(broken)?.name.name.to_owned());
                    }
                }
                Payload::ComponentImportSection(section) if depth == 1 => {
                    for import in section {
                        seen.imports
                            .push(import.map_err(broken)?.name.name.to_owned());
                    }
                }
                _ => {}
            }
        }
        Ok(seen)
    }

    /// Returns the world that has what the component exports, or the first interface
    /// that it exports.
    fn world(&self) -> &str {
        let exports = |name: &str| self.exports.iter().any(|export| export == name);
        for (interface, world) in [
            (
                "greentic:component/node@0.4.0",
                "greentic:component/component@0.4.0",
            ),
            (
                "greentic:component/node@0.5.0",
                "greentic:component/component@0.5.0",
            ),
            (
                "greentic:component/node@0.6.0",
                "greentic:component/component@0.6.0",
            ),
            (
                "greentic:component/component-descriptor@0.6.0",
                "greentic:component/component-v0-v6-v0@0.6.0",
            ),
        ] {
            if exports(interface) {
                return world;
            }
        }
        self.exports.first().map_or("none", String::as_str)
    }

    /// Returns the function that describes the component.
    fn describing(&self) -> &'static str {
        let exports = |part: &str| self.exports.iter().any(|export| export.contains(part));
        if exports("/node@0.4") || exports("/node@0.5") {
            "get-manifest"
        } else if exports("/describe-v1") {
            "describe-json"
        } else {
            "describe"
        }
    }

    fn capabilities(&self) -> Value {
        let imports = |part: &str| self.imports.iter().any(|import| import.starts_with(part));
        let mut capabilities = json!({ "wasi": {}, "host": {} });
        let host = &mut capabilities["host"];
        if imports("greentic:secrets-store/") {
            host["secrets"] = json!({ "required": [] });
        }
        if imports("greentic:state/") {
            host["state"] = json!({ "read": true, "write": true });
        }
        if imports("greentic:http/") {
            host["http"] = json!({ "client": true });
        }
        if imports("greentic:telemetry/") {
            host["telemetry"] = json!({ "scope": "node" });
        }
        let wasi = &mut capabilities["wasi"];
        if imports("wasi:random/") {
            wasi["random"] = true.into();
        }
        if imports("wasi:clocks/") {
            wasi["clocks"] = true.into();
        }
        capabilities
    }
}

/// Returns the text of a manifest for a component.
///
/// # Errors
///
/// - [`Error::Component`] if it is none.
/// - [`Error::Manifest`] if what the author says of it cannot stand in a manifest.
pub fn start(component: &[u8], said: &Start) -> Result<String, Error> {
    let seen = ExternNames::of(component)?;
    let anything = json!({ "type": "object" });
    let operations: Vec<_> = said
        .operations
        .iter()
        .map(|name| json!({ "name": name, "input_schema": anything, "output_schema": anything }))
        .collect();
    let manifest = json!({
        "id": said.id,
        "name": said.name,
        "version": said.version,
        "world": seen.world(),
        "describe_export": seen.describing(),
        "supports": said.supports,
        "profiles": { "default": "stateless", "supported": ["stateless"] },
        "capabilities": seen.capabilities(),
        "config_schema": { "type": "object", "properties": {}, "required": [] },
        "operations": operations,
        "artifacts": { "component_wasm": said.artifact },
        "hashes": { "component_wasm": hash::of(component) },
    });
    let text = format!("{manifest:#}\n");
    Manifest::parse(&text)?;
    Ok(text)
}
