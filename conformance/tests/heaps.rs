//! A component may have another heap beside the memory of its calls, whoever
//! brought it along: neither touches what is the other's.
//!
//! The nodes in `heaps/` fill vectors of their heap and texts of the call in
//! turn, and answer `same:` where all of it is still what they wrote. dlmalloc
//! and wasi-libc's `malloc` begin with what the linker leaves free behind the
//! data; talc, `lol_alloc` and the heaps of `heap!` only grow the memory, as the
//! arena does.

use std::ffi::OsString;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use greentic_host_shim::{ExecCtx, Host, InvokeResult, Limits, Shim};
use greentic_size_report::LinkFlags;
use greentic_testkit::cargo::{TARGET, cargo, scratch, workspace};

/// The flags of .cargo/config.toml and one more: the object that is linked, or
/// more memory to begin with, which heaps take.
fn flags(target: &str, object: &Path) -> OsString {
    let flags = LinkFlags::read(workspace()).expect("flags");
    let mut flags = flags.encoded();
    flags.push("\u{1f}-Clink-arg=");
    if target == TARGET {
        flags.push(object);
    } else {
        flags.push("--initial-memory=262144");
    }
    flags
}

/// The object file of `heaps/libc-object`.
fn object(folder: &Path) -> PathBuf {
    let object = folder.join("libc-object.o");
    let output = Command::new("rustc")
        .current_dir(workspace().join("conformance/heaps"))
        .args(["--edition", "2024", "--crate-type", "lib", "--emit", "obj"])
        .args(["--target", TARGET, "-Copt-level=z", "-Cpanic=abort"])
        .args(["libc-object/lib.rs", "-o"])
        .arg(&object)
        .output()
        .expect("rustc runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    object
}

/// Builds `heaps` of the workspace at `root` for `target`, as a person would,
/// and answers with the folder of the files.
fn build(root: &Path, target: &str, heaps: &[&str]) -> PathBuf {
    let folder = scratch().join("heaps");
    fs::create_dir_all(&folder).expect("a folder");
    let mut command = cargo();
    command
        .current_dir(root.join("conformance/heaps"))
        .args(["build", "--locked", "--quiet", "--profile", "tiny"])
        .args(["--target", target, "--target-dir"])
        .arg(&folder)
        .env("CARGO_ENCODED_RUSTFLAGS", flags(target, &object(&folder)));
    for heap in heaps {
        command.args(["-p", &format!("heap-{heap}")]);
    }
    let output = command.output().expect("cargo runs");
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    folder.join(target).join("tiny")
}

/// The component of a node: as linked, or made of the core module.
fn component(folder: &Path, heap: &str) -> Vec<u8> {
    let file = folder.join(format!("heap_{}.wasm", heap.replace('-', "_")));
    let bytes = fs::read(&file).expect("cargo built it");
    if wasmparser::Parser::is_component(&bytes) {
        return bytes;
    }
    wit_component::ComponentEncoder::default()
        .validate(true)
        .module(&bytes)
        .and_then(wit_component::ComponentEncoder::encode)
        .unwrap_or_else(|error| panic!("{heap}: {error:?}"))
}

/// Calls `node` with inputs of every size, before and after the memory grew, in
/// an instance that has seen others. Each must come back behind `same:`.
fn same(node: &[u8], sizes: &[usize]) -> Result<(), String> {
    let shim = Shim::new(Limits::default()).expect("an engine");
    let ctx = ExecCtx::new("test", "acme", "flow");
    let node = shim.load(node).expect("a component");
    let mut instance = node.instantiate(Host::new()).expect("an instance");
    let start = instance.memory_bytes();
    // At last nothing is kept, and the heap goes on.
    let calls = sizes
        .iter()
        .flat_map(|&size| ["run", "keep", "run"].map(|op| (op, size)));
    for (op, size) in calls.chain([("forget", 100), ("run", 5_000)]) {
        let input = text(size);
        match instance.invoke(&ctx, op, &input) {
            Ok(InvokeResult::Ok(answer)) if answer == format!("same:{input}") => {}
            Ok(InvokeResult::Ok(answer)) => {
                let start: String = answer.chars().take(40).collect();
                return Err(format!("{op} of {size} bytes: {start}"));
            }
            other => return Err(format!("{op} of {size} bytes: {other:?}")),
        }
    }
    assert!(instance.memory_bytes() > start, "it never grew");
    Ok(())
}

fn neither_touches_the_other(target: &str, heaps: &[&str], sizes: &[usize]) {
    let folder = build(workspace(), target, heaps);
    for heap in heaps {
        let result = same(&component(&folder, heap), sizes);
        assert_eq!(result, Ok(()), "{heap} on {target}");
    }
}

/// From nothing over the first region (32 KiB) to several pages, and back.
const SIZES: [usize; 12] = [
    0, 1, 100, 5_000, 31_000, 33_000, 60_000, 0, 70_000, 200_000, 1_000, 0,
];

/// The same for heaps that free nothing while something is kept: what all calls take
/// has to fit into 16 MiB.
const FEWER: [usize; 8] = [0, 1, 5_000, 31_000, 33_000, 60_000, 70_000, 0];

/// Text of `size` bytes, of which no stretch reads like another.
fn text(size: usize) -> String {
    let mut text = String::new();
    let mut number = 0;
    while text.len() < size {
        write!(text, "{number:x},").expect("text takes text");
        number += 7;
    }
    text.truncate(size);
    text
}

#[test]
fn wasi_libcs_heap_and_the_arena_keep_apart() {
    neither_touches_the_other(TARGET, &["libc", "libc-linked"], &SIZES);
}

#[test]
fn heaps_in_rust_and_the_arena_keep_apart() {
    for target in [TARGET, "wasm32-unknown-unknown", "wasm32v1-none"] {
        neither_touches_the_other(target, &["dlmalloc", "talc", "lol-alloc"], &SIZES);
    }
}

#[test]
fn our_heaps_and_the_arena_keep_apart() {
    for target in [TARGET, "wasm32-unknown-unknown", "wasm32v1-none"] {
        neither_touches_the_other(target, &["ours-free-list", "ours-dlmalloc"], &SIZES);
        neither_touches_the_other(target, &["ours-call", "ours-bump"], &FEWER);
    }
}

/// An arena that takes what the linker leaves free, as heaps do, is noticed.
#[test]
fn an_arena_in_the_place_of_a_heap_is_noticed() {
    let root = scratch().join("heaps-fault");
    let copied = ["guest", "guest-alloc", "conformance/heaps"];
    for folder in copied {
        copy(&workspace().join(folder), &root.join(folder));
    }
    let manifest = fs::read_to_string(workspace().join("Cargo.toml")).expect("a manifest");
    let (start, rest) = manifest.split_once("members = [").expect("members");
    let (_, end) = rest.split_once(']').expect("the end of the members");
    let members = "members = [\"guest\", \"guest-alloc\"";
    fs::write(root.join("Cargo.toml"), format!("{start}{members}]{end}")).expect("a manifest");

    let file = root.join("guest-alloc/src/instance.rs");
    let source = fs::read_to_string(&file).expect("the arena");
    let fault = source
        .replace("FIRST.start()", "&raw const __heap_base")
        .replace("FIRST.end()", "&raw const __heap_end")
        + "unsafe extern \"C\" { static __heap_base: u8; static __heap_end: u8; }";
    for place in ["&raw const __heap_base", "&raw const __heap_end"] {
        assert!(fault.contains(place), "the arena begins elsewhere now");
    }
    fs::write(&file, fault).expect("the fault");

    for (target, heap) in [(TARGET, "libc"), ("wasm32-unknown-unknown", "dlmalloc")] {
        let folder = build(&root, target, &[heap]);
        let result = same(&component(&folder, heap), &SIZES);
        assert!(result.is_err(), "{heap} on {target}");
    }
}

/// Copies the sources of a crate, or of several.
fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder");
    for entry in fs::read_dir(from).expect("a folder") {
        let path = entry.expect("an entry").path();
        let copy = to.join(path.file_name().expect("a name"));
        if path.is_dir() {
            self::copy(&path, &copy);
        } else {
            fs::copy(&path, &copy).expect("a copy");
        }
    }
}
