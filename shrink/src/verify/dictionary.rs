//! Words that a component may be waiting for.

use std::collections::BTreeSet;

use wasmparser::{Parser, Payload};

/// More words than this only make each one rarer.
const MOST: usize = 512;

/// What a word is long: what is shorter comes up by chance.
const LENGTHS: std::ops::RangeInclusive<usize> = 2..=32;

/// The words in the data of a component, in the order of the alphabet. Names of
/// operations, keys of JSON: what the code compares its arguments with is often
/// there, and never comes up by chance.
pub(super) fn words(component: &[u8]) -> Vec<String> {
    let mut words = BTreeSet::new();
    for payload in Parser::new(0).parse_all(component) {
        let Ok(payload) = payload else { break };
        let Payload::DataSection(segments) = payload else {
            continue;
        };
        for segment in segments.into_iter().flatten() {
            let letter = |byte: &u8| byte.is_ascii_alphanumeric() || b"-_.".contains(byte);
            for word in segment.data.split(|byte| !letter(byte)) {
                if LENGTHS.contains(&word.len())
                    && let Ok(word) = std::str::from_utf8(word)
                {
                    words.insert(word.to_owned());
                }
            }
        }
    }
    let words: Vec<_> = words.into_iter().collect();
    // From all over the alphabet.
    let step = words.len().div_ceil(MOST).max(1);
    words.into_iter().step_by(step).collect()
}
