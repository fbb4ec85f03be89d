//! A component for `golden:nested/tree@2.0.0`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_nested_2_0_0::tree;
use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Res, Str};

greentic_guest::component! {
    export crate::bindings::golden_nested_2_0_0::tree => Component,
    import crate::bindings::golden_nested_2_0_0::tree as Tree,
}

struct Component;

impl tree::Guest for Component {
    fn weigh<'a>(call: &'a Call, node: tree::Node<'a>) -> f64 {
        tree::Host::weigh(&Tree, call, node)
    }

    fn prune<'a>(
        call: &'a Call,
        branch: &'a tree::Branch<'a>,
        forest: &'a tree::Forest<'a>,
    ) -> tree::Branch<'a> {
        tree::Host::prune(&Tree, call, branch, forest)
    }

    fn plant<'a>(
        call: &'a Call,
        forests: &'a [tree::Forest<'a>],
        more: Option<&'a [tree::Forest<'a>]>,
    ) -> Result<&'a [tree::Forest<'a>], Option<tree::Forest<'a>>> {
        tree::Host::plant(&Tree, call, forests, more)
    }

    fn shapes<'a>(
        call: &'a Call,
        a: tree::Node<'a>,
        b: tree::Node<'a>,
        c: &'a [List<'a, List<'a, tree::Node<'a>>>],
    ) -> &'a [Opt<Res<tree::Node<'a>, List<'a, Str<'a>>>>] {
        tree::Host::shapes(&Tree, call, a, b, c)
    }

    fn report<'a>(
        call: &'a Call,
        of: Result<
            &'a tree::Forest<'a>,
            (
                &'a tree::Branch<'a>,
                Result<&'a [tree::Forest<'a>], Option<&'a tree::Forest<'a>>>,
            ),
        >,
    ) {
        tree::Host::report(&Tree, call, of)
    }

    fn burn<'a>(
        call: &'a Call,
        a: Option<Option<tree::Leaf<'a>>>,
        b: Result<Result<tree::Leaf<'a>, u8>, Result<u8, tree::Leaf<'a>>>,
    ) {
        tree::Host::burn(&Tree, call, a, b)
    }
}
