//! State in memory.

use std::borrow::ToOwned;
use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;
use std::fmt;
use std::rc::Rc;
use std::string::String;
use std::vec::Vec;

use crate::Call;

/// State in memory, of the tenant of the call. Clones share it.
///
/// A request in the name of another tenant is `denied`; a value that is not there
/// is `not_found` to read, and nothing to delete; a key or a value of more than 1 MiB is
/// `too_large`. State that expires there is none, as in the stores of hosts.
///
/// ```
/// # #[cfg(feature = "state-store-v1")] {
/// use greentic_guest::{Call, state::v1_0::{Host, OpAck}, testing::MemoryState};
///
/// fn forget(call: &Call, state: &impl Host) -> bool {
///     state.delete(call, "visits", None) == Ok(OpAck::Ok)
/// }
///
/// let state = MemoryState::new().with("visits", "7").with("name", "Ada");
/// assert!(forget(&Call::new(), &state));
/// assert_eq!(state.keys(), ["name"]);
/// assert_eq!(state.value("name").as_deref(), Some(&b"Ada"[..]));
/// # }
/// ```
#[derive(Clone, Default)]
pub struct MemoryState {
    shared: Rc<SharedState>,
}

#[derive(Default)]
struct SharedState {
    values: RefCell<BTreeMap<String, Vec<u8>>>,
    denied: Cell<bool>,
}

/// Bytes that a value may have, and its key.
const VALUE_BYTES: usize = 1 << 20;

/// A code and a sentence.
pub(super) type StateRefusal = (&'static str, String);

impl MemoryState {
    /// Makes a store without values.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a value, or replaces it.
    #[must_use]
    pub fn with(self, key: &str, value: impl AsRef<[u8]>) -> Self {
        self.set(key, value);
        self
    }

    /// Denies everything from now on, as a host does that has no store.
    ///
    /// ```
    /// # #[cfg(feature = "state-store-v1")] {
    /// use greentic_guest::imports::state::v1_0::StateValues as _;
    /// use greentic_guest::{Call, testing::MemoryState};
    ///
    /// let state = MemoryState::new().denied();
    /// assert!(state.text(&Call::new(), "visits").is_err());
    /// # }
    /// ```
    #[must_use]
    pub fn denied(self) -> Self {
        self.shared.denied.set(true);
        self
    }

    /// Adds a value, or replaces it, between two calls.
    ///
    /// ```
    /// use greentic_guest::testing::MemoryState;
    ///
    /// let state = MemoryState::new();
    /// state.set("visits", "7");
    /// assert_eq!(state.value("visits").unwrap(), b"7");
    /// ```
    pub fn set(&self, key: &str, value: impl AsRef<[u8]>) {
        let value = value.as_ref().to_owned();
        self.shared
            .values
            .borrow_mut()
            .insert(key.to_owned(), value);
    }

    /// Returns the bytes under a key; `None` where there are none.
    pub fn value(&self, key: &str) -> Option<Vec<u8>> {
        self.shared.values.borrow().get(key).cloned()
    }

    /// Returns all keys, in order.
    pub fn keys(&self) -> Vec<String> {
        self.shared.values.borrow().keys().cloned().collect()
    }

    fn check(&self, own: bool) -> Result<(), StateRefusal> {
        if self.shared.denied.get() || !own {
            return Err(("denied", "there is no state for this component".into()));
        }
        Ok(())
    }

    fn check_size(key: &str, value: &[u8]) -> Result<(), StateRefusal> {
        let bytes = key.len().max(value.len());
        if bytes > VALUE_BYTES {
            let message = std::format!(
                "a value or key of {bytes} bytes is more than the {VALUE_BYTES} that one may have"
            );
            return Err(("too_large", message));
        }
        Ok(())
    }

    pub(super) fn read_for<'a>(
        &self,
        call: &'a Call,
        own: bool,
        key: &str,
    ) -> Result<&'a [u8], StateRefusal> {
        self.check(own)?;
        match self.shared.values.borrow().get(key) {
            Some(value) => Ok(call.list(value.iter().copied())),
            None => Err(("not_found", "there is no state under this key".into())),
        }
    }

    pub(super) fn write_for(&self, own: bool, key: &str, value: &[u8]) -> Result<(), StateRefusal> {
        self.check(own)?;
        Self::check_size(key, value)?;
        self.set(key, value);
        Ok(())
    }
}

#[cfg(any(feature = "state-store-v1", feature = "state-store-v1-1"))]
impl MemoryState {
    fn delete_for(&self, own: bool, key: &str) -> Result<(), StateRefusal> {
        self.check(own)?;
        self.shared.values.borrow_mut().remove(key);
        Ok(())
    }
}

#[cfg(feature = "state-store-v1-1")]
impl MemoryState {
    fn write_if_absent_for(
        &self,
        own: bool,
        key: &str,
        value: &[u8],
    ) -> Result<bool, StateRefusal> {
        self.check(own)?;
        Self::check_size(key, value)?;
        if self.shared.values.borrow().contains_key(key) {
            return Ok(false);
        }
        self.set(key, value);
        Ok(true)
    }
}

impl fmt::Debug for MemoryState {
    /// With what is stored, as far as it is text: a test is to show it.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let values = self.shared.values.borrow();
        let shown = values
            .iter()
            .map(|(key, value)| (key, String::from_utf8_lossy(value)));
        f.debug_map().entries(shown).finish()
    }
}

/// The functions that both versions have.
#[cfg(any(feature = "state-store-v1", feature = "state-store-v1-1"))]
macro_rules! host {
    ($module:path { $($more:item)* }) => {
        const _: () = {
            use $module::{Host, HostError, OpAck};

            use crate::interfaces_types::v0_1::TenantCtx;
            use crate::testing::tenant::is_own;

            fn error(call: &Call, (code, message): StateRefusal) -> HostError<'_> {
                HostError {
                    code: code.into(),
                    message: call.copy(&message).into(),
                }
            }

            impl Host for MemoryState {
                fn read<'a>(
                    &self,
                    call: &'a Call,
                    key: &str,
                    ctx: Option<&TenantCtx<'_>>,
                ) -> Result<&'a [u8], HostError<'a>> {
                    self.read_for(call, is_own(ctx), key)
                        .map_err(|refusal| error(call, refusal))
                }

                fn write<'a>(
                    &self,
                    call: &'a Call,
                    key: &str,
                    bytes: &[u8],
                    ctx: Option<&TenantCtx<'_>>,
                ) -> Result<OpAck, HostError<'a>> {
                    let result = self.write_for(is_own(ctx), key, bytes);
                    result.map(|()| OpAck::Ok).map_err(|refusal| error(call, refusal))
                }

                fn delete<'a>(
                    &self,
                    call: &'a Call,
                    key: &str,
                    ctx: Option<&TenantCtx<'_>>,
                ) -> Result<OpAck, HostError<'a>> {
                    let result = self.delete_for(is_own(ctx), key);
                    result.map(|()| OpAck::Ok).map_err(|refusal| error(call, refusal))
                }

                $($more)*
            }
        };
    };
}

#[cfg(feature = "state-store-v1")]
host! { crate::state::v1_0 {} }

#[cfg(feature = "state-store-v1-1")]
host! {
    crate::state::v1_1 {
        fn write_if_absent<'a>(
            &self,
            call: &'a Call,
            key: &str,
            bytes: &[u8],
            ctx: Option<&TenantCtx<'_>>,
        ) -> Result<bool, HostError<'a>> {
            self.write_if_absent_for(is_own(ctx), key, bytes)
                .map_err(|refusal| error(call, refusal))
        }
    }
}
