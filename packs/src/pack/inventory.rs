//! The list of what is in a pack.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{INVENTORY, OLDER_INVENTORY, SIGNATURES};
use crate::cbor;
use crate::error::{Error, Problem};

/// The format of the list.
const FORMAT: &str = "greentic-sbom-v1";

#[derive(Serialize, Deserialize)]
struct Inventory {
    format: String,
    files: Vec<InventoryEntry>,
}

/// An entry, as the list has it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryEntry {
    /// Its name.
    pub path: String,
    /// Its bytes.
    pub size: u64,
    /// Its hash, in hexadecimal digits.
    pub hash_blake3: String,
    /// The media type of the entry.
    pub media_type: String,
}

impl InventoryEntry {
    fn of(path: &str, bytes: &[u8]) -> Self {
        let media_type = match path.rsplit_once('.') {
            Some((_, "cbor")) => "application/cbor",
            Some((_, "wasm")) => "application/wasm",
            Some((_, "json")) => "application/json",
            _ => "application/octet-stream",
        };
        Self {
            path: path.to_owned(),
            size: bytes.len() as u64,
            hash_blake3: blake3::hash(bytes).to_hex().to_string(),
            media_type: media_type.to_owned(),
        }
    }
}

/// Returns the list of these entries.
pub(super) fn of(entries: &BTreeMap<String, Vec<u8>>) -> Result<Vec<u8>, Error> {
    let files = entries
        .iter()
        .map(|(path, bytes)| InventoryEntry::of(path, bytes));
    cbor::canonical(&Inventory {
        format: FORMAT.into(),
        files: files.collect(),
    })
}

/// Holds entries against the list that is among them.
pub(super) fn problems(entries: &BTreeMap<String, Vec<u8>>) -> Vec<Problem> {
    let (name, read) = if let Some(bytes) = entries.get(INVENTORY) {
        (INVENTORY, cbor::read(bytes))
    } else if let Some(bytes) = entries.get(OLDER_INVENTORY) {
        let read = serde_json::from_slice(bytes);
        (OLDER_INVENTORY, read.map_err(|error| error.to_string()))
    } else {
        return vec![Problem::new(
            INVENTORY,
            "is not there: nobody can tell whether the entries are whole; build the pack anew",
        )];
    };
    let inventory: Inventory = match read {
        Ok(inventory) => inventory,
        Err(why) => return vec![Problem::new(name, why)],
    };
    let mut problems = Vec::new();
    if inventory.format != FORMAT {
        let message = format!("has the format `{}`, not `{FORMAT}`", inventory.format);
        problems.push(Problem::new(name, message));
    }
    let mut listed = BTreeSet::new();
    for file in &inventory.files {
        if !listed.insert(&*file.path) {
            problems.push(Problem::new(&file.path, format!("stands in {name} twice")));
        }
        let Some(bytes) = entries.get(&file.path) else {
            let message = format!("is not there, though {name} lists it");
            problems.push(Problem::new(&file.path, message));
            continue;
        };
        let is = InventoryEntry::of(&file.path, bytes);
        if !is.hash_blake3.eq_ignore_ascii_case(&file.hash_blake3) {
            let message = format!(
                "has the hash {}, and {} in {name}",
                is.hash_blake3, file.hash_blake3
            );
            problems.push(Problem::new(&file.path, message));
        } else if is.size != file.size {
            let message = format!("has {} bytes, and {} in {name}", is.size, file.size);
            problems.push(Problem::new(&file.path, message));
        }
    }
    let unlisted = |path: &&String| {
        let aside = [INVENTORY, OLDER_INVENTORY, SIGNATURES[0], SIGNATURES[1]];
        !aside.contains(&path.as_str()) && !listed.contains(path.as_str())
    };
    problems.extend(
        entries
            .keys()
            .filter(unlisted)
            .map(|path| Problem::new(path, format!("is not in {name}"))),
    );
    problems
}
