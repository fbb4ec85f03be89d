//! Gives the linker a component type of its own making, which would become one
//! with that of an interface whose functions are called.
//!
//! Right: does not compile, E0277

#![no_std]
#![forbid(unsafe_code)]

mod forged {
    pub use greentic_guest::secrets_types::v1_0::__import;

    pub mod imports {
        pub struct Imported;

        impl Imported {
            pub const TAG: &'static str = "greentic_secrets_types_types_1_0_0";
            pub const INTERFACE: greentic_guest::__private::Interface =
                greentic_guest::secrets_types::v1_0::INTERFACE;
            pub const TYPE: [u8; 4] = *b"\0asm";
        }
    }
}

greentic_guest::component! { import crate::forged }
