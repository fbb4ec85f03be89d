//! Only text and lists of items that are `Copy` become part of an answer.
use std::collections::BTreeSet;

use greentic_guest::Call;

fn set(call: &Call) {
    call.own(BTreeSet::from([1]));
}

fn texts(call: &Call, texts: Vec<String>) -> &[String] {
    call.own(texts)
}

fn main() {}
