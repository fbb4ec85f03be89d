//! The stack that calls of a component run on.

/// Largest [`Limits::stack_bytes`](crate::Limits::stack_bytes): as much as systems
/// give a thread without being asked twice.
pub(crate) const MOST: usize = if cfg!(target_pointer_width = "64") {
    256 << 20
} else {
    16 << 20
};

/// Stack that host functions have below the guest's, in bytes.
pub(crate) const HOST: usize = 512 << 10;

/// Does work that needs so many bytes of stack for the guest. Where the thread
/// has less it gets a stack of its own.
pub(crate) fn enough<R>(guest: usize, work: impl FnOnce() -> R) -> R {
    let bytes = guest.saturating_add(HOST);
    stacker::maybe_grow(bytes, bytes.saturating_add(64 << 10), work)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_thread_has_as_much_as_a_large_one() {
        /// Takes at least 1 KiB a level.
        fn deep(levels: usize) -> usize {
            let room = std::hint::black_box([1_u8; 1024]);
            if levels == 0 {
                return 0;
            }
            deep(levels - 1) + usize::from(room[levels % 1024])
        }

        let thread = std::thread::Builder::new().stack_size(64 << 10);
        let thread = thread.spawn(|| enough(8 << 20, || deep(4 << 10))).unwrap();
        assert_eq!(thread.join().unwrap(), 4 << 10);
    }
}
