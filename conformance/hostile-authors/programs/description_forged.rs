//! Mixes two revisions of one package, whose types differ, with a macro of its
//! own that says of the one that it is of no package at all.
//!
//! Right: does not compile, E0080

#![no_std]
#![forbid(unsafe_code)]

mod forged {
    macro_rules! __import {
        (@interface $path:tt) => {
            &greentic_guest::__private::Interface {
                id: "greentic:component/node@0.5.0",
                revision: "0.4.113",
                packages: &[],
                uses: &[],
                joints: &[],
            }
        };
        (@needs [$($callback:tt)*] $($state:tt)*) => {
            $($callback)* { @realloc $($state)* }
        };
        (@emit $path:tt $name:tt) => {
            greentic_guest::rev_0_4_113::component::v0_5::node::__import! {
                @emit [greentic_guest :: rev_0_4_113 :: component :: v0_5 :: node] $name
            }
        };
    }
    pub(crate) use __import;
}

greentic_guest::component! {
    import component::v0_5::control as Control,
    import crate::forged as Node,
}
