//! The table, word by word.

use std::collections::BTreeMap;

use greentic_shrink::stack::{ExportStack, Reason, Unbounded};
use greentic_size_report::report::{Component, Report};
use greentic_size_report::stack::Stack;
use greentic_size_report::violation::{Check, Violation};
use greentic_size_report::{Budget, Measurement, table};
use serde_json::json;

fn component(name: &str, bytes: u64, imports: &[&str], sections: &[(&str, u64)]) -> Component {
    let custom_sections: BTreeMap<_, _> = sections
        .iter()
        .map(|(name, bytes)| ((*name).to_owned(), *bytes))
        .collect();
    Component {
        name: name.to_owned(),
        world: Some("greentic:component/node@0.5.0".to_owned()),
        path: format!("/target/{name}.wasm"),
        sizes: Measurement {
            bytes,
            plain_bytes: 3 * bytes,
            plain_core_bytes: bytes / 2,
            gzip_bytes: bytes / 2,
            core_bytes: bytes / 4,
            core_code_bytes: bytes / 8,
            core_data_bytes: 40,
            wrapper_bytes: bytes / 3,
            custom_bytes: custom_sections.values().sum(),
            custom_sections,
            memory_pages: 1,
            memory_max_pages: Some(256),
            core_modules: 1,
            imports: imports.iter().map(|name| (*name).to_owned()).collect(),
            stack: Stack {
                bytes: 96,
                size: Some(4_096),
                exports: Vec::new(),
            },
            ..Measurement::default()
        },
        budget: Budget {
            bytes: Some(bytes),
            plain_bytes: Some(3 * bytes),
            core_bytes: Some(bytes / 4),
            memory_pages: Some(1),
            stack: Some(96),
            core_modules: Some(1),
            imports: Some(Vec::new()),
        },
        answers: 3,
    }
}

fn report() -> Report {
    let mut roomy = component("roomy", 5_555, &["a:b/c@1.0.0", "d"], &[]);
    roomy.budget.bytes = Some(1_234_567);
    roomy.sizes.stack.exports = vec![ExportStack {
        export: "f".to_owned(),
        bytes: 96,
        size: Some(4_096),
        path: Vec::new(),
        unbounded: vec![Unbounded {
            reason: Reason::Recursion,
            round: 32,
            functions: vec!["a".to_owned(), "b".to_owned()],
            others: 0,
        }],
    }];
    let mut broken = component("broken", 910, &[], &[("name", 300), ("producers", 1_010)]);
    broken.budget = Budget::default();
    broken.sizes.stack.size = None;
    Report {
        schema_version: 2,
        toolchain: "rustc 1.0.0 (0123456 2026-01-01)".to_owned(),
        target: "wasm32-wasip2".to_owned(),
        profile: "tiny".to_owned(),
        components: vec![component("exact", 914, &[], &[("name", 9)]), roomy, broken],
        violations: vec![Violation {
            component: "broken".to_owned(),
            check: Check::Budget,
            key: "bytes".to_owned(),
            expected: json!(null),
            actual: json!(910),
            message: "no budget for `bytes`".to_owned(),
        }],
    }
}

#[test]
fn the_plain_table() {
    let expected = "\
rustc 1.0.0 (0123456 2026-01-01), profile tiny, target wasm32-wasip2; bytes shrunk, plain as linked; measured / budget

| component |             bytes |           plain |  gzip |          core | code | data | wrapper | custom | pages |   stack | modules |
|-----------|-------------------|-----------------|-------|---------------|------|------|---------|--------|-------|---------|---------|
| exact     |         914 / 914 |   2,742 / 2,742 |   457 |     228 / 228 |  114 |   40 |     304 |      9 | 1 / 1 | 96 / 96 |   1 / 1 |
| roomy     | 5,555 / 1,234,567 | 16,665 / 16,665 | 2,777 | 1,388 / 1,388 |  694 |   40 |   1,851 |      0 | 1 / 1 | 96 / 96 |   1 / 1 |
| broken    |           910 / ? |       2,730 / ? |   455 |       227 / ? |  113 |   40 |     303 |  1,310 | 1 / ? |  96 / ? |   1 / ? |

imports
  exact: nothing
  roomy: a:b/c@1.0.0, d
  broken: nothing
custom sections, in bytes
  exact: name 9
  roomy: none
  broken: name 300, producers 1,010
stack, in bytes
  exact: 96 of 4,096
  roomy: 96 of 4,096; no bound: recursion, 32 bytes a round: a, b
  broken: 96, of how many is unknown

held exact: 3 answers as declared, exactly the budget
held roomy: 3 answers as declared, head room 1,229,012 bytes, core 0
BROKEN broken: no budget for `bytes`
1 of 3 components broke a budget or an answer.
";
    assert_eq!(table::render(&report(), false), expected);
}

#[test]
fn all_is_well() {
    let mut report = report();
    report.components.truncate(2);
    report.violations.clear();
    let text = table::render(&report, false);
    let verdict = "All of 2 components answer as declared and keep within their budgets.\n";
    assert!(text.ends_with(verdict), "{text}");
    assert_eq!(table::verdict(&report, false), verdict);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let (plain, colour) = (
        table::render(&report(), false),
        table::render(&report(), true),
    );
    assert!(!plain.contains('\u{1b}'));
    assert!(colour.contains("\u{1b}[31m"), "{colour}");
    assert_eq!(console::strip_ansi_codes(&colour), plain);
}

#[test]
fn the_json_has_its_documented_fields() {
    let json: serde_json::Value = serde_json::to_value(report()).unwrap();
    assert_eq!(json["schema_version"], 2);
    assert_eq!(json["toolchain"], "rustc 1.0.0 (0123456 2026-01-01)");
    let component = &json["components"][1];
    for (key, value) in [
        ("name", json!("roomy")),
        ("world", json!("greentic:component/node@0.5.0")),
        ("path", json!("/target/roomy.wasm")),
        ("bytes", json!(5_555)),
        ("gzip_bytes", json!(2_777)),
        ("memory_pages", json!(1)),
        ("core_modules", json!(1)),
        ("imports", json!(["a:b/c@1.0.0", "d"])),
        ("answers", json!(3)),
    ] {
        assert_eq!(component[key], value, "{key}");
    }
    assert_eq!(component["budget"]["bytes"], 1_234_567);
    assert_eq!(
        json["broken"],
        json!([{
            "component": "broken",
            "check": "budget",
            "key": "bytes",
            "expected": null,
            "actual": 910,
            "message": "no budget for `bytes`",
        }])
    );
}
