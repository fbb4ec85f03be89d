//! The functions of a component, found by its type.

use wasmtime::Engine;
use wasmtime::component::types::{ComponentFunc, ComponentItem};

use super::values::obstacle;

/// An exported function.
#[derive(Clone, Debug)]
pub(super) struct ExportedFunction {
    /// The instances that it is in, from the outside in, and its own name.
    pub(super) path: Vec<String>,
    /// The reason why it cannot be called; `None` if it can.
    pub(super) obstacle: Option<String>,
}

impl ExportedFunction {
    /// Returns its name, with those of the instances that it is in.
    pub(super) fn name(&self) -> String {
        self.path.join("#")
    }
}

/// Returns the reason why a function cannot be called with made-up values; `None`
/// if it can.
pub(super) fn cannot_call(ty: &ComponentFunc) -> Option<String> {
    let obstacle = ty.params().find_map(|(_, ty)| obstacle(&ty))?;
    Some(format!("it takes {obstacle}"))
}

/// Adds the functions among `items`, and in instances among them.
pub(super) fn exported(
    engine: &Engine,
    path: &[String],
    items: &mut dyn Iterator<Item = (&str, ComponentItem)>,
    to: &mut Vec<ExportedFunction>,
) {
    for (name, item) in items {
        let mut path = path.to_vec();
        path.push(name.to_owned());
        match item {
            ComponentItem::ComponentFunc(ty) => to.push(ExportedFunction {
                obstacle: cannot_call(&ty),
                path,
            }),
            ComponentItem::ComponentInstance(instance) => {
                let mut items = instance.exports(engine).map(|(name, item)| (name, item.ty));
                exported(engine, &path, &mut items, to);
            }
            // Nobody says what it is to be instantiated with.
            ComponentItem::Component(_) | ComponentItem::Module(_) => to.push(ExportedFunction {
                obstacle: Some("it is no function, but what has some".to_owned()),
                path,
            }),
            ComponentItem::CoreFunc(_) | ComponentItem::Type(_) | ComponentItem::Resource(_) => {}
        }
    }
}
