//! The one form of a value: the shortest heads, and the order of names.

/// Returns the additional information of the shortest head with this number.
pub(super) const fn info(number: u64) -> u8 {
    match number {
        0..24 => number as u8,
        24..0x100 => 24,
        0x100..0x1_0000 => 25,
        0x1_0000..0x1_0000_0000 => 26,
        _ => 27,
    }
}

/// Returns whether the name at one place stands in front of that at another in a
/// map: the shorter first, then byte by byte (RFC 8949, section 4.2.3).
pub(super) const fn is_before(bytes: &[u8], left: (usize, usize), right: (usize, usize)) -> bool {
    is_less(part(bytes, left.0, left.1), part(bytes, right.0, right.1))
}

/// Returns whether one name stands in front of another.
#[inline(never)]
pub(super) const fn is_less(mut left: &[u8], mut right: &[u8]) -> bool {
    if left.len() != right.len() {
        return left.len() < right.len();
    }
    while let ([a, left_rest @ ..], [b, right_rest @ ..]) = (left, right) {
        if *a != *b {
            return *a < *b;
        }
        (left, right) = (left_rest, right_rest);
    }
    false
}

/// Returns the bytes from one place to another; nothing where there are none.
pub(super) const fn part(bytes: &[u8], from: usize, to: usize) -> &[u8] {
    if let Some((bytes, _)) = bytes.split_at_checked(to)
        && let Some((_, bytes)) = bytes.split_at_checked(from)
    {
        return bytes;
    }
    &[]
}

/// Returns whether names stand in the order of a map, none of them twice.
pub const fn are_sorted(mut names: &[&str]) -> bool {
    while let [left, rest @ ..] = names {
        names = rest;
        if let [right, ..] = rest
            && !is_less(left.as_bytes(), right.as_bytes())
        {
            return false;
        }
    }
    true
}

/// Returns whether no name is there twice.
pub const fn are_distinct(mut names: &[&str]) -> bool {
    while let [name, rest @ ..] = names {
        names = rest;
        let name = name.as_bytes();
        let mut others = rest;
        while let [other, behind @ ..] = others {
            others = behind;
            let other = other.as_bytes();
            if !is_less(name, other) && !is_less(other, name) {
                return false;
            }
        }
    }
    true
}
