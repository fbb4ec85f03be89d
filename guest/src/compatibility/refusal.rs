//! The compiler's refusal of a component, for tests.

extern crate std;

use std::string::String;

use super::{Direction, Interface, Item, check};

pub(super) const IMPORT: Direction = Direction::Import;
pub(super) const EXPORT: Direction = Direction::Export;

/// An interface of which nothing but the name is known.
pub(super) const fn interface(id: &'static str) -> Interface {
    Interface {
        id,
        revision: "",
        packages: &[],
        uses: &[],
        joints: &[],
    }
}

/// Returns the refusal of some items, which is there in whatever order they stand.
pub(super) fn refusal(items: &[(Direction, &Interface)]) -> Option<String> {
    let items: std::vec::Vec<_> = items
        .iter()
        .map(|&(way, interface)| Item::Interface(way, interface))
        .collect();
    refusal_of_items(&items)
}

/// The same, of settings too.
pub(super) fn refusal_of_items(items: &[Item<'_>]) -> Option<String> {
    let refusal = |items: &[Item<'_>]| {
        let refusal = std::panic::catch_unwind(|| check(items)).err()?;
        let text = refusal.downcast_ref::<String>().cloned();
        // One without anything to fill in is another type.
        text.or_else(|| refusal.downcast_ref::<&str>().map(|text| (*text).into()))
    };
    let reversed: std::vec::Vec<_> = items.iter().rev().copied().collect();
    assert_eq!(refusal(items).is_some(), refusal(&reversed).is_some());
    refusal(items)
}
