//! The handles that can be given.

use wasmtime::AsContextMut;
use wasmtime::component::{ResourceAny, ResourceDynamic, ResourceType, Type, Val};

use super::host::Host;
use super::payload;
use super::text::OpaqueValue;
use super::values::Handles;

/// Handles that exports answered with.
#[derive(Debug, Default)]
pub(super) struct HandlePool {
    handles: Vec<ResourceAny>,
    /// The number of handles that were asked for so far.
    asked: usize,
}

/// The most handles that are kept. The oldest one beyond that is dropped again, so
/// that destructors run.
const MOST_KEPT: usize = 6;

impl HandlePool {
    /// Keeps a handle.
    pub(super) fn keep(&mut self, handle: ResourceAny) {
        self.handles.push(handle);
    }

    /// Returns a handle that is to be dropped now.
    pub(super) fn one_too_many(&mut self) -> Option<ResourceAny> {
        (self.handles.len() > MOST_KEPT).then(|| self.handles.remove(0))
    }

    /// Returns one of a type, each in its turn.
    fn one(&mut self, ty: ResourceType, owned: bool) -> Option<ResourceAny> {
        let fitting: Vec<_> = (0..self.handles.len())
            .filter(|at| self.handles[*at].ty() == ty)
            .collect();
        self.asked += 1;
        let at = *fitting.get(self.asked % fitting.len().max(1))?;
        if owned {
            return Some(self.handles.remove(at));
        }
        Some(self.handles[at])
    }
}

/// Gives handles of imported resources, which are made up, and those that were
/// kept.
pub(super) struct StoreHandles<'k, S> {
    /// The store in which the handles live.
    pub(super) store: S,
    /// The handles that were kept; `None` where none may be given.
    pub(super) pool: Option<&'k mut HandlePool>,
}

impl<S: AsContextMut<Data = Host>> Handles for StoreHandles<'_, S> {
    fn handle(&mut self, ty: ResourceType, owned: bool) -> Option<ResourceAny> {
        let host = self.store.as_context_mut().data_mut().new_resource(ty);
        match (host, &mut self.pool) {
            (Some((rep, number)), _) => ResourceDynamic::new_own(rep, number)
                .try_into_resource_any(&mut self.store)
                .ok(),
            (None, Some(pool)) => pool.one(ty, owned),
            (None, None) => None,
        }
    }

    fn stream(&mut self, item: Option<&Type>, items: &[Val]) -> Option<Val> {
        payload::stream(&mut self.store, item, items)
    }

    fn future(&mut self, ty: Option<&Type>, value: Val) -> Option<Val> {
        payload::future(&mut self.store, ty, value)
    }
}

/// Returns the text for a value that came out of a component. A handle is gone
/// then, unless `keep` keeps it; streams and futures are read.
pub(super) fn came_out(
    mut store: impl AsContextMut<Data = Host>,
    value: OpaqueValue<'_>,
    keep: &mut dyn FnMut(ResourceAny),
) -> String {
    let handle = match value {
        OpaqueValue::Handle(handle) => handle,
        OpaqueValue::Stream(stream) => return payload::read_stream(store, stream),
        OpaqueValue::Future(future) => return payload::read_future(store, future),
    };
    let (ty, owned) = (handle.ty(), handle.owned());
    let how = if owned { "own" } else { "borrow" };
    if store.as_context_mut().data_mut().is_host(ty) {
        return match handle.try_into_resource_dynamic(&mut store) {
            Ok(resource) => format!("{how} {}/{}", resource.ty(), resource.rep()),
            Err(error) => format!("{how} {error}"),
        };
    }
    if owned {
        keep(handle);
    } else {
        // A borrow has to be given back before the call returns.
        let _ = handle.resource_drop(&mut store);
    }
    format!("{how} handle")
}
