//! A node with a heap: what is in a text, by its words.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

extern crate alloc;

use alloc::collections::{BTreeMap, BTreeSet};
use alloc::string::String;
use alloc::vec::Vec;
use core::cmp::Reverse;

use greentic_guest::component::v0_5::node::{ExecCtx, NodeError};
use greentic_guest::{Call, text};

greentic_guest::heap!(call);

greentic_guest::component_entrypoint!({
    manifest: r#"{"name":"node-alloc","version":"1.0.0"}"#,
    invoke: invoke,
});

fn invoke<'a>(
    call: &'a Call,
    _: &'a ExecCtx<'a>,
    op: &'a str,
    input: &'a str,
) -> Result<&'a str, NodeError<'a>> {
    match op {
        "top" => Ok(top(call, input)),
        "distinct" => Ok(call.own(distinct(input))),
        _ => Err(NodeError::new(
            "unknown-op",
            call.concat(&["unknown operation: ", op]),
        )),
    }
}

/// The words of a text, with small letters.
fn words(text: &str) -> impl Iterator<Item = String> {
    text::split_any(text, " \t\r\n.,;:!?()\"")
        .filter(|word| !word.is_empty())
        .map(str::to_ascii_lowercase)
}

/// Returns the number of words and the five most frequent ones, as JSON.
fn top<'a>(call: &'a Call, input: &str) -> &'a str {
    let mut counts: BTreeMap<String, u64> = BTreeMap::new();
    let mut all = 0;
    for word in words(input) {
        *counts.entry(word).or_default() += 1;
        all += 1;
    }
    let mut ranked = BTreeSet::new();
    for (word, count) in &counts {
        ranked.insert((Reverse(*count), word));
    }
    let mut json = call.text();
    json.push("{\"words\":");
    json.push_u64(all);
    json.push(",\"top\":[");
    for (place, (count, word)) in ranked.iter().take(5).enumerate() {
        if place > 0 {
            json.push(",");
        }
        json.push("{\"word\":");
        json.push_json(word);
        json.push(",\"count\":");
        json.push_u64(count.0);
        json.push("}");
    }
    json.push("]}");
    json.finish()
}

/// Each word once, in the order of the text.
fn distinct(input: &str) -> String {
    let mut seen = BTreeSet::new();
    let mut kept: Vec<String> = Vec::new();
    for word in words(input) {
        if seen.insert(word.clone()) {
            kept.push(word);
        }
    }
    kept.join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(op: &str, input: &str) -> Result<String, String> {
        let (call, ctx) = (Call::new(), ExecCtx::default());
        match invoke(&call, &ctx, op, input) {
            Ok(answer) => Ok(answer.to_owned()),
            Err(error) => Err(error.message.to_string()),
        }
    }

    #[test]
    fn the_words_that_are_there_most_often_come_first() {
        assert_eq!(
            answer("top", "To be, or not to be: that is the question. Be!").unwrap(),
            r#"{"words":11,"top":[{"word":"be","count":3},{"word":"to","count":2},{"word":"is","count":1},{"word":"not","count":1},{"word":"or","count":1}]}"#
        );
        assert_eq!(answer("top", " .,; ").unwrap(), r#"{"words":0,"top":[]}"#);
        // Quotes are no part of words, but other signs of JSON are.
        assert_eq!(
            answer("top", r"a\b").unwrap(),
            r#"{"words":1,"top":[{"word":"a\\b","count":1}]}"#
        );
    }

    #[test]
    fn each_word_is_there_once() {
        assert_eq!(
            answer("distinct", "the cat (the Dog) the cat").unwrap(),
            "the cat dog"
        );
        assert_eq!(answer("distinct", "").unwrap(), "");
    }

    /// The counts are those of a map of the standard library.
    #[test]
    fn many_words_are_counted() {
        let words: Vec<_> = (0..5_000_u32)
            .map(|n| format!("w{}", n * n % 701))
            .collect();
        let distinct: std::collections::HashSet<_> = words.iter().collect();
        let text = words.join(" ");
        assert_eq!(
            answer("distinct", &text).unwrap().split(' ').count(),
            distinct.len()
        );
        assert!(
            answer("top", &text)
                .unwrap()
                .starts_with(r#"{"words":5000,"#)
        );
    }

    #[test]
    fn there_are_two_operations() {
        assert_eq!(
            answer("sing", ""),
            Err("unknown operation: sing".to_owned())
        );
    }
}
