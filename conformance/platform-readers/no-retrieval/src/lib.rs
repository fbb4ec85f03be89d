//! Stands for the crate of this name with all of its features, which bring a client
//! for HTTP. Schemas are compiled and checked by the same library, of the release
//! that the workspace has.

pub use whole::*;
