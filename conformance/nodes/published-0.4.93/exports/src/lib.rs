//! See `shared/`.

extern crate alloc;

#[path = "../../../shared/behaviour.rs"]
mod behaviour;
#[path = "../../../shared/rev_0_4_89.rs"]
mod context;
#[path = "../../../shared/object.rs"]
mod object;
#[path = "../../../shared/published_exports.rs"]
mod published;

use published::{node, secrets};
