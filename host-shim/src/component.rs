//! A component that is compiled and ready to be instantiated.

use std::fmt;
use std::sync::Arc;

use wasmtime::component::types::ComponentItem;
use wasmtime::component::{Component as Compiled, InstancePre};

use crate::engine::Runtime;
use crate::host::State;
use crate::worlds::PROVIDED;
use crate::{Error, Host, Instance, Layout, World, binary};

/// A compiled component. Cloning is cheap; instances are made from it by
/// [`instantiate`](Self::instantiate) in a few microseconds.
#[derive(Clone)]
pub struct Component {
    inner: Arc<Inner>,
}

struct Inner {
    runtime: Arc<Runtime>,
    pre: InstancePre<State>,
    worlds: Vec<World>,
    imports: Vec<String>,
    exports: Vec<String>,
    bytes: usize,
    layout: Layout,
}

impl Component {
    pub(crate) fn load(runtime: Arc<Runtime>, bytes: &[u8]) -> Result<Self, Error> {
        let limit = runtime.limits.component_bytes;
        if bytes.len() > limit {
            return Err(Error::TooLarge {
                bytes: bytes.len(),
                limit,
            });
        }
        let layout = binary::examine(bytes)?;
        let engine = &runtime.engine;
        let compiled = Compiled::from_binary(engine, bytes).map_err(|error| Error::Invalid {
            message: format!("{error:#}"),
        })?;

        let types = compiled.component_type();
        let imports = names(types.imports(engine).map(|(name, _)| name));
        let exports = names(types.exports(engine).map(|(name, _)| name));
        let worlds = World::detect(&compiled)?;
        if worlds.is_empty() {
            return Err(Error::UnknownWorld { exports });
        }
        let pre = runtime
            .linker
            .instantiate_pre(&compiled)
            .map_err(|error| unlinked(&runtime, &compiled, &error))?;
        Ok(Self {
            inner: Arc::new(Inner {
                runtime,
                pre,
                worlds,
                imports,
                exports,
                bytes: bytes.len(),
                layout,
            }),
        })
    }

    /// The known interfaces that it exports; at least one.
    pub fn exports(&self) -> &[World] {
        &self.inner.worlds
    }

    /// The name of the interface that says best what this component is for,
    /// `greentic:component/node@0.5.0` say.
    pub fn world(&self) -> &'static str {
        self.inner.worlds[0].interface()
    }

    /// Names of all that it imports, in the order of the file. Interfaces that
    /// only hold types are among them.
    pub fn import_names(&self) -> &[String] {
        &self.inner.imports
    }

    /// Names of all that it exports, known to this host or not.
    pub fn export_names(&self) -> &[String] {
        &self.inner.exports
    }

    /// Size of the file in bytes.
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
    /// instance takes more than it may, [`Error::Setup`] if the system has no
    /// memory left.
    pub fn instantiate(&self, host: Host) -> Result<Instance, Error> {
        let Inner { runtime, pre, .. } = &*self.inner;
        Instance::new(Arc::clone(runtime), pre, &self.inner.worlds, host)
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

fn names<'a>(names: impl Iterator<Item = &'a str>) -> Vec<String> {
    names.map(String::from).collect()
}

/// Why the linker did not take a component. It stops at the first import that
/// it lacks; we name them all.
fn unlinked(runtime: &Runtime, component: &Compiled, error: &wasmtime::Error) -> Error {
    let engine = &runtime.engine;
    let types = component.component_type();
    let imports = types
        .imports(engine)
        .filter(|(name, item)| {
            let only_types = match &item.ty {
                ComponentItem::ComponentInstance(instance) => instance
                    .exports(engine)
                    .all(|(_, export)| matches!(export.ty, ComponentItem::Type(_))),
                ComponentItem::Type(_) => true,
                _ => false,
            };
            !only_types && !PROVIDED.contains(name)
        })
        .map(|(name, _)| name.to_owned())
        .collect::<Vec<_>>();
    if imports.is_empty() {
        Error::OtherImport {
            message: format!("{error:#}"),
        }
    } else {
        Error::MissingImport { imports }
    }
}
