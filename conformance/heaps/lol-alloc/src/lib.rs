//! The heap of the crate `lol_alloc`, which only grows the memory.

#![no_std]

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult};

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(heap_node::run(call, op, input).into())
}

#[global_allocator]
// SAFETY: a component has one thread.
static HEAP: lol_alloc::AssumeSingleThreaded<lol_alloc::FreeListAllocator> =
    unsafe { lol_alloc::AssumeSingleThreaded::new(lol_alloc::FreeListAllocator::new()) };

greentic_guest::component_entrypoint!({ manifest: "{}", invoke: invoke });
