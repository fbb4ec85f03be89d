//! Tests of `--worlds` from end to end, on WIT with a few worlds and on that of this
//! repository.

mod fixture;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use fixture::{Fixture, assert_ended, ran};
use greentic_size_report::worlds::found;
use serde_json::{Value, json};
use wasmparser::{Parser, Payload};

fn fixture() -> Fixture {
    let fixture = Fixture::new();
    fixture.add_worlds();
    fixture
}

/// Returns the number of functions that the core modules of a component export for the
/// component to export.
fn functions(component: &[u8]) -> usize {
    Parser::new(0)
        .parse_all(component)
        .filter_map(|payload| match payload.unwrap() {
            Payload::ExportSection(exports) => Some(exports),
            _ => None,
        })
        .flatten()
        .filter(|export| export.as_ref().unwrap().name.contains('#'))
        .count()
}

/// Returns the names of the exports of a component.
fn exports(component: &[u8]) -> Vec<String> {
    let mut depth = 0;
    let mut names = Vec::new();
    for payload in Parser::new(0).parse_all(component) {
        match payload.unwrap() {
            Payload::Version { .. } => depth += 1,
            Payload::End(_) => depth -= 1,
            Payload::ComponentExportSection(exports) if depth == 1 => {
                names.extend(
                    exports
                        .into_iter()
                        .map(|export| export.unwrap().name.name.to_owned()),
                );
            }
            _ => {}
        }
    }
    names
}

#[test]
fn a_world_over_its_limit_is_broken() {
    let fixture = fixture();
    let text = fixture.run(&["--worlds"]);
    assert_ended(
        &text,
        1,
        &[
            "[1/6] building what",
            "[6/6] built made_up_",
            "| made:up/component@1.0.0 ",
            "| made:up/kinds-only@1.0.0 ",
            "| 5 worlds ",
            "core of the plain form: at most 400 bytes and 90 for each function",
            "BROKEN made:up/wordy@1.0.0 of revision 2.0: ",
            " more than the limit of 490 for 1 function; take them out of its bindings\n",
            "\n1 of 5 worlds is over its limit.\n",
        ],
    );
    assert!(!text.stdout.contains('\u{1b}'), "{text:?}");
    assert!(!text.stderr.contains("warning"), "{text:?}");
    // It exports nothing.
    assert!(!text.stdout.contains("made:up/host"), "{text:?}");

    let json = fixture.run(&["--worlds", "--json"]);
    assert_ended(&json, 1, &["BROKEN made:up/wordy@1.0.0 of revision 2.0"]);
    let report: Value = serde_json::from_str(&json.stdout).unwrap();
    let worlds = report["worlds"].as_array().unwrap();
    let of = |key: &str| -> Vec<_> { worlds.iter().map(|world| world[key].clone()).collect() };
    assert_eq!(of("functions"), [2, 2, 0, 0, 1]);
    assert_eq!(of("limit"), [580, 580, 400, 400, 490]);
    assert_eq!(
        of("revision"),
        [
            json!(null),
            json!("2.0"),
            json!(null),
            json!("2.0"),
            json!("2.0")
        ]
    );
    // The figures in the report are those of the files.
    for world in worlds {
        let path = Path::new(world["path"].as_str().unwrap());
        let component = fs::read(path).unwrap();
        assert_eq!(world["bytes"], component.len(), "{world}");
        assert_eq!(world["exports"], json!(exports(&component)), "{world}");
        // The core module of the shrunk form has other names.
        let plain = fs::read(path.with_extension("plain.wasm")).unwrap();
        assert_eq!(world["plain_bytes"], plain.len(), "{world}");
        assert_eq!(world["functions"], functions(&plain), "{world}");
        assert!(component.len() < plain.len(), "{world}");
    }
    assert_eq!(
        of("plain_core_bytes").last(),
        Some(&report["broken"][0]["actual"])
    );
    assert_eq!(report["broken"].as_array().unwrap().len(), 1);
    let left = fixture.target().join("size-report/worlds");
    assert!(left.join("made_up_wordy_1_0_0_rev_2_0.wasm").is_file());
}

#[test]
fn names_choose_worlds() {
    let fixture = fixture();
    for (names, count) in [
        (&["made:up/component"][..], 2),
        (&["made:up/kinds-only@1.0.0"], 2),
        (&["made:up/component", "made:up/kinds-only"], 4),
        (&["made:up/component", "made:up/component@1.0.0"], 2),
    ] {
        let ran = fixture.run(&[&["--worlds"], names].concat());
        let verdict = format!("All of {count} worlds keep within their limits.");
        assert_ended(&ran, 0, &[&verdict]);
    }
    for package in ["made:up", "made:up@1.0.0"] {
        assert_ended(&fixture.run(&["--worlds", package]), 1, &["1 of 5 worlds"]);
    }
    for unknown in [
        "made:up/component@2.0.0",
        "made",
        "made:up/host",
        "described",
        "",
    ] {
        assert_ended(
            &fixture.run(&["--worlds", "made:up", unknown]),
            3,
            &[&format!("no world `{unknown}`"), "made:up/kinds-only@1.0.0"],
        );
    }
}

#[test]
fn the_environment_does_not_change_a_world() {
    let fixture = fixture();
    let path = fixture
        .target()
        .join("size-report/worlds/made_up_component_1_0_0.wasm");
    let arguments = ["--worlds", "made:up/component"];
    assert_ended(&fixture.run(&arguments), 0, &[]);
    let expected = fs::read(&path).unwrap();
    fs::remove_dir_all(fixture.target()).unwrap();
    let mut command = fixture.command();
    command
        .args(arguments)
        .env("RUSTFLAGS", "-Copt-level=0")
        .env("CARGO_PROFILE_TINY_LTO", "off");
    assert_ended(&ran(&mut command), 0, &[]);
    assert_eq!(fs::read(&path).unwrap(), expected);
}

#[test]
fn wrong_usage_ends_with_2_and_wrong_wit_with_3() {
    let fixture = Fixture::new();
    assert_ended(&fixture.run(&["--worlds"]), 3, &["wit: there is no such"]);
    assert_ended(
        &fixture.run(&["--worlds", "--tighten"]),
        2,
        &["--worlds", "--tighten", "cannot be used with"],
    );
    assert_ended(
        &fixture.run(&["--help"]),
        0,
        &["--worlds\n", "greentic-size-report --worlds --json"],
    );
    fixture.write("wit/made-up.wit", "package made:up@1.0.0;\nnonsense\n");
    assert_ended(
        &fixture.run(&["--worlds"]),
        3,
        &["wit: ", "expected `world`"],
    );
    // Without bindings of it.
    fixture.add_guest();
    fixture.write(
        "wit/made-up.wit",
        "package made:up@1.0.0; interface a { b: func(); } world w { export a; }",
    );
    assert_ended(
        &fixture.run(&["--worlds"]),
        3,
        &["cargo build", "made_up_1_0_0", "error"],
    );
}

/// Collects the worlds of a WIT text that export something, with their number of exports.
fn exporting(folder: &Path, worlds: &mut BTreeSet<(String, usize)>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            exporting(&path, worlds);
            continue;
        }
        let text = fs::read_to_string(&path).unwrap();
        let package = text
            .lines()
            .find_map(|line| line.strip_prefix("package ")?.strip_suffix(';'));
        let Some((package, version)) = package.and_then(|name| name.split_once('@')) else {
            continue;
        };
        for part in text.split("\nworld ").skip(1) {
            let (name, body) = part.split_once(" {").unwrap();
            let (body, _) = body.split_once('}').unwrap();
            let exports = body
                .lines()
                .filter(|line| line.trim().starts_with("export "));
            match exports.count() {
                0 => {}
                count => {
                    worlds.insert((format!("{package}/{name}@{version}"), count));
                }
            }
        }
    }
}

#[test]
fn all_our_worlds_are_found() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    let found = found::find(&root).unwrap();
    for (folder, revision) in [
        ("wit/deps", None),
        ("wit/revisions/0.4.113/deps", Some("0.4.113")),
        ("wit/revisions/0.4.93/deps", Some("0.4.93")),
    ] {
        let mut expected = BTreeSet::new();
        exporting(&root.join(folder), &mut expected);
        let found: BTreeSet<_> = found
            .iter()
            .filter(|world| world.revision.as_deref() == revision)
            .map(|world| (world.world.clone(), world.exports.len()))
            .collect();
        assert!(!found.is_empty(), "{folder}");
        assert_eq!(found, expected, "{folder}");
    }
    assert!(found.len() > 50, "{found:?}");
    let names: BTreeSet<_> = found.iter().map(|world| &world.name).collect();
    assert_eq!(names.len(), found.len());
}

#[test]
fn worlds_whose_names_are_one_word_have_components_of_their_own() {
    let fixture = Fixture::new();
    let wit = |package: &str, world: &str| {
        format!("package {package}; interface i {{ f: func(); }} world {world} {{ export i; }}")
    };
    fixture.write("wit/root.wit", &wit("a:b", "c-d"));
    fixture.write("wit/deps/b-c/b-c.wit", &wit("a:b-c", "d"));
    let found = found::find(fixture.root()).unwrap();
    let names: Vec<_> = found
        .iter()
        .map(|world| (world.world.as_str(), world.name.as_str()))
        .collect();
    assert_eq!(names, [("a:b-c/d", "a_b_c_d"), ("a:b/c-d", "a_b_c_d_2")]);
}
