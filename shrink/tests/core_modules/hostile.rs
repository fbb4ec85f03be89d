//! Input that is damaged, odd, or made to be slow.

use std::fmt::Write as _;

use greentic_shrink::core_wasm::{rename, split_allocator};
use wasmparser::{Validator, WasmFeatures};

use super::support::generated::{Random, anything, running};
use super::support::passes::ALL;
use super::support::text::module;

/// Checks every pass on bytes that may be anything. Returns `true` if they were a
/// module.
fn check(bytes: &[u8], what: &str) -> bool {
    let valid = |bytes: &[u8], features| {
        let mut validator = Validator::new_with_features(features);
        validator.validate_all(bytes).is_ok()
    };
    let is_module = valid(bytes, WasmFeatures::all()) && !wasmparser::Parser::is_component(bytes);
    for (name, pass) in ALL {
        let Ok(output) = pass(bytes) else {
            continue;
        };
        assert!(is_module, "{name} took {what}, which is no module");
        assert!(output.len() <= bytes.len(), "{name} makes {what} larger");
        assert_eq!(
            pass(&output).as_ref(),
            Ok(&output),
            "{name} on {what} is not idempotent"
        );
        // Taking any one feature away leaves the output valid if the input was.
        for (_, bit) in WasmFeatures::all().iter_names() {
            let fewer = WasmFeatures::all().difference(bit);
            assert!(
                valid(&output, fewer) || !valid(bytes, fewer),
                "{name} on {what} needs {bit:?}"
            );
        }
    }
    if let Ok(output) = rename(bytes, &|_, _| None, &|name| Some(format!("{name}!"))) {
        assert!(
            is_module && valid(&output, WasmFeatures::all()),
            "rename {what}"
        );
    }
    for export in ["", "memory"] {
        if let Ok(split) = split_allocator(bytes, export, "") {
            assert!(valid(&split.allocator, WasmFeatures::all()), "split {what}");
            assert!(valid(&split.rest, WasmFeatures::all()), "split {what}");
        }
    }
    is_module
}

#[test]
fn modules_with_everything_are_made_smaller_or_refused() {
    let mut modules = 0;
    for seed in 0..250 {
        if let Some(bytes) = anything(seed) {
            modules += u32::from(check(&bytes, &format!("module {seed}")));
        }
    }
    assert!(modules > 200, "only {modules} were modules");
}

#[test]
fn damaged_modules_are_refused_or_made_smaller() {
    let mut random = Random(2_000);
    let (mut modules, mut damaged) = (0, 0);
    for seed in 0..2_000_u64 {
        let source = if seed % 2 == 0 { anything } else { running };
        let Some(mut bytes) = source(seed % 40) else {
            continue;
        };
        for _ in 0..=random.below(3) {
            let at = random.below(bytes.len());
            match random.below(4) {
                0 => bytes[at] ^= 1 << random.below(8),
                1 => bytes[at] = random.next().to_le_bytes()[0],
                2 => bytes.truncate(at.max(8)),
                // A piece of it at another place.
                _ => {
                    let from = random.below(bytes.len());
                    let piece = bytes[from..(from + random.below(20)).min(bytes.len())].to_vec();
                    bytes.splice(at..at, piece);
                }
            }
        }
        if check(&bytes, &format!("damaged module {seed}")) {
            modules += 1;
        } else {
            damaged += 1;
        }
    }
    // Both must be there for that to mean anything.
    assert!(modules > 50 && damaged > 1_000, "{modules} {damaged}");
}

#[test]
fn depth_is_no_matter() {
    // A chain of functions, the first one being kept; blocks in blocks.
    let mut text = String::from(r#"(module (func (export "b") (call 1))"#);
    for next in 2..5_000 {
        write!(text, "(func (call {next}))").expect("memory");
    }
    text.push_str("(func (nop)))");
    let input = module(&text);
    for (name, pass) in ALL {
        let output = pass(&input).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(output.len() <= input.len());
    }

    let depth = 2_000;
    let text = format!(
        r#"(module (func (export "b") (param i32) {} {}))"#,
        "block local.get 0 br_if 0 ".repeat(depth),
        "end ".repeat(depth)
    );
    let input = module(&text);
    for (name, pass) in ALL {
        let output = pass(&input).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert!(output.len() <= input.len());
    }
}

#[test]
fn many_segments_over_each_other_take_no_time() {
    let mut text = String::from(r#"(module (memory (export "b") 16)"#);
    for at in 0..20_000 {
        write!(
            text,
            "(data (i32.const {}) \"{}\")",
            20_000 - at,
            "x".repeat(40)
        )
        .expect("memory");
    }
    text.push(')');
    let input = module(&text);
    let output = greentic_shrink::core_wasm::compact(&input).expect("a module");
    assert!(output.len() < 21_000, "{}", output.len());
}
