//! The tables, and verdicts on components of all kinds.

use std::fmt::Write;

use greentic_host_shim::wasmtime::Engine;
use greentic_host_shim::wasmtime::component::{Component, Linker};
use greentic_testkit::handmade::{assemble, dummy, exporting};
use wit_parser::Resolve;

use super::item::{Item, answering};
use super::{Called, Link, check, linked};
use crate::Runner;
use crate::links::table::Table;

const WIT: &str = "../wit";

/// A component of a world that imports and exports these.
fn component(wit: &str, imports: &[&str], exports: &[&str]) -> Vec<u8> {
    let mut resolve = Resolve::default();
    resolve.push_dir(wit).expect("the WIT of the project");
    let mut text = "package test:guest; world guest {".to_owned();
    for name in imports {
        write!(text, " import {name};").expect("a string takes all");
    }
    for name in exports {
        write!(text, " export {name};").expect("a string takes all");
    }
    let package = resolve
        .push_str("guest.wit", &(text + " }"))
        .expect("a world");
    let world = resolve.packages[package].worlds["guest"];
    dummy(&resolve, world)
}

fn links(runner: Runner, component: &[u8]) -> Vec<(String, Link)> {
    let verdict = check(runner, component).expect("a component");
    let imports = verdict.imports.into_iter();
    imports.map(|import| (import.name, import.link)).collect()
}

#[test]
fn every_table_is_read_and_has_an_order() {
    let called = |runner| {
        let called = Table::of(runner).called.into_iter();
        called.map(|item| item.name).collect::<Vec<_>>()
    };
    assert_eq!(
        called(Runner::V1_2),
        [
            "greentic:component/node@0.6.0",
            "greentic:component/node@0.5.0",
            "greentic:component/node@0.4.0",
            "greentic:component/component-runtime@0.6.0",
        ]
    );
    assert_eq!(
        called(Runner::V0_4_60),
        [
            "greentic:component/node@0.5.0",
            "greentic:component/node@0.4.0"
        ]
    );
    for runner in Runner::ALL {
        let linked = linked(runner);
        let by_name = linked.iter().filter(|item| item.functions.is_empty());
        for item in by_name {
            let name = &item.name;
            assert!(
                name.starts_with("wasi:") || name == "greentic:telemetry/logging",
                "{name} has no functions"
            );
        }
    }
}

/// Versions answer for each other as they do in Wasmtime, which the runners' linkers use.
#[test]
fn versions_answer_as_in_wasmtime() {
    let engine = Engine::default();
    let offered = [
        "a:b/c@0.2.6",
        "a:b/c@1.0.0",
        "a:b/c@1.1.0",
        "a:b/d",
        "a:b/c@2.0.0-rc.1",
        "a:b/c@0.0.3",
    ];
    let items = offered.map(|name| Item {
        name: name.to_owned(),
        functions: [("f".to_owned(), String::new())].into(),
    });
    let mut linker = Linker::<()>::new(&engine);
    for name in offered {
        let mut instance = linker.instance(name).expect("a new name");
        instance
            .func_wrap("f", |_, (): ()| Ok(()))
            .expect("a new function");
    }
    let mut found = 0;
    for wanted in [
        "a:b/c@0.2.0",
        "a:b/c@0.2.6",
        "a:b/c@0.2.99",
        "a:b/c@0.3.0",
        "a:b/c@1.0.0",
        "a:b/c@1.0.9",
        "a:b/c@1.2.0",
        "a:b/c@2.0.0",
        "a:b/c@2.0.0-rc.1",
        "a:b/c@2.0.0-rc.2",
        "a:b/c@0.0.3",
        "a:b/c@0.0.4",
        "a:b/d",
        "a:b/d@1.0.0",
        "a:b/c",
    ] {
        let text = format!(r#"(component (import "{wanted}" (instance (export "f" (func)))))"#);
        let component = Component::new(&engine, assemble(&text)).expect("a component");
        let links = linker.instantiate_pre(&component).is_ok();
        found += usize::from(links);
        assert_eq!(answering(&items, wanted).is_some(), links, "{wanted}");
    }
    assert_eq!(found, 9);
}

#[test]
fn imports_are_looked_up_one_by_one() {
    let node = "greentic:component/node@0.5.0";
    let state = "greentic:state/state-store@1.1.0";
    let config = "greentic:runtime-config/runtime-config@1.0.0";
    let component = component(
        WIT,
        &[
            "greentic:http/http-client@1.1.0",
            state,
            config,
            "greentic:component/control@0.5.0",
            "greentic:distributor-api/distributor@1.0.0",
        ],
        &[node],
    );
    let missing = |links: Vec<(String, Link)>| -> Vec<(String, Link)> {
        let fine = [Link::Linked, Link::TypesOnly, Link::ByName];
        links
            .into_iter()
            .filter(|(_, link)| !fine.contains(link))
            .collect()
    };
    let distributor = "greentic:distributor-api/distributor@1.0.0".to_owned();
    assert_eq!(
        missing(links(Runner::V1_2, &component)),
        [(distributor.clone(), Link::Missing)]
    );
    assert_eq!(
        missing(links(Runner::V0_4_60, &component)),
        [
            (state.to_owned(), Link::Different),
            (config.to_owned(), Link::Missing),
            (distributor, Link::Missing),
        ]
    );
    let verdict = check(Runner::V0_4_60, &component).expect("a component");
    let import = verdict
        .imports
        .iter()
        .find(|import| import.name == state)
        .expect("it");
    assert_eq!(
        import.provided_by.as_deref(),
        Some("greentic:state/state-store@1.0.0")
    );
    assert_eq!(import.differences.len(), 1);
    assert_eq!(import.differences[0].function, "write-if-absent");
}

#[test]
fn control_of_0_6_is_linked_by_none() {
    let control = "greentic:component/control@0.6.0";
    let node = "greentic:component/node@0.6.0";
    let component = component("../wit/revisions/0.4.113", &[control], &[node]);
    for runner in Runner::ALL {
        let links = links(runner, &component);
        assert!(
            links.contains(&(control.to_owned(), Link::Missing)),
            "{links:?}"
        );
    }
    let verdict = check(Runner::V1_2, &component).expect("a component");
    assert_eq!(
        verdict.called,
        Called::By {
            interface: node.to_owned()
        }
    );
    assert!(!verdict.runs());
    let verdict = check(Runner::V0_4_60, &component).expect("a component");
    assert!(matches!(verdict.called, Called::Not { wanted } if wanted.len() == 2));
}

#[test]
fn nodes_of_each_shape_are_called_or_not() {
    let node = |version: &str| format!("greentic:component/node@{version}");
    let of = |wit: &str, name: &str| {
        let (resolve, world) = exporting(wit, &[name]);
        dummy(&resolve, world)
    };
    let revision = "../wit/revisions/0.4.113";
    let runtime = "greentic:component/component-runtime@0.6.0";
    for (component, name, by_0_4_60, by_1_2) in [
        (
            of(WIT, &node("0.5.0")),
            node("0.5.0"),
            Some(true),
            Some(true),
        ),
        (
            of(WIT, &node("0.4.0")),
            node("0.4.0"),
            Some(true),
            Some(true),
        ),
        (
            of(revision, &node("0.5.0")),
            node("0.5.0"),
            Some(false),
            Some(false),
        ),
        (
            of(revision, &node("0.4.0")),
            node("0.4.0"),
            Some(false),
            Some(false),
        ),
        (
            of(revision, &node("0.6.0")),
            node("0.6.0"),
            None,
            Some(true),
        ),
        (of(WIT, runtime), runtime.to_owned(), None, Some(true)),
        (
            of(WIT, "greentic:component/runtime@0.6.1"),
            String::new(),
            None,
            None,
        ),
        (
            of(WIT, "greentic:worker/worker-api@1.0.0"),
            String::new(),
            None,
            None,
        ),
    ] {
        for (runner, expected) in [(Runner::V0_4_60, by_0_4_60), (Runner::V1_2, by_1_2)] {
            let verdict = check(runner, &component).expect("a component");
            let found = match verdict.called {
                Called::By { interface } => Some((true, interface)),
                Called::Broken {
                    interface,
                    differences,
                } => {
                    assert!(!differences.is_empty());
                    Some((false, interface))
                }
                Called::Not { .. } => None,
            };
            let expected = expected.map(|works| (works, name.clone()));
            assert_eq!(found, expected, "{runner}");
        }
    }
}

/// The first one that is there counts, also where another one would do.
#[test]
fn a_runner_does_not_look_further_than_a_name() {
    let older = include_str!("runner_1_2.wit").replace("ok: bool,", "");
    assert_ne!(older, include_str!("runner_1_2.wit"));
    let mut resolve = Resolve::default();
    let package = resolve.push_str("runner.wit", &older).expect("WIT");
    let text = "package test:guest; world guest {
        export greentic:component/node@0.6.0;
        export greentic:component/node@0.5.0;
    }";
    let _ = package;
    let package = resolve.push_str("guest.wit", text).expect("a world");
    let component = dummy(&resolve, resolve.packages[package].worlds["guest"]);
    let verdict = check(Runner::V1_2, &component).expect("a component");
    let Called::Broken {
        interface,
        differences,
    } = verdict.called
    else {
        panic!("{:?}", verdict.called)
    };
    assert_eq!(interface, "greentic:component/node@0.6.0");
    assert_eq!(differences[0].function, "invoke");
    let verdict = check(Runner::V0_4_60, &component).expect("a component");
    assert!(verdict.runs(), "{verdict:?}");
}

#[test]
fn what_is_no_component_is_an_error() {
    for bytes in [&b""[..], b"\0asm\x01\0\0\0", b"(component)"] {
        assert!(check(Runner::V1_2, bytes).is_err());
    }
}
