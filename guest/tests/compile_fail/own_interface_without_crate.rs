//! An interface of one's own begins with `crate`.
mod bindings {
    pub mod demo {}
}

greentic_guest::component! { import bindings::demo as Demo }

fn main() {}
