//! Components that are plugged into each other.

use anyhow::{Context as _, Result, bail};
use wasm_compose::graph::{Component, CompositionGraph, EncodeOptions};
use wasmparser::Validator;

/// Makes one component of several: each one's imports are what the next one
/// exports, and what the first one exports is exported. WASI is left to the host.
///
/// # Errors
///
/// When another import is left.
pub fn compose(parts: &[&[u8]]) -> Result<Vec<u8>> {
    let mut graph = CompositionGraph::new();
    let mut validator = Validator::new();
    let mut instances = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        let component = Component::from_bytes(&mut validator, format!("part{index}"), *part)?;
        let component = graph.add_component(component)?;
        instances.push((component, graph.instantiate(component)?));
    }
    for (index, &(component, instance)) in instances.iter().enumerate() {
        let component = graph.get_component(component).context("a part")?;
        let imports = component
            .imports()
            .map(|(import, name, _)| (import, name.to_owned()));
        for (import, name) in imports.collect::<Vec<_>>() {
            if name.starts_with("wasi:") {
                continue;
            }
            let Some(&(source, source_instance)) = instances.get(index + 1) else {
                bail!("nothing answers {name}");
            };
            let source = graph.get_component(source).context("a part")?;
            let Some((export, ..)) = source.export_by_name(&name) else {
                bail!("part {} does not export {name}", index + 1);
            };
            graph.connect(source_instance, Some(export), instance, import)?;
        }
    }
    graph.encode(EncodeOptions {
        define_components: true,
        export: Some(instances[0].1),
        validate: true,
    })
}
