//! The worlds there are, and what they and components export and import.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::OnceLock;

use anyhow::Result;
use greentic_guest_bindgen::{Answers, Stub, Wit};
use greentic_testkit::cargo::workspace;
use wit_component::{DecodedWasm, decode};
use wit_parser::{Resolve, WorldId, WorldItem};

/// A text of the WIT: the usual one, or a revision of it.
pub(crate) struct Text {
    /// Below the workspace.
    pub(crate) folder: &'static str,
    /// The beginning of the names of its components.
    pub(crate) prefix: &'static str,
    /// The path of its bindings.
    pub(crate) bindings: &'static str,
    pub(crate) resolve: Resolve,
    /// By name. Without the world that only puts all others together.
    pub(crate) worlds: BTreeMap<String, WorldId>,
}

/// The exports and imports of a world or a component, by full name.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Interfaces {
    pub(crate) exports: BTreeSet<String>,
    pub(crate) imports: BTreeSet<String>,
}

pub(crate) fn texts() -> &'static [Text; 3] {
    static TEXTS: OnceLock<[Text; 3]> = OnceLock::new();
    TEXTS.get_or_init(|| {
        [
            Text::read("wit", "usual", "greentic_guest::worlds"),
            Text::read(
                "wit/revisions/0.4.113",
                "rev_0_4_113",
                "greentic_guest::worlds::rev_0_4_113",
            ),
            Text::read(
                "wit/revisions/0.4.93",
                "rev_0_4_93",
                "greentic_guest::worlds::rev_0_4_93",
            ),
        ]
    })
}

impl Text {
    pub(crate) fn read(folder: &'static str, prefix: &'static str, bindings: &'static str) -> Self {
        let mut resolve = Resolve::new();
        let path = workspace().join(folder);
        let (root, _) = resolve.push_path(path).expect("the WIT");
        let worlds = resolve.worlds.iter();
        let worlds = worlds.filter(|(_, world)| world.package != Some(root));
        let worlds = worlds.map(|(id, world)| {
            let package = world.package.expect("a world of a package");
            (resolve.id_of_name(package, &world.name), id)
        });
        Self {
            folder,
            prefix,
            bindings,
            worlds: worlds.collect(),
            resolve,
        }
    }

    /// Returns the name of a component of a world or an interface.
    pub(crate) fn component(&self, of: &str, answers: Answers) -> String {
        let name = of.replace(|c: char| !c.is_ascii_alphanumeric(), "_");
        format!("{}_{name}_{answers:?}", self.prefix).to_lowercase()
    }

    /// The interfaces with functions that some world imports.
    pub(crate) fn imported(&self) -> BTreeSet<String> {
        let worlds = self.worlds.values();
        worlds
            .flat_map(|&world| functions_imported(&self.resolve, world))
            .collect()
    }

    /// The sources of all components, by name.
    pub(crate) fn sources(&self) -> BTreeMap<String, String> {
        let wit = Wit::read(workspace().join(self.folder)).expect("the WIT");
        let stub = |of: &String, answers| {
            let name = self.component(of, answers);
            (name, self.source(&wit, of, answers).expect("a source"))
        };
        let worlds = self.worlds.keys().map(|of| stub(of, Answers::Empty));
        let imported = self.imported();
        let imports = imported.iter().map(|of| stub(of, Answers::Forwarded));
        worlds.chain(imports).collect()
    }

    pub(crate) fn source(&self, wit: &Wit, of: &str, answers: Answers) -> Result<String> {
        let stub = Stub {
            of: of.to_owned(),
            answers,
            bindings: self.bindings.to_owned(),
            modules: BTreeMap::new(),
        };
        Ok(wit.stub(&stub)?)
    }
}

impl Interfaces {
    pub(crate) fn of(resolve: &Resolve, world: WorldId) -> Self {
        let world = &resolve.worlds[world];
        let names = |items: &wit_parser::IndexMap<_, _>| {
            let keys = items.keys();
            keys.map(|key| resolve.name_world_key(key)).collect()
        };
        Self {
            exports: names(&world.exports),
            imports: names(&world.imports),
        }
    }

    /// Returns the interfaces that wit-component finds in a component.
    pub(crate) fn decoded(component: &[u8]) -> Result<Self> {
        match decode(component)? {
            DecodedWasm::Component(resolve, world) => Ok(Self::of(&resolve, world)),
            DecodedWasm::WitPackage(..) => anyhow::bail!("a package and no component"),
        }
    }
}

/// The interfaces with functions that a world imports.
pub(crate) fn functions_imported(resolve: &Resolve, world: WorldId) -> Vec<String> {
    let imports = resolve.worlds[world].imports.values();
    let interfaces = imports.filter_map(|item| match item {
        WorldItem::Interface { id, .. } => Some(*id),
        _ => None,
    });
    interfaces
        .filter(|&id| !resolve.interfaces[id].functions.is_empty())
        .filter_map(|id| resolve.id_of(id))
        .collect()
}
