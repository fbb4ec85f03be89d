//! Files that others may have got at: opened without following links, written in
//! whole or not at all, and looked at for who else can read them.

mod exposure;
mod opening;
mod replace;

pub use exposure::Exposure;
pub use opening::{make_folder, private, read_at_most, read_only, writable_if_allowed};
pub use replace::{create, replace};
