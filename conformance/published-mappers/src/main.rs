//! Answers cases, a line each, with what the published conversions make of
//! them.

mod conversions;
mod exchange;

use std::io::{BufRead, Write, stdin, stdout};

fn main() {
    let mut out = stdout().lock();
    for line in stdin().lock().lines() {
        let line = line.expect("text");
        let (conversion, value): (String, String) =
            serde_json::from_str(&line).expect("a conversion and a value");
        let answer = exchange::answer(&conversion, &value);
        let answer = serde_json::to_string(&answer).expect("an answer is JSON");
        writeln!(out, "{answer}").expect("somebody reads");
        out.flush().expect("somebody reads");
    }
}
