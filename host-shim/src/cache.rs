//! Compiled components, kept for the next time.

use std::fs;
use std::hash::{Hash, Hasher};
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use wasmtime::Engine;

use greentic_untrusted::files;

use crate::{Error, SigningKey};

/// The end of the file names of the cache. Other files in the folder are not touched.
const EXTENSION: &str = "gtpc";

/// Bytes that a cache may have unless it is told otherwise.
const CAPACITY: u64 = 1 << 30;

/// A folder of compiled components for a [`ShimBuilder`](crate::ShimBuilder).
///
/// Files are found by the component's content, the version and settings of the
/// engine and the kind of machine, and count only if they are signed with the
/// key of the cache: the folder need not be trusted, the key must be kept. Of a
/// file that is not signed next to nothing is read, and one that is no regular
/// file is not even opened. A cache that cannot be read or written is as good as
/// an empty one; the component is compiled then.
#[derive(Clone, Debug)]
pub struct Cache {
    folder: PathBuf,
    key: SigningKey,
    capacity: u64,
}

impl Cache {
    /// Keeps compiled code in a folder, which is made, for its owner only, if it
    /// is not there.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the folder cannot be made.
    pub fn new(folder: impl Into<PathBuf>, key: SigningKey) -> Result<Self, Error> {
        let folder = folder.into();
        files::make_folder(&folder).map_err(|error| Error::Setup {
            message: format!(
                "the cache {} cannot be made: {error}; give a folder that this user may write to",
                folder.display()
            ),
        })?;
        Ok(Self {
            folder,
            key,
            capacity: CAPACITY,
        })
    }

    /// Sets the bytes that all files together may have before those that were
    /// not used for longest are deleted; 1 GiB otherwise.
    #[must_use]
    pub fn capacity(mut self, bytes: u64) -> Self {
        self.capacity = bytes;
        self
    }

    /// Returns the code that the cache has for this entry.
    pub(crate) fn read(&self, entry: &Entry) -> Option<Vec<u8>> {
        let mut file = files::writable_if_allowed(&self.path(entry)).ok()?;
        let payload = self.key.read(entry.0.as_bytes(), &mut file).ok()?;
        // When it was used last, for `prune`.
        let _ = file.set_modified(SystemTime::now());
        Some(payload)
    }

    pub(crate) fn write(&self, entry: &Entry, payload: &[u8]) {
        let file = self.key.sign(entry.0.as_bytes(), payload);
        if files::replace(&self.path(entry), &file).is_ok() {
            self.prune();
        }
    }

    fn path(&self, entry: &Entry) -> PathBuf {
        self.folder
            .join(entry.0.to_hex().as_str())
            .with_extension(EXTENSION)
    }

    /// Deletes files, those first that were not used for longest, until the
    /// rest fits.
    fn prune(&self) {
        let mut files = files(&self.folder);
        // The sizes are those of anybody's files, sparse ones say: their sum
        // need not fit.
        let mut total: u128 = files.iter().map(|file| u128::from(file.bytes)).sum();
        files.sort_by_key(|file| file.used);
        for file in files {
            if total <= u128::from(self.capacity) {
                break;
            }
            if fs::remove_file(&file.path).is_ok() {
                total -= u128::from(file.bytes);
            }
        }
    }
}

struct CachedFile {
    path: PathBuf,
    bytes: u64,
    used: SystemTime,
}

/// Returns the files of the cache, and no links.
fn files(folder: &Path) -> Vec<CachedFile> {
    let Ok(entries) = fs::read_dir(folder) else {
        return Vec::new();
    };
    let now = SystemTime::now();
    entries
        .flatten()
        .filter_map(|entry| {
            let path = entry.path();
            let metadata = entry.metadata().ok()?;
            let ours = path.extension().is_some_and(|name| name == EXTENSION);
            // A date that is still to come is not one of ours: such a file would
            // outlast all others.
            let used = metadata.modified().ok().filter(|used| *used <= now);
            (ours && metadata.is_file()).then(|| CachedFile {
                path,
                bytes: metadata.len(),
                used: used.unwrap_or(SystemTime::UNIX_EPOCH),
            })
        })
        .collect()
}

/// The key of compiled code: a hash of the component, and of the engine with its
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

#[cfg(test)]
mod tests {
    use std::fs::File;
    use std::time::Duration;

    use super::*;

    fn entry(content: &[u8]) -> Entry {
        Entry(blake3::hash(content))
    }

    fn cache(folder: &Path) -> Cache {
        Cache::new(folder, SigningKey::generate().unwrap()).unwrap()
    }

    #[test]
    fn what_was_written_is_read() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path());
        assert_eq!(cache.read(&entry(b"a")), None);
        cache.write(&entry(b"a"), b"code");
        assert_eq!(cache.read(&entry(b"a")), Some(b"code".to_vec()));
        assert_eq!(cache.read(&entry(b"b")), None);
    }

    /// Puts into the place of a file what somebody with access to the folder may put there.
    #[cfg(unix)]
    #[test]
    fn nothing_in_the_place_of_a_file_does_harm() {
        let folder = tempfile::tempdir().unwrap();
        let outside = tempfile::tempdir().unwrap();
        let cache = cache(&folder.path().join("cache"));
        cache.write(&entry(b"a"), b"code");
        let path = cache.path(&entry(b"a"));
        let signed = outside.path().join("signed");
        fs::rename(&path, &signed).unwrap();
        let long_ago = SystemTime::UNIX_EPOCH + Duration::from_secs(7);
        let dated = File::options().append(true).open(&signed).unwrap();
        dated.set_modified(long_ago).unwrap();

        let pipe = || {
            assert!(
                std::process::Command::new("mkfifo")
                    .arg(&path)
                    .status()
                    .unwrap()
                    .success()
            );
        };
        let sparse = |head: &[u8]| {
            fs::write(&path, head).unwrap();
            let file = File::options().write(true).open(&path).unwrap();
            file.set_len(1 << 42).unwrap();
        };
        let content = fs::read(&signed).unwrap();
        let cases: [(&str, &dyn Fn()); 6] = [
            ("a link to a file", &|| {
                std::os::unix::fs::symlink(&signed, &path).unwrap();
            }),
            ("a link to a device", &|| {
                std::os::unix::fs::symlink("/dev/zero", &path).unwrap();
            }),
            ("a pipe", &pipe),
            ("a folder", &|| fs::create_dir(&path).unwrap()),
            ("a file without end", &|| sparse(b"")),
            ("a signed file without end", &|| sparse(&content)),
        ];
        for (name, put) in cases {
            put();
            assert_eq!(cache.read(&entry(b"a")), None, "{name}");
            cache.write(&entry(b"a"), b"code");
            if name == "a folder" {
                fs::remove_dir(&path).unwrap();
            } else {
                assert_eq!(cache.read(&entry(b"a")), Some(b"code".to_vec()), "{name}");
                fs::remove_file(&path).unwrap();
            }
        }
        // What a link led to is as it was, its date too.
        assert_eq!(fs::read(&signed).unwrap(), content);
        assert_eq!(fs::metadata(&signed).unwrap().modified().unwrap(), long_ago);
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_is_made_for_its_owner_only() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let inner = folder.path().join("a/b");
        cache(&inner);
        let mode = fs::metadata(&inner).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o700);
    }

    #[test]
    fn sizes_and_dates_of_others_do_not_keep_a_cache_from_being_pruned() {
        let folder = tempfile::tempdir().unwrap();
        let cache = cache(folder.path()).capacity(10_000);
        let hostile = |name: &str, bytes: u64, used: SystemTime| {
            let path = folder.path().join(name).with_extension(EXTENSION);
            let file = File::create(&path).unwrap();
            // As large as the file system lets it be.
            let sizes = [bytes, 1 << 43, 1 << 40];
            assert!(sizes.iter().any(|bytes| file.set_len(*bytes).is_ok()));
            file.set_modified(used).unwrap();
            path
        };
        let now = SystemTime::now();
        let century = Duration::from_hours(876_000);
        let mut all = Vec::new();
        for (name, used) in [
            ("past", SystemTime::UNIX_EPOCH - Duration::from_secs(1)),
            ("future", now + century),
            ("now", now - Duration::from_secs(1)),
        ] {
            all.push(hostile(name, i64::MAX as u64, used));
        }
        cache.write(&entry(b"a"), b"code");
        assert!(all.iter().all(|path| !path.exists()));
        assert_eq!(cache.read(&entry(b"a")), Some(b"code".to_vec()));
        // What was used last stays, and not what claims to be.
        let small = hostile("small", 100, now + century);
        let cache = cache.capacity(150);
        cache.write(&entry(b"a"), b"code");
        assert!(!small.exists());
        assert!(cache.read(&entry(b"a")).is_some());
    }
}
