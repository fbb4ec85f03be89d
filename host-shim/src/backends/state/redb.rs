//! State in a file.

use std::fmt;
use std::path::Path;

use redb::{Database, ReadableDatabase, ReadableTable, TableDefinition};

use super::{Scope, StateError, StateLimits, StateStore, entry_bytes};

/// Values by scope and key, see [`Scope::name`].
const VALUES: TableDefinition<'_, &[u8], &[u8]> = TableDefinition::new("values");

/// Bytes of all keys and values of a scope, by [`Scope::prefix`].
const USED: TableDefinition<'_, &[u8], u64> = TableDefinition::new("used");

/// State in one file, which only one process opens at a time. A write is there
/// in whole when it returns, whatever happens to the process or the machine
/// afterwards, and not at all if they fail before.
pub struct RedbState {
    limits: StateLimits,
    database: Database,
}

impl RedbState {
    /// Opens a file, which is made if it is not there.
    ///
    /// # Errors
    ///
    /// [`StateError::Failed`] if the file cannot be made or read, is no such
    /// file, is damaged, or is open already.
    pub fn open(path: impl AsRef<Path>, limits: StateLimits) -> Result<Self, StateError> {
        let path = path.as_ref();
        let failed = |error: &dyn fmt::Display| StateError::Failed {
            message: format!("{}: {error}", path.display()),
        };
        let database = Database::create(path).map_err(|error| failed(&error))?;
        let this = Self { limits, database };
        // So that reading never meets a table that is not there.
        this.change(|values, used| {
            let _ = (values, used);
            Ok(())
        })?;
        Ok(this)
    }

    /// Changes both tables, or none if `change` fails.
    fn change<R>(
        &self,
        change: impl FnOnce(
            &mut redb::Table<'_, &[u8], &[u8]>,
            &mut redb::Table<'_, &[u8], u64>,
        ) -> Result<R, StateError>,
    ) -> Result<R, StateError> {
        // Dropped without a commit it changes nothing. A commit waits for the
        // disk.
        let transaction = self.database.begin_write().map_err(failed)?;
        let result = {
            let mut values = transaction.open_table(VALUES).map_err(failed)?;
            let mut used = transaction.open_table(USED).map_err(failed)?;
            change(&mut values, &mut used)?
        };
        transaction.commit().map_err(failed)?;
        Ok(result)
    }
}

impl StateStore for RedbState {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        let transaction = self.database.begin_read().map_err(failed)?;
        let values = transaction.open_table(VALUES).map_err(failed)?;
        let value = values.get(&*scope.name(key)).map_err(failed)?;
        Ok(value.map(|value| value.value().to_vec()))
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        self.limits.check_value(bytes)?;
        self.change(|values, used| {
            let prefix = scope.prefix();
            let before = used.get(&*prefix).map_err(failed)?;
            let before = before.map_or(0, |used| used.value());
            let old = values.insert(&*scope.name(key), bytes).map_err(failed)?;
            let old = old.map_or(0, |value| entry_bytes(key, value.value().len()));
            let new = entry_bytes(key, bytes.len());
            let after = self.limits.check_scope(before, old, new)?;
            used.insert(&*prefix, after).map_err(failed)?;
            Ok(())
        })
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        self.change(|values, used| {
            let removed = values.remove(&*scope.name(key)).map_err(failed)?;
            let Some(bytes) = removed.map(|value| entry_bytes(key, value.value().len())) else {
                return Ok(false);
            };
            let prefix = scope.prefix();
            let before = used.get(&*prefix).map_err(failed)?;
            let after = before.map_or(0, |used| used.value()).saturating_sub(bytes);
            if after == 0 {
                used.remove(&*prefix).map_err(failed)?;
            } else {
                used.insert(&*prefix, after).map_err(failed)?;
            }
            Ok(true)
        })
    }
}

#[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
fn failed(error: impl Into<redb::Error>) -> StateError {
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
