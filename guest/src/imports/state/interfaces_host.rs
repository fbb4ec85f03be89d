//! Texts of `interfaces-host@0.1.0`, the state of older runners.

use crate::Call;
use crate::interfaces_host::v0_1::{Host, HostError, OpAck};

/// Reads and writes texts, on everything that is a `greentic:interfaces-host/imports@0.1.0`.
///
/// ```
/// use greentic_guest::Call;
/// use greentic_guest::imports::state::interfaces_host::InterfacesHostValues as _;
/// use greentic_guest::interfaces_host::v0_1::{Host, HostError};
///
/// fn greet<'a>(call: &'a Call, host: &impl Host) -> Result<&'a str, HostError<'a>> {
///     let name = host.text(call, "name")?.unwrap_or("whoever you are");
///     host.put_text(call, "greeted", name)?;
///     Ok(name)
/// }
/// # let (call, host) = (Call::new(), greentic_guest::testing::OlderHost::new());
/// # assert_eq!(greet(&call, &host).unwrap(), "whoever you are");
/// ```
pub trait InterfacesHostValues: Host {
    /// Returns the text under a key; `None` where there is none.
    ///
    /// # Errors
    ///
    /// The tenant may not read it, or the store failed.
    fn text<'a>(&self, call: &'a Call, key: &str) -> Result<Option<&'a str>, HostError<'a>> {
        match self.state_get(call, key, None) {
            Ok(text) => Ok(Some(text)),
            Err(error) if super::is_missing(error.code.get()) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Stores text under a key, in place of the one before.
    ///
    /// # Errors
    ///
    /// The tenant may not do this, or the store failed.
    fn put_text<'a>(&self, call: &'a Call, key: &str, text: &str) -> Result<(), HostError<'a>> {
        self.state_set(call, key, text, None).map(|OpAck::Ok| ())
    }
}

impl<H: Host + ?Sized> InterfacesHostValues for H {}
