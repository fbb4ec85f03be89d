//! The limit of a world, and the table of all of them, word by word.

use greentic_size_report::violation::Check;
use greentic_size_report::worlds::report::Total;
use greentic_size_report::worlds::{Cost, LIMIT, World, WorldReport, table};
use greentic_size_report::{Measurement, measure};
use serde_json::json;

/// Returns the sizes of a component. Only those that the limit concerns matter.
fn sizes(core_bytes: u64) -> Measurement {
    let wat = "(component (import \"a\" (func)) (core module (memory 1)))";
    Measurement {
        bytes: core_bytes,
        plain_bytes: 3 * core_bytes,
        plain_core_bytes: core_bytes,
        core_bytes: core_bytes / 2,
        core_code_bytes: core_bytes / 2,
        ..measure(&wat::parse_str(wat).unwrap()).unwrap()
    }
}

fn cost(world: &str, revision: Option<&str>, functions: usize, core_bytes: u64) -> Cost {
    let world = World {
        world: format!("a:b/{world}@1.0.0"),
        revision: revision.map(str::to_owned),
        name: format!("{world}{}", revision.unwrap_or_default()),
        exports: vec!["a:b/c@1.0.0".to_owned()],
        functions,
        source: String::new(),
    };
    let path = format!("/target/worlds/{}.wasm", world.name);
    Cost::new(&world, &LIMIT, path, sizes(core_bytes))
}

fn report(costs: Vec<Cost>) -> WorldReport {
    let mut report = WorldReport {
        schema_version: 2,
        toolchain: "rustc 1.0.0 (0123456 2026-01-01)".to_owned(),
        target: "wasm32-wasip2".to_owned(),
        profile: "tiny".to_owned(),
        limit: LIMIT,
        folder: "/target/worlds".to_owned(),
        worlds: Vec::new(),
        total: Total::default(),
        violations: Vec::new(),
    };
    for cost in costs {
        report.push(cost);
    }
    report
}

fn some() -> WorldReport {
    report(vec![
        cost("held", None, 11, 1_390),
        cost("over", None, 1, 491),
        cost("over", Some("0.4.113"), 2, 600),
        cost("types", None, 0, 36),
    ])
}

#[test]
fn the_limit_is_400_bytes_and_90_a_function() {
    for (functions, most) in [(0, 400), (1, 490), (2, 580), (11, 1_390)] {
        assert_eq!(LIMIT.of(functions), most);
        assert_eq!(cost("it", None, functions, most).over(), None);
        let broken = cost("it", None, functions, most + 1).over().unwrap();
        assert_eq!(broken.check, Check::Limit);
        assert_eq!(broken.expected, json!(most));
        assert_eq!(broken.actual, json!(most + 1));
        let message = format!(
            "{} core bytes are 1 more than the limit of {most} ",
            most + 1
        );
        assert!(broken.message.starts_with(&message), "{broken:?}");
    }
}

#[test]
fn the_plain_table() {
    let expected = "\
rustc 1.0.0 (0123456 2026-01-01), profile tiny, target wasm32-wasip2; bytes: shrunk, plain: as linked
core of the plain form: at most 400 bytes and 90 for each function

| world           | revision | functions | bytes | plain |  core | limit |  code | pages | imports |
|-----------------|----------|-----------|-------|-------|-------|-------|-------|-------|---------|
| a:b/held@1.0.0  | usual    |        11 | 1,390 | 4,170 | 1,390 | 1,390 |   695 |     1 |       1 |
| a:b/over@1.0.0  | usual    |         1 |   491 | 1,473 |   491 |   490 |   245 |     1 |       1 |
| a:b/over@1.0.0  | 0.4.113  |         2 |   600 | 1,800 |   600 |   580 |   300 |     1 |       1 |
| a:b/types@1.0.0 | usual    |         0 |    36 |   108 |    36 |   400 |    18 |     1 |       1 |
| 4 worlds        |          |        14 | 2,517 | 7,551 | 2,517 | 2,860 | 1,258 |       |         |

The components are in /target/worlds.
BROKEN a:b/over@1.0.0: 491 core bytes are 1 more than the limit of 490 for 1 function; take them out of its bindings
BROKEN a:b/over@1.0.0 of revision 0.4.113: 600 core bytes are 20 more than the limit of 580 for 2 functions; take them out of its bindings
2 of 4 worlds are over their limits.
";
    assert_eq!(table::render(&some(), false), expected);
    let (_, verdict) = expected.split_once("worlds.\n").unwrap();
    assert_eq!(table::verdict(&some(), false), verdict);
}

#[test]
fn all_is_well() {
    let report = report(vec![cost("held", None, 1, 490)]);
    assert!(report.holds());
    let text = table::render(&report, false);
    let verdict = "All of 1 world keep within their limits.\n";
    assert!(text.ends_with(verdict), "{text}");
    assert_eq!(table::verdict(&report, false), verdict);
}

#[test]
fn colour_adds_nothing_but_colour() {
    let (plain, colour) = (table::render(&some(), false), table::render(&some(), true));
    assert!(!plain.contains('\u{1b}'));
    let red: Vec<_> = colour
        .lines()
        .filter(|line| line.contains("\u{1b}[31m"))
        .collect();
    // Two rows, and what is said of them.
    assert_eq!(red.len(), 4, "{colour}");
    assert_eq!(console::strip_ansi_codes(&colour), plain);
}

#[test]
fn the_json_has_its_documented_fields() {
    let report = some();
    assert!(!report.holds());
    let json: serde_json::Value = serde_json::to_value(&report).unwrap();
    for (key, value) in [
        ("schema_version", json!(2)),
        ("toolchain", json!("rustc 1.0.0 (0123456 2026-01-01)")),
        ("target", json!("wasm32-wasip2")),
        ("profile", json!("tiny")),
        ("limit", json!({ "bytes": 400, "bytes_per_function": 90 })),
        ("folder", json!("/target/worlds")),
        (
            "total",
            json!({ "functions": 14, "bytes": 2_517, "plain_bytes": 7_551, "plain_core_bytes": 2_517, "limit": 2_860 }),
        ),
    ] {
        assert_eq!(json[key], value, "{key}");
    }
    for (key, value) in [
        ("name", json!("over0.4.113")),
        ("world", json!("a:b/over@1.0.0")),
        ("revision", json!("0.4.113")),
        ("exports", json!(["a:b/c@1.0.0"])),
        ("functions", json!(2)),
        ("limit", json!(580)),
        ("path", json!("/target/worlds/over0.4.113.wasm")),
        ("bytes", json!(600)),
        ("plain_bytes", json!(1_800)),
        ("plain_core_bytes", json!(600)),
        ("memory_pages", json!(1)),
        ("imports", json!(["a"])),
    ] {
        assert_eq!(json["worlds"][2][key], value, "{key}");
    }
    assert_eq!(json["worlds"][0]["revision"], json!(null));
    assert_eq!(
        json["broken"][0],
        json!({
            "component": "over",
            "check": "limit",
            "key": "plain_core_bytes",
            "expected": 490,
            "actual": 491,
            "message": "491 core bytes are 1 more than the limit of 490 for 1 function; take them \
                out of its bindings",
        })
    );
}
