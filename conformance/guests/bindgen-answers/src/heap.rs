//! The parts that wit-bindgen leaves to others without `std`: a heap, the function
//! through which hosts use it, and the panic handler.

#[global_allocator]
static HEAP: dlmalloc::GlobalDlmalloc = dlmalloc::GlobalDlmalloc;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    core::arch::wasm32::unreachable()
}

/// # Safety
///
/// Called by the host, with a block that it got here, or none.
#[unsafe(export_name = "cabi_realloc")]
unsafe extern "C" fn cabi_realloc(
    old: *mut u8,
    old_size: usize,
    align: usize,
    size: usize,
) -> *mut u8 {
    use alloc::alloc::{Layout, alloc, realloc};
    let layout = |size| match Layout::from_size_align(size, align) {
        Ok(layout) => layout,
        Err(_) => core::arch::wasm32::unreachable(),
    };
    let block = match (old_size, size) {
        (_, 0) => core::ptr::without_provenance_mut(align),
        // SAFETY: the size is not 0.
        (0, _) => unsafe { alloc(layout(size)) },
        // SAFETY: the block was made here with this size and alignment, and
        // the new size is not 0.
        _ => unsafe { realloc(old, layout(old_size), size) },
    };
    if block.is_null() {
        core::arch::wasm32::unreachable()
    }
    block
}
