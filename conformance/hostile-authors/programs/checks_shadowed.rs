//! Imports under the name of one interface the functions of another, and puts
//! macros of its own in the place of those that the compiler would notice it by.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

macro_rules! assert {
    ($($any:tt)*) => {
        ()
    };
}

macro_rules! matches {
    ($($any:tt)*) => {
        true
    };
}

/// The name and the macros of 1.0, the functions of 1.1.
mod forged {
    pub use greentic_guest::secrets_store::v1_0::{__import, Host, IMPORT_TYPE, INTERFACE};
    pub use greentic_guest::secrets_store::v1_1::imports;
}

greentic_guest::component! { import crate::forged as Secrets }
