//! JSON in the memory of a call: read without a copy, written without an
//! allocator.

mod error;
mod integer;
mod list;
mod object;
mod reader;
mod string;
mod value;

pub use self::error::{Error, Kind};
pub use self::list::{Entries, Items};
pub use self::value::Json;
