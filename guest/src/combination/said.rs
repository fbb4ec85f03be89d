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
pub(super) fn said(items: &[(Direction, &Interface)]) -> Option<String> {
    let items: std::vec::Vec<_> = items
        .iter()
        .map(|&(way, interface)| Item::Interface(way, interface))
        .collect();
    all_said(&items)
}

/// The same, of settings too.
pub(super) fn all_said(items: &[Item<'_>]) -> Option<String> {
    let said = |items: &[Item<'_>]| {
        let refusal = std::panic::catch_unwind(|| check(items)).err()?;
        let text = refusal.downcast_ref::<String>().cloned();
        // One without anything to fill in is another type.
        text.or_else(|| refusal.downcast_ref::<&str>().map(|text| (*text).into()))
    };
    let reversed: std::vec::Vec<_> = items.iter().rev().copied().collect();
    assert_eq!(said(items).is_some(), said(&reversed).is_some());
    said(items)
}
