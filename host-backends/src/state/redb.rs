//! State in a file.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use greentic_host_shim::services::state::{Scope, StateError, StateStore};
use greentic_untrusted::files::{self, Exposure};
use greentic_untrusted::guarded;
use redb::backends::FileBackend;
use redb::{
    Database, DatabaseError, ReadableDatabase, ReadableTable, Table, TableDefinition, TableHandle,
};

use super::rows::{self, Digest, PIECES, Piece, Rows, SMALL};
use super::{StateLimits, cost, name};

/// The cost of all entries of a scope, by the digest of [`name::prefix`].
const USED: TableDefinition<'_, &Digest, u64> = TableDefinition::new("used");

/// Bytes of the file that are kept in memory. A component's state is small, and
/// the host's memory is not the component's to fill.
const CACHE: usize = 16 << 20;

/// State in one file, which only one process opens at a time. A write is there
/// in whole when it returns, whatever happens to the process or the machine
/// afterwards, and not at all if they fail before.
///
/// The file has no more bytes than all its scopes may have by
/// [`StateLimits::scope_bytes`], 1 MiB, and six times
/// [`StateLimits::value_bytes`]: what a write replaces is there until it is done.
///
/// The file is checked when it is opened, all of it: one that was changed by
/// something else is an error, and so is whatever it makes of a later operation.
pub struct RedbState {
    limits: StateLimits,
    path: PathBuf,
    exposure: Option<Exposure>,
    /// There until the value is dropped.
    database: Option<Database>,
    /// `true` if an operation was left in the middle. Nothing is done after that.
    failed: AtomicBool,
}

impl RedbState {
    /// Opens a file, which is made, readable for its owner only, if it is not
    /// there.
    ///
    /// # Errors
    ///
    /// [`StateError::Failed`] if the file cannot be made or read, is no regular
    /// file (a link neither) or no such file, is damaged, or is open already.
    pub fn open(path: impl AsRef<Path>, limits: StateLimits) -> Result<Self, StateError> {
        let path = path.as_ref();
        let failed = |error: &dyn fmt::Display| StateError::Failed {
            message: format!("{}: {error}", path.display()),
        };
        let file = files::private(path).map_err(|error| failed(&error))?;
        let exposure = Exposure::of(path, &file);
        let database = guarded(|| {
            let mut builder = Database::builder();
            builder.set_cache_size(CACHE);
            builder.set_check_integrity_on_open(true);
            builder.create_with_backend(FileBackend::new(file)?)
        });
        let database = match database {
            Ok(Ok(database)) => database,
            Ok(Err(DatabaseError::Storage(redb::StorageError::Corrupted(message))))
            | Err(message) => {
                return Err(failed(&Damaged(message)));
            }
            Ok(Err(error)) => return Err(failed(&error)),
        };
        let this = Self {
            limits,
            path: path.to_owned(),
            exposure,
            database: Some(database),
            failed: AtomicBool::new(false),
        };
        this.prepare().map_err(|error| match error {
            StateError::Failed { message } => failed(&message),
            other => other,
        })?;
        Ok(this)
    }

    /// Makes the tables, so that reading never meets one that is not there.
    fn prepare(&self) -> Result<(), StateError> {
        let other = self.with(|database| {
            let transaction = database.begin_read().map_err(failed)?;
            let tables = transaction.list_tables().map_err(failed)?;
            let known = [SMALL.name(), PIECES.name(), USED.name()];
            let mut names = tables.map(|table| table.name().to_owned());
            Ok(names.find(|name| !known.contains(&&**name)))
        })?;
        if let Some(other) = other {
            return Err(StateError::Failed {
                message: format!(
                    "it holds `{}`, which this version does not know: name another file",
                    other.escape_debug()
                ),
            });
        }
        self.change(|_| Ok(()))
    }

    /// Returns who else can get at the file, which nobody should.
    pub fn exposure(&self) -> Option<&Exposure> {
        self.exposure.as_ref()
    }

    /// Changes the tables, or none if `change` fails.
    fn change<R>(
        &self,
        change: impl FnOnce(&mut Tables<'_>) -> Result<R, StateError>,
    ) -> Result<R, StateError> {
        self.with(|database| {
            // Dropped without a commit it changes nothing. A commit waits for the
            // disk.
            let transaction = database.begin_write().map_err(failed)?;
            let result = change(&mut Tables {
                rows: Rows {
                    small: transaction.open_table(SMALL).map_err(failed)?,
                    pieces: transaction.open_table(PIECES).map_err(failed)?,
                },
                used: transaction.open_table(USED).map_err(failed)?,
            })?;
            transaction.commit().map_err(failed)?;
            Ok(result)
        })
    }

    /// Lets `work` have the database. It takes what it reads for what it has
    /// written, and panics where that is not so.
    fn with<R>(
        &self,
        work: impl FnOnce(&Database) -> Result<R, StateError>,
    ) -> Result<R, StateError> {
        let damaged = |message| StateError::Failed {
            message: format!("{}: {}", self.path.display(), Damaged(message)),
        };
        let Some(database) = self.database.as_ref() else {
            return Err(damaged("it is closed".into()));
        };
        if self.failed.load(Ordering::Acquire) {
            return Err(damaged(
                "an earlier operation was left in the middle".into(),
            ));
        }
        guarded(|| work(database)).unwrap_or_else(|message| {
            self.failed.store(true, Ordering::Release);
            Err(damaged(message))
        })
    }
}

impl Drop for RedbState {
    fn drop(&mut self) {
        // Which writes to the file as well.
        let database = self.database.take();
        let _ = guarded(|| drop(database));
    }
}

/// Says of a file what is wrong with it and what to do.
struct Damaged(String);

impl fmt::Display for Damaged {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "the file is damaged ({}): put a copy of it in its place, or delete it to begin anew",
            self.0
        )
    }
}

/// A table of bytes.
type Bytes<'a, Key> = Table<'a, &'static Key, &'static [u8]>;

/// The tables that a change writes to.
struct Tables<'a> {
    rows: Rows<Bytes<'a, Digest>, Bytes<'a, Piece>>,
    used: Table<'a, &'static Digest, u64>,
}

impl Tables<'_> {
    /// Returns what a scope uses.
    fn used(&self, scope: &Digest) -> Result<u64, StateError> {
        let used = self.used.get(scope).map_err(failed)?;
        Ok(used.map_or(0, |used| used.value()))
    }

    /// Puts a value in the place of one of `old` bytes, if the scope may have it.
    fn write(
        &mut self,
        limits: &StateLimits,
        scope: &Digest,
        name: &Digest,
        old: Option<usize>,
        bytes: &[u8],
    ) -> Result<(), StateError> {
        let cost = old.map_or(0, cost::in_file);
        let before = self.used(scope)?;
        let after = limits.check_scope(before, cost, cost::in_file(bytes.len()))?;
        self.rows.write(name, old, bytes)?;
        self.used.insert(scope, after).map_err(failed)?;
        Ok(())
    }
}

impl StateStore for RedbState {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        let name = rows::digest(&name::name(scope, key));
        self.with(|database| {
            let transaction = database.begin_read().map_err(failed)?;
            let rows = Rows {
                small: transaction.open_table(SMALL).map_err(failed)?,
                pieces: transaction.open_table(PIECES).map_err(failed)?,
            };
            rows.read(&name)
        })
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        self.limits.check_entry(key, bytes)?;
        let owner = rows::digest(&name::prefix(scope));
        let name = rows::digest(&name::name(scope, key));
        self.change(|tables| {
            let old = tables.rows.length(&name)?;
            tables.write(&self.limits, &owner, &name, old, bytes)
        })
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        let owner = rows::digest(&name::prefix(scope));
        let name = rows::digest(&name::name(scope, key));
        self.change(|tables| {
            let Some(old) = tables.rows.length(&name)? else {
                return Ok(false);
            };
            tables.rows.remove(&name, old)?;
            let after = tables.used(&owner)?.saturating_sub(cost::in_file(old));
            if after == 0 {
                tables.used.remove(&owner).map_err(failed)?;
            } else {
                tables.used.insert(&owner, after).map_err(failed)?;
            }
            Ok(true)
        })
    }

    /// Looks and writes in one transaction, of which there is one at a time.
    fn write_if_absent(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<bool, StateError> {
        self.limits.check_entry(key, bytes)?;
        let owner = rows::digest(&name::prefix(scope));
        let name = rows::digest(&name::name(scope, key));
        self.change(|tables| {
            if tables.rows.length(&name)?.is_some() {
                return Ok(false);
            }
            tables.write(&self.limits, &owner, &name, None, bytes)?;
            Ok(true)
        })
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
pub(super) fn failed(error: impl Into<redb::Error>) -> StateError {
    StateError::Failed {
        message: error.into().to_string(),
    }
}

impl fmt::Debug for RedbState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("RedbState")
            .field("limits", &self.limits)
            .finish_non_exhaustive()
    }
}
