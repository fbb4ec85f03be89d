//! Which interfaces can be in one component: what the linker would refuse with
//! a message about its own insides, or would accept and get wrong, is an error
//! of the compiler's that says what to do.

/// What is known of an interface, for [`check`].
#[derive(Clone, Copy, Debug)]
pub struct Interface {
    /// Its full name, with the version of its package.
    pub id: &'static str,
    /// Which text of the WIT it is of; empty for the usual one.
    pub revision: &'static str,
    /// The packages whose types it shows, its own one first.
    pub packages: &'static [&'static str],
    /// The interfaces whose types it uses, directly or through others.
    pub uses: &'static [&'static str],
    /// Its component types beside exports that it shares types with, as worlds of
    /// the WIT have it.
    pub joints: &'static [Joint],
}

/// The component type of an interface that is exported together with others
/// whose types it uses, or that use its own. By itself it would take types from
/// an import.
#[derive(Clone, Copy, Debug)]
pub struct Joint {
    /// The others.
    pub exports: &'static [&'static str],
    /// The component type of all of them together.
    pub section: &'static [u8],
}

/// What a statement of `component!` says.
#[derive(Clone, Copy, Debug)]
pub enum Item<'i> {
    /// An interface and which way it is used.
    Interface(Direction, &'i Interface),
    /// A setting, by its name.
    Setting(&'static str),
    /// Nothing that `component!` understands, which it says so of.
    Unknown,
}

/// Which way an interface is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The component implements it.
    Export,
    /// The component calls it.
    Import,
}

/// Returns `true` for a component that calls its host.
pub const fn calls(items: &[Item<'_>]) -> bool {
    let mut at = 0;
    while at < items.len() {
        if matches!(items[at], Item::Interface(Direction::Import, _)) {
            return true;
        }
        at += 1;
    }
    false
}

/// Returns the component type that stands for an export of `interface` beside
/// the other `items`; `alone` is the one without any other export.
pub const fn export_type(
    items: &[Item<'_>],
    interface: &Interface,
    alone: &'static [u8],
) -> &'static [u8] {
    match joint(items, interface) {
        Some(joint) => joint.section,
        None => alone,
    }
}

/// Returns `bytes` as an array, which is as long as they are.
pub const fn array<const LEN: usize>(bytes: &[u8]) -> [u8; LEN] {
    let mut array = [0; LEN];
    array.copy_from_slice(bytes);
    array
}

/// Returns the joint of an interface whose others are just those exports that it
/// is related to.
const fn joint(items: &[Item<'_>], interface: &Interface) -> Option<&'static Joint> {
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

/// Why two interfaces cannot be in one component.
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

/// Why two interfaces cannot be in one component, if they cannot. Both orders
/// of the two are to be asked about.
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

/// What a revision is called.
const fn revision(interface: &Interface) -> &'static str {
    if interface.revision.is_empty() {
        "the usual WIT"
    } else {
        interface.revision
    }
}

/// Whether two full names are of one interface in two versions that semantic
/// versioning calls compatible.
const fn compatible(a: &str, b: &str) -> bool {
    let (Some(a_at), Some(b_at)) = (find(a, b'@', 0), find(b, b'@', 0)) else {
        return false;
    };
    same(a.split_at(a_at).0, b.split_at(b_at).0)
        && same(track(a.split_at(a_at).1), track(b.split_at(b_at).1))
}

/// The part of `@1.2.3` that compatible versions share: up to the first number
/// that is not 0. A version before a release counts as itself alone.
const fn track(version: &str) -> &str {
    let version = match find(version, b'+', 0) {
        Some(end) => version.split_at(end).0,
        None => version,
    };
    if find(version, b'-', 0).is_some() {
        return version;
    }
    let mut start = 1;
    while let Some(end) = find(version, b'.', start) {
        if end != start + 1 || version.as_bytes()[start] != b'0' {
            return version.split_at(end).0;
        }
        start = end + 1;
    }
    version
}

const fn find(text: &str, byte: u8, from: usize) -> Option<usize> {
    let mut at = from;
    while at < text.len() {
        if text.as_bytes()[at] == byte {
            return Some(at);
        }
        at += 1;
    }
    None
}

const fn same(a: &str, b: &str) -> bool {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len() != b.len() {
        return false;
    }
    let mut at = 0;
    while at < a.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len()
}

/// The first text that both have.
const fn common(a: &[&'static str], b: &[&str]) -> Option<&'static str> {
    let mut at = 0;
    while at < a.len() {
        if contains(b, a[at]) {
            return Some(a[at]);
        }
        at += 1;
    }
    None
}

const fn contains(texts: &[&str], text: &str) -> bool {
    let mut at = 0;
    while at < texts.len() {
        if same(texts[at], text) {
            return true;
        }
        at += 1;
    }
    false
}

/// Panics with the parts one behind the other: a constant can format nothing
/// but one text.
#[track_caller]
const fn say(parts: &[&str]) -> ! {
    let mut text = [0; 512];
    let start = b"component!: ";
    let mut len = 0;
    while len < start.len() {
        text[len] = start[len];
        len += 1;
    }
    let mut part = 0;
    while part < parts.len() {
        let bytes = parts[part].as_bytes();
        let mut at = 0;
        while at < bytes.len() && len < text.len() {
            text[len] = bytes[at];
            len += 1;
            at += 1;
        }
        part += 1;
    }
    match core::str::from_utf8(text.split_at(len).0) {
        Ok(text) => panic!("{}", text),
        // Cut off within a character.
        Err(_) => panic!("component!: these interfaces cannot be in one component"),
    }
}

#[cfg(test)]
mod tests {
    extern crate std;

    use std::borrow::ToOwned;
    use std::string::String;

    use super::*;

    const IMPORT: Direction = Direction::Import;
    const EXPORT: Direction = Direction::Export;

    const fn interface(id: &'static str) -> Interface {
        Interface {
            id,
            revision: "",
            packages: &[],
            uses: &[],
            joints: &[],
        }
    }

    /// What is said of items, in whatever order they stand.
    fn said(items: &[(Direction, &Interface)]) -> Option<String> {
        let items: std::vec::Vec<_> = items
            .iter()
            .map(|&(way, interface)| Item::Interface(way, interface))
            .collect();
        all_said(&items)
    }

    fn all_said(items: &[Item<'_>]) -> Option<String> {
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

    #[test]
    fn versions_that_count_as_one_are_known() {
        let one = [
            ("1.0.0", "1.1.0"),
            ("1.0.0", "1.0.1"),
            ("1.2.3", "1.10.0"),
            ("10.0.0", "10.1.0"),
            ("0.2.0", "0.2.1"),
            ("0.10.0", "0.10.7"),
            ("1.0.0+build.1", "1.2.0"),
            ("0.0.1+build.1", "0.0.1"),
            ("1.0.0-rc.1+build-1", "1.0.0-rc.1"),
        ];
        let two = [
            ("1.0.0", "2.0.0"),
            ("1.0.0", "10.0.0"),
            ("0.1.0", "0.2.0"),
            ("0.1.0", "0.10.0"),
            ("0.1.0", "1.0.0"),
            ("0.0.1", "0.0.2"),
            ("0.0.1", "0.0.1-rc.1"),
            ("24.11.5", "25.3.26"),
            ("1.0.0-rc.1", "1.0.0"),
            ("1.0.0-rc.1", "1.0.0-rc.2"),
            ("0.2.0-rc.1", "0.2.3"),
        ];
        let name = |version: &str| String::from("a:b/c@") + version;
        for (left, right) in one {
            assert!(compatible(&name(left), &name(right)), "{left} {right}");
            assert!(compatible(&name(right), &name(left)), "{right} {left}");
        }
        for (left, right) in two {
            assert!(!compatible(&name(left), &name(right)), "{left} {right}");
            assert!(!compatible(&name(right), &name(left)), "{right} {left}");
        }
        // Of other interfaces, and without a version.
        assert!(!compatible("a:b/c@1.0.0", "a:b/d@1.0.0"));
        assert!(!compatible("a:b/c@1.0.0", "a:b/c"));
        assert!(!compatible("a:b/c", "a:b/c"));
    }

    #[test]
    fn an_interface_goes_each_way_once() {
        let (a, b) = (interface("a:b/c@1.0.0"), interface("a:b/d@1.0.0"));
        assert_eq!(said(&[]), None);
        assert_eq!(
            said(&[(IMPORT, &a), (EXPORT, &a), (IMPORT, &b), (EXPORT, &b)]),
            None
        );
        for (way, word) in [(IMPORT, "imported"), (EXPORT, "exported")] {
            let text = said(&[(way, &a), (way, &b), (way, &a)]).expect("a refusal");
            assert!(text.starts_with("component!: a:b/c@1.0.0 is "), "{text}");
            assert!(text.contains(word), "{text}");
        }
    }

    /// Exports are not merged: a component can be of two versions.
    #[test]
    fn compatible_versions_are_imported_once() {
        let (old, new) = (interface("a:b/c@1.0.0"), interface("a:b/c@1.1.0"));
        let text = said(&[(IMPORT, &old), (IMPORT, &new)]).expect("a refusal");
        assert!(text.contains("a:b/c@1.0.0 and a:b/c@1.1.0"), "{text}");
        assert_eq!(said(&[(EXPORT, &old), (EXPORT, &new)]), None);
        assert_eq!(said(&[(IMPORT, &old), (EXPORT, &new)]), None);
        let other = interface("a:b/c@2.0.0");
        assert_eq!(said(&[(IMPORT, &old), (IMPORT, &other)]), None);
    }

    #[test]
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
            let text = said(&[(ways.0, &usual), (ways.1, &other)]).expect("a refusal");
            for part in ["the usual WIT", "2026", "types:of@1.0.0"] {
                assert!(text.contains(part), "{text}");
            }
            assert_eq!(said(&[(ways.0, &usual), (ways.1, &apart)]), None);
            assert_eq!(said(&[(ways.0, &other), (ways.1, &apart)]), None);
        }
    }

    #[test]
    fn types_are_exported_by_whoever_uses_them() {
        let types = interface("a:b/types@1.0.0");
        let user = Interface {
            uses: &["a:b/types@1.0.0"],
            ..interface("a:b/user@1.0.0")
        };
        let text = said(&[(EXPORT, &types), (EXPORT, &user)]).expect("a refusal");
        assert!(
            text.contains("a:b/user@1.0.0 uses types of a:b/types@1.0.0"),
            "{text}"
        );
        assert_eq!(said(&[(IMPORT, &types), (EXPORT, &user)]), None);
        assert_eq!(said(&[(IMPORT, &types), (IMPORT, &user)]), None);
    }

    /// As far as a world of the WIT has them beside each other.
    #[test]
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
                assert_eq!(export_type(&items, one, b"alone"), section, "{}", one.id);
            }
            all_said(&items)
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

    #[test]
    fn a_setting_is_said_once() {
        let (one, other) = (Item::Setting("panic_handler"), Item::Setting("wasi_marker"));
        assert_eq!(all_said(&[one, other, Item::Unknown, Item::Unknown]), None);
        let text = all_said(&[one, other, one]).expect("a refusal");
        assert!(text.contains("`panic_handler` is said twice"), "{text}");
    }

    #[test]
    fn calls_of_the_host_are_imports() {
        let a = interface("a:b/c@1.0.0");
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

    /// Names have no limit, the message has: it is cut, or where that is within
    /// a character says less.
    #[test]
    #[cfg_attr(miri, ignore = "leaks its names, which live as long as constants")]
    fn a_long_name_is_cut() {
        for start in ["", "x"] {
            let long = start.to_owned() + &"ä".repeat(600);
            let long = interface(std::boxed::Box::leak(long.into_boxed_str()));
            let text = said(&[(IMPORT, &long), (IMPORT, &long)]).expect("a refusal");
            assert!((20..600).contains(&text.len()), "{text}");
        }
    }
}
