//! Compositions that are called.

use anyhow::{Context as _, Result};
use wasmtime::component::{Instance, Linker, Val};
use wasmtime::{Engine, Store};

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

    /// Calls a function and returns its answer.
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
