//! Generates the bindings of `wit/`, whenever something in it changes, and sets
//! the stack that `component-shrink stack` proves to be enough.

use std::env::var;
use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=wit");
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR")?);
    let bindings = greentic_guest_bindgen::Wit::read("wit")?.bindings()?;
    bindings.write(folder.join("bindings.rs"))?;
    // Other profiles have larger frames, and what is not WebAssembly no such stack.
    let is = |name, value| var(name).is_ok_and(|found| found == value);
    if is("CARGO_CFG_TARGET_FAMILY", "wasm") && is("OPT_LEVEL", "z") {
        println!("cargo::rustc-link-arg-cdylib=-zstack-size=16");
    }
    Ok(())
}
