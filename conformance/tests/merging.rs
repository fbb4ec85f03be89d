//! The merge of two type sections by wit-component, and the verdict of `component!` about
//! the same two interfaces. Tests all pairs, each interface in each direction, with the
//! wit-component of the linker and with the newest one.

#[path = "../../guest-bindgen/tests/support/sections.rs"]
mod sections;

use std::collections::BTreeSet;

use greentic_guest::__private::{Conflict, Direction, Interface, conflict};
use greentic_guest_bindgen::{Options, Wit};
use greentic_testkit::cargo::workspace;
use sections::sections;
use wasm_encoder::{CustomSection, Encode as _, Section as _};
use wit_parser::{LiftLowerAbi, ManglingAndAbi, Resolve, WorldId};

/// An interface in one direction.
struct Item {
    direction: Direction,
    interface: Interface,
    section: Vec<u8>,
}

/// The usual text of the WIT and its revisions, and what is the same in them.
fn texts() -> [(Options, Wit); 3] {
    let read = |folder: &str| Wit::read(workspace().join(folder)).expect("our own WIT");
    let revision = |name: &str, unchanged: &[&str]| {
        let options = Options {
            revision: Some(name.to_owned()),
            unchanged: unchanged.iter().map(|&name| name.to_owned()).collect(),
            ..Options::default()
        };
        (options, read(&format!("wit/revisions/{name}")))
    };
    [
        (Options::default(), read("wit")),
        revision("0.4.113", &[]),
        revision("0.4.93", &["greentic:interfaces-types@0.1.0"]),
    ]
}

/// All there are, of all revisions.
fn items() -> Vec<Item> {
    let mut items = Vec::new();
    for (options, wit) in texts() {
        let bindings = wit
            .bindings_with(&options)
            .expect("bindings of our own WIT")
            .text();
        let interfaces = interfaces(&bindings);
        for ((id, direction), section) in sections(&bindings) {
            let direction = match direction {
                "export" => Direction::Export,
                _ => Direction::Import,
            };
            let interface = interfaces.iter().find(|interface| interface.id == id);
            items.push(Item {
                direction,
                interface: *interface.expect("every section is of an interface"),
                section,
            });
        }
    }
    items
}

/// Returns the constants that generated code has of each interface, for `component!`.
fn interfaces(bindings: &str) -> Vec<Interface> {
    let text = |part: &str| -> &'static str { part.to_owned().leak() };
    let mut found = Vec::new();
    for part in bindings.split("pub const INTERFACE:").skip(1) {
        // Both directions repeat it by its name.
        if part
            .split_once(';')
            .is_some_and(|(value, _)| !value.contains('{'))
        {
            continue;
        }
        let part = part.split_once("};").expect("the constant ends").0;
        let field = |name: &str| {
            let (_, value) = part.split_once(&format!("{name}:")).expect("a field");
            let end = value.find(if value.trim_start().starts_with('&') {
                ']'
            } else {
                ','
            });
            let quoted: Vec<_> = value[..end.expect("an end")]
                .split('"')
                .skip(1)
                .step_by(2)
                .map(text)
                .collect();
            quoted
        };
        found.push(Interface {
            id: field("id")[0],
            revision: field("revision")[0],
            packages: field("packages").leak(),
            uses: field("uses").leak(),
            // Those of our own WIT have none: it says which sections stand alone.
            joints: &[],
        });
    }
    found
}

/// The outcome of a merge of two sections.
#[derive(Debug, PartialEq)]
enum Merged {
    /// The imports and exports of the component.
    Both(BTreeSet<String>),
    /// They cannot be in one component.
    Refused(String),
}

/// Merges with both versions of wit-component; they must agree.
fn merge(left: &Item, right: &Item) -> Merged {
    let mut core = wasm_encoder::Module::new();
    for section in custom(left, right) {
        core.section(&section);
    }
    let core = core.finish();
    let ours = wit_component::metadata::decode(&core).map(|(_, world)| world);
    let theirs = wit_component_of_the_linker::metadata::decode(&core).map(|(_, world)| world);
    match (ours, theirs) {
        (Ok(ours), Ok(theirs)) => {
            let names = names(&ours.resolve, ours.world);
            // Another version's types, hence the text.
            let world = &theirs.resolve.worlds[theirs.world];
            let keys = world.imports.keys().map(|key| ("import", key));
            let keys = keys.chain(world.exports.keys().map(|key| ("export", key)));
            let linker: BTreeSet<_> = keys
                .map(|(verb, key)| format!("{verb} {}", theirs.resolve.name_world_key(key)))
                .collect();
            assert_eq!(
                names, linker,
                "{} {}",
                left.interface.id, right.interface.id
            );
            Merged::Both(names)
        }
        (Err(ours), Err(_)) => Merged::Refused(format!("{ours:#}")),
        (ours, theirs) => panic!(
            "{} and {}: now {}, for the linker {}",
            left.interface.id,
            right.interface.id,
            ours.is_ok(),
            theirs.is_ok()
        ),
    }
}

fn custom<'a>(left: &'a Item, right: &'a Item) -> [CustomSection<'a>; 2] {
    [(0, left), (1, right)].map(|(index, item)| CustomSection {
        name: format!("component-type:test:{index}").into(),
        data: (&item.section).into(),
    })
}

fn names(resolve: &Resolve, world: WorldId) -> BTreeSet<String> {
    let world = &resolve.worlds[world];
    let imports = world.imports.keys().map(|key| ("import", key));
    let exports = world.exports.keys().map(|key| ("export", key));
    imports
        .chain(exports)
        .map(|(verb, key)| format!("{verb} {}", resolve.name_world_key(key)))
        .collect()
}

/// Returns the imports and exports of a component that does nothing but use the
/// interface.
fn due(item: &Item) -> BTreeSet<String> {
    let verb = match item.direction {
        Direction::Export => "export",
        Direction::Import => "import",
    };
    let used = item.interface.uses.iter().map(|id| format!("import {id}"));
    used.chain([format!("{verb} {}", item.interface.id)])
        .collect()
}

/// Returns the verdict of `component!`, which must be the same in both orders.
fn said(left: &Item, right: &Item) -> Option<Conflict> {
    let of = |item: &Item| (item.direction, item.interface);
    let ((a, left), (b, right)) = (of(left), of(right));
    conflict((a, &left), (b, &right)).or_else(|| conflict((b, &right), (a, &left)))
}

#[test]
fn all_pairs_merge_or_are_refused() {
    let items = items();
    let interfaces = texts().map(|(_, wit)| wit.interfaces().len());
    assert_eq!(items.len(), 2 * interfaces.iter().sum::<usize>());
    // On two cores, because there are close to thirty thousand of them.
    let (one, other) = items.split_at(items.len() / 2);
    let refused = std::thread::scope(|scope| {
        let halves = [one, other].map(|half| scope.spawn(|| hold(half, &items)));
        halves.map(|half| half.join().expect("all pairs of the half hold"))
    });
    let refused: usize = refused.iter().sum();
    assert!(refused > 500, "only {refused} pairs were refused");
}

/// Holds each of `some` together with each of all; answers with how many pairs
/// are refused.
fn hold(some: &[Item], all_items: &[Item]) -> usize {
    let mut refused = 0;
    for left in some {
        for right in all_items.iter().filter(|right| !std::ptr::eq(left, *right)) {
            let pair = format!("{} and {}", left.interface.id, right.interface.id);
            let Some(conflict) = said(left, right) else {
                assert_eq!(merge(left, right), Merged::Both(all(left, right)), "{pair}");
                continue;
            };
            refused += 1;
            match conflict {
                // Whatever wit-component makes of it, memory would be misread
                // or nothing gained.
                Conflict::Revisions { .. } | Conflict::Twice => {}
                // In one order it refuses, in the other the types change their
                // owner: either way the component is not what was asked for.
                Conflict::Types => {
                    let orders = [merge(left, right), merge(right, left)];
                    let refusal = |merged: &Merged| matches!(merged, Merged::Refused(_));
                    assert!(orders.iter().any(refusal), "{pair} would do: {orders:?}");
                }
                Conflict::Versions => {
                    assert_ne!(encode(left, right), Ok(all(left, right)), "{pair} would do");
                }
            }
        }
    }
    refused
}

fn all(left: &Item, right: &Item) -> BTreeSet<String> {
    due(left).union(&due(right)).cloned().collect()
}

/// The imports and exports of a component that uses both: sections that merge
/// may yet make a component that is not what was asked for.
fn encode(left: &Item, right: &Item) -> Result<BTreeSet<String>, String> {
    let mut module = wasm_encoder::Module::new();
    for section in custom(left, right) {
        module.section(&section);
    }
    let fail = |error: anyhow::Error| format!("{error:#}");
    let (_, merged) = wit_component::metadata::decode(&module.finish()).map_err(fail)?;
    let abi = ManglingAndAbi::Legacy(LiftLowerAbi::Sync);
    let mut core = wit_component::dummy_module(&merged.resolve, merged.world, abi);
    for section in custom(left, right) {
        core.push(section.id());
        section.encode(&mut core);
    }
    let component = wit_component::ComponentEncoder::default()
        .module(&core)
        .and_then(wit_component::ComponentEncoder::encode)
        .map_err(fail)?;
    match wit_component::decode(&component).map_err(fail)? {
        wit_component::DecodedWasm::Component(resolve, world) => Ok(names(&resolve, world)),
        wit_component::DecodedWasm::WitPackage(..) => Err("no component".into()),
    }
}

/// The pairs that `component!` has to refuse because nobody else does: without
/// the refusal these would link.
#[test]
fn what_nobody_else_refuses() {
    let items = items();
    let find = |id: &str, revision: &str, direction| {
        let is = |item: &&Item| {
            item.interface.id == id
                && item.interface.revision == revision
                && item.direction == direction
        };
        items.iter().find(is).expect("the interface")
    };
    // Merged into something in silence, or a crash of the linker's.
    let usual = find("greentic:component/node@0.5.0", "", Direction::Export);
    let other = find(
        "greentic:component/node@0.5.0",
        "0.4.113",
        Direction::Import,
    );
    assert!(encode(usual, other).is_ok());
    assert_eq!(
        said(usual, other),
        Some(Conflict::Revisions {
            package: "greentic:component@0.5.0"
        })
    );
    // What they have in common is the same in both.
    let base = find("greentic:component/node@0.4.0", "0.4.93", Direction::Export);
    let usual = find("greentic:http/http-client@1.1.0", "", Direction::Import);
    let types = "greentic:interfaces-types/types@0.1.0";
    assert!(base.interface.uses.contains(&types));
    assert_eq!(said(base, usual), None);
    // A host of 1.0 cannot run what comes out.
    let old = find(
        "greentic:secrets-store/secrets-store@1.0.0",
        "",
        Direction::Import,
    );
    let new = find(
        "greentic:secrets-store/secrets-store@1.1.0",
        "",
        Direction::Import,
    );
    let imports = encode(old, new).expect("it links");
    let later = "import greentic:secrets-store/secrets-store@1.1.0".to_owned();
    assert_eq!(imports, BTreeSet::from([later]));
    assert_eq!(said(old, new), Some(Conflict::Versions));
    // Exporting both is fine, and so is a bridge from one to the other.
    for (a, b) in [
        (Direction::Export, Direction::Export),
        (Direction::Import, Direction::Export),
    ] {
        let old = find("greentic:secrets-store/secrets-store@1.0.0", "", a);
        let new = find("greentic:secrets-store/secrets-store@1.1.0", "", b);
        assert_eq!(said(old, new), None);
        assert_eq!(encode(old, new), Ok(all(old, new)));
    }
}
