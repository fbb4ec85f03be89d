//! The examples, as the tool chain builds them.

use std::path::{Path, PathBuf};
use std::process::Command;

use greentic_shrink::core_wasm::{minimise, rename, split_allocator, strip};
use wasmparser::{Parser, Payload};

use super::support::observed::{engine, observe};
use super::support::passes::ALL;

/// Builds the examples, and takes the largest core module out of each.
fn modules() -> Vec<(&'static str, Vec<u8>)> {
    const NAMES: [&str; 3] = ["component-describe", "node-minimal", "node-secrets"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let target = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("core-modules");
    let mut cargo = Command::new(env!("CARGO"));
    cargo
        .current_dir(&root)
        .env_remove("RUSTFLAGS")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .args([
            "build",
            "--quiet",
            "--profile=tiny",
            "--target=wasm32-wasip2",
        ])
        .arg("--target-dir")
        .arg(&target)
        .args(NAMES.iter().flat_map(|name| ["-p", name]));
    let status = cargo.status().expect("cargo");
    assert!(status.success(), "the examples do not build");
    NAMES
        .map(|name| {
            let file = format!("wasm32-wasip2/tiny/{}.wasm", name.replace('-', "_"));
            let bytes = std::fs::read(target.join(file)).expect("the component");
            (name, main_module(&bytes))
        })
        .to_vec()
}

/// Returns the largest core module of a component.
fn main_module(component: &[u8]) -> Vec<u8> {
    let mut found: Vec<Vec<u8>> = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::ModuleSection {
            unchecked_range, ..
        } = payload.expect("a component")
        {
            let start = usize::try_from(unchecked_range.start).expect("a small file");
            let end = usize::try_from(unchecked_range.end).expect("a small file");
            found.push(component[start..end].to_vec());
        }
    }
    let largest = found.into_iter().max_by_key(Vec::len);
    largest.expect("a core module")
}

/// Checks whether a component needs an export of its main module.
fn needed(export: &str) -> bool {
    export != "memcmp"
}

#[test]
fn examples_get_smaller_and_do_the_same() {
    let engine = engine();
    for (name, module) in modules() {
        let before = observe(&engine, &[("", &module)], &needed).expect("known features");
        assert!(before.calls > 0);
        for (pass_name, pass) in ALL {
            if ["dce", "all"].contains(&pass_name) {
                continue;
            }
            let output = pass(&module).expect("a module");
            let after = observe(&engine, &[("", &output)], &needed).expect("known features");
            assert_eq!(before, after, "{pass_name} on {name}");
        }

        let output = strip(&module, &|_| false).expect("a module");
        let output = minimise(&output, &needed).expect("a module");
        let after = observe(&engine, &[("", &output)], &needed).expect("known features");
        assert_eq!(before, after, "all passes on {name}");

        let mut letters = ('a'..='z').map(String::from);
        let letters = std::cell::RefCell::new(&mut letters);
        let short = rename(&output, &|_, _| None, &|_| letters.borrow_mut().next());
        let short = short.expect("fewer than 26 exports").len();
        println!(
            "{name}: {} bytes, {} after, {short} with short names",
            module.len(),
            output.len()
        );
        let at_most = match name {
            "component-describe" => 104,
            "node-minimal" => 1_175,
            _ => 1_987,
        };
        assert!(
            short <= at_most,
            "{name} takes {short} bytes rather than {at_most}"
        );
    }
}

#[test]
fn the_allocator_of_an_example_is_a_module_of_its_own() {
    let engine = engine();
    for (name, module) in modules() {
        let parted = split_allocator(&module, "memory", "cabi_realloc");
        if name == "component-describe" {
            parted.expect_err("it has no allocator");
            continue;
        }
        let parted = parted.expect("an allocator that can be parted");
        let calls = |name: &str| name.contains('#');
        let before = observe(&engine, &[("", &module)], &calls).expect("known features");
        let parts = [
            (&parted.module[..], &parted.allocator[..]),
            ("", &parted.rest[..]),
        ];
        let after = observe(&engine, &parts, &calls).expect("known features");
        assert!(before.calls > 2, "{before:?}");
        assert_eq!(before.events, after.events, "{name}");
    }
}
