//! The limit for the smallest component of a world.

use serde::Serialize;
use serde_json::json;

use crate::violation::{Check, Violation};
use crate::worlds::{Cost, World};
use greentic_size_model::numerals::counted;

/// The bytes that a core module may have, without custom sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Limit {
    /// The bytes that all components share: memory, `cabi_realloc`, and the check that a
    /// call ends before the next one begins.
    pub bytes: u64,
    /// The bytes for each exported function: its name, which alone has about 48 bytes, and
    /// its code.
    pub bytes_per_function: u64,
}

/// The limit for all worlds.
pub const LIMIT: Limit = Limit {
    bytes: 400,
    bytes_per_function: 90,
};

impl Limit {
    /// Returns the most bytes that a component with so many functions may have.
    pub const fn of(&self, functions: usize) -> u64 {
        self.bytes
            .saturating_add(self.bytes_per_function.saturating_mul(functions as u64))
    }

    /// Returns the most bytes that a component of this world may have. The name of each
    /// function contains the name of its interface. So if the longest name has more than
    /// 64 bytes, the rest counts once for each function.
    pub fn of_world(&self, world: &World) -> u64 {
        let longest = world.exports.iter().map(String::len).max();
        let beyond = longest.unwrap_or_default().saturating_sub(64);
        self.of(world.functions)
            .saturating_add((beyond * world.functions) as u64)
    }
}

impl Cost {
    /// Returns the fault that the world is over its limit, if it is.
    pub fn over(&self) -> Option<Violation> {
        let (actual, most) = (self.sizes.plain_core_bytes, self.limit);
        (actual > most).then(|| Violation {
            component: self.name.clone(),
            check: Check::Limit,
            key: "plain_core_bytes".to_owned(),
            expected: json!(most),
            actual: json!(actual),
            message: format!(
                "{actual} core bytes are {} more than the limit of {most} for {}; take them out of \
                 its bindings",
                actual - most,
                counted(self.functions, "function")
            ),
        })
    }
}
