//! Components of worlds, as wit-component makes them around modules whose
//! functions all trap. Every form of interface that there is comes up here.

use std::fmt::Write as _;
use std::path::Path;

use wit_component::{ComponentEncoder, StringEncoding, dummy_module, embed_component_metadata};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId};

use super::Named;

/// Returns one for each world of the folder `worlds`, and three for each interface
/// of the project: it imported, exported, and both.
pub(crate) fn components() -> Vec<Named> {
    let mut all = own();
    all.extend(of_the_project());
    all
}

/// Returns the components of the folder `worlds`.
pub(crate) fn own() -> Vec<Named> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/components/worlds");
    let mut resolve = Resolve::new();
    let (package, _) = resolve.push_dir(&folder).unwrap();
    let worlds: Vec<_> = resolve.packages[package]
        .worlds
        .iter()
        .map(|(name, id)| (name.clone(), *id))
        .collect();
    worlds
        .into_iter()
        .map(|(name, world)| Named {
            bytes: component(&resolve, world),
            name,
        })
        .collect()
}

/// Returns three for each interface of the project.
pub(crate) fn of_the_project() -> Vec<Named> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../wit");
    let mut resolve = Resolve::new();
    resolve.push_path(&folder).unwrap();
    let mut interfaces: Vec<String> = resolve
        .interfaces
        .iter()
        .filter_map(|(id, _)| resolve.id_of(id))
        .collect();
    interfaces.sort();
    let mut text = "package shrink:worlds;\n".to_owned();
    for (index, interface) in interfaces.iter().enumerate() {
        let _ = write!(
            text,
            "world imports{index} {{ import {interface}; }}\n\
             world exports{index} {{ export {interface}; }}\n\
             world both{index} {{ import {interface}; export {interface}; }}\n"
        );
    }
    let package = resolve.push_str("worlds.wit", &text).unwrap();
    let mut all = Vec::new();
    for (index, interface) in interfaces.iter().enumerate() {
        for direction in ["imports", "exports", "both"] {
            let world = resolve.packages[package].worlds[&format!("{direction}{index}")];
            all.push(Named {
                name: format!("{direction} {interface}"),
                bytes: component(&resolve, world),
            });
        }
    }
    all
}

fn component(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    ComponentEncoder::default()
        .module(&module(resolve, world))
        .unwrap()
        .validate(true)
        .encode()
        .unwrap()
}

/// Returns the core module of a world, with its `component-type` section.
pub(crate) fn module(resolve: &Resolve, world: WorldId) -> Vec<u8> {
    let abi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);
    let mut module = dummy_module(resolve, world, abi);
    embed_component_metadata(&mut module, resolve, world, StringEncoding::UTF8, false).unwrap();
    module
}
