//! A component for `golden:nested/tree@2.0.0`.

#![cfg_attr(target_family = "wasm", no_std)]

/// The output of `guest-bindgen generate WIT -o src/bindings.rs`.
pub mod bindings;

use crate::bindings::golden_nested_2_0_0::tree;
use greentic_guest::Call;
use greentic_guest::abi::{List, Opt, Res, Str};

greentic_guest::component! {
    export crate::bindings::golden_nested_2_0_0::tree => Component,
}

struct Component;

impl tree::Guest for Component {
    fn weigh<'a>(_: &'a Call, _node: tree::Node<'a>) -> f64 {
        0.0
    }

    fn prune<'a>(
        _: &'a Call,
        _branch: &'a tree::Branch<'a>,
        _forest: &'a tree::Forest<'a>,
    ) -> tree::Branch<'a> {
        tree::Branch {
            nodes: List::EMPTY,
            best: Opt::None,
            outcome: Res::Ok(tree::Node::Leaf(tree::Leaf::DEFAULT)),
        }
    }

    fn plant<'a>(
        _: &'a Call,
        _forests: &'a [tree::Forest<'a>],
        _more: Option<&'a [tree::Forest<'a>]>,
    ) -> Result<&'a [tree::Forest<'a>], Option<tree::Forest<'a>>> {
        Ok(&[])
    }

    fn shapes<'a>(
        _: &'a Call,
        _a: tree::Node<'a>,
        _b: tree::Node<'a>,
        _c: &'a [List<'a, List<'a, tree::Node<'a>>>],
    ) -> &'a [Opt<Res<tree::Node<'a>, List<'a, Str<'a>>>>] {
        &[]
    }

    fn report<'a>(
        _: &'a Call,
        _of: Result<
            &'a tree::Forest<'a>,
            (
                &'a tree::Branch<'a>,
                Result<&'a [tree::Forest<'a>], Option<&'a tree::Forest<'a>>>,
            ),
        >,
    ) {
    }

    fn burn<'a>(
        _: &'a Call,
        _a: Option<Option<tree::Leaf<'a>>>,
        _b: Result<Result<tree::Leaf<'a>, u8>, Result<u8, tree::Leaf<'a>>>,
    ) {
    }
}
