//! The sizes of one file, as a snapshot keeps them.

use std::collections::BTreeMap;

use greentic_size_model::explain::{Key, explain};
use greentic_size_model::{File, Kind};
use serde::{Deserialize, Serialize};

use super::Producers;
use crate::measure::Measurement;

/// Most functions that are kept by name. All others are summed up.
pub const FUNCTIONS: usize = 200;

/// The sizes of one file in a snapshot. Numbers are bytes unless their text says
/// otherwise.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sizes {
    /// The whole file.
    pub bytes: u64,
    /// The whole file as linked; the same as `bytes` if it was not shrunk.
    pub plain_bytes: u64,
    /// The file after [`gzip`](crate::compress::gzip).
    pub gzip_bytes: u64,
    /// The file after [`brotli`](crate::compress::brotli()).
    pub brotli_bytes: u64,
    /// The file after [`zstd`](crate::compress::zstd()).
    pub zstd_bytes: u64,
    /// All core modules, without custom sections.
    pub core_bytes: u64,
    /// The code of all core modules.
    pub core_code_bytes: u64,
    /// The data of all core modules.
    pub core_data_bytes: u64,
    /// The parts around the core modules.
    pub wrapper_bytes: u64,
    /// All custom sections.
    pub custom_bytes: u64,
    /// Custom sections by name.
    #[serde(default)]
    pub custom_sections: BTreeMap<String, u64>,
    /// Pages of 64 KiB that all memories have at the start.
    pub memory_pages: u64,
    /// Pages that they can grow to; `None` is no bound.
    #[serde(default)]
    pub memory_max_pages: Option<u64>,
    /// Elements that all tables have at the start.
    #[serde(default)]
    pub table_elements: u64,
    /// The number of core modules.
    pub core_modules: u64,
    /// Most bytes of stack that a call takes, as far as it has a bound.
    pub stack: u64,
    /// The size of the stack, in bytes; `None` if there is none.
    #[serde(default)]
    pub stack_size: Option<u64>,
    /// The names of the imports, sorted.
    pub imports: Vec<String>,
    /// Bytes by cause.
    #[serde(default)]
    pub causes: BTreeMap<String, u64>,
    /// Bytes by crate.
    #[serde(default)]
    pub crates: BTreeMap<String, u64>,
    /// The largest functions, at most [`FUNCTIONS`], the largest first. All instances of a
    /// generic function count as one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub functions: Vec<FunctionSize>,
    /// The functions that are not in this list, and those without a name.
    #[serde(default, skip_serializing_if = "OtherFunctions::is_empty")]
    pub other_functions: OtherFunctions,
    /// The tools that the file names.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub producers: Producers,
}

/// The functions of one name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FunctionSize {
    /// The name, with `_` for generic arguments.
    pub name: String,
    /// The crate of the functions.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crate_name: Option<String>,
    /// Their size together, in bytes.
    pub bytes: u64,
    /// The number of functions.
    #[serde(default = "one", skip_serializing_if = "is_one")]
    pub functions: u64,
}

/// Functions that are not kept by name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OtherFunctions {
    /// The number of functions with a name.
    pub named: u64,
    /// Their size, in bytes.
    pub named_bytes: u64,
    /// The number of functions without a name.
    pub unnamed: u64,
    /// Their size, in bytes.
    pub unnamed_bytes: u64,
}

impl OtherFunctions {
    fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn one() -> u64 {
    1
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
fn is_one(number: &u64) -> bool {
    *number == 1
}

impl Sizes {
    /// Returns the sizes of a file in the form of a snapshot. `file` is the same form of
    /// the file as `measured`, with the names that are known.
    pub fn of(measured: &Measurement, file: &File<'_>) -> Self {
        let grouped = |key| {
            let groups = explain(file, key).groups.into_iter();
            groups.map(|group| (group.name, group.bytes)).collect()
        };
        let (functions, other_functions) = functions(file);
        Self {
            bytes: measured.bytes,
            plain_bytes: measured.plain_bytes,
            gzip_bytes: measured.gzip_bytes,
            brotli_bytes: measured.brotli_bytes,
            zstd_bytes: measured.zstd_bytes,
            core_bytes: measured.core_bytes,
            core_code_bytes: measured.core_code_bytes,
            core_data_bytes: measured.core_data_bytes,
            wrapper_bytes: measured.wrapper_bytes,
            custom_bytes: measured.custom_bytes,
            custom_sections: measured.custom_sections.clone(),
            memory_pages: measured.memory_pages,
            memory_max_pages: measured.memory_max_pages,
            table_elements: measured.table_elements,
            core_modules: measured.core_modules as u64,
            stack: measured.stack.bytes,
            stack_size: measured.stack.size,
            imports: measured.imports.clone(),
            causes: grouped(Key::Cause),
            crates: grouped(Key::Crate),
            functions,
            other_functions,
            producers: super::producers(file.bytes()),
        }
    }
}

/// Returns all functions with code: the largest by name, and the sum of the others.
fn functions(file: &File<'_>) -> (Vec<FunctionSize>, OtherFunctions) {
    let mut others = OtherFunctions::default();
    let mut by_name: BTreeMap<String, FunctionSize> = BTreeMap::new();
    for (part, one) in file.model().parts() {
        if one.kind != Kind::Function {
            continue;
        }
        let Some(named) = file.names().function(part) else {
            others.unnamed += 1;
            others.unnamed_bytes += one.bytes();
            continue;
        };
        let name = named.generic();
        let function = by_name.entry(name).or_insert_with_key(|name| FunctionSize {
            name: name.clone(),
            crate_name: named.crate_name().map(str::to_owned),
            bytes: 0,
            functions: 0,
        });
        function.bytes += one.bytes();
        function.functions += 1;
    }
    let mut functions: Vec<_> = by_name.into_values().collect();
    functions.sort_by(|one, other| (other.bytes, &one.name).cmp(&(one.bytes, &other.name)));
    for rest in functions.drain(functions.len().min(FUNCTIONS)..) {
        others.named += rest.functions;
        others.named_bytes += rest.bytes;
    }
    (functions, others)
}
