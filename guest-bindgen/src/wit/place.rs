//! The places of items in the text of the WIT.

use wit_parser::{Resolve, Span, World, WorldItem};

/// File, line and column; empty where the WIT is no text, but a component type.
pub(crate) fn place(resolve: &Resolve, at: Span) -> String {
    if at.is_known() {
        resolve.render_location(at)
    } else {
        String::new()
    }
}

/// The same at the beginning of a message.
pub(crate) fn begin(at: &str) -> String {
    if at.is_empty() {
        String::new()
    } else {
        format!("{at}: ")
    }
}

/// Returns the place of an item of a world: that of the line which names it, else that
/// of the item, else that of the world. Nothing names the items that a world includes;
/// of an interface that stands in a world only the interface has a place.
pub(crate) fn of_item(resolve: &Resolve, world: &World, item: &WorldItem) -> Span {
    let own = match item {
        WorldItem::Interface { id, .. } => resolve.interfaces[*id].span,
        WorldItem::Function(function) => function.span,
        WorldItem::Type { id, .. } => resolve.types[*id].span,
    };
    let known = [item.span(), own].into_iter().find(Span::is_known);
    known.unwrap_or(world.span)
}
