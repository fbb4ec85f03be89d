//! Components that are plugged into each other, and called.

use anyhow::{Context as _, Result, bail};
use wasm_compose::graph::{Component, CompositionGraph, EncodeOptions};
use wasmparser::Validator;
use wasmtime::component::{Instance, Linker, Val};
use wasmtime::{Engine, Store};

/// One component made of several: each one's imports are what the next one
/// exports, and what the first one exports is exported.
///
/// # Errors
///
/// When an import is left.
pub(crate) fn compose(parts: &[&[u8]]) -> Result<Vec<u8>> {
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

/// An instance that can be called.
pub(crate) struct Running {
    store: Store<()>,
    instance: Instance,
}

impl Running {
    /// An instance of a component that imports nothing.
    pub(crate) fn new(component: &[u8]) -> Result<Self> {
        let engine = Engine::default();
        let component = wasmtime::component::Component::from_binary(&engine, component)?;
        let mut store = Store::new(&engine, ());
        let instance = Linker::new(&engine).instantiate(&mut store, &component)?;
        Ok(Self { store, instance })
    }

    /// What a function answers.
    pub(crate) fn call(
        &mut self,
        interface: &str,
        function: &str,
        arguments: &[Val],
    ) -> Result<Val> {
        let export = |store: &mut Store<()>, within, name| {
            let index = self.instance.get_export_index(store, within, name);
            index.with_context(|| name.to_owned())
        };
        let interface = export(&mut self.store, None, interface)?;
        let function = export(&mut self.store, Some(&interface), function)?;
        let function = self.instance.get_func(&mut self.store, function);
        let mut results = [Val::Bool(false)];
        function
            .context("a function")?
            .call(&mut self.store, arguments, &mut results)?;
        let [result] = results;
        Ok(result)
    }
}
