//! The value types: what they hold, what they convert to, and how they lie in
//! memory.

#![allow(unsafe_code, reason = "makes values as a host would")]

use std::mem::{align_of, size_of};

use greentic_guest::abi::{List, Opt, Res, Str, Tuple2, Tuple3, from_utf8};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 4 } else { 4_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    /// The same answer as the standard library's, for bytes that are nearly
    /// text.
    #[test]
    fn utf8_is_what_the_standard_library_says(
        text in ".{0,12}",
        at in 0..32_usize,
        byte in any::<u8>(),
        cut in 0..4_usize,
    ) {
        let mut bytes = text.into_bytes();
        prop_assert_eq!(from_utf8(&bytes), std::str::from_utf8(&bytes).ok());
        if !bytes.is_empty() {
            let at = at % bytes.len();
            bytes[at] = byte;
            bytes.truncate(bytes.len() - cut.min(bytes.len()));
        }
        prop_assert_eq!(from_utf8(&bytes), std::str::from_utf8(&bytes).ok());
    }

    #[test]
    fn utf8_is_what_the_standard_library_says_of_noise(bytes in prop::collection::vec(any::<u8>(), 0..8)) {
        prop_assert_eq!(from_utf8(&bytes), std::str::from_utf8(&bytes).ok());
    }

    #[test]
    fn lists_and_strings_hold_what_they_are_made_of(items in prop::collection::vec(any::<u64>(), 0..20), text in ".*") {
        prop_assert_eq!(List::new(&items).get(), items.as_slice());
        prop_assert_eq!(List::from(items.as_slice()).into_iter().copied().collect::<Vec<_>>(), items);
        prop_assert_eq!(Str::new(&text).get(), text.as_str());
        prop_assert_eq!(format!("{}{:?}", Str::new(&text), Str::new(&text)), format!("{text}{text:?}"));
    }
}

/// Every sequence of up to three bytes, and every four that begin like the
/// longest ones: all decisions that the check makes.
#[test]
#[cfg_attr(miri, ignore = "takes an hour there; the properties above run")]
fn utf8_is_right_for_all_short_sequences() {
    for first in 0..=255_u8 {
        for second in 0..=255_u8 {
            for third in 0..=255_u8 {
                let bytes = [first, second, third];
                for len in 1..=3 {
                    let bytes = &bytes[..len];
                    assert_eq!(
                        from_utf8(bytes).is_some(),
                        std::str::from_utf8(bytes).is_ok(),
                        "{bytes:x?}"
                    );
                }
            }
        }
    }
    for first in 0xED..=0xFF_u8 {
        for second in 0..=255_u8 {
            for third in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
                for fourth in [0x00, 0x7F, 0x80, 0xBF, 0xC0, 0xFF] {
                    let bytes = [first, second, third, fourth];
                    assert_eq!(
                        from_utf8(&bytes).is_some(),
                        std::str::from_utf8(&bytes).is_ok(),
                        "{bytes:x?}"
                    );
                }
            }
        }
    }
}

/// A host may pass any pointer with a length of 0: null, or one that is not
/// aligned.
#[test]
fn an_empty_list_never_follows_its_pointer() {
    for address in [0, 1, 3, 0xFFFF_FFFF] {
        // SAFETY: the length is 0.
        let list = unsafe { List::<u64>::lift(std::ptr::without_provenance(address), 0) };
        assert_eq!(list.get(), &[] as &[u64]);
        // SAFETY: the length is 0.
        let text = unsafe { Str::lift(std::ptr::without_provenance(address), 0) };
        assert_eq!(text.get(), "");
    }
}

#[test]
fn options_and_results_convert_both_ways() {
    for value in [None, Some(7)] {
        let opt = Opt::from(value);
        assert_eq!(
            (opt.get(), opt.as_ref().copied(), opt.is_some()),
            (value, value, value.is_some())
        );
        assert_eq!(Option::from(opt), value);
    }
    for value in [Ok(7), Err("no")] {
        let res = Res::from(value);
        assert_eq!(res.get(), value);
        assert_eq!(Result::from(res), value);
    }
    assert_eq!(<(u8, char)>::from(Tuple2::from((1, 'x'))), (1, 'x'));
}

/// The byte of a value at this place, which must not be padding.
fn byte<T: Copy>(value: &T, at: usize) -> u8 {
    assert!(at < size_of::<T>());
    // SAFETY: inside the value.
    let place = unsafe { std::ptr::from_ref(value).cast::<u8>().add(at) };
    // SAFETY: the byte is there, and the tests only ask for those that are not
    // padding.
    unsafe { place.read() }
}

/// Lays out values natively as the canonical ABI does: the tag comes first, the payload
/// at the next multiple of the largest alignment.
#[test]
fn tags_and_payloads_are_where_the_canonical_abi_puts_them() {
    assert_eq!(byte(&Opt::<u8>::None, 0), 0);
    assert_eq!(
        (byte(&Opt::Some(9_u8), 0), byte(&Opt::Some(9_u8), 1)),
        (1, 9)
    );
    let sizes = (
        size_of::<Opt<u8>>(),
        size_of::<Opt<u32>>(),
        size_of::<Opt<u64>>(),
    );
    assert_eq!(sizes, (2, 8, 16));
    assert_eq!(
        (size_of::<Res<(), ()>>(), align_of::<Res<(), ()>>()),
        (1, 1)
    );
    assert_eq!(
        (size_of::<Res<u8, u64>>(), align_of::<Res<u8, u64>>()),
        (16, 8)
    );
    // The payload of either case begins where the stricter one can.
    for (value, tag, payload) in [(Res::<u8, u64>::Ok(7), 0, 7), (Res::Err(0x0909), 1, 9)] {
        assert_eq!((byte(&value, 0), byte(&value, 8)), (tag, payload));
    }
    assert_eq!(size_of::<Tuple3<u8, u16, u8>>(), 6);
}
