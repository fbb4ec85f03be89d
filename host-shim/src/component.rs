//! A component that is compiled and ready to be instantiated.

use std::fmt;
use std::sync::{Arc, OnceLock};

use wasmtime::Store;
use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component as Compiled, InstancePre, Linker};

#[cfg(feature = "compiler")]
use crate::binary;
use crate::bindings::{self, Export, Fit};
#[cfg(feature = "compiler")]
use crate::cache::Entry;
#[cfg(feature = "compiler")]
use crate::compile::compile;
use crate::engine::Runtime;
use crate::exports::Known;
use crate::function::{self, Function, functions};
use crate::host::State;
use crate::precompiled::Precompiled;
use crate::run::Run;
#[cfg(feature = "trap-details")]
use crate::trap::Lines;
use crate::{Error, Exported, Host, Instance, Interrupt, Layout, Prepared, SigningKey, links};

/// A compiled component. Cloning is cheap; instances are made from it by
/// [`instantiate`](Self::instantiate) in a few microseconds.
#[derive(Clone)]
pub struct Component {
    inner: Arc<Inner>,
}

pub(crate) struct Inner {
    pub(crate) runtime: Arc<Runtime>,
    /// For calls that block.
    pub(crate) pre: InstancePre<State>,
    /// For calls that wait.
    async_pre: OnceLock<InstancePre<State>>,
    /// Facts about exports that instances have found out.
    pub(crate) known: Known,
    /// The shape of the node that it exports, once somebody wanted to know.
    #[cfg(feature = "node")]
    pub(crate) revision: OnceLock<crate::Revision>,
    imports: Vec<String>,
    missing: Vec<String>,
    exports: Vec<String>,
    /// Written out once somebody wants to know.
    functions: OnceLock<Vec<Function>>,
    bytes: usize,
    layout: Layout,
    /// Lines of its source, if they are wanted.
    #[cfg(feature = "trap-details")]
    lines: Option<Arc<Lines>>,
}

impl Component {
    #[cfg(feature = "compiler")]
    pub(crate) fn load(runtime: &Arc<Runtime>, bytes: &[u8]) -> Result<Self, Error> {
        let layout = examine(runtime, bytes)?;
        let engine = &runtime.engine;
        let compile = || compile(runtime, bytes);
        let compiled = match &runtime.cache {
            None => compile()?,
            Some(cache) => {
                let entry = Entry::new(engine, bytes);
                let kept = cache
                    .read(&entry)
                    .and_then(|code| crate::precompiled::deserialize(engine, &code).ok());
                if let Some(compiled) = kept {
                    compiled
                } else {
                    let compiled = compile()?;
                    if let Ok(code) = compiled.serialize() {
                        cache.write(&entry, &code);
                    }
                    compiled
                }
            }
        };
        let inner = Self::inner_of(Arc::clone(runtime), &compiled, layout, bytes.len())?;
        #[cfg(feature = "trap-details")]
        let inner = Inner {
            lines: runtime
                .trap_details
                .then(|| Lines::of(bytes))
                .flatten()
                .map(Arc::new),
            ..inner
        };
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// Returns the size of the code of a component, in bytes, whatever it imports.
    #[cfg(feature = "compiler")]
    pub(crate) fn code_bytes(runtime: &Runtime, bytes: &[u8]) -> Result<usize, Error> {
        examine(runtime, bytes)?;
        crate::compile::code_bytes(runtime, bytes)
    }

    pub(crate) fn load_precompiled(
        runtime: &Arc<Runtime>,
        file: &[u8],
        key: &SigningKey,
    ) -> Result<Self, Error> {
        let precompiled = Precompiled::verify(file, key)?;
        // Whoever compiled it may have had other limits.
        precompiled.layout.check(&runtime.limits)?;
        let compiled = precompiled.load(&runtime.engine)?;
        let inner = Self::inner_of(
            Arc::clone(runtime),
            &compiled,
            precompiled.layout,
            precompiled.bytes,
        )?;
        Ok(Self {
            inner: Arc::new(inner),
        })
    }

    /// The file that [`Shim::load_precompiled`](crate::Shim::load_precompiled)
    /// reads.
    #[cfg(feature = "compiler")]
    pub(crate) fn precompiled(&self, key: &SigningKey) -> Result<Vec<u8>, Error> {
        let code = self
            .inner
            .compiled()
            .serialize()
            .map_err(Error::setup(Error::DEFECT))?;
        Ok(Precompiled {
            layout: self.inner.layout,
            bytes: self.inner.bytes,
            code: &code,
        }
        .sign(key))
    }

    fn inner_of(
        runtime: Arc<Runtime>,
        compiled: &Compiled,
        layout: Layout,
        bytes: usize,
    ) -> Result<Inner, Error> {
        let engine = &runtime.engine;
        let types = compiled.component_type();
        let imports = names(types.imports(engine).map(|(name, _)| name));
        let exports = names(types.exports(engine).map(|(name, _)| name));
        let (pre, missing) = link(&runtime, &runtime.linker, compiled)?;
        Ok(Inner {
            runtime,
            pre,
            async_pre: OnceLock::new(),
            known: Known::default(),
            #[cfg(feature = "node")]
            revision: OnceLock::new(),
            imports,
            missing,
            exports,
            functions: OnceLock::new(),
            bytes,
            layout,
            #[cfg(feature = "trap-details")]
            lines: None,
        })
    }

    /// Checks that the component exports the interface with exactly the types that it
    /// is called with.
    ///
    /// # Errors
    ///
    /// [`Error::NotExported`] or [`Error::OtherShape`].
    pub fn fits<G: Exported>(&self) -> Result<(), Error> {
        crate::exports::fit::<G>(self.inner.compiled())
    }

    /// The interfaces that it exports and that this host has bindings of, with
    /// exactly these types.
    pub fn interfaces(&self) -> impl Iterator<Item = &'static Export> {
        let compiled = self.inner.compiled();
        bindings::EXPORTS
            .iter()
            .filter(|export| (export.fit)(compiled) == Fit::Fits)
    }

    /// Names of all that it imports, in the order of the file. Interfaces that
    /// only hold types are among them.
    pub fn import_names(&self) -> &[String] {
        &self.inner.imports
    }

    /// Names of what it imports and this host does not provide. There is nothing
    /// here unless the shim [was told to load such
    /// components](crate::ShimBuilder::trap_missing_imports).
    pub fn missing_imports(&self) -> &[String] {
        &self.inner.missing
    }

    /// Names of all that it exports, known to this host or not.
    pub fn export_names(&self) -> &[String] {
        &self.inner.exports
    }

    /// All functions that it exports, in the order of the file, to be called
    /// by [`Instance::call`].
    pub fn functions(&self) -> &[Function] {
        self.inner.functions()
    }

    /// Bytes that names and types of it may take when they are written out, each as
    /// often as something refers to it. [`functions`](Self::functions) keep to it
    /// with their types; who writes [paths](Function::path) of all of them has to
    /// look after it himself: the name of an interface may be long.
    pub fn room(&self) -> usize {
        self.inner.room()
    }

    /// Size of the component's file in bytes.
    pub fn bytes(&self) -> usize {
        self.inner.bytes
    }

    /// Its core modules and memories.
    pub fn layout(&self) -> &Layout {
        &self.inner.layout
    }

    /// Makes an instance with a memory of its own. What runs at that moment
    /// (start functions) is limited as a call is.
    ///
    /// # Errors
    ///
    /// [`Error::Trap`] or [`Error::Limit`] if a start function fails or the
    /// instance takes more than it may, [`Error::Busy`] if the pool is empty,
    /// [`Error::Setup`] if the system has no memory left,
    /// [`Error::MissingImport`] if it imports WASI and the host has not
    /// [allowed](Host::wasi) it.
    pub fn instantiate(&self, host: Host) -> Result<Instance, Error> {
        self.instantiate_for(host, &Interrupt::new())
    }

    /// As [`instantiate`](Self::instantiate), where a handle can end what runs at
    /// that moment, and the calls that follow.
    ///
    /// # Errors
    ///
    /// As [`instantiate`](Self::instantiate), and [`Error::Interrupted`].
    pub fn instantiate_for(&self, host: Host, interrupt: &Interrupt) -> Result<Instance, Error> {
        self.check(&host)?;
        Instance::new(&self.inner, host, interrupt)
    }

    /// As [`instantiate`](Self::instantiate), for an instance whose calls and
    /// imports wait without keeping the thread. Only the calls that are named
    /// `.._async` can be made on it.
    ///
    /// # Errors
    ///
    /// As [`instantiate`](Self::instantiate).
    pub async fn instantiate_async(&self, host: Host) -> Result<Instance, Error> {
        self.check(&host)?;
        let pre = self.async_pre()?.clone();
        Instance::new_async(&self.inner, pre, host).await
    }

    /// Binds the component to a host, for many instances.
    ///
    /// # Errors
    ///
    /// [`Error::MissingImport`] as [`instantiate`](Self::instantiate).
    pub fn prepare(&self, host: Host) -> Result<Prepared, Error> {
        self.check(&host)?;
        self.async_pre()?;
        Ok(Prepared::new(self.clone(), host))
    }

    #[cfg(feature = "node")]
    pub(crate) fn inner(&self) -> &Inner {
        &self.inner
    }

    fn check(&self, host: &Host) -> Result<(), Error> {
        links::allowed(&self.inner.imports, host)
    }

    fn async_pre(&self) -> Result<&InstancePre<State>, Error> {
        if let Some(pre) = self.inner.async_pre.get() {
            return Ok(pre);
        }
        let runtime = &self.inner.runtime;
        let compiled = self.inner.compiled();
        let (pre, _) = link(runtime, &runtime.async_linker, compiled)?;
        Ok(self.inner.async_pre.get_or_init(|| pre))
    }
}

impl Inner {
    /// Makes the runner of one instance.
    pub(crate) fn run(&self, store: Store<State>) -> Run {
        let run = Run::new(Arc::clone(&self.runtime), store);
        #[cfg(feature = "trap-details")]
        let run = run.with_lines(self.lines.clone());
        run
    }

    pub(crate) fn room(&self) -> usize {
        function::room(self.bytes)
    }

    pub(crate) fn compiled(&self) -> &Compiled {
        self.pre.component()
    }

    pub(crate) fn functions(&self) -> &[Function] {
        self.functions.get_or_init(|| {
            let compiled = self.compiled();
            functions(compiled.engine(), &compiled.component_type(), self.bytes)
        })
    }
}

impl fmt::Debug for Component {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Component")
            .field("exports", &self.inner.exports)
            .field("imports", &self.inner.imports)
            .field("bytes", &self.inner.bytes)
            .finish_non_exhaustive()
    }
}

/// Finds out how a component is laid out that may be of any size.
#[cfg(feature = "compiler")]
fn examine(runtime: &Runtime, bytes: &[u8]) -> Result<Layout, Error> {
    let limits = &runtime.limits;
    if bytes.len() > limits.component_bytes {
        return Err(Error::TooLarge {
            bytes: bytes.len(),
            limit: limits.component_bytes,
        });
    }
    binary::examine(bytes, limits)
}

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names.map(String::from).collect()
}

/// Finds everything that a component imports. Gives the names of what is not
/// there, too, if that is to trap.
fn link(
    runtime: &Runtime,
    linker: &Linker<State>,
    component: &Compiled,
) -> Result<(InstancePre<State>, Vec<String>), Error> {
    let other = |error: wasmtime::Error| Error::OtherImport {
        message: format!("{error:#}"),
    };
    let error = match linker.instantiate_pre(component) {
        Ok(pre) => return Ok((pre, Vec::new())),
        Err(error) => error,
    };
    let imports = missing(component);
    if imports.is_empty() {
        return Err(other(error));
    }
    if !runtime.trap_missing_imports {
        return Err(Error::MissingImport { imports });
    }
    let trapping = |mut linker: Linker<State>| {
        linker
            .define_unknown_imports_as_traps(component)
            .and_then(|()| linker.instantiate_pre(component))
    };
    // An interface that is missing may have resources of one that is not, in
    // another patch version: then each is one of its own, and no two fit.
    let pre = trapping(linker.clone())
        .or_else(|_| trapping(Linker::new(component.engine())))
        .map_err(other)?;
    Ok((pre, imports))
}

/// Names of what a component imports and this host does not provide. The linker
/// stops at the first one; we name them all.
fn missing(component: &Compiled) -> Vec<String> {
    let engine = component.engine();
    let types = component.component_type();
    let missing = types.imports(engine).filter(|(name, item)| {
        let only_types = match &item.ty {
            ComponentItem::ComponentInstance(instance) => instance
                .exports(engine)
                .all(|(_, export)| matches!(export.ty, ComponentItem::Type(_))),
            ComponentItem::Type(_) => true,
            _ => false,
        };
        !only_types && !links::is_provided(name)
    });
    names(missing.map(|(name, _)| name))
}
