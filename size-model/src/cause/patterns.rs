//! The patterns by which names tell a cause.

use super::Cause::{self, self as C};

/// Parts of paths and of symbols, in the order in which they are tried. A text that begins
/// with `=` is a whole name. `None` marks code that serves any caller: the function that
/// it is inlined into decides.
#[rustfmt::skip]
pub(super) const PATTERNS: &[(Option<Cause>, &[&str])] = &[
    (Some(C::Backtraces), &[
        "std::backtrace", "backtrace_rs::", "addr2line::", "gimli::", "rustc_demangle::",
        "miniz_oxide::", "std::sys::backtrace",
    ]),
    (Some(C::Panics), &[
        "core::panicking", "std::panicking", "std::panic", "core::panic::", "rust_begin_unwind",
        "rust_panic", "panic_fmt", "panic_bounds_check", "unwrap_failed", "expect_failed",
        "slice_error_fail", "slice_index_fail", "slice_start_index_len_fail",
        "slice_end_index_len_fail", "slice_index_order_fail", "len_mismatch_fail",
        "handle_alloc_error", "capacity_overflow", "raw_vec::handle_error", "panic_handler",
        "panic_abort", "=abort", "__assert_fail",
    ]),
    (Some(C::FloatText), &[
        "flt2dec", "dec2flt", "core::fmt::float", "greentic_guest::number::float",
        "greentic_guest::number::scale", "greentic_guest::number::exact",
        "greentic_guest::number::write", "greentic_guest::number::read",
        "greentic_guest::number::literal", "zmij::", "ryu::", "lexical", "fast_float", "=fmt_fp",
        "=__floatscan", "=decfloat", "=hexfloat", "=strtod", "=strtox", "=__dtoa",
    ]),
    (Some(C::IntegerText), &[
        "core::fmt::num", "from_str_radix", "core::num::error", "FromStr for u", "FromStr for i",
        "itoa::", "greentic_guest::number", "=fmt_u", "=strtol", "=strtoul", "=__intscan",
        "=atoi",
    ]),
    (Some(C::Serde), &[
        "serde::", "serde_core::", "serde_derive", "erased_serde::",
    ]),
    (Some(C::Json), &[
        "serde_json", "greentic_guest::json", "greentic_guest::input", "simd_json", "miniserde::",
        "nanoserde::", "::json::", "json_parse",
    ]),
    (Some(C::Cbor), &[
        "greentic_guest::cbor", "ciborium", "minicbor", "serde_cbor", "::cbor::",
    ]),
    (Some(C::Formatting), &[
        "core::fmt", "alloc::fmt", "std::fmt", "=printf_core", "=vfprintf", "printf", "=pop_arg",
        "=pad", "=fmt_x", "=fmt_o",
    ]),
    (Some(C::Utf8), &[
        "from_utf8", "core::str::validations", "core::str::converts", "core::str::lossy",
        "encode_utf8", "decode_utf8", "core::unicode", "::utf8", "utf16", "core::char::methods",
        "core::str::count", "unicode_",
    ]),
    (Some(C::MemoryFunctions), &[
        "=memcpy", "=memmove", "=memset", "=memcmp", "=bcmp", "=strlen", "=memchr", "=strcmp",
        "=strchr", "=strncmp", "=__memcpy", "=__memset", "compiler_builtins::mem",
        "core::slice::memchr", "memchr::", "greentic_guest::memcmp", "core::intrinsics::copy",
    ]),
    (Some(C::Arithmetic), &[
        "compiler_builtins", "=__multi3", "=__udivti3", "=__umodti3", "=__divti3", "=__modti3",
        "=__ashlti3", "=__lshrti3", "=__ashrti3", "=__addtf3", "=__subtf3", "=__multf3",
        "=__divtf3", "libm::", "=fmod", "=pow", "=exp", "=log",
    ]),
    (Some(C::Allocator), &[
        "greentic_guest_alloc", "dlmalloc", "alloc::alloc", "alloc::raw_vec", "std::alloc",
        "__rust_alloc", "__rust_dealloc", "__rust_realloc", "__rustc::__rust", "__rustc::__rdl",
        "__rustc::__rg", "__rdl_", "__rg_", "cabi_realloc", "cabi_import_realloc", "=malloc",
        "=free", "=realloc", "=calloc", "=sbrk", "=aligned_alloc", "=posix_memalign", "emmalloc",
        "talc::", "wee_alloc", "lol_alloc", "GlobalAlloc", "=__wbindgen_malloc",
        "=__wbindgen_realloc", "=__wbindgen_free",
    ]),
    (Some(C::Bindings), &[
        "greentic_guest::", "wit_bindgen", "wasm_bindgen", "::bindings::", "__export",
        "cabi_post_", "wit_import", "wit_component_", "wit-component:", "__wasm_export",
        "#[export]", "js_sys::",
    ]),
    (Some(C::System), &[
        "std::sys", "std::io", "std::fs", "std::env", "std::net", "std::process", "std::thread",
        "std::time", "std::os", "wasi::", "wasip2::", "wasip3::", "wasi_snapshot_preview1",
        "__wasi_", "__wasilibc", "std::sync", "std::path", "std::ffi", "__imported_", "=writev",
        "=readv", "=__stdio_write", "=__stdio_read", "=__stdio_seek", "=fwrite", "=fputs",
        "=fflush", "=__lockfile", "=__towrite", "=__overflow", "=getenv", "=exit", "=_Exit",
    ]),
    (Some(C::StartUp), &[
        "=__wasm_call_ctors", "=__wasm_init_memory", "=__wasm_apply_data_relocs", "=_start",
        "=_initialize", "std::rt", "=__main_void", "=__original_main", "=__wasm_call_dtors",
        "=__libc_start", "=main", "=__wasilibc_init", "=dummy", "=undefined_weak",
        "signature_mismatch:",
    ]),
    (Some(C::Collections), &[
        "alloc::vec", "alloc::string", "alloc::collections", "alloc::slice", "alloc::str",
        "alloc::boxed", "alloc::rc", "alloc::sync", "alloc::borrow", "hashbrown",
        "std::collections", "indexmap::", "smallvec::", "heapless::", "arrayvec::",
    ]),
    // Code that is inlined into its caller and does the caller's work.
    (None, &[
        "core::option", "core::result", "core::ptr", "core::mem", "core::ops", "core::iter",
        "core::slice", "core::cmp", "core::num", "core::intrinsics", "core::array",
        "core::convert", "core::clone", "core::cell", "core::hint", "core::any", "core::default",
        "core::str", "core::alloc", "core::ascii", "core::char", "core::marker", "core::time",
        "core::hash", "core::borrow", "core::ub_checks", "core_arch::",
    ]),
    (Some(C::StandardLibrary), &[
        "core::", "alloc::", "std::",
    ]),
];
