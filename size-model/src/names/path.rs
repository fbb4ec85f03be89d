//! Paths of Rust: their crates, and the part that generic instances share.

use std::fmt::{self, Write};

/// The largest size of a name, in bytes. A symbol can stand for a far longer text than
/// itself.
const LONGEST: usize = 4096;

/// Returns a symbol as its author wrote it, without the hash that makes it unique. A very
/// long symbol, and one that is not of Rust, is returned as it is.
pub(crate) fn demangled(symbol: &str) -> String {
    let mut short = Short(String::new());
    // Writing fails if the text is cut off.
    let _ = write!(short, "{:#}", rustc_demangle::demangle(symbol));
    short.0
}

/// A text that is cut off.
struct Short(String);

impl Write for Short {
    fn write_str(&mut self, text: &str) -> fmt::Result {
        let room = LONGEST - self.0.len();
        if text.len() <= room {
            self.0.push_str(text);
            return Ok(());
        }
        let mut end = room;
        while !text.is_char_boundary(end) {
            end -= 1;
        }
        self.0.push_str(&text[..end]);
        Err(fmt::Error)
    }
}

/// Returns the crate of a path. For `<T as Trait>::f` it is the crate of `T`. If `T` is a
/// type of the language or a parameter, it is the crate of `Trait`.
pub(crate) fn crate_of(path: &str) -> Option<&str> {
    let Some(inner) = path.strip_prefix('<') else {
        let (first, _) = path.split_once("::")?;
        // A parameter or a type of the language has no `::` of its own.
        return is_identifier(first).then_some(first);
    };
    let (of, by) = split_as(inner);
    let of = plain_type(of);
    let crate_of_type = of.strip_prefix('<').map_or_else(
        || {
            let (first, _) = of.split_once("::")?;
            is_identifier(first).then_some(first)
        },
        // `<<T as Trait>::Type as Other>`: the innermost one decides.
        |_| crate_of(of),
    );
    let crate_of_trait = by.and_then(crate_of);
    // Methods of types of the language are in `core`.
    crate_of_type.or(crate_of_trait).or(Some("core"))
}

/// Splits `T as Trait>..` at its own `as`, without the text after its `>`.
fn split_as(inner: &str) -> (&str, Option<&str>) {
    let mut depth = 0_usize;
    let mut of = None;
    let bytes = inner.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => depth += 1,
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' if depth == 0 => {
                return match of {
                    Some(end) => (&inner[..end], Some(&inner[end + 4..at])),
                    None => (&inner[..at], None),
                };
            }
            b'>' => depth -= 1,
            b' ' if depth == 0 && of.is_none() && inner[at..].starts_with(" as ") => of = Some(at),
            _ => {}
        }
    }
    (inner, None)
}

/// Returns a type without its wrapping: references, pointers, slices, `dyn`.
fn plain_type(mut of: &str) -> &str {
    const AROUND: [&str; 10] = [
        "&", "mut ", "*const ", "*mut ", "[", "(", "dyn ", "impl ", "'_ ", "for<'a> ",
    ];
    while let Some(rest) = AROUND.iter().find_map(|around| of.strip_prefix(around)) {
        of = rest;
    }
    of
}

fn is_identifier(text: &str) -> bool {
    let mut letters = text.chars();
    let first = letters.next();
    first.is_some_and(|first| first.is_alphabetic() || first == '_')
        && letters.all(|letter| letter.is_alphanumeric() || letter == '_')
}

/// Returns a path with `_` in place of its generic parts. All instances of a function
/// share it.
pub(crate) fn generic(path: &str) -> String {
    let bytes = path.as_bytes();
    let mut text = String::with_capacity(path.len());
    // For each open bracket: `true` if its content is kept.
    let mut open: Vec<bool> = Vec::new();
    let mut from = 0;
    let mut dropped = 0_usize;
    for (at, byte) in bytes.iter().enumerate() {
        match byte {
            b'<' => {
                let before = at.checked_sub(1).map(|before| bytes[before]);
                let keeps = match before {
                    None | Some(b'<' | b'&' | b'(' | b'[' | b' ') => true,
                    Some(b':') => path[at..].starts_with("<impl "),
                    _ => false,
                };
                if !keeps && dropped == 0 {
                    let kept = &path[from..at];
                    // `f::<T>` is an instance of `f`, `Vec<T>` one of `Vec<_>`.
                    if let Some(kept) = kept.strip_suffix("::") {
                        text.push_str(kept);
                    } else {
                        text.push_str(kept);
                        text.push_str("<_>");
                    }
                }
                dropped += usize::from(!keeps);
                open.push(keeps);
            }
            b'>' if at > 0 && bytes[at - 1] == b'-' => {}
            b'>' if open.pop() == Some(false) => {
                dropped -= 1;
                from = at + 1;
            }
            _ => {}
        }
    }
    if dropped == 0 {
        text.push_str(&path[from..]);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_crate_is_that_of_the_type() {
        for (path, expected) in [
            ("core::fmt::write", Some("core")),
            ("node_service::quote", Some("node_service")),
            (
                "<alloc::vec::Vec<u8> as core::ops::Drop>::drop",
                Some("alloc"),
            ),
            ("<&shop::Cart as core::fmt::Debug>::fmt", Some("shop")),
            ("<T as shop::Price>::of", Some("shop")),
            ("<u32 as core::fmt::Display>::fmt", Some("core")),
            ("<[u8]>::contains", Some("core")),
            ("<str>::trim", Some("core")),
            ("<<a::A as b::B>::C as d::D>::e", Some("a")),
            ("<dyn a::A as core::fmt::Debug>::fmt", Some("a")),
            ("<fn(u8) -> b::B as a::A>::f", Some("a")),
            (
                "core::fmt::num::imp::<impl core::fmt::Display for u32>::fmt",
                Some("core"),
            ),
            ("memcpy", None),
            ("greentic:component/node@0.5.0#invoke", None),
            ("", None),
            ("<", Some("core")),
            ("<a", Some("core")),
            ("::a", None),
        ] {
            assert_eq!(crate_of(path), expected, "{path}");
        }
    }

    #[test]
    fn instances_share_a_name() {
        for (path, expected) in [
            (
                "core::ptr::drop_in_place::<a::B<c::D>>",
                "core::ptr::drop_in_place",
            ),
            (
                "core::ptr::drop_in_place<a::B>",
                "core::ptr::drop_in_place<_>",
            ),
            (
                "<alloc::vec::Vec<u8> as core::ops::Drop>::drop",
                "<alloc::vec::Vec<_> as core::ops::Drop>::drop",
            ),
            (
                "a::<impl b::B for c::C<d::D>>::f",
                "a::<impl b::B for c::C<_>>::f",
            ),
            ("a::f::<fn() -> u8>::{closure#0}", "a::f::{closure#0}"),
            ("memcpy", "memcpy"),
            ("a<b", "a<_>"),
            ("a>b", "a>b"),
            ("", ""),
        ] {
            assert_eq!(generic(path), expected, "{path}");
        }
    }

    #[test]
    fn what_a_symbol_stands_for_has_a_bound() {
        let mangled = "_ZN4core3fmt5write17h0123456789abcdefE";
        assert_eq!(demangled(mangled), "core::fmt::write");
        assert_eq!(demangled("memcpy"), "memcpy");
        let long = "ä".repeat(LONGEST);
        assert_eq!(demangled(&long).len(), LONGEST);
    }
}
