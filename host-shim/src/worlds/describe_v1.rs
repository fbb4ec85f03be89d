//! `greentic:component/describe-v1@1.0.0`, exported by components that only
//! describe themselves.

#[allow(
    clippy::pedantic,
    unreachable_pub,
    unused_qualifications,
    reason = "generated from WIT; private to this crate"
)]
mod generated {
    wasmtime::component::bindgen!({
        path: "../wit",
        world: "greentic:component/component@1.0.0",
    });
}

pub(crate) use generated::exports::greentic::component1_0_0::describe_v1::{Guest, GuestIndices};

use super::{Fit, Shape};

pub(super) fn fit(shape: &Shape<'_>) -> Fit {
    shape.function::<(), (String,)>("describe-json")
}
