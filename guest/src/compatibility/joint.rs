//! Exports that share types, and the component type of all of them together.

use super::texts::{contains, same};
use super::{Direction, Interface, Item, Joint};

/// Returns the joint of an interface whose others are just those exports that it
/// is related to.
pub(super) const fn joint(items: &[Item<'_>], interface: &Interface) -> Option<&'static Joint> {
    let mut at = 0;
    while at < interface.joints.len() {
        let joint = &interface.joints[at];
        let mut members = 1;
        let mut fits = true;
        let mut item = 0;
        while item < items.len() {
            if let Item::Interface(Direction::Export, other) = items[item]
                && !same(other.id, interface.id)
            {
                if contains(joint.exports, other.id) {
                    members += 1;
                } else {
                    fits = fits && !is_related(items, other, interface, joint);
                }
            }
            item += 1;
        }
        if fits && members == joint.exports.len() + 1 {
            return Some(joint);
        }
        at += 1;
    }
    None
}

/// Returns `true` for an export that uses types of a member of a joint, or the
/// other way round.
const fn is_related(
    items: &[Item<'_>],
    other: &Interface,
    interface: &Interface,
    joint: &Joint,
) -> bool {
    let mut item = 0;
    while item < items.len() {
        if let Item::Interface(Direction::Export, member) = items[item]
            && (same(member.id, interface.id) || contains(joint.exports, member.id))
            && (contains(member.uses, other.id) || contains(other.uses, member.id))
        {
            return true;
        }
        item += 1;
    }
    false
}

#[cfg(test)]
mod tests {
    extern crate std;

    use super::super::refusal::{EXPORT, interface, refusal_of_items};
    use super::*;

    /// As far as a world of the WIT has them beside each other.
    #[test]
    #[cfg_attr(miri, ignore = "compares texts for minutes, as constants do")]
    fn types_are_exported_beside_their_user_where_there_is_a_joint() {
        const USER: &str = "a:b/user@1.0.0";
        const TYPES: &str = "a:b/types@1.0.0";
        const MORE: &str = "a:b/more@1.0.0";
        const TWO: &[u8] = b"types and user";
        const THREE: &[u8] = b"all three";
        const fn joint(exports: &'static [&'static str], section: &'static [u8]) -> Joint {
            Joint { exports, section }
        }
        const USER_JOINTS: &[Joint] = &[joint(&[TYPES], TWO), joint(&[MORE, TYPES], THREE)];
        const TYPES_JOINTS: &[Joint] = &[joint(&[USER], TWO), joint(&[MORE, USER], THREE)];
        const MORE_JOINTS: &[Joint] = &[joint(&[TYPES, USER], THREE)];
        let user = Interface {
            uses: &[TYPES, MORE, "a:b/base@1.0.0"],
            joints: USER_JOINTS,
            ..interface(USER)
        };
        let types = Interface {
            joints: TYPES_JOINTS,
            ..interface(TYPES)
        };
        let more = Interface {
            joints: MORE_JOINTS,
            ..interface(MORE)
        };
        let base = interface("a:b/base@1.0.0");
        let apart = interface("a:b/apart@1.0.0");
        let another = Interface {
            uses: &[TYPES],
            ..interface("a:b/another@1.0.0")
        };
        let all = |exports: &[&Interface], section: &[u8]| {
            let items: std::vec::Vec<_> = exports
                .iter()
                .map(|&one| Item::Interface(EXPORT, one))
                .collect();
            for one in exports.iter().filter(|one| !one.joints.is_empty()) {
                let joint = super::joint(&items, one).map_or(&b"alone"[..], |joint| joint.section);
                assert_eq!(joint, section, "{}", one.id);
            }
            refusal_of_items(&items)
        };
        assert_eq!(all(&[&user, &apart], b"alone"), None);
        assert_eq!(all(&[&more, &types], b"alone"), None);
        assert_eq!(all(&[&types, &apart, &user], TWO), None);
        assert_eq!(all(&[&user, &more, &types], THREE), None);
        for others in [
            &[&more][..],
            &[&base],
            &[&base, &types],
            &[&types, &another],
            &[&types, &more, &base],
        ] {
            let text = all(&[&[&user], others].concat(), b"alone").expect("a refusal");
            assert!(text.contains("uses types of"), "{text}");
        }
    }
}
