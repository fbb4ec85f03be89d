//! Sets the stack: `component-shrink stack` tells what calls take, but for what
//! serde-json-core takes for each bracket of a value that it skips, 96 bytes. Of
//! an answer with 64 brackets within each other all are read.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Other profiles have larger frames, and what is not WebAssembly no such stack.
    let is = |name, value| var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("OPT_LEVEL", "z") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=8192");
    }
}
