//! The examples that are compared, and the ways in which others make their components.

use crate::track::comparison::Route;

/// A way to make the component of an example.
#[derive(Clone, Copy, Debug)]
pub(super) struct Peer {
    /// The way, as tables name it.
    pub route: Route,
    /// The recipe of the build.
    pub recipe: Recipe,
    /// The name in messages, and of the folder for the results.
    pub program: &'static str,
}

/// The recipe by which a component is built.
#[derive(Clone, Copy, Debug)]
pub(super) enum Recipe {
    /// A package of this workspace, with its profile and flags. It is shrunk if it is
    /// ours.
    Package(&'static str),
    /// A text, below the root of the workspace; shrunk.
    Text(&'static str),
    /// A package of a workspace of its own, with the standard library, by its profile
    /// `release` and without our flags: the folder, the package, and the crate whose version
    /// counts.
    Cargo {
        folder: &'static str,
        package: &'static str,
        made_with: &'static str,
        /// Other sources of the build, below the root.
        sources: &'static [&'static str],
    },
    /// A program in C, and the packages of WIT.
    C(&'static str, &'static [&'static str]),
    /// A program in JavaScript, and the packages of WIT.
    JavaScript(&'static str, &'static [&'static str]),
}

const NODE_WIT: &[&str] = &[
    "wit/deps/greentic-interfaces-types-0.1.0",
    "wit/deps/greentic-component-0.5.0",
];

const DESCRIBE_WIT: &[&str] = &["wit/deps/greentic-component-1.0.0"];

/// The smallest node.
const NODE: &[Peer] = &[
    Peer {
        route: Route::Ours,
        recipe: Recipe::Package("node-minimal"),
        program: "node-ours",
    },
    Peer {
        route: Route::Text,
        recipe: Recipe::Text("size-report/peers/text/node.wat"),
        program: "node-text",
    },
    Peer {
        route: Route::BindgenNoStd,
        recipe: Recipe::Package("conformance-node-bindgen-smallest"),
        program: "node-bindgen",
    },
    Peer {
        route: Route::BindgenStd,
        recipe: Recipe::Cargo {
            folder: "size-report/peers/std",
            package: "peer-std-node",
            made_with: "wit-bindgen",
            sources: &[
                "conformance/nodes/shared/smallest.rs",
                NODE_WIT[0],
                NODE_WIT[1],
            ],
        },
        program: "node-std",
    },
    Peer {
        route: Route::Published,
        recipe: Recipe::Cargo {
            folder: "conformance/nodes/published-smallest",
            package: "node-smallest",
            made_with: "greentic-interfaces-guest",
            sources: &["conformance/nodes/shared/smallest.rs"],
        },
        program: "node-published-0.4.93",
    },
    Peer {
        route: Route::C,
        recipe: Recipe::C("node", NODE_WIT),
        program: "node-c",
    },
    Peer {
        route: Route::JavaScript,
        recipe: Recipe::JavaScript("node", NODE_WIT),
        program: "node-javascript",
    },
];

/// A component that describes itself. The published crate has no row: it exports
/// `describe-v1` only beside `component-api`.
const DESCRIBE: &[Peer] = &[
    Peer {
        route: Route::Ours,
        recipe: Recipe::Package("component-describe"),
        program: "describe-ours",
    },
    Peer {
        route: Route::Text,
        recipe: Recipe::Text("size-report/peers/text/describe.wat"),
        program: "describe-text",
    },
    Peer {
        route: Route::BindgenNoStd,
        recipe: Recipe::Package("conformance-node-bindgen-describe"),
        program: "describe-bindgen",
    },
    Peer {
        route: Route::BindgenStd,
        recipe: Recipe::Cargo {
            folder: "size-report/peers/std",
            package: "peer-std-describe",
            made_with: "wit-bindgen",
            sources: DESCRIBE_WIT,
        },
        program: "describe-std",
    },
    Peer {
        route: Route::C,
        recipe: Recipe::C("describe", DESCRIBE_WIT),
        program: "describe-c",
    },
    Peer {
        route: Route::JavaScript,
        recipe: Recipe::JavaScript("describe", DESCRIBE_WIT),
        program: "describe-javascript",
    },
];

/// A node of 0.6, the only one that the published crate 1.2.0 makes.
const NODE_06: &[Peer] = &[
    Peer {
        route: Route::Ours,
        recipe: Recipe::Package("component-v0-6"),
        program: "node-v0-6-ours",
    },
    Peer {
        route: Route::BindgenStd,
        recipe: Recipe::Cargo {
            folder: "size-report/peers/std",
            package: "peer-std-node-v0-6",
            made_with: "wit-bindgen",
            sources: &[
                "size-report/peers/shared",
                "wit/revisions/0.4.113/deps/greentic-types-core-0.6.0",
                "wit/revisions/0.4.113/deps/greentic-component-0.6.0",
            ],
        },
        program: "node-v0-6-std",
    },
    Peer {
        route: Route::Published,
        recipe: Recipe::Cargo {
            folder: "size-report/peers/published-1.2.0",
            package: "peer-published-node-v0-6",
            made_with: "greentic-interfaces-guest",
            sources: &["size-report/peers/shared"],
        },
        program: "node-v0-6-published-1.2.0",
    },
];

/// The examples that there are peers of, with the peers.
pub(super) const SUBJECTS: &[(&str, &[Peer])] = &[
    ("node-minimal", NODE),
    ("component-describe", DESCRIBE),
    ("component-v0-6", NODE_06),
];
