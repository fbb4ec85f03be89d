//! For every world of `wit/` and of its revisions there is a component, made
//! with nothing but the bindings, that other people's tools take for one of
//! that world.

mod components;
mod named_forms;
mod short_forms;
mod text;

use std::collections::BTreeSet;

use anyhow::{Context as _, Result, ensure};
use components::{build, built};
use greentic_guest_bindgen::{Answers, Wit};
use greentic_size_report::Artifacts;
use greentic_testkit::cargo::workspace;
use text::{Interfaces, Text, functions_imported, texts};
use wasmparser::{Parser, Payload};
use wit_component::{WitPrinter, decode, targets};
use wit_parser::WorldId;

/// Checks that a component is one of a world. The error says where it is not.
fn misfit(text: &Text, world: WorldId, component: &[u8]) -> Result<()> {
    targets(&text.resolve, world, component, false)?;
    let due = Interfaces::of(&text.resolve, world);
    let given = Interfaces::decoded(component)?;
    ensure!(given.exports == due.exports, "exports {:?}", given.exports);
    ensure!(
        given.imports.is_subset(&due.imports),
        "imports {:?}",
        given.imports
    );
    Ok(())
}

#[test]
fn every_world_has_a_component() -> Result<()> {
    for text in texts() {
        for (name, &world) in &text.worlds {
            misfit(text, world, built(text, name, Answers::Empty)).context(name.clone())?;
        }
    }
    Ok(())
}

/// A component in WIT, by a tool that is not ours.
fn wit(component: &[u8]) -> Result<String> {
    let decoded = decode(component)?;
    let packages = decoded.resolve().packages.iter().map(|(id, _)| id);
    let others: Vec<_> = packages.filter(|id| *id != decoded.package()).collect();
    let mut printer = WitPrinter::default();
    printer.print(decoded.resolve(), decoded.package(), &others)?;
    Ok(printer.output.to_string())
}

#[test]
fn shrunk_components_are_of_the_same_worlds() -> Result<()> {
    for text in texts() {
        for (name, &world) in &text.worlds {
            let artifacts = Artifacts::of(built(text, name, Answers::Empty).to_vec())?;
            misfit(text, world, &artifacts.shrunk).context(name.clone())?;
            assert_eq!(wit(&artifacts.shrunk)?, wit(&artifacts.linked)?, "{name}");
        }
        for interface in text.imported() {
            let artifacts = Artifacts::of(built(text, &interface, Answers::Forwarded).to_vec())?;
            assert_eq!(
                wit(&artifacts.shrunk)?,
                wit(&artifacts.linked)?,
                "{interface}"
            );
        }
    }
    Ok(())
}

#[test]
fn a_shrunk_component_of_another_world_is_noticed() -> Result<()> {
    let [usual, ..] = texts();
    let name = "greentic:component/component@0.5.0";
    let artifacts = Artifacts::of(built(usual, name, Answers::Empty).to_vec())?;
    let mut faulty = artifacts.shrunk;
    // One letter of the name of a function, wherever it stands.
    let function = b"get-manifest";
    let places: Vec<_> = (0..faulty.len())
        .filter(|at| faulty[*at..].starts_with(function))
        .collect();
    assert!(!places.is_empty());
    for at in places {
        faulty[at] = b'l';
    }
    assert!(misfit(usual, usual.worlds[name], &faulty).is_err());
    assert_ne!(wit(&faulty)?, wit(&artifacts.linked)?);
    Ok(())
}

/// Counted in the files themselves, without a parser of WIT.
#[test]
fn no_world_is_left_out() -> Result<()> {
    for text in texts() {
        let mut names = BTreeSet::new();
        for package in std::fs::read_dir(workspace().join(text.folder).join("deps"))? {
            for file in std::fs::read_dir(package?.path())? {
                let wit = std::fs::read_to_string(file?.path())?;
                let line = |start| {
                    wit.lines()
                        .filter_map(move |line: &str| line.strip_prefix(start))
                };
                let package = line("package ").next().context("a package")?;
                let (package, version) = package
                    .trim_end_matches(';')
                    .split_once('@')
                    .context("a version")?;
                names.extend(
                    line("world ").map(|world| {
                        format!("{package}/{}@{version}", world.trim_end_matches(" {"))
                    }),
                );
            }
        }
        let known: BTreeSet<_> = text.worlds.keys().cloned().collect();
        assert_eq!(names, known);
    }
    let counts = texts().each_ref().map(|text| text.worlds.len());
    assert_eq!(counts, [54, 17, 1]);
    Ok(())
}

/// A component that never calls an import has no import. These pass every call
/// on to one.
#[test]
fn every_import_of_a_world_can_be_called() -> Result<()> {
    let mut seen = 0;
    for text in texts() {
        for (name, &world) in &text.worlds {
            let due = Interfaces::of(&text.resolve, world);
            for interface in functions_imported(&text.resolve, world) {
                let component = built(text, &interface, Answers::Forwarded);
                let given = Interfaces::decoded(component)?;
                assert!(given.imports.contains(&interface), "{interface}");
                assert!(given.imports.is_subset(&due.imports), "{name}: {interface}");
                if due.exports.is_empty() {
                    targets(&text.resolve, world, component, false)
                        .with_context(|| format!("{interface} in {name}"))?;
                }
                seen += 1;
            }
        }
    }
    assert_eq!(seen, 27);
    Ok(())
}

/// Components are of the worlds that they should be of and of no other: each is
/// held against every world.
#[test]
fn a_component_of_another_world_is_noticed() -> Result<()> {
    let [mut fits, mut misfits, mut worlds] = [0; 3];
    for text in texts() {
        worlds += text.worlds.len();
        for name in text.worlds.keys() {
            let component = built(text, name, Answers::Empty);
            let has = Interfaces::decoded(component)?;
            for (other, &world) in &text.worlds {
                let due = Interfaces::of(&text.resolve, world);
                // More exports than a world has do no harm, nor do fewer
                // imports.
                let fit =
                    due.exports.is_subset(&has.exports) && has.imports.is_subset(&due.imports);
                let found = targets(&text.resolve, world, component, false);
                assert_eq!(found.is_ok(), fit, "{name} in {other}: {found:?}");
                *if fit { &mut fits } else { &mut misfits } += 1;
            }
        }
    }
    assert!(fits >= worlds && misfits > fits, "{fits} {misfits}");
    Ok(())
}

/// The interfaces whose names are in a component, in whatever form.
fn named(component: &[u8]) -> BTreeSet<String> {
    let resolves = texts().iter().map(|text| &text.resolve);
    let names = resolves.flat_map(|resolve| {
        let interfaces = resolve.interfaces.iter();
        interfaces.filter_map(|(id, _)| resolve.id_of(id))
    });
    let has = |name: &String| {
        let mut places = component.windows(name.len());
        places.any(|place| place == name.as_bytes())
    };
    names.filter(has).collect()
}

/// The names of all custom sections, at any depth.
fn custom_sections(component: &[u8]) -> Result<BTreeSet<String>> {
    let mut names = BTreeSet::new();
    for payload in Parser::new(0).parse_all(component) {
        if let Payload::CustomSection(section) = payload? {
            names.insert(section.name().to_owned());
        }
    }
    Ok(names)
}

/// All bindings are compiled and linked with every component, and yet nothing
/// is in it of what it neither exports nor imports.
#[test]
fn nothing_is_left_of_other_interfaces() -> Result<()> {
    let harmless = ["component-name", "producers"].map(str::to_owned);
    for text in texts() {
        for (world, &id) in &text.worlds {
            let component = built(text, world, Answers::Empty);
            let given = Interfaces::decoded(component)?;
            // It says that it imports these, and calls none of them.
            for interface in functions_imported(&text.resolve, id) {
                assert!(!given.imports.contains(&interface), "{world}: {interface}");
            }
            let of: BTreeSet<_> = given.exports.union(&given.imports).cloned().collect();
            assert_eq!(named(component), of, "{world}");
            let sections = custom_sections(component)?;
            assert!(
                sections.is_subset(&harmless.clone().into()),
                "{world}: {sections:?}"
            );
        }
        // What is called is imported, and found.
        for interface in text.imported() {
            let component = built(text, &interface, Answers::Forwarded);
            assert!(named(component).contains(&interface), "{interface}");
        }
    }
    Ok(())
}

/// Features decide what there is to be used, never what is in a component.
#[test]
fn other_features_change_no_byte() -> Result<()> {
    let [usual, revision, _] = texts();
    for (text, of, answers, features) in [
        (
            usual,
            "greentic:component/component@1.0.0",
            Answers::Empty,
            "describe-v1",
        ),
        (
            usual,
            "greentic:worker/worker@1.0.0",
            Answers::Empty,
            "worker-api",
        ),
        (
            usual,
            "greentic:oauth-broker/broker-v1@1.0.0",
            Answers::Forwarded,
            "oauth-broker-v1",
        ),
        (
            usual,
            "greentic:state/state-store@1.0.0",
            Answers::Forwarded,
            "state-store-v1",
        ),
        (
            revision,
            "greentic:component/component@0.6.0",
            Answers::Empty,
            "rev-0-4-113",
        ),
    ] {
        let name = text.component(of, answers);
        let wit = Wit::read(workspace().join(text.folder))?;
        let sources = [(name.clone(), text.source(&wit, of, answers)?)];
        let alone = build(&format!("alone-{name}"), &[features], sources.into())?;
        // Not `assert_eq`, which would print kilobytes.
        assert!(alone[&name] == built(text, of, answers), "{of}");
    }
    Ok(())
}

#[test]
fn an_export_that_is_missing_or_too_many_is_noticed() {
    let [usual, ..] = texts();
    let [small, large] = ["component", "component-configurable"]
        .map(|world| format!("greentic:component/{world}@0.5.0"));
    let fault = |component: &str, world: &str| {
        let component = built(usual, component, Answers::Empty);
        let fault = misfit(usual, usual.worlds[world], component);
        format!("{:#}", fault.expect_err("another world"))
    };
    let missing = fault(&small, &large);
    assert!(
        missing.contains("missing export named `greentic:component/component-config-schema@0.5.0`"),
        "{missing}"
    );
    let additional = fault(&large, &small);
    assert!(additional.starts_with("exports"), "{additional}");
}

/// The same names, other types.
#[test]
fn a_component_of_another_revision_is_noticed() {
    let [usual, revisions @ ..] = texts();
    let mut seen = 0;
    let worlds = revisions
        .iter()
        .flat_map(|revision| revision.worlds.iter().map(move |world| (revision, world)));
    for (revision, (name, &world)) in worlds {
        if usual.worlds.contains_key(name) {
            let component = built(usual, name, Answers::Empty);
            let found = targets(&revision.resolve, world, component, false);
            assert!(found.is_err(), "{name}");
            seen += 1;
        }
    }
    assert_eq!(seen, 12);
}

#[test]
fn a_trace_of_another_interface_is_noticed() -> Result<()> {
    let [usual, ..] = texts();
    let mut component = built(usual, "greentic:worker/worker@1.0.0", Answers::Empty).to_vec();
    let before = (named(&component), custom_sections(&component)?);
    let trace = "greentic:http/http-client@1.1.0";
    // A custom section of that name, without content.
    component.extend([0, 32, 31]);
    component.extend(trace.bytes());
    let after = (named(&component), custom_sections(&component)?);
    let new = |before: &BTreeSet<_>, after: &BTreeSet<String>| {
        let new: Vec<_> = after.difference(before).cloned().collect();
        assert_eq!(new, [trace]);
    };
    new(&before.0, &after.0);
    new(&before.1, &after.1);
    Ok(())
}
