//! Interfaces that cannot be in one component.

use super::joint::joint;
use super::message::say;
use super::texts::{common, contains, same};
use super::versions::compatible;
use super::{Direction, Interface, Item};

/// A reason why two interfaces cannot be in one component.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conflict {
    /// They show types of one package in two revisions: linkers take the one
    /// for the other, and memory is misread.
    Revisions {
        /// The package.
        package: &'static str,
    },
    /// They are one interface in one direction.
    Twice,
    /// They are imported, in versions that semantic versioning calls
    /// compatible: linkers make one import of both, of the later version, or
    /// give up.
    Versions,
    /// The second one is exported, and its types are in the first one, which
    /// is exported as well, and no world of the WIT has it so: whether those are
    /// the exported types or the imported ones depends on the order in which
    /// linkers see the two.
    Types,
}

/// Refuses interfaces that cannot be in one component.
///
/// # Panics
///
/// Where two of them cannot, which is an error of the compiler's: `component!`
/// calls this in a constant.
#[track_caller]
pub const fn check(items: &[Item<'_>]) {
    let mut left = 0;
    while left < items.len() {
        let mut right = 0;
        while right < items.len() {
            if left != right {
                check_two(items, items[left], items[right]);
            }
            right += 1;
        }
        left += 1;
    }
}

/// Refuses two items that cannot be in one component.
#[track_caller]
const fn check_two(items: &[Item<'_>], left: Item<'_>, right: Item<'_>) {
    match (left, right) {
        (Item::Setting(left), Item::Setting(right)) if same(left, right) => say(&[
            "`",
            left,
            "` is said twice: keep one `with` or `without` of it",
        ]),
        (Item::Interface(way, left), Item::Interface(other_way, right)) => {
            match conflict((way, left), (other_way, right)) {
                Some(Conflict::Types) if joint(items, left).is_some() => {}
                Some(conflict) => refuse(conflict, (way, left), (other_way, right)),
                None => {}
            }
        }
        _ => {}
    }
}

/// Returns the reason why two interfaces cannot be in one component, if there is one. Ask
/// about both orders of the two.
pub const fn conflict(
    (way, left): (Direction, &Interface),
    (other_way, right): (Direction, &Interface),
) -> Option<Conflict> {
    if !same(left.revision, right.revision)
        && let Some(package) = common(left.packages, right.packages)
    {
        return Some(Conflict::Revisions { package });
    }
    match (way, other_way) {
        (Direction::Import, Direction::Export) | (Direction::Export, Direction::Import) => None,
        _ if same(left.id, right.id) => Some(Conflict::Twice),
        (Direction::Import, Direction::Import) if compatible(left.id, right.id) => {
            Some(Conflict::Versions)
        }
        (Direction::Export, Direction::Export) if contains(left.uses, right.id) => {
            Some(Conflict::Types)
        }
        _ => None,
    }
}

#[track_caller]
const fn refuse(
    conflict: Conflict,
    (way, left): (Direction, &Interface),
    (_, right): (Direction, &Interface),
) -> ! {
    let (a, b) = (left.id, right.id);
    match conflict {
        Conflict::Revisions { package } => say(&[
            a,
            " is of ",
            revision(left),
            " and ",
            b,
            " of ",
            revision(right),
            ", in which the types of ",
            package,
            " differ: take all interfaces from one of the two",
        ]),
        Conflict::Twice if matches!(way, Direction::Import) => say(&[
            a,
            " is imported twice: keep one of the two, all calls can go through it",
        ]),
        Conflict::Twice => say(&[
            a,
            " is exported twice: keep one of the two, one type answers for an interface",
        ]),
        Conflict::Versions => say(&[
            a,
            " and ",
            b,
            " are imported, two versions that count as one: a component would get the later one for both; import one of them",
        ]),
        Conflict::Types => say(&[
            a,
            " uses types of ",
            b,
            ", and both are exported: leave out the latter, hosts find its types through the former; where it has functions, give the types that both use an interface of their own, or generate the bindings from WIT with a world that exports both",
        ]),
    }
}

/// Returns the name of a revision.
const fn revision(interface: &Interface) -> &'static str {
    if interface.revision.is_empty() {
        "the usual WIT"
    } else {
        interface.revision
    }
}

#[cfg(test)]
mod tests {
    use super::super::refusal::{EXPORT, IMPORT, interface, refusal, refusal_of_items};
    use super::*;

    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn an_interface_goes_each_way_once() {
        let (a, b) = (interface("a:b/c@1.0.0"), interface("a:b/d@1.0.0"));
        assert_eq!(refusal(&[]), None);
        assert_eq!(
            refusal(&[(IMPORT, &a), (EXPORT, &a), (IMPORT, &b), (EXPORT, &b)]),
            None
        );
        for (way, word) in [(IMPORT, "imported"), (EXPORT, "exported")] {
            let text = refusal(&[(way, &a), (way, &b), (way, &a)]).expect("a refusal");
            assert!(text.starts_with("component!: a:b/c@1.0.0 is "), "{text}");
            assert!(text.contains(word), "{text}");
        }
    }

    /// Exports are not merged: a component can be of two versions.
    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn compatible_versions_are_imported_once() {
        let (old, new) = (interface("a:b/c@1.0.0"), interface("a:b/c@1.1.0"));
        let text = refusal(&[(IMPORT, &old), (IMPORT, &new)]).expect("a refusal");
        assert!(text.contains("a:b/c@1.0.0 and a:b/c@1.1.0"), "{text}");
        assert_eq!(refusal(&[(EXPORT, &old), (EXPORT, &new)]), None);
        assert_eq!(refusal(&[(IMPORT, &old), (EXPORT, &new)]), None);
        let other = interface("a:b/c@2.0.0");
        assert_eq!(refusal(&[(IMPORT, &old), (IMPORT, &other)]), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn revisions_do_not_mix() {
        const PACKAGES: &[&str] = &["a:b@1.0.0", "types:of@1.0.0"];
        let usual = Interface {
            packages: PACKAGES,
            ..interface("a:b/c@1.0.0")
        };
        let other = Interface {
            revision: "2026",
            packages: &["d:e@1.0.0", "types:of@1.0.0"],
            ..interface("d:e/f@1.0.0")
        };
        let apart = Interface {
            revision: "2026",
            packages: &["d:e@1.0.0"],
            ..interface("d:e/g@1.0.0")
        };
        for ways in [(IMPORT, IMPORT), (IMPORT, EXPORT), (EXPORT, EXPORT)] {
            let text = refusal(&[(ways.0, &usual), (ways.1, &other)]).expect("a refusal");
            for part in ["the usual WIT", "2026", "types:of@1.0.0"] {
                assert!(text.contains(part), "{text}");
            }
            assert_eq!(refusal(&[(ways.0, &usual), (ways.1, &apart)]), None);
            assert_eq!(refusal(&[(ways.0, &other), (ways.1, &apart)]), None);
        }
    }

    #[test]
    fn types_are_exported_by_whoever_uses_them() {
        let types = interface("a:b/types@1.0.0");
        let user = Interface {
            uses: &["a:b/types@1.0.0"],
            ..interface("a:b/user@1.0.0")
        };
        let text = refusal(&[(EXPORT, &types), (EXPORT, &user)]).expect("a refusal");
        assert!(
            text.contains("a:b/user@1.0.0 uses types of a:b/types@1.0.0"),
            "{text}"
        );
        assert_eq!(refusal(&[(IMPORT, &types), (EXPORT, &user)]), None);
        assert_eq!(refusal(&[(IMPORT, &types), (IMPORT, &user)]), None);
    }

    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn a_setting_is_said_once() {
        let (one, other) = (Item::Setting("panic_handler"), Item::Setting("wasi_marker"));
        assert_eq!(
            refusal_of_items(&[one, other, Item::Unknown, Item::Unknown]),
            None
        );
        let text = refusal_of_items(&[one, other, one]).expect("a refusal");
        assert!(text.contains("`panic_handler` is said twice"), "{text}");
    }
}
