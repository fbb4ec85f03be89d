//! State that outlives a call, kept apart for each tenant.

mod scope;

pub use scope::Scope;

/// A store of bytes by key, apart for each [`Scope`], as
/// `greentic:state/state-store` offers it to components.
///
/// Keys come from components: they can be any text. Called from the middle of
/// a call into the component, on its thread.
pub trait StateStore: Send + Sync {
    /// The bytes under a key; `None` if there are none.
    ///
    /// # Errors
    ///
    /// The store fails, or has nothing for this scope.
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError>;

    /// Puts bytes under a key, in place of those that are there. All or
    /// nothing, and lasting when this returns if the store lasts.
    ///
    /// # Errors
    ///
    /// There is too much, or the store fails. What was there is there still.
    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError>;

    /// Removes a key; whether it was there.
    ///
    /// # Errors
    ///
    /// The store fails.
    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError>;

    /// Puts bytes under a key if none are there, and tells whether it did. Of
    /// all who try at once, on any threads and in any processes that share the
    /// store, one gets `true`. What is there stays.
    ///
    /// A store that cannot look and write in one step leaves this out: components
    /// rely on it to do something once.
    ///
    /// # Errors
    ///
    /// [`StateError::Unsupported`] unless the store has it; otherwise as
    /// [`write`](Self::write).
    fn write_if_absent(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<bool, StateError> {
        let _ = (scope, key, bytes);
        Err(StateError::Unsupported)
    }
}

/// A store that several hosts share.
impl<S: StateStore + ?Sized> StateStore for std::sync::Arc<S> {
    fn read(&self, scope: &Scope, key: &str) -> Result<Option<Vec<u8>>, StateError> {
        S::read(self, scope, key)
    }

    fn write(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<(), StateError> {
        S::write(self, scope, key, bytes)
    }

    fn delete(&self, scope: &Scope, key: &str) -> Result<bool, StateError> {
        S::delete(self, scope, key)
    }

    fn write_if_absent(&self, scope: &Scope, key: &str, bytes: &[u8]) -> Result<bool, StateError> {
        S::write_if_absent(self, scope, key, bytes)
    }
}

/// The reason why a store of state did not do what it was asked for. Its text says
/// nothing of the values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum StateError {
    /// Nobody may use the store, or not for this tenant.
    #[error("there is no state for this component")]
    Denied,
    /// A value, or its key, is larger than the store takes.
    #[error("a value or key of {bytes} bytes is more than the {limit} that one may have")]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        limit: usize,
    },
    /// Everything that is stored for a tenant would be more than it may be.
    #[error("the tenant's state would cost {bytes} bytes, of {limit} that it may have")]
    Full {
        /// The size of it all.
        bytes: u64,
        /// The limit.
        limit: u64,
    },
    /// The store cannot look and write in one step.
    #[error("the store of state cannot write a value only where none is")]
    Unsupported,
    /// The store itself failed; trying again may help.
    #[error("the store of state failed: {message}")]
    Failed {
        /// The reason, in the store's words.
        message: String,
    },
}

impl StateError {
    /// A short word for programs, as components get it.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Denied => "denied",
            Self::TooLarge { .. } => "too_large",
            Self::Full { .. } => "full",
            Self::Unsupported => "unsupported",
            Self::Failed { .. } => "internal",
        }
    }
}

/// No state for anybody. What a [`Host`](crate::Host) uses until it is given
/// another store.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoState;

impl StateStore for NoState {
    fn read(&self, _: &Scope, _: &str) -> Result<Option<Vec<u8>>, StateError> {
        Err(StateError::Denied)
    }

    fn write(&self, _: &Scope, _: &str, _: &[u8]) -> Result<(), StateError> {
        Err(StateError::Denied)
    }

    fn delete(&self, _: &Scope, _: &str) -> Result<bool, StateError> {
        Err(StateError::Denied)
    }

    fn write_if_absent(&self, _: &Scope, _: &str, _: &[u8]) -> Result<bool, StateError> {
        Err(StateError::Denied)
    }
}
