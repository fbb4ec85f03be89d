//! `pack`, for each generation of packs.

use serde_json::json;

use super::Shell;
use greentic_testkit::handmade::{Data, component, dummy, exporting};

const WIT: &str = "../wit";

/// Returns a pack with the flows `shop`, which runs, and `fails`, which does not.
fn generation(wit: &str, queries: &str, exec: &str) -> Vec<u8> {
    let interfaces = if queries == exec {
        vec![queries]
    } else {
        vec![queries, exec]
    };
    let world = exporting(wit, &interfaces);
    let mut data = Data::default();
    let [shop, fails, profile] = ["shop", "fails", "default"].map(|text| data.text(text));
    let [version, kind] = ["1.2.3", "messaging"].map(|text| data.text(text));
    let flows = data.words(&[
        &shop,
        &profile,
        &version,
        &kind,
        &[0],
        &fails,
        &profile,
        &version,
        &kind,
        &[1],
    ]);
    let list = data.words(&[&[0, flows, 2]]);
    let [input, output] = [r#"{"type":"object"}"#, "true"].map(|text| data.text(text));
    let schema = data.words(&[&[0], &input, &output]);
    let missing = data.words(&[&[1, 1]]);
    let [ok, answer] = ["ok", r#"{"sum":3}"#].map(|text| data.text(text));
    let done = data.words(&[&[0], &ok, &[1], &answer, &[0; 9]]);
    let [error, why] = ["error", "no stock"].map(|text| data.text(text));
    let failed = data.words(&[&[0], &error, &[0; 3], &[1], &why, &[0; 6]]);
    let functions = format!(
        r#"(func (export "{queries}#list-flows") (result i32) (i32.const {list}))
        (func (export "{queries}#get-flow-schema") (param i32 i32) (result i32)
          (call $pick (local.get 1)
            (i32.const {schema}) (i32.const {schema}) (i32.const {missing})))
        (func (export "{queries}#flow-metadata") (param i32 i32) (result i32) unreachable)
        (func (export "{exec}#run-flow") (param i32) (result i32)
          (call $pick (i32.load offset=4 (local.get 0))
            (i32.const {done}) (i32.const {failed}) (i32.const {missing})))
        (func (export "{exec}#prepare-flow") (param i32 i32 i32 i32 i32) (result i32)
          unreachable)"#
    );
    let search = if queries == exec {
        format!(
            r#"(func (export "{queries}#a2a-search") (param i32 i32 i32 i32 i32) (result i32)
              unreachable)"#
        )
    } else {
        String::new()
    };
    component(&world, &data, &(functions + &search))
}

#[test]
fn flows_are_listed_described_and_run() {
    let shell = Shell::new();
    let queries = "greentic:pack-export/pack-queries@0.4.0";
    let exec = "greentic:pack-export/pack-exec@0.4.0";
    let exports = "greentic:pack-export/exports@0.2.0";
    let older = "../wit/revisions/0.4.113";
    for (wit, queries, exec, package) in [
        (WIT, queries, exec, "greentic:pack-export@0.4.0"),
        (older, queries, exec, "greentic:pack-export@0.4.0"),
        (WIT, exports, exports, "greentic:pack-export@0.2.0"),
        (older, exports, exports, "greentic:pack-export@0.2.0"),
    ] {
        shell.write("pack.wasm", &generation(wit, queries, exec));
        let (code, stdout, stderr) = shell.end(&["pack", "pack.wasm", "list"]);
        assert_eq!(code, 0, "{wit} {package}: {stderr}");
        assert_eq!(
            stdout,
            "shop   messaging  1.2.3  profile default\n\
             fails  messaging  1.2.3  profile default, private\n"
        );
        let (_, answer) = shell.json(&["pack", "pack.wasm", "list", "--json"]);
        assert_eq!(answer["package"], package);
        assert_eq!(answer["flows"][1]["private"], true);

        let (code, stdout, _) = shell.end(&["pack", "pack.wasm", "schema", "shop"]);
        assert_eq!(code, 0);
        assert_eq!(stdout, "input   {\"type\":\"object\"}\noutput  true\n");
        let (code, answer) = shell.json(&["pack", "pack.wasm", "schema", "nothing", "--json"]);
        assert_eq!(code, 1);
        assert_eq!(answer["failure"]["code"], "not-found");

        let run = ["pack", "pack.wasm", "run", "shop", "--input", "{}"];
        let (code, stdout, stderr) = shell.end(&run);
        assert_eq!((code, stdout.as_str()), (0, "{\"sum\":3}\n"), "{stderr}");
        let (_, answer) = shell.json(&[&run[..], &["--json"]].concat());
        assert_eq!(answer["status"], "ok");
        assert_eq!(answer["output"], json!({ "sum": 3 }));
        let (code, stdout, stderr) = shell.end(&["pack", "pack.wasm", "run", "fails"]);
        assert_eq!((code, stdout.as_str()), (1, ""));
        assert!(stderr.contains("`error`: no stock"), "{stderr}");
        assert_eq!(shell.end(&["pack", "pack.wasm", "run", "nothing"]).0, 1);
        assert_eq!(shell.end(&["pack", "pack.wasm", "run"]).0, 2);
    }
}

#[test]
fn what_an_older_pack_does_not_get_is_said() {
    let shell = Shell::new();
    let exports = "greentic:pack-export/exports@0.2.0";
    shell.write(
        "pack.wasm",
        &generation("../wit/revisions/0.4.113", exports, exports),
    );
    let run = [
        "pack",
        "pack.wasm",
        "run",
        "shop",
        "--session",
        "s",
        "--attempt",
        "2",
    ];
    let (code, _, stderr) = shell.end(&run);
    assert_eq!(code, 0);
    assert!(stderr.contains("attempt, session-id"), "{stderr}");
}

#[test]
fn a_pack_that_only_hands_flows_out_is_not_run() {
    let shell = Shell::new();
    let api = "greentic:pack-export-v1/pack-api@0.1.0";
    let mut data = Data::default();
    let [shop, tag, start] = ["shop", "money", "start"].map(|text| data.text(text));
    let [tags, starts] = [tag, start].map(|text| data.words(&[&text]));
    let flow = data.words(&[&shop, &[4], &[tags, 1, starts, 1]]);
    let list = data.words(&[&[flow, 1]]);
    let json = data.text(r#"{"nodes":[]}"#);
    let json = data.words(&[&json]);
    let functions = format!(
        r#"(func (export "{api}#get-pack-descriptor") (result i32) unreachable)
        (func (export "{api}#list-flows") (result i32) (i32.const {list}))
        (func (export "{api}#get-flow-json") (param i32 i32) (result i32) (i32.const {json}))"#
    );
    shell.write(
        "pack.wasm",
        &component(&exporting(WIT, &[api]), &data, &functions),
    );
    let (code, stdout, _) = shell.end(&["pack", "pack.wasm", "list"]);
    assert_eq!(
        (code, stdout.as_str()),
        (0, "shop  http    #money, at start\n")
    );
    let (code, stdout, _) = shell.end(&["pack", "pack.wasm", "schema", "shop"]);
    assert_eq!((code, stdout.as_str()), (0, "{\"nodes\":[]}\n"));
    assert_eq!(shell.end(&["pack", "pack.wasm", "schema", "other"]).0, 1);
    let (code, _, stderr) = shell.end(&["pack", "pack.wasm", "run", "shop"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("a runner"), "{stderr}");
}

#[test]
fn outcomes_of_one_component_are_told_apart() {
    let shell = Shell::new();
    let api = "greentic:interfaces-pack/component-api@0.1.0";
    let mut data = Data::default();
    let [output, reason, name] = ["{}", "a person has to agree", "consent"].map(|t| data.text(t));
    let done = data.words(&[&[0], &output]);
    let names = data.words(&[&name]);
    let pending = data.words(&[&[1], &reason, &[1, names, 1]]);
    let why = data.text("too late");
    let failed = data.words(&[&[2, 4], &why]);
    let functions = format!(
        r#"(func (export "{api}#meta") (result i32) unreachable)
        (func (export "{api}#invoke") (param i32) (result i32)
          (call $pick (i32.load offset=4 (local.get 0))
            (i32.const {done}) (i32.const {pending}) (i32.const {failed})))"#
    );
    shell.write(
        "pack.wasm",
        &component(&exporting(WIT, &[api]), &data, &functions),
    );
    let run = |input: &str, more: &[&str]| {
        shell.end(&[&["pack", "pack.wasm", "run", "--input", input], more].concat())
    };
    let (code, stdout, stderr) = run("four", &[]);
    assert_eq!((code, stdout.as_str()), (0, "{}\n"), "{stderr}");
    let (code, stdout, _) = run("fives", &[]);
    assert_eq!(code, 0);
    assert_eq!(
        stdout,
        "pending: a person has to agree\n  it goes on with consent\n"
    );
    let (code, stdout, _) = run("fives", &["--json"]);
    let answer: serde_json::Value = serde_json::from_str(&stdout).unwrap();
    assert_eq!(code, 0);
    assert_eq!(answer["expected_input"], json!(["consent"]));
    let (code, _, stderr) = run("another", &[]);
    assert_eq!(code, 1);
    assert!(stderr.contains("timeout: too late"), "{stderr}");
    assert_eq!(shell.end(&["pack", "pack.wasm", "run", "shop"]).0, 2);
}

#[test]
fn what_is_no_pack_is_exit_code_3() {
    let shell = Shell::new();
    let (code, _, stderr) = shell.end(&["pack", "node.wasm", "list"]);
    assert_eq!(code, 3);
    assert!(stderr.contains("pack-queries"), "{stderr}");
    let (resolve, world) = exporting(WIT, &["greentic:pack-export/exports@0.2.0"]);
    shell.write("traps.wasm", &dummy(&resolve, world));
    assert_eq!(shell.end(&["pack", "traps.wasm", "list"]).0, 4);
}
