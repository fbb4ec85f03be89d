//! `heap!`: a global allocator in one line.

/// Gives the crate's component a heap, so that the crate `alloc` can be used: `String`,
/// `Vec`, `BTreeMap` and all that is made of them.
///
/// ```
/// #![cfg_attr(target_family = "wasm", no_std)]
/// #![forbid(unsafe_code)]
/// extern crate alloc;
///
/// use alloc::string::String;
/// use greentic_guest::{Call, component::v0_5::node::{ExecCtx, NodeError}};
///
/// greentic_guest::heap!(call);
///
/// greentic_guest::component_entrypoint!({ manifest: r#"{"name":"demo"}"#, invoke: invoke });
///
/// fn invoke<'a>(call: &'a Call, _: &'a ExecCtx<'a>, _: &'a str, input: &'a str) -> Result<&'a str, NodeError<'a>> {
///     let mut words: alloc::vec::Vec<&str> = input.split_ascii_whitespace().collect();
///     words.sort_unstable();
///     let sorted: String = words.join(" ");
///     Ok(call.own(sorted))
/// }
/// # fn main() {
/// #     let (call, ctx) = (Call::new(), ExecCtx::default());
/// #     assert_eq!(invoke(&call, &ctx, "", "b c a").ok(), Some("a b c"));
/// # }
/// ```
///
/// | kind | for | frees |
/// | --- | --- | --- |
/// | `call` | handlers that leave nothing behind | all, as soon as nothing is alive; the last block at once |
/// | `free_list` | values that stay between calls | each block |
/// | `dlmalloc` | the same, many of them; needs the feature `dlmalloc` | each block |
/// | `bump` | components that make a few values and keep them | nothing |
///
/// It stands once, in the crate that becomes the component. `docs/memory.md` says what
/// each kind costs. Natively it stands for nothing, and tests use the heap of `std`.
///
/// A heap is not the memory of the call: what a static holds stays, and what answers
/// refer to has to be in the call, where [`Call::own`](crate::Call::own) puts it.
///
/// A request for more memory than there is traps, or is an error where the author asks
/// for that: `Vec::try_reserve`.
#[macro_export]
macro_rules! heap {
    (call) => {
        $crate::__heap! { CallHeap }
    };
    (free_list) => {
        $crate::__heap! { FreeListHeap }
    };
    (dlmalloc) => {
        $crate::__heap! { DlmallocHeap }
    };
    (bump) => {
        $crate::__heap! { BumpHeap }
    };
    () => {
        $crate::__heap! { @refuse "heap!: name the kind, `heap!(call)` for one; there are `call`, `free_list`, `dlmalloc` and `bump`" }
    };
    ($($other:tt)*) => {
        $crate::__heap! { @refuse $crate::__private::concat!(
            "heap!: there is no heap `", ::core::stringify!($($other)*),
            "`; there are `call`, `free_list`, `dlmalloc` and `bump`"
        ) }
    };
}

#[doc(hidden)]
#[macro_export]
macro_rules! __heap {
    // With a heap, so that the compiler does not ask for one on top.
    (@refuse $message:expr) => {
        ::core::compile_error!($message);
        $crate::__heap! { BumpHeap }
    };
    ($heap:ident) => {
        #[cfg(target_family = "wasm")]
        const _: () = {
            #[global_allocator]
            static HEAP: $crate::__private::heap::$heap =
                <_ as $crate::__private::heap::Kind>::HEAP;
        };
        // So that what is wrong in a component is wrong in its tests: a kind that is
        // not there, and a second heap, which has the same name.
        #[cfg(not(target_family = "wasm"))]
        #[allow(dead_code)]
        const A_COMPONENT_HAS_ONE_HEAP: $crate::__private::heap::$heap =
            <_ as $crate::__private::heap::Kind>::HEAP;
    };
}
