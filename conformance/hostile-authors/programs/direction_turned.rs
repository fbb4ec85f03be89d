//! Says that it exports what the linker is told that it imports.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

mod forged {
    pub use greentic_guest::secrets_types::v1_0::__export;

    pub mod exports {
        pub use greentic_guest::secrets_types::v1_0::imports::Imported as Exports;
    }
}

greentic_guest::component! { export crate::forged }
