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
}

/// Which way an interface is used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    /// The component implements it.
    Export,
    /// The component calls it.
    Import,
}

/// The directions, under the names that `component!` has for them.
#[allow(non_upper_case_globals, reason = "names of macros")]
pub mod directions {
    use super::Direction;

    /// What `export` stands for.
    pub const __export: Direction = Direction::Export;
    /// What `import` stands for.
    pub const __import: Direction = Direction::Import;
}

/// Whether a component that uses interfaces in these directions calls its host.
pub const fn calls(directions: &[Direction]) -> bool {
    let mut at = 0;
    while at < directions.len() {
        if matches!(directions[at], Direction::Import) {
            return true;
        }
        at += 1;
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
    /// is exported as well: whether those are the exported types or the
    /// imported ones depends on the order in which linkers see the two.
    Types,
}

/// Refuses interfaces that cannot be in one component.
///
/// # Panics
///
/// Where two of them cannot, which is an error of the compiler's: `component!`
/// calls this in a constant.
#[track_caller]
pub const fn check(items: &[(Direction, &Interface)]) {
    let mut left = 0;
    while left < items.len() {
        let mut right = 0;
        while right < items.len() {
            if left != right
                && let Some(conflict) = conflict(items[left], items[right])
            {
                refuse(conflict, items[left], items[right]);
            }
            right += 1;
        }
        left += 1;
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
        Conflict::Twice if matches!(way, Direction::Import) => {
            say(&[a, " is imported twice: keep one of the two, all calls can go through it"])
        }
        Conflict::Twice => say(&[a, " is exported twice: keep one of the two, one type answers for an interface"]),
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
            ", and both are exported: leave out the latter, hosts find its types through the former",
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
/// that is not 0.
const fn track(version: &str) -> &str {
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
    let mut at = 0;
    while at < a.len() && at < b.len() && a[at] == b[at] {
        at += 1;
    }
    at == a.len() && at == b.len()
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
