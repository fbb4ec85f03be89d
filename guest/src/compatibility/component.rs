//! The items of one component, and the interfaces that it lets in.

#![allow(
    unsafe_code,
    reason = "nothing can check what a component says of itself and of an interface"
)]

use super::joint::joint;
use super::message::say;
use super::texts::{equal, same};
use super::{Direction, Interface, Item, Joint};

/// All that a component exports and imports, as `component!` says it.
///
/// Whoever has a value knows that [`check`](super::check) looks at these items.
#[derive(Clone, Copy, Debug)]
pub struct Component<'i> {
    items: &'i [Item<'i>],
}

impl<'i> Component<'i> {
    /// Takes the items of a component.
    ///
    /// # Safety
    ///
    /// - They are checked, in the crate that becomes the component.
    /// - No crate has two values of different items.
    pub const unsafe fn of(items: &'i [Item<'i>]) -> Self {
        Self { items }
    }
}

/// One direction of an interface, as it was generated.
///
/// A module can be put together from several interfaces, and so can a type that
/// looks like ours. A type with this trait is ours.
///
/// # Safety
///
/// - `TAG` stands for this very interface, in this revision.
/// - `INTERFACE` is true of it.
/// - `TYPE` is its component type in this direction, and what functions the
///   implementing type has are those of `TYPE`.
pub unsafe trait Generated {
    /// Which way the interface is used.
    const DIRECTION: Direction;
    /// Which interface it is, in which revision.
    const TAG: &'static str;
    /// The description that is compared where a component has several interfaces.
    const INTERFACE: Interface;
    /// The component type of this direction, without any other export.
    const TYPE: &'static [u8];
}

/// Lets an interface into a component that says that it has it.
///
/// # Panics
///
/// Where `component` says nothing of it, or where the macro of another interface
/// asks, whose tag is `tag`. Both are errors of the compiler's.
#[track_caller]
pub const fn admit<T: Generated>(component: Component<'_>, way: Direction, tag: &str) {
    let interface = T::INTERFACE;
    if !same(T::TAG, tag) || !is(T::DIRECTION, way) {
        say(&[
            "this is put together from ",
            interface.id,
            " and another interface",
        ]);
    }
    let mut at = 0;
    while at < component.items.len() {
        if let Item::Interface(direction, said) = component.items[at]
            && is(direction, way)
            && is_said(&interface, said)
        {
            return;
        }
        at += 1;
    }
    say(&[
        "nothing says that the component has ",
        interface.id,
        ": write it among what `component!` exports and imports",
    ]);
}

/// Returns `true` for a component that calls its host.
pub const fn calls(component: Component<'_>) -> bool {
    let mut at = 0;
    while at < component.items.len() {
        if matches!(component.items[at], Item::Interface(Direction::Import, _)) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns the component type that stands for an export of an interface beside
/// the others of the component.
pub const fn export_type<T: Generated>(component: Component<'_>) -> &'static [u8] {
    match joint(component.items, &T::INTERFACE) {
        Some(joint) => joint.section,
        None => T::TYPE,
    }
}

/// Returns `bytes` as an array, which is as long as they are.
#[doc(hidden)]
pub const fn array<const LEN: usize>(bytes: &[u8]) -> [u8; LEN] {
    let mut array = [0; LEN];
    array.copy_from_slice(bytes);
    array
}

const fn is(one: Direction, other: Direction) -> bool {
    matches!(
        (one, other),
        (Direction::Export, Direction::Export) | (Direction::Import, Direction::Import)
    )
}

/// Returns `true` where all that [`check`](super::check) was told of an interface
/// is true of it.
const fn is_said(interface: &Interface, said: &Interface) -> bool {
    if !same(interface.id, said.id)
        || !same(interface.revision, said.revision)
        || !equal(interface.packages, said.packages)
        || !equal(interface.uses, said.uses)
        || interface.joints.len() != said.joints.len()
    {
        return false;
    }
    let mut at = 0;
    while at < said.joints.len() {
        if !is_joint(&interface.joints[at], &said.joints[at]) {
            return false;
        }
        at += 1;
    }
    true
}

const fn is_joint(joint: &Joint, said: &Joint) -> bool {
    if !equal(joint.exports, said.exports) || joint.section.len() != said.section.len() {
        return false;
    }
    let mut at = 0;
    while at < said.section.len() && joint.section[at] == said.section[at] {
        at += 1;
    }
    at == said.section.len()
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::panic::catch_unwind;

    use super::super::refusal::{EXPORT, IMPORT, interface};
    use super::*;

    /// A component that nothing is made of.
    const fn component<'i>(items: &'i [Item<'i>]) -> Component<'i> {
        Component { items }
    }

    #[test]
    fn calls_of_the_host_are_imports() {
        let a = interface("a:b/c@1.0.0");
        let calls = |items: &[Item<'_>]| calls(component(items));
        assert!(!calls(&[]));
        assert!(!calls(&[
            Item::Interface(EXPORT, &a),
            Item::Setting("wasi_marker")
        ]));
        assert!(calls(&[
            Item::Setting("wasi_marker"),
            Item::Interface(IMPORT, &a)
        ]));
    }

    /// An interface with all that can be said of one.
    struct Ours;

    const JOINTS: &[Joint] = &[Joint {
        exports: &["a:b/d@1.0.0"],
        section: b"both",
    }];

    const OURS: Interface = Interface {
        id: "a:b/c@1.0.0",
        revision: "2026",
        packages: &["a:b@1.0.0", "e:f@1.0.0"],
        uses: &["e:f/g@1.0.0"],
        joints: JOINTS,
    };

    // SAFETY: there is no such interface.
    unsafe impl Generated for Ours {
        const DIRECTION: Direction = IMPORT;
        const TAG: &'static str = "tag";
        const INTERFACE: Interface = OURS;
        const TYPE: &'static [u8] = b"alone";
    }

    fn is_admitted(items: &[Item<'_>], way: Direction, tag: &str) -> bool {
        catch_unwind(|| admit::<Ours>(component(items), way, tag)).is_ok()
    }

    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn what_the_component_has_is_admitted() {
        let (ours, other) = (OURS, interface("a:b/d@1.0.0"));
        let items = [
            Item::Unknown,
            Item::Interface(EXPORT, &other),
            Item::Interface(IMPORT, &ours),
        ];
        assert!(is_admitted(&items, IMPORT, "tag"));
        assert!(!is_admitted(&items, IMPORT, "another"));
        assert!(!is_admitted(&items, EXPORT, "tag"));
        assert!(!is_admitted(&items[..2], IMPORT, "tag"));
        let exported = [Item::Interface(EXPORT, &ours)];
        assert!(!is_admitted(&exported, IMPORT, "tag"));
    }

    /// Admits only a description that is true of the interface.
    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn what_is_said_of_an_interface_is_true_of_it() {
        const fn joint(exports: &'static [&'static str], section: &'static [u8]) -> Joint {
            Joint { exports, section }
        }
        const OTHERS: &[&[Joint]] = &[
            &[],
            &[joint(&["a:b/d@1.0.0"], b"botx")],
            &[joint(&["a:b/d@1.0.0"], b"both or")],
            &[joint(&["a:b/e@1.0.0"], b"both")],
        ];
        let wrong = [
            Interface {
                id: "a:b/c@1.0.1",
                ..OURS
            },
            Interface {
                revision: "",
                ..OURS
            },
            Interface {
                packages: &["a:b@1.0.0"],
                ..OURS
            },
            Interface {
                packages: &["a:b@1.0.0", "e:f@1.0.1"],
                ..OURS
            },
            Interface { uses: &[], ..OURS },
        ];
        let joints = OTHERS.iter().map(|&joints| Interface { joints, ..OURS });
        for said in wrong.into_iter().chain(joints) {
            let items = [Item::Interface(IMPORT, &said)];
            assert!(!is_admitted(&items, IMPORT, "tag"), "{said:?}");
        }
    }
}
