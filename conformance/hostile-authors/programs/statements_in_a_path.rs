//! Writes a path that ends a statement and begins another one, so that what is
//! asked is one interface and what is made is another.
//!
//! Right: does not compile, "no rules expected"

#![no_std]
#![forbid(unsafe_code)]

greentic_guest::component! { import secrets_store::v1_0 as Secrets }

greentic_guest::secrets_store::v1_0::__import! {
    @emit [
        greentic_guest::secrets_store::v1_1::imports::Imported;
        use greentic_guest::secrets_store::v1_0
    ] [Store]
}
