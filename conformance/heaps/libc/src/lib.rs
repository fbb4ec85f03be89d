//! The heap of wasi-libc, called from Rust. Whatever is linked from C uses it too.

#![no_std]

use core::alloc::{GlobalAlloc, Layout};

use greentic_guest::Call;
use greentic_guest::component::v0_5::node::{ExecCtx, InvokeResult, LifecycleStatus, StreamEvent};

fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
    InvokeResult::Ok(heap_node::run(call, op, input).into())
}

#[link(name = "c")]
unsafe extern "C" {
    fn malloc(size: usize) -> *mut u8;
    fn free(block: *mut u8);
}

struct Libc;

// SAFETY: `malloc` aligns to 16, and gives null where there is nothing to give.
unsafe impl GlobalAlloc for Libc {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        if layout.align() > 16 {
            return core::ptr::null_mut();
        }
        // SAFETY: any size may be asked for.
        unsafe { malloc(layout.size()) }
    }

    unsafe fn dealloc(&self, block: *mut u8, _: Layout) {
        // SAFETY: a block of `alloc`, as the caller promises.
        unsafe { free(block) }
    }
}

#[global_allocator]
static HEAP: Libc = Libc;

struct Node;

impl greentic_guest::component::v0_5::node::Guest for Node {
    fn get_manifest<'a>(_: &'a Call) -> &'a str {
        "{}"
    }

    fn on_start<'a>(_: &'a Call, _: &'a ExecCtx<'a>) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn on_stop<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str) -> Result<LifecycleStatus, &'a str> {
        Ok(LifecycleStatus::Ok)
    }

    fn invoke<'a>(call: &'a Call, ctx: &'a ExecCtx<'a>, op: &'a str, input: &'a str) -> InvokeResult<'a> {
        invoke(call, ctx, op, input)
    }

    fn invoke_stream<'a>(_: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, _: &'a str) -> &'a [StreamEvent<'a>] {
        &[]
    }
}

// wasi-libc has `memcmp` already.
greentic_guest::component! {
    export component::v0_5::node => Node,
    without memory_functions,
}
