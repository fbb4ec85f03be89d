//! What each world costs, for programs.

use serde::Serialize;

use crate::broken::Broken;
use crate::measure::Measurement;
use crate::worlds::{Limit, World};

/// The version of the JSON that [`WorldReport`] turns into. It grows when a
/// field changes its meaning or goes away; new fields do not count.
pub const SCHEMA_VERSION: u32 = 2;

/// What each world costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorldReport {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// What `rustc --version` says.
    pub toolchain: String,
    /// The target that was built for.
    pub target: String,
    /// The Cargo profile that was built with.
    pub profile: String,
    /// What the worlds were held to.
    pub limit: Limit,
    /// The folder of the components, as an absolute path.
    pub folder: String,
    /// The worlds, by name and revision.
    pub worlds: Vec<Cost>,
    /// All of `worlds` added up.
    pub total: Total,
    /// The worlds that are over their limit; empty when all is well.
    pub broken: Vec<Broken>,
}

/// What one world costs.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// The name of the component, which its file has too, and which tells it
    /// apart from all others.
    pub name: String,
    /// The full name of the world, `greentic:component/component@0.5.0` say.
    pub world: String,
    /// The revision of the WIT that it is of; `null` for the usual one.
    pub revision: Option<String>,
    /// The interfaces that it exports, by name.
    pub exports: Vec<String>,
    /// How many functions these have together.
    pub functions: usize,
    /// The most that `plain_core_bytes` may be.
    pub limit: u64,
    /// The component, as an absolute path.
    pub path: String,
    /// The sizes.
    #[serde(flatten)]
    pub sizes: Measurement,
}

/// All worlds of a report added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The functions.
    pub functions: usize,
    /// The bytes of the components, shrunk.
    pub bytes: u64,
    /// The same as the linker left them.
    pub plain_bytes: u64,
    /// The bytes of their core modules as the linker left them, custom sections
    /// aside.
    pub plain_core_bytes: u64,
    /// The most that `plain_core_bytes` may be.
    pub limit: u64,
}

impl Cost {
    /// The cost of `world`, whose component is at `path` and has these sizes.
    pub fn new(world: &World, limit: &Limit, path: String, sizes: Measurement) -> Self {
        Self {
            name: world.name.clone(),
            world: world.world.clone(),
            revision: world.revision.clone(),
            exports: world.exports.clone(),
            functions: world.functions,
            limit: limit.of_world(world),
            path,
            sizes,
        }
    }
}

impl WorldReport {
    /// Adds a world, and whether it is over its limit.
    pub fn push(&mut self, cost: Cost) {
        self.total.functions += cost.functions;
        self.total.bytes += cost.sizes.bytes;
        self.total.plain_bytes += cost.sizes.plain_bytes;
        self.total.plain_core_bytes += cost.sizes.plain_core_bytes;
        self.total.limit += cost.limit;
        self.broken.extend(cost.over());
        self.worlds.push(cost);
    }

    /// Whether no world is over its limit.
    pub fn holds(&self) -> bool {
        self.broken.is_empty()
    }
}
