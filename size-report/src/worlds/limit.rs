//! How large the smallest component of a world may be.

use serde::Serialize;
use serde_json::json;

use crate::broken::{Broken, Check};
use crate::worlds::{Cost, World};
use greentic_size_model::numerals::counted;

/// How many bytes a core module may have, custom sections aside.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// What all components share: memory, `cabi_realloc`, and what sees to it
    /// that a call ends before the next one begins.
    pub bytes: u64,
    /// For each exported function: its name, which alone has about 48 bytes,
    /// and its code.
    pub bytes_per_function: u64,
}

/// The limit that the worlds are held to.
pub const LIMIT: Limit = Limit {
    bytes: 400,
    bytes_per_function: 90,
};

impl Limit {
    /// The most bytes that a component with so many functions may have.
    pub const fn of(&self, functions: usize) -> u64 {
        self.bytes
            .saturating_add(self.bytes_per_function.saturating_mul(functions as u64))
    }

    /// Returns the most bytes that a component of this world may have. A name of an
    /// interface stands in that of each of its functions: what the longest has beyond
    /// 64 bytes counts with each.
    pub fn of_world(&self, world: &World) -> u64 {
        let longest = world.exports.iter().map(String::len).max();
        let beyond = longest.unwrap_or_default().saturating_sub(64);
        self.of(world.functions)
            .saturating_add((beyond * world.functions) as u64)
    }
}

impl Cost {
    /// That the world is over its limit, if it is.
    pub fn over(&self) -> Option<Broken> {
        let (actual, most) = (self.sizes.plain_core_bytes, self.limit);
        (actual > most).then(|| Broken {
            component: self.name.clone(),
            check: Check::Limit,
            key: "plain_core_bytes".to_owned(),
            expected: json!(most),
            actual: json!(actual),
            message: format!(
                "{actual} core bytes are {} more than the limit of {most} for {}",
                actual - most,
                counted(self.functions, "function")
            ),
        })
    }
}
