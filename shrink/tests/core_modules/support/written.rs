//! Modules made up of the patterns that compilers write: blocks that are left by
//! conditions, loops, locals, small functions. wasm-smith's code seldom has the
//! patterns that the rules for code look for.

use std::fmt::Write as _;

use super::generated::Random;
use super::text::module;

/// The number of functions of a module; each may call the next one.
const FUNCTIONS: usize = 8;

/// Comparisons of 32-bit numbers.
const COMPARISONS: [&str; 10] = [
    "eq", "ne", "lt_s", "lt_u", "gt_s", "gt_u", "le_s", "le_u", "ge_s", "ge_u",
];

/// Returns a module for a seed. It runs to an end: loops take from a common supply.
pub(crate) fn module_of_code(seed: u64) -> Vec<u8> {
    written(Writing::new(seed))
}

/// Returns such a module with code that stands in several places, each time with
/// other locals.
pub(crate) fn module_of_phrases(seed: u64) -> Vec<u8> {
    let mut writing = Writing::new(seed);
    // They call no other function: it may be one that calls this one.
    writing.function = FUNCTIONS;
    for _ in 0..4 {
        writing.statements(2);
        let phrase = std::mem::take(&mut writing.text);
        writing.phrases.push(phrase);
    }
    written(writing)
}

fn written(mut writing: Writing) -> Vec<u8> {
    let mut text = String::from(
        r#"(module
        (import "m" "f" (func $f (param i32) (result i32)))
        (memory (export "memory") 1)
        (global $supply (mut i32) (i32.const 500))
        (func $spend
            (if (i32.eqz (global.get $supply)) (then unreachable))
            (global.set $supply (i32.sub (global.get $supply) (i32.const 1))))
        "#,
    );
    for function in 0..FUNCTIONS {
        writing.function = function;
        let export = match function % 3 {
            2 => String::new(),
            _ => format!("(export \"{function}\")"),
        };
        write!(
            text,
            "(func $c{function} {export} (param i32 i32) (result i32) (local i32 i32 i32 i64) "
        )
        .expect("memory");
        writing.statements(4);
        writing.value(2);
        text.push_str(&std::mem::take(&mut writing.text));
        text.push_str(")\n");
    }
    text.push(')');
    module(&text)
}

/// The text of one function as it comes about.
struct Writing {
    random: Random,
    text: String,
    /// The blocks around, from the outside; whether each is a loop.
    labels: Vec<bool>,
    function: usize,
    /// Statements that come again.
    phrases: Vec<String>,
}

impl Writing {
    fn new(seed: u64) -> Self {
        Self {
            random: Random(seed),
            text: String::new(),
            labels: Vec::new(),
            function: 0,
            phrases: Vec::new(),
        }
    }

    /// Adds one of the phrases, with every local another one.
    fn phrase(&mut self) {
        let phrase = self.phrases[self.random.below(self.phrases.len())].clone();
        let others = [1 + self.random.below(4), self.random.below(5)];
        let mut words = phrase.split(' ');
        while let Some(word) = words.next() {
            self.add(word);
            if word.starts_with("local.") {
                let local: usize = words
                    .next()
                    .and_then(|local| local.parse().ok())
                    .expect("a local");
                // A permutation of the five.
                let local = (local * others[0] + others[1]) % 5;
                self.add(&local.to_string());
            }
        }
    }

    fn add(&mut self, text: &str) {
        self.text.push_str(text);
        self.text.push(' ');
    }

    /// Returns a local that is a 32-bit number.
    fn local(&mut self) -> usize {
        self.random.below(5)
    }

    /// Returns the depth of a block that a jump may leave; `None` if there is none.
    fn exit(&mut self) -> Option<usize> {
        let exits: Vec<usize> = (0..self.labels.len())
            .filter(|depth| !self.labels[self.labels.len() - 1 - depth])
            .collect();
        (!exits.is_empty()).then(|| exits[self.random.below(exits.len())])
    }

    /// Adds instructions that leave a number on the stack.
    fn value(&mut self, depth: usize) {
        let choices = if depth == 0 { 3 } else { 9 };
        match self.random.below(choices) {
            0 => {
                let constants = [0, 0, 1, -1, 5, 64, -64, 8192, i32::MIN];
                let constant = constants[self.random.below(constants.len())];
                self.add(&format!("i32.const {constant}"));
            }
            1 | 2 => {
                let local = self.local();
                self.add(&format!("local.get {local}"));
            }
            3 => {
                self.value(depth - 1);
                self.add("call $f");
            }
            4 => {
                self.value(depth - 1);
                self.add("i32.eqz");
            }
            5 => {
                self.value(depth - 1);
                self.value(depth - 1);
                let operations = ["i32.add", "i32.sub", "i32.xor"];
                let operation = operations[self.random.below(3)];
                self.add(operation);
            }
            6 => {
                self.value(depth - 1);
                let local = self.local();
                self.add(&format!("local.tee {local}"));
            }
            7 if self.function + 1 < FUNCTIONS => {
                self.value(depth - 1);
                self.value(depth - 1);
                let next = self.function + 1;
                self.add(&format!("call $c{next}"));
            }
            _ => self.condition(depth - 1),
        }
    }

    /// Adds instructions that leave the result of a comparison.
    fn condition(&mut self, depth: usize) {
        self.value(depth);
        match self.random.below(4) {
            0 => self.add("i32.eqz"),
            1 => {
                self.add("f32.convert_i32_s f32.sqrt f32.const 2");
                let comparisons = ["f32.eq", "f32.ne", "f32.lt", "f32.ge"];
                let comparison = comparisons[self.random.below(4)];
                self.add(comparison);
            }
            _ => {
                self.value(depth);
                let comparison = COMPARISONS[self.random.below(COMPARISONS.len())];
                self.add(&format!("i32.{comparison}"));
            }
        }
        if self.random.below(4) == 0 {
            self.add("i32.eqz");
        }
    }

    fn statements(&mut self, depth: usize) {
        for _ in 0..=self.random.below(4) {
            self.statement(depth);
        }
    }

    fn block(&mut self, start: &str, is_loop: bool) {
        self.add(start);
        self.labels.push(is_loop);
    }

    fn end(&mut self) {
        self.add("end");
        self.labels.pop();
    }

    fn statement(&mut self, depth: usize) {
        if !self.phrases.is_empty() && self.random.below(3) == 0 {
            return self.phrase();
        }
        let choices = if depth == 0 { 6 } else { 13 };
        match self.random.below(choices) {
            0 | 1 => {
                self.value(1);
                self.add("call $f drop");
            }
            2 | 3 => {
                self.value(2);
                let local = self.local();
                self.add(&format!("local.set {local}"));
            }
            4 => {
                self.condition(1);
                match self.exit() {
                    Some(exit) => self.add(&format!("br_if {exit}")),
                    None => self.add("drop"),
                }
            }
            5 => match self.random.below(8) {
                0 => self.add("local.get 1 return"),
                1 => self.add("unreachable"),
                2 | 3 => {
                    if let Some(exit) = self.exit() {
                        self.add(&format!("br {exit}"));
                    }
                }
                _ => {
                    let local = self.local();
                    self.add(&format!("i32.const 0 local.set {local}"));
                }
            },
            6 | 7 => {
                self.block("block", false);
                self.condition(1);
                self.add("br_if 0");
                self.statements(depth - 1);
                self.end();
            }
            8 => {
                self.block("block", false);
                self.block("loop call $spend", true);
                self.condition(1);
                self.add("br_if 1");
                self.statements(depth - 1);
                self.add("br 0");
                self.end();
                self.end();
            }
            9 => {
                self.block("loop call $spend", true);
                self.statements(depth - 1);
                self.condition(1);
                self.add("br_if 0");
                self.end();
            }
            10 | 11 => {
                self.condition(1);
                self.block("if", false);
                self.statements(depth - 1);
                if self.random.below(2) == 0 {
                    self.add("else");
                    self.statements(depth - 1);
                }
                self.end();
            }
            _ => {
                // A value that waits below a block.
                self.value(1);
                self.block("block", false);
                self.statements(depth - 1);
                self.end();
                self.add("call $f drop");
            }
        }
    }
}
