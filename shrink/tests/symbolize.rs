//! A backtrace of a shrunk component is turned back into functions and lines.

use std::path::Path;
use std::process::Command;

use greentic_shrink::Options;
use greentic_shrink::core_wasm::WasmOpt;
use greentic_shrink::pass::Pass;
use greentic_shrink::symbol_map::{SymbolMap, shrink_with_symbol_map};
use wasmtime::component::{Component, Linker};
use wasmtime::{Engine, Store};

/// A guest that traps at a place that its argument decides. Lines that trap say so.
const GUEST: &str = r#"#![no_std]
use core::arch::wasm32;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo<'_>) -> ! {
    wasm32::unreachable()
}

/// Code that the compiler keeps where it is, and that no two places share.
#[inline(always)]
fn trap() -> u32 {
    unsafe { (0xffff_fff0 as *const u32).read_volatile() }
}

#[inline(never)]
fn divide(by: u32) -> u32 {
    if by == 1 {
        return trap(); // trap 1
    }
    unsafe { COUNT += by };
    if by == 2 {
        return trap(); // trap 2
    }
    by * 3
}

#[inline(always)]
fn put_in(by: u32) -> u32 {
    if by == 3 {
        return trap(); // trap 3
    }
    by ^ 0x55
}

#[inline(never)]
fn called_twice(by: u32) -> u32 {
    let mut sum = unsafe { COUNT };
    for step in 0..by {
        sum ^= sum << 3 ^ step;
        unsafe { COUNT ^= sum };
    }
    if by == 4 {
        return trap(); // trap 4
    }
    sum
}

static mut COUNT: u32 = 7;

#[unsafe(no_mangle)]
pub extern "C" fn unused() -> u32 {
    called_twice(77)
}

#[unsafe(no_mangle)]
pub extern "C" fn run(by: u32) -> u32 {
    let first = divide(by); // call 1
    let second = put_in(first / 3) + called_twice(by); // call 2
    if by == 5 {
        trap() // trap 5
    } else {
        second + called_twice(second & 7)
    }
}
"#;

const WIT: &str = "package test:guest; world guest { export run: func(by: u32) -> u32; }";

/// Returns the guest as a component, with debug information.
fn guest(folder: &Path, source: &str, level: &str) -> Vec<u8> {
    std::fs::write(folder.join("guest.rs"), source).unwrap();
    let rustc = std::env::var_os("RUSTC").unwrap_or("rustc".into());
    let status = Command::new(rustc)
        .current_dir(folder)
        .args([
            "--edition",
            "2024",
            "--crate-type",
            "cdylib",
            "--crate-name",
            "guest",
        ])
        .args(["--target", "wasm32-unknown-unknown", "-g", "-Cpanic=abort"])
        .args([level, "-Clto=fat", "-Ccodegen-units=1"])
        .args(["-o", "guest.wasm", "guest.rs"])
        .status()
        .unwrap();
    assert!(status.success());
    let mut module = std::fs::read(folder.join("guest.wasm")).unwrap();
    let mut resolve = wit_parser::Resolve::default();
    let package = resolve.push_str("guest.wit", WIT).unwrap();
    let world = resolve.select_world(&[package], None).unwrap();
    let encoding = wit_component::StringEncoding::UTF8;
    wit_component::embed_component_metadata(&mut module, &resolve, world, encoding, false).unwrap();
    wit_component::ComponentEncoder::default()
        .module(&module)
        .unwrap()
        .encode()
        .unwrap()
}

/// Returns the text that Wasmtime prints when `run` traps.
fn backtrace(component: &[u8], by: u32) -> String {
    let engine = Engine::default();
    let component = Component::new(&engine, component).unwrap();
    let mut store = Store::new(&engine, ());
    let linker = Linker::new(&engine);
    let instance = linker.instantiate(&mut store, &component).unwrap();
    let run = instance
        .get_typed_func::<(u32,), (u32,)>(&mut store, "run")
        .unwrap();
    format!("{:?}", run.call(&mut store, (by,)).unwrap_err())
}

/// Returns the number of the line of the guest that has `text` in it.
fn line(text: &str) -> usize {
    let mut lines = GUEST.lines().zip(1..);
    lines.find(|(line, _)| line.ends_with(text)).unwrap().1
}

/// Symbolizes a backtrace of every trap. Returns the number of places with exact
/// lines, the number of those found by comparing, and the faults.
fn check(shrunk: &[u8], symbol_map: &SymbolMap) -> (usize, usize, Vec<String>) {
    let symbol_map = SymbolMap::from_bytes(&symbol_map.to_bytes()).unwrap();
    let plain = backtrace(shrunk, 1);
    assert!(!plain.contains("divide"), "{plain}");
    let (mut exact, mut about, mut wrong) = (0, 0, Vec::new());
    for (by, places) in [
        (
            1,
            [("guest::divide", "// trap 1"), ("run", "// call 1")].as_slice(),
        ),
        (2, &[("guest::divide", "// trap 2"), ("run", "// call 1")]),
        (3, &[("guest::put_in", "// trap 3"), ("run", "// call 2")]),
        (
            4,
            &[("guest::called_twice", "// trap 4"), ("run", "// call 2")],
        ),
        (5, &[("run", "// trap 5")]),
    ] {
        let text = symbol_map.symbolize(&backtrace(shrunk, by));
        for (function, mark) in places {
            let at = format!("/guest.rs:{}:", line(mark));
            let found = text.lines().find(|line| {
                line.trim().starts_with(&format!("{function} at ")) && line.contains(&at)
            });
            match found {
                Some(found) if found.contains(" at about ") => about += 1,
                Some(_) => exact += 1,
                None => wrong.push(format!("{by}: no {function} at {at} in\n{text}")),
            }
        }
    }
    (exact, about, wrong)
}

#[test]
fn a_trap_is_found_in_function_and_line() {
    let folder = tempfile::tempdir().unwrap();
    for level in ["-Copt-level=0", "-Copt-level=1", "-Copt-level=z"] {
        let component = guest(folder.path(), GUEST, level);
        let options = Options::default();
        let (shrunk, symbol_map) = shrink_with_symbol_map(&component, &options).unwrap();
        let (exact, about, wrong) = check(&shrunk.component, &symbol_map);
        assert!(wrong.is_empty(), "{level}: {}", wrong.join("\n"));
        println!("{level}: {exact} exact, {about} about");

        // Without the passes that rewrite functions every line is exact.
        let options = options.without(Pass::Core).without(Pass::Outline);
        let (shrunk, symbol_map) = shrink_with_symbol_map(&component, &options).unwrap();
        let (_, about, wrong) = check(&shrunk.component, &symbol_map);
        assert!(
            wrong.is_empty() && about == 0,
            "{level}: {about}, {}",
            wrong.join("\n")
        );
    }
}

#[test]
fn what_wasm_opt_rewrote_is_found_about_there() {
    let Some(program) = WasmOpt::find().unwrap() else {
        eprintln!("SKIPPED: wasm-opt is not there");
        return;
    };
    let folder = tempfile::tempdir().unwrap();
    let component = guest(folder.path(), GUEST, "-Copt-level=0");
    let options = Options::default().wasm_opt(program);
    let (shrunk, symbol_map) = shrink_with_symbol_map(&component, &options).unwrap();
    let (exact, about, wrong) = check(&shrunk.component, &symbol_map);
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(about > exact, "{exact} exact, {about} about");
}

/// The check of the other tests finds faults.
#[test]
fn another_symbol_map_is_told_apart() {
    let folder = tempfile::tempdir().unwrap();
    let options = Options::default();
    let component = guest(folder.path(), GUEST, "-Copt-level=1");
    let (shrunk, _) = shrink_with_symbol_map(&component, &options).unwrap();
    let moved = GUEST.replace("use core::arch::wasm32;", "\n\nuse core::arch::wasm32;");
    let other = guest(folder.path(), &moved, "-Copt-level=1");
    let (_, other) = shrink_with_symbol_map(&other, &options).unwrap();
    assert_eq!(check(&shrunk.component, &other).2.len(), 9);
    let empty = SymbolMap::default();
    assert_eq!(check(&shrunk.component, &empty).2.len(), 9);
}

#[test]
fn a_broken_symbol_map_is_an_error_or_tells_less() {
    let folder = tempfile::tempdir().unwrap();
    let component = guest(folder.path(), GUEST, "-Copt-level=1");
    let (shrunk, symbol_map) = shrink_with_symbol_map(&component, &Options::default()).unwrap();
    let trace = backtrace(&shrunk.component, 4);
    let whole = symbol_map.to_bytes();
    assert!(SymbolMap::from_bytes(&component).is_err());
    let mut random = fastrand::Rng::with_seed(5);
    for _ in 0..300 {
        let mut broken = whole.clone();
        if random.bool() {
            broken.truncate(random.usize(..broken.len()));
        }
        for _ in 0..random.usize(..4) {
            let at = random.usize(..broken.len().max(1));
            if let Some(byte) = broken.get_mut(at) {
                *byte = random.u8(..);
            }
        }
        if let Ok(symbol_map) = SymbolMap::from_bytes(&broken) {
            let text = symbol_map.symbolize(&trace);
            assert!(text.lines().count() >= trace.lines().count());
        }
    }
}
