//! Components of the project's own WIT whose core code is written by hand: the
//! types come from the WIT, the answers stand in memory.

use std::fmt::Write;

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{ManglingAndAbi, Resolve, WorldId};

use super::assemble;

/// The address at which answers begin.
const BASE: usize = 1024;

/// The WIT of the project and a world that exports these interfaces.
///
/// # Panics
///
/// When there is no such WIT.
pub fn exporting(wit: &str, interfaces: &[&str]) -> (Resolve, WorldId) {
    let mut resolve = Resolve::default();
    resolve.push_dir(wit).expect("the WIT of the project");
    let mut text = "package test:guest; world guest {".to_owned();
    for name in interfaces {
        write!(text, " export {name};").expect("a string takes all");
    }
    text.push_str(" }");
    let package = resolve.push_str("guest.wit", &text).expect("a world");
    let world = resolve.packages[package].worlds["guest"];
    (resolve, world)
}

/// A component of that world whose functions all trap.
pub fn dummy(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    encode(
        resolve,
        world,
        dummy_module(resolve, world, ManglingAndAbi::Standard32),
    )
}

/// A component with this core code, which has `memory` and may use the
/// function `$pick`: the second, third or fourth argument if the first is 4, 5
/// or another.
pub fn component((resolve, world): &(Resolve, WorldId), data: &Data, functions: &str) -> Vec<u8> {
    let mut bytes = String::new();
    for byte in &data.bytes {
        write!(bytes, "\\{byte:02x}").expect("a string takes all");
    }
    let module = assemble(&format!(
        r#"(module
          (memory (export "memory") 1)
          (global $free (mut i32) (i32.const 32768))
          (data (i32.const {BASE}) "{bytes}")
          (func (export "cabi_realloc") (param i32 i32 i32 i32) (result i32)
            (local $at i32)
            (local.set $at (i32.and
              (i32.add (global.get $free) (i32.const 7))
              (i32.const -8)))
            (global.set $free (i32.add (local.get $at) (local.get 3)))
            (local.get $at))
          (func $pick (param i32 i32 i32 i32) (result i32)
            (if (i32.eq (local.get 0) (i32.const 4)) (then (return (local.get 1))))
            (if (i32.eq (local.get 0) (i32.const 5)) (then (return (local.get 2))))
            (local.get 3))
          {functions})"#
    ));
    encode(resolve, *world, module)
}

fn encode(resolve: &Resolve, world: WorldId, mut module: Vec<u8>) -> Vec<u8> {
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false)
        .expect("a world that can be encoded");
    ComponentEncoder::default()
        .module(&module)
        .expect("a module of that world")
        .validate(true)
        .encode()
        .expect("a component")
}

/// Answers, laid out as the canonical ABI has them.
#[derive(Default)]
pub struct Data {
    bytes: Vec<u8>,
}

impl Data {
    /// Pointer and length of a text.
    ///
    /// # Panics
    ///
    /// When there is more data than a memory has.
    pub fn text(&mut self, text: &str) -> [u32; 2] {
        let at = self.at();
        self.bytes.extend(text.as_bytes());
        [at, u32::try_from(text.len()).expect("a short text")]
    }

    /// The address of these numbers.
    pub fn words(&mut self, words: &[&[u32]]) -> u32 {
        while !self.bytes.len().is_multiple_of(8) {
            self.bytes.push(0);
        }
        let at = self.at();
        for word in words.concat() {
            self.bytes.extend(word.to_le_bytes());
        }
        at
    }

    fn at(&self) -> u32 {
        u32::try_from(BASE + self.bytes.len()).expect("little data")
    }
}
