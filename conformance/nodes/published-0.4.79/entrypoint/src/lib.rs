//! See `shared/`.

extern crate alloc;

#[path = "../../../shared/behaviour.rs"]
mod behaviour;
#[path = "../../../shared/rev_0_4_57.rs"]
mod context;
#[path = "../../../shared/object.rs"]
mod object;
#[path = "../../../shared/published_entrypoint.rs"]
mod published;

use published::{node, secrets};
