//! Mixes two revisions of one package, whose types differ, and gives the one the
//! description of another interface, so that the two do not seem to meet.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

mod forged {
    use greentic_guest::__private::Interface;
    pub use greentic_guest::rev_0_4_113::component::v0_5::node::{
        Host, IMPORT_TYPE, __import, imports,
    };

    /// Nothing that anything could be compared with.
    pub const INTERFACE: Interface = Interface {
        id: "nothing:at/all@1.0.0",
        revision: "",
        packages: &[],
        uses: &[],
        joints: &[],
    };
}

greentic_guest::component! {
    import component::v0_5::control as Control,
    import crate::forged as Node,
}
