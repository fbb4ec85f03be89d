//! Compiled components, kept for the next time.

use std::fs::{self, File};
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use wasmtime::Engine;

use crate::{Error, SigningKey, replace};

/// How file names of the cache end; nothing else in the folder is touched.
const EXTENSION: &str = "gtpc";

/// Bytes that a cache may have unless it is told otherwise.
const CAPACITY: u64 = 1 << 30;

/// A folder of compiled components for a [`ShimBuilder`](crate::ShimBuilder).
///
/// Files are found by the component's content, the version and settings of the
/// engine and the kind of machine, and count only if they are signed with the
/// key of the cache: the folder need not be trusted, the key must be kept. A
/// cache that cannot be read or written is as good as an empty one; the
/// component is compiled then.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    key: SigningKey,
    capacity: u64,
}

impl Cache {
    /// A cache in a folder, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>, key: SigningKey) -> Result<Self, Error> {
        let folder = folder.into();
        fs::create_dir_all(&folder).map_err(|error| Error::Setup {
            message: format!("cannot make the cache {}: {error}", folder.display()),
        })?;
        Ok(Self {
            folder,
            key,
            capacity: CAPACITY,
        })
    }

    /// Bytes that all files together may have before those that were not used
    /// for longest are deleted; 1 GiB otherwise.
    #[must_use]
    pub fn capacity(mut self, bytes: u64) -> Self {
        self.capacity = bytes;
        self
    }

    /// What stands in the cache for this entry.
    pub(crate) fn read(&self, entry: &Entry) -> Option<Vec<u8>> {
        let path = self.path(entry);
        let file = fs::read(&path).ok()?;
        let payload = self.key.verify(entry.0.as_bytes(), &file).ok()?.to_vec();
        // When it was used last, for `prune`.
        let _ = File::options()
            .append(true)
            .open(&path)
            .and_then(|file| file.set_modified(SystemTime::now()));
        Some(payload)
    }

    pub(crate) fn write(&self, entry: &Entry, payload: &[u8]) {
        let file = self.key.sign(entry.0.as_bytes(), payload);
        if replace::replace(&self.path(entry), &file).is_ok() {
            self.prune();
        }
    }

    fn path(&self, entry: &Entry) -> PathBuf {
        self.folder
            .join(entry.0.to_hex().as_str())
            .with_extension(EXTENSION)
    }

    /// Deletes files, oldest first, until the rest fits.
    fn prune(&self) {
        let mut files = files(&self.folder);
        let mut total: u64 = files.iter().map(|file| file.bytes).sum();
        files.sort_by_key(|file| file.used);
        for file in files {
            if total <= self.capacity {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                total -= file.bytes;
            }
        }
    }
}

struct Kept {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

fn files(folder: &Path) -> Vec<Kept> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let metadata = entry.metadata().ok()?;
            let ours = path.extension().is_some_and(|name| name == EXTENSION);
            (ours && metadata.is_file()).then(|| Kept {
                path,
                bytes: metadata.len(),
                used: metadata.modified().unwrap_or(SystemTime::UNIX_EPOCH),
            })
        })
        .collect()
}

/// What compiled code depends on: the component, and the engine with its
/// settings and the machine that it compiles for.
pub(crate) struct Entry(blake3::Hash);

impl Entry {
    pub(crate) fn new(engine: &Engine, bytes: &[u8]) -> Self {
        let mut hasher = Feed(blake3::Hasher::new());
        engine.precompile_compatibility_hash().hash(&mut hasher);
        hasher.0.update(blake3::hash(bytes).as_bytes());
        Self(hasher.0.finalize())
    }
}

/// Lets values that know Rust's hashing be hashed for good.
struct Feed(blake3::Hasher);

impl Hasher for Feed {
    fn write(&mut self, bytes: &[u8]) {
        self.0.update(bytes);
    }

    fn finish(&self) -> u64 {
        // Nobody asks for it here; the whole hash is taken at the end.
        let mut first = [0; 8];
        first.copy_from_slice(&self.0.finalize().as_bytes()[..8]);
        u64::from_le_bytes(first)
    }
}
