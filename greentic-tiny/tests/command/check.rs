//! `check`: the comparison of components with worlds.

use greentic_host_shim::bindings;
use wit_parser::Resolve;

use super::Shell;
use greentic_testkit::handmade::{assemble, dummy, exporting};

#[test]
fn every_interface_of_the_bindings_is_known_and_fits_itself_alone() {
    let shell = Shell::new();
    let mut before: Option<&str> = None;
    for export in bindings::EXPORTS {
        if export.module.starts_with("rev_") {
            continue;
        }
        let (resolve, world) = exporting("../wit", &[export.name]);
        shell.write("dummy.wasm", &dummy(&resolve, world));
        let (code, answer) = shell.json(&["check", "dummy.wasm", export.name, "--json"]);
        assert_eq!(code, 0, "{}: {answer}", export.name);
        assert_eq!(answer["fits"], true);
        assert_eq!(answer["revision"], "current");
        if let Some(other) = before.replace(export.name) {
            let (code, answer) = shell.json(&["check", "dummy.wasm", other, "--json"]);
            assert_eq!(code, 1, "{other}");
            assert_eq!(answer["differences"][0]["kind"], "missing");
        }
    }
}

#[test]
fn components_of_the_project_s_worlds_fit_them() {
    let shell = Shell::new();
    let mut resolve = Resolve::default();
    resolve.push_dir("../wit").unwrap();
    for (id, world) in &resolve.worlds {
        let name = resolve.id_of_name(world.package.unwrap(), &world.name);
        shell.write("dummy.wasm", &dummy(&resolve, id));
        let (code, answer) = shell.json(&["check", "dummy.wasm", &name, "--json"]);
        assert_eq!(
            (code, &answer["fits"]),
            (0, &true.into()),
            "{name}: {answer}"
        );
    }
}

#[test]
fn revisions_are_told_apart() {
    let shell = Shell::new();
    let node = "greentic:component/node@0.5.0";
    let (resolve, world) = exporting("../wit/revisions/0.4.113", &[node]);
    shell.write("older.wasm", &dummy(&resolve, world));
    let (code, stdout, _) = shell.end(&["check", "older.wasm", "greentic:component/node@0.5.0"]);
    assert_eq!(code, 0);
    assert_eq!(stdout, format!("fits {node} as of revision 0.4.113\n"));
}

/// Returns a component of the world of nodes that imports something else, too.
fn asking(wit: &str, more: &str) -> Vec<u8> {
    let mut resolve = Resolve::default();
    resolve.push_dir(wit).unwrap();
    resolve.push_str("other.wit", OTHER).unwrap();
    let text = "package test:guest; world guest { include greentic:component/component@0.5.0;";
    let package = resolve
        .push_str("guest.wit", &format!("{text} {more}; }}"))
        .unwrap();
    dummy(&resolve, resolve.packages[package].worlds["guest"])
}

const OTHER: &str = "package acme:other@1.0.0; interface things { f: func(a: u32) -> u32; }";

#[test]
fn further_imports_are_allowed_by_name() {
    let shell = Shell::new();
    let world = "greentic:component/component@0.5.0";
    let client = "greentic:http/client@1.1.0";
    let asks = asking("../wit", &format!("include {client}"));
    shell.write("asks.wasm", &asks);
    let check = |file: &str, with: &[&str]| {
        let with = with.iter().flat_map(|name| ["--with", name]);
        let args = ["check", file, world].into_iter().chain(with);
        shell.end(&args.collect::<Vec<_>>())
    };
    let (code, stdout, _) = check("asks.wasm", &[]);
    assert_eq!(code, 1);
    assert!(
        stdout.contains("+ send: not offered by the world"),
        "{stdout}"
    );
    for with in [
        &[client][..],
        &["greentic:http/http-client@1.1.0"],
        &["greentic:state/store@1.0.0", client],
    ] {
        let (code, stdout, stderr) = check("asks.wasm", with);
        assert_eq!((code, stdout), (0, format!("fits {world}\n")), "{stderr}");
    }
    // Another version is another interface.
    assert_eq!(check("asks.wasm", &["greentic:http/client@1.0.0"]).0, 1);
    let (code, _, stderr) = check("asks.wasm", &["http-client"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("may be any of these"), "{stderr}");

    // A revision that lacks a package takes it from the others, and WIT of one's own.
    let older = asking("../wit/revisions/0.4.113", "import acme:other/things@1.0.0");
    shell.write("older.wasm", &older);
    shell.write("other.wit", OTHER.as_bytes());
    assert_eq!(check("older.wasm", &[]).0, 1);
    assert_eq!(check("older.wasm", &["acme:other/things"]).0, 2);
    let folder = shell.folder.path().join("wit");
    std::fs::create_dir(&folder).unwrap();
    let other = format!("{OTHER} world both {{ import things; }}");
    shell.write("wit/other.wit", other.as_bytes());
    let own = [
        "check",
        "asks.wasm",
        "acme:other/both",
        "--wit",
        "wit",
        "--json",
    ];
    let (code, answer) = shell.json(&[&own[..], &["--with", client]].concat());
    assert_eq!(code, 1);
    let of = |interface: &str| {
        let differences = answer["differences"].as_array().unwrap();
        differences
            .iter()
            .any(|one| one["interface"] == interface && one["direction"] == "import")
    };
    assert!(of("greentic:component/control@0.5.0"), "{answer}");
    assert!(!of("greentic:http/http-client@1.1.0"), "{answer}");

    let interface = [
        "check",
        "asks.wasm",
        "greentic:component/node@0.5.0",
        "--with",
        client,
    ];
    let (code, _, stderr) = shell.end(&interface);
    assert_eq!(code, 2);
    assert!(stderr.contains("--with is for worlds"), "{stderr}");
}

const ORDERS: &str = "package acme:shop@1.0.0;
interface orders {
  record order { id: u64, note: option<string> }
  place: func(order: order) -> result<u32, string>;
  cancel: func(id: u64);
  count: func() -> u32;
}
world shop { export orders; }
";

#[test]
fn what_differs_is_shown_line_by_line() {
    let shell = Shell::new();
    shell.write("orders.wit", ORDERS.as_bytes());
    let changed = ORDERS
        .replace("id: u64, note", "id: u32, note")
        .replace("cancel: func(id: u64)", "refund: func(id: u64)");
    let mut resolve = Resolve::default();
    let package = resolve.push_str("changed.wit", &changed).unwrap();
    let world = resolve.packages[package].worlds["shop"];
    shell.write("shop.wasm", &dummy(&resolve, world));
    let check = ["check", "shop.wasm", "shop", "--wit", "orders.wit"];
    let (code, stdout, stderr) = shell.end(&check);
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(
        stdout,
        "does not fit acme:shop/shop@1.0.0\n\
         \n\
         exports of acme:shop/orders@1.0.0\n\
         \x20 - cancel: missing\n\
         \x20     func(\n\
         \x20       id: u64,\n\
         \x20     )\n\
         \x20 ~ place: different: - is expected, + is what it has\n\
         \x20     func(\n\
         \x20       order: record {\n\
         \x20   -     id: u64,\n\
         \x20   +     id: u32,\n\
         \x20         note: option<string>,\n\
         \x20       },\n\
         \x20 + refund: additional, which does no harm\n"
    );
    let (code, answer) = shell.json(&[&check[..], &["--json"]].concat());
    assert_eq!(code, 1);
    assert_eq!(answer["schema_version"], 1);
    let kinds: Vec<_> = answer["differences"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["kind"].as_str().unwrap())
        .collect();
    assert_eq!(kinds, ["missing", "different", "additional"]);
}

#[test]
fn what_a_world_does_not_offer_may_not_be_imported() {
    let shell = Shell::new();
    shell.write("orders.wit", ORDERS.as_bytes());
    let wants = ORDERS.replace("world shop { ", "world shop { import now: func() -> u64; ");
    let mut resolve = Resolve::default();
    let package = resolve.push_str("wants.wit", &wants).unwrap();
    let world = resolve.packages[package].worlds["shop"];
    shell.write("shop.wasm", &dummy(&resolve, world));
    let check = |name: &str| shell.end(&["check", "shop.wasm", name, "--wit", "orders.wit"]);
    let (code, stdout, _) = check("acme:shop/shop");
    assert_eq!(code, 1);
    assert!(
        stdout.contains("+ now: not offered by the world"),
        "{stdout}"
    );
    // An interface says nothing about imports.
    assert_eq!(check("orders").0, 0);
}

#[test]
fn types_without_names_are_no_wit() {
    let shell = Shell::new();
    let check = ["check", "node.wasm", "greentic:component/node@0.5.0"];
    let (code, _, stderr) = shell.end(&check);
    assert_eq!(code, 3);
    assert!(stderr.contains("cannot be written as WIT"), "{stderr}");
}

#[test]
fn what_only_the_validator_sees_is_passed_on() {
    let shell = Shell::new();
    // It does not export the type that the world has.
    shell.write(
        "f.wasm",
        &assemble(
            r#"(component
              (core module $m (func (export "f") (result i32) (i32.const 0)))
              (core instance $i (instantiate $m))
              (func $f (result u32) (canon lift (core func $i "f")))
              (instance $o (export "f" (func $f)))
              (export "acme:shop/f@1.0.0" (instance $o)))"#,
        ),
    );
    let text = "package acme:shop@1.0.0; interface f { record r { a: u8 } f: func() -> u32; } \
                world w { export f; }";
    shell.write("f.wit", text.as_bytes());
    let (code, stdout, _) = shell.end(&["check", "f.wasm", "w", "--wit", "f.wit"]);
    assert_eq!(code, 1, "{stdout}");
    assert!(stdout.contains("the validator refuses it"), "{stdout}");
}

#[test]
fn a_name_with_its_version_needs_no_package() {
    let shell = Shell::new();
    let (resolve, world) = exporting("../wit", &["greentic:worker/worker-api@1.0.0"]);
    shell.write("worker.wasm", &dummy(&resolve, world));
    for name in [
        "greentic:worker/worker-api@1.0.0",
        "greentic:worker/worker-api",
        "worker-api@1.0.0",
        "worker-api",
    ] {
        let (code, stdout, stderr) = shell.end(&["check", "worker.wasm", name]);
        assert_eq!(code, 0, "{name}: {stderr}");
        assert_eq!(stdout, "fits greentic:worker/worker-api@1.0.0\n");
        let (code, answer) = shell.json(&["new", "begun", "--world", name, "--json"]);
        assert_eq!(code, 0, "{name}: {answer}");
        std::fs::remove_dir_all(shell.folder.path().join("begun")).unwrap();
        assert_eq!(answer["world"], "greentic:worker/worker-api@1.0.0");
        let function = format!("{name}#exec");
        let (code, _, stderr) = shell.end(&["call", "worker.wasm", &function]);
        assert_eq!(code, 2, "{name}: {stderr}");
        assert!(stderr.contains("it takes 1 arguments"), "{stderr}");
    }
}

#[test]
fn names_that_fit_nothing_or_too_much_are_exit_code_2() {
    let shell = Shell::new();
    let (code, _, stderr) = shell.end(&["check", "node.wasm", "greentic:component/nod@0.5.0"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("greentic:component/node@0.5.0"), "{stderr}");
    let (code, _, stderr) = shell.end(&["check", "node.wasm", "greentic:component/node"]);
    assert_eq!(code, 2);
    assert!(stderr.contains("greentic:component/node@0.4.0"), "{stderr}");
    // Two packages have one with that version.
    let (code, _, stderr) = shell.end(&["check", "node.wasm", "types@0.1.0"]);
    assert_eq!(code, 2);
    assert_eq!(
        stderr,
        "error: `types@0.1.0` may be any of these, give more of the name: \
         greentic:common-types/types@0.1.0, greentic:interfaces-types/types@0.1.0\n"
    );
    shell.write("bad.wit", b"world {");
    let bad = ["check", "node.wasm", "w", "--wit", "bad.wit"];
    assert_eq!(shell.end(&bad).0, 2);
    let none = ["check", "node.wasm", "w", "--wit", "no such file"];
    assert_eq!(shell.end(&none).0, 6);
    shell.write("text", b"(component)");
    assert_eq!(shell.end(&["check", "text", "worker-api"]).0, 3);
}
