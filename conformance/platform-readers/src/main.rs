//! Answers with what the platform's own code makes of manifests, descriptions and packs:
//! a question a line on standard input, in JSON, and an answer a line.

use std::io::{BufRead, Write};
use std::path::Path;

use greentic_component::manifest::{parse_manifest, validate_manifest};
use greentic_component::{
    build_embedded_manifest_projection, encode_embedded_component_descriptor_v1, loader,
    read_and_verify_embedded_component_manifest_section_v1,
    verify_embedded_projection_matches_canonical_manifest,
};
use greentic_pack::reader::{SigningPolicy, open_pack};
use greentic_types::cbor::canonical;
use greentic_types::schemas::component::v0_6_0::{ComponentDescribe, schema_hash};
use greentic_types::validate::validate_pack_manifest_core;
use greentic_types::{ComponentManifest, PackManifest};
use serde_json::{Value, json};

type Answer = Result<Value, String>;

fn main() {
    let mut output = std::io::stdout().lock();
    for line in std::io::stdin().lock().lines() {
        let line = line.expect("a line");
        let question: Value = serde_json::from_str(&line).expect("JSON");
        let answer = match answer(&question) {
            Ok(answer) => json!({ "ok": answer }),
            Err(error) => json!({ "err": error }),
        };
        writeln!(output, "{answer}").expect("a reader");
        output.flush().expect("a reader");
    }
}

fn answer(question: &Value) -> Answer {
    let text = |name: &str| question[name].as_str().expect("a text");
    let read = |name: &str| std::fs::read(text(name)).map_err(shown);
    match text("ask") {
        "schema" => validate_manifest(text("manifest")).map_err(shown).map(|()| json!(true)),
        "manifest" => parse_manifest(text("manifest")).map_err(shown).map(|_| json!(true)),
        "loaded" => loader::discover(text("folder"))
            .map_err(shown)
            .map(|handle| json!(handle.manifest.id.as_str())),
        "section" => section(&read("component")?, text("manifest")),
        "describe" => describe(&read("cbor")?),
        "pack" => pack(Path::new(text("pack"))),
        other => panic!("nobody answers {other}"),
    }
}

fn shown(error: impl std::fmt::Display) -> String {
    error.to_string()
}

/// Reads the manifest in a component, holds it against that in a file, and says how many
/// bytes the platform's own section would have.
fn section(component: &[u8], manifest: &str) -> Answer {
    let manifest = parse_manifest(manifest).map_err(shown)?;
    let found = read_and_verify_embedded_component_manifest_section_v1(component);
    let found = found.map_err(shown)?.ok_or("it has none")?;
    verify_embedded_projection_matches_canonical_manifest(&found.manifest, &manifest)
        .map_err(shown)?;
    let projection = build_embedded_manifest_projection(&manifest);
    let (envelope, _, payload) =
        encode_embedded_component_descriptor_v1(&projection).map_err(shown)?;
    Ok(json!({
        "same_payload": payload == found.payload_bytes,
        "bytes": envelope.len(),
    }))
}

/// Reads a description as a file beside a component is read, and works its hashes out.
fn describe(bytes: &[u8]) -> Answer {
    canonical::ensure_canonical(bytes).map_err(shown)?;
    let describe: ComponentDescribe = canonical::from_cbor(bytes).map_err(shown)?;
    let again = canonical::to_canonical_cbor_allow_floats(&describe).map_err(shown)?;
    let hashes: Result<Vec<_>, _> = describe
        .operations
        .iter()
        .map(|operation| {
            let (input, output) = (&operation.input.schema, &operation.output.schema);
            schema_hash(input, output, &describe.config_schema)
        })
        .collect();
    let right: Vec<_> = describe.operations.iter().map(|operation| &operation.schema_hash).collect();
    Ok(json!({
        "id": describe.info.id,
        "same": again == bytes,
        "right": hashes.map_err(shown)?.iter().eq(right),
    }))
}

/// Opens a pack as the platform's tools do.
fn pack(path: &Path) -> Answer {
    let load = open_pack(path, SigningPolicy::DevOk).map_err(|error| error.message)?;
    let manifest: &PackManifest = load.gpack_manifest.as_ref().ok_or("an older manifest")?;
    let found = validate_pack_manifest_core(manifest);
    let components: Vec<_> = manifest
        .components
        .iter()
        .map(|component: &ComponentManifest| {
            let name = format!("components/{}.wasm", component.id.as_str());
            json!({
                "id": component.id.as_str(),
                "bytes": load.files.get(&name).map(Vec::len),
                "operations": component.operations.len(),
            })
        })
        .collect();
    Ok(json!({
        "id": manifest.pack_id.as_str(),
        "sbom_ok": load.report.sbom_ok,
        "warnings": load.report.warnings,
        "diagnostics": found.iter().map(|found| &found.code).collect::<Vec<_>>(),
        "flows": manifest.flows.len(),
        "components": components,
    }))
}
