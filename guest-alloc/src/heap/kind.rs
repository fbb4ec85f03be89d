//! The types that a component names its heap by. In a component each is a global
//! allocator; natively they are nothing but names.

/// Is the type of a heap.
///
/// ```
/// use greentic_guest_alloc::heap::{FreeListHeap, Kind};
///
/// #[cfg_attr(target_family = "wasm", global_allocator)]
/// static HEAP: FreeListHeap = Kind::HEAP;
/// ```
pub trait Kind: Sized {
    /// The heap: however many values there are, all of them are the same.
    const HEAP: Self;
}

/// Makes the type of a heap.
macro_rules! kind {
    ($(#[$attribute:meta])* $name:ident) => {
        $(#[$attribute])*
        #[derive(Debug)]
        pub struct $name(());

        $(#[$attribute])*
        impl Kind for $name {
            const HEAP: Self = Self(());
        }
    };
}

kind! {
    /// Never frees: [`Bump`](super::Bump).
    BumpHeap
}

kind! {
    /// Frees all when nothing is alive: [`Counted`](super::Counted).
    CallHeap
}

kind! {
    /// Frees block by block: [`FreeList`](super::FreeList).
    FreeListHeap
}

kind! {
    /// Frees block by block, with the crate `dlmalloc`.
    #[cfg(feature = "dlmalloc")]
    DlmallocHeap
}
