//! Scopes, and the model as a whole.

use super::{Id, Item, ItemKind};

/// A component, or a type of components or instances: each has index spaces of its
/// own.
#[derive(Clone, Debug, Default)]
pub struct Scope<'a> {
    /// The definitions, in order. Each may only refer to those before it.
    pub items: Vec<Item<'a>>,
}

impl<'a> Scope<'a> {
    /// Returns the item of a definition, if it stands in this very scope.
    pub fn definition(&self, id: Id) -> Option<&Item<'a>> {
        self.items.iter().find(|item| item.defines.contains(&id))
    }

    /// Returns the place of the item of a definition.
    pub fn position(&self, id: Id) -> Option<usize> {
        self.items
            .iter()
            .position(|item| item.defines.contains(&id))
    }

    /// Calls `visit` with this scope and every component within, this one last.
    ///
    /// # Errors
    ///
    /// - The first one of `visit`.
    pub fn components<E>(
        &mut self,
        visit: &mut dyn FnMut(&mut Self) -> Result<(), E>,
    ) -> Result<(), E> {
        for item in &mut self.items {
            if let ItemKind::Component(inner) = &mut item.kind {
                inner.components(visit)?;
            }
        }
        visit(self)
    }
}

/// A component with all that it consists of.
#[derive(Clone, Debug, Default)]
pub struct Model<'a> {
    /// The component itself.
    pub root: Scope<'a>,
    /// The first id that stands for nothing.
    pub next: Id,
}

impl Model<'_> {
    /// Returns an id that stands for nothing yet.
    pub fn fresh(&mut self) -> Id {
        fresh(&mut self.next)
    }
}

/// Returns an id that stands for nothing yet, for a model that is being changed at
/// the same time.
pub fn fresh(next: &mut Id) -> Id {
    let id = *next;
    *next += 1;
    id
}
