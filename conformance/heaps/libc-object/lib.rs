//! An object file that calls `malloc` and `free`, as a C compiler would make it:
//! `rustc --emit obj`, linked like any other object. No C compiler for
//! WebAssembly comes with Rust.

#![no_std]

unsafe extern "C" {
    fn malloc(size: usize) -> *mut u8;
    fn free(block: *mut u8);
}

/// Copies `len` bytes to a new block of the heap, fills as many blocks again,
/// and says whether the copy and the bytes are still the same. Every other
/// block stays, for the calls that follow.
///
/// # Safety
///
/// `len` bytes can be read from `bytes`.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn heap_churn(bytes: *const u8, len: usize) -> bool {
    let mut same = true;
    let mut round = 0;
    while round < 8 {
        let size = len + 4_000 + round;
        let block = unsafe { malloc(size) };
        let kept = unsafe { malloc(64) };
        if block.is_null() || kept.is_null() {
            return false;
        }
        let mut at = 0;
        while at < size {
            let byte = if at < len { unsafe { *bytes.add(at) } } else { b'#' };
            unsafe { block.add(at).write_volatile(byte) };
            at += 1;
        }
        unsafe { kept.write_volatile(b'k') };
        at = 0;
        while at < size {
            let byte = if at < len { unsafe { *bytes.add(at) } } else { b'#' };
            same &= unsafe { block.add(at).read_volatile() } == byte;
            at += 1;
        }
        unsafe { free(block) };
        round += 1;
    }
    same
}
