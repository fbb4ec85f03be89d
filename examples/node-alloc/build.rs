//! Sets the stack that `component-shrink stack` proves to be enough.

use std::env::var;

fn main() {
    println!("cargo::rerun-if-changed=build.rs");
    // Other profiles have larger frames, and what is not WebAssembly no such stack.
    let is = |name, value| var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("OPT_LEVEL", "z") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=288");
    }
}
