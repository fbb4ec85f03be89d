//! Says twice what the component is: the second one calls its host, and the
//! first does not know.
//!
//! Right: does not compile, E0152

#![no_std]
#![forbid(unsafe_code)]

greentic_guest::describe!("{}");

mod other {
    greentic_guest::component! { import secrets_store::v1_0 as Secrets }
}
