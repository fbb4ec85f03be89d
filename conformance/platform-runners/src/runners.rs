//! Two runners as they were published: `build.rs` brings their code here.

/// Gives a runner's code what it asks of its own crate.
macro_rules! runner {
    ($name:ident, $folder:literal, $($file:ident)*) => {
        #[allow(clippy::all, dead_code, unused_imports)]
        pub mod $name {
            $(
                pub mod $file {
                    include!(concat!(env!("OUT_DIR"), "/", $folder, "/", stringify!($file), ".rs"));
                }
            )*

            pub mod pack {
                use anyhow::{Context, Result};
                use serde_json::Value;
                use wasmtime::Store;
                use wasmtime::component::{Component, Linker};

                use super::component_api;
                use super::component_api::node::{
                    ExecCtx as ComponentExecCtx, InvokeResult, NodeError,
                };
                use crate::host::State as ComponentState;
                use crate::runners::block_on;

                pub struct HostState;

                include!(concat!(env!("OUT_DIR"), "/", $folder, "/pack.rs"));
            }
        }
    };
}

runner!(v1_2_2, "platform_runner_1_2_2", component_api invocation provider_core);
runner!(v0_4_60, "platform_runner_0_4_60", component_api invocation);

/// Runs a future that is always ready: nothing here waits.
pub fn block_on<F: Future>(future: F) -> F::Output {
    let mut future = std::pin::pin!(future);
    let mut context = std::task::Context::from_waker(std::task::Waker::noop());
    loop {
        if let std::task::Poll::Ready(output) = future.as_mut().poll(&mut context) {
            return output;
        }
    }
}
