//! The cost of each world, for programs.

use serde::ser::Error as _;
use serde::{Serialize, Serializer};

use crate::measure::Measurement;
use crate::violation::Violation;
use crate::worlds::{Limit, World};

/// The version of the JSON form of [`WorldReport`]. It grows when a field changes its
/// meaning or goes away, but not with new fields.
pub const SCHEMA_VERSION: u32 = 2;

/// The cost of each world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorldReport {
    /// [`SCHEMA_VERSION`].
    pub schema_version: u32,
    /// The output of `rustc --version`.
    pub toolchain: String,
    /// The target of the build.
    pub target: String,
    /// The Cargo profile of the build.
    pub profile: String,
    /// The limit for the worlds.
    pub limit: Limit,
    /// The folder of the components, as an absolute path.
    pub folder: String,
    /// The worlds, by name and revision.
    pub worlds: Vec<Cost>,
    /// All of `worlds` added up.
    pub total: Total,
    /// The worlds that are over their limit; empty if there are none.
    #[serde(rename = "broken")]
    pub violations: Vec<Violation>,
}

/// The cost of one world.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Cost {
    /// The name of the component and of its file. No other component has it.
    pub name: String,
    /// The full name of the world, for example `greentic:component/component@0.5.0`.
    pub world: String,
    /// The revision of its WIT; `null` for the usual one.
    pub revision: Option<String>,
    /// The interfaces that it exports, by name.
    pub exports: Vec<String>,
    /// The number of their functions.
    pub functions: usize,
    /// The most that `plain_core_bytes` may be.
    pub limit: u64,
    /// The component, as an absolute path.
    pub path: String,
    /// The sizes. `exports` and `functions` of the document are those of the world.
    #[serde(flatten, serialize_with = "of_component")]
    pub sizes: Measurement,
}

/// Writes sizes without the keys that stand beside them.
fn of_component<S: Serializer>(sizes: &Measurement, serializer: S) -> Result<S::Ok, S::Error> {
    let mut document = serde_json::to_value(sizes).map_err(S::Error::custom)?;
    if let Some(keys) = document.as_object_mut() {
        keys.remove("exports");
        keys.remove("functions");
    }
    document.serialize(serializer)
}

/// All worlds of a report added up.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Total {
    /// The functions.
    pub functions: usize,
    /// The bytes of the components, shrunk.
    pub bytes: u64,
    /// The same, as linked.
    pub plain_bytes: u64,
    /// The bytes of their core modules as linked, without custom sections.
    pub plain_core_bytes: u64,
    /// The most that `plain_core_bytes` may be.
    pub limit: u64,
}

impl Cost {
    /// Makes the cost of `world`, whose component is at `path` and has these sizes.
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
    /// Adds a world. If it is over its limit, adds that too.
    pub fn push(&mut self, cost: Cost) {
        self.total.functions += cost.functions;
        self.total.bytes += cost.sizes.bytes;
        self.total.plain_bytes += cost.sizes.plain_bytes;
        self.total.plain_core_bytes += cost.sizes.plain_core_bytes;
        self.total.limit += cost.limit;
        self.violations.extend(cost.over());
        self.worlds.push(cost);
    }

    /// Returns whether no world is over its limit.
    pub fn holds(&self) -> bool {
        self.violations.is_empty()
    }
}
