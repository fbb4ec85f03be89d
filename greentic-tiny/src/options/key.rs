//! The keys that sign compiled code, as files.

use std::path::Path;

use greentic_host_shim::SigningKey;

use crate::failure::Failure;
use crate::options::exposed::exposed;

/// Reads the key in a file, and makes it if it is missing. Warns if other users can read
/// it.
pub(crate) fn load_or_create(path: &Path) -> Result<SigningKey, Failure> {
    #[allow(
        unsafe_code,
        reason = "whoever names the key vouches for it, see above"
    )]
    // SAFETY: this command signs with the key by way of the library only. Who else
    // can read or write the file is for its owner to say, who names it on the
    // command line as the key of code that is to be run, and has been told there
    // to keep it to himself.
    let key = unsafe { SigningKey::load_or_create(path) }?;
    exposed("the signing key", key.exposure());
    Ok(key)
}
