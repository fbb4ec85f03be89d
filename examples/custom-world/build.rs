//! Generates the bindings of `wit/`, whenever something in it changes.

use std::path::PathBuf;

fn main() -> Result<(), Box<dyn std::error::Error>> {
    println!("cargo::rerun-if-changed=wit");
    let folder = PathBuf::from(std::env::var_os("OUT_DIR").ok_or("Cargo sets OUT_DIR")?);
    let bindings = greentic_guest_bindgen::Wit::read("wit")?.bindings()?;
    bindings.write(folder.join("bindings.rs"))?;
    Ok(())
}
