//! The bindings work, with components that are made by the tools of others.
//! `cargo xtask codegen` writes them.

mod calls;
mod components;
mod hosts;
mod worlds;

use std::path::Path;

use greentic_guest_bindgen::catalogue::Catalogue;

/// The packages that there are bindings for, the usual ones first.
fn shapes() -> Vec<Catalogue> {
    Catalogue::shapes(Path::new("../wit")).expect("the WIT")
}
