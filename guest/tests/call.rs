//! The values that authors build with a `Call`.

use greentic_guest::Call;
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig {
        cases: if cfg!(miri) { 3 } else { 1_000 },
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn concat_is_concatenation(parts in prop::collection::vec(".{0,20}", 0..6)) {
        let call = Call::new();
        let parts: Vec<&str> = parts.iter().map(String::as_str).collect();
        prop_assert_eq!(call.concat(&parts), parts.concat());
    }

    /// Several texts at once, appended to in any order.
    #[test]
    fn texts_grow_side_by_side(pushes in prop::collection::vec((0..3_usize, ".{0,20}"), 0..40)) {
        let call = Call::new();
        let mut texts = [call.text(), call.text(), call.text()];
        let mut expected = [const { String::new() }; 3];
        for (which, part) in &pushes {
            texts[*which].push(part);
            expected[*which].push_str(part);
        }
        prop_assert_eq!(texts.map(greentic_guest::abi::Text::finish), expected);
    }

    #[test]
    fn lists_keep_their_items(items in prop::collection::vec(any::<(u8, u64)>(), 0..40)) {
        let call = Call::new();
        prop_assert_eq!(call.list(items.iter().copied()), items.as_slice());
    }

    #[test]
    fn what_is_owned_is_what_the_heap_had(text in ".{0,40}", items in prop::collection::vec(any::<(u8, u64)>(), 0..40)) {
        let call = Call::new();
        let (owned, list) = (call.own(text.clone()), call.own(items.clone()));
        let shared: &str = call.own(std::rc::Rc::<str>::from(&*text));
        prop_assert_eq!(owned, &*text);
        prop_assert_eq!(shared, &*text);
        prop_assert_eq!(list, items.as_slice());
    }

    /// JSON strings, as somebody else's parser reads them.
    #[test]
    fn json_reads_back(text in prop_oneof![".*", "[\\x00-\\x7f]{0,40}"]) {
        let call = Call::new();
        let json = call.json(&text);
        prop_assert_eq!(serde_json::from_str::<String>(json).expect("JSON"), text);
    }
}

#[test]
fn json_escapes_are_the_short_ones() {
    let call = Call::new();
    assert_eq!(
        call.json("\"\\/\n\r\t\u{8}\u{1f}ü"),
        r#""\"\\/\n\r\t\b\u001fü""#
    );
    assert_eq!(call.json(""), r#""""#);
}

#[test]
fn values_stay_while_others_are_made() {
    let call = Call::new();
    let first = call.keep([1_u64, 2]);
    let text = call.copy("kept");
    for _ in 0..100 {
        call.concat(&["x"; 50]);
    }
    assert_eq!((first, text), (&[1, 2], "kept"));
    assert_eq!(call.format(format_args!("{}-{:02}", "a", 7)), "a-07");
}

/// An iterator that claims more than it gives.
struct Liar(usize);

impl Iterator for Liar {
    type Item = u32;

    fn next(&mut self) -> Option<u32> {
        self.0 = self.0.checked_sub(1)?;
        Some(5)
    }

    fn size_hint(&self) -> (usize, Option<usize>) {
        (10, Some(10))
    }
}

impl ExactSizeIterator for Liar {}

#[test]
fn a_list_has_what_came_not_what_was_promised() {
    let call = Call::new();
    assert_eq!(call.list(Liar(3)), [5, 5, 5]);
    assert_eq!(call.list(Liar(20)), [5; 10]);
    assert_eq!(call.list([(); 3]), [(); 3]);
}

/// Growing one byte at a time must not copy each time: 200,000 pushes into two
/// texts at once copy a few times their length, where copying each time would
/// take tens of gigabytes.
#[test]
fn growth_is_geometric() {
    let rounds = if cfg!(miri) { 200 } else { 200_000 };
    let call = Call::new();
    let (mut left, mut right) = (call.text(), call.text());
    for _ in 0..rounds {
        left.push("l");
        right.push("r");
    }
    assert_eq!(
        (left.finish().len(), right.finish().len()),
        (rounds, rounds)
    );
}

/// A value is dropped when it is owned, and once: the heap has it back before the call
/// ends, and what is owned stays.
#[test]
fn what_is_owned_is_dropped_at_once_and_once() {
    struct Dropped<'a>(&'a std::cell::Cell<u32>, String);

    impl std::ops::Deref for Dropped<'_> {
        type Target = str;

        fn deref(&self) -> &str {
            &self.1
        }
    }

    impl Drop for Dropped<'_> {
        fn drop(&mut self) {
            self.0.set(self.0.get() + 1);
            self.1 = "changed".to_owned();
        }
    }

    let drops = std::cell::Cell::new(0);
    let call = Call::new();
    let owned = call.own(Dropped(&drops, "kept".to_owned()));
    assert_eq!((owned, drops.get()), ("kept", 1));
    drop(call);
    assert_eq!(drops.get(), 1);
}
