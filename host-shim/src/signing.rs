//! The signature of compiled code.
//!
//! Compiled code runs as it is, so it must be our own: whoever can write a
//! file that we load would be inside the host. A keyed BLAKE3 hash over the
//! code and what it is for shows that it was made by a holder of the key.

use std::fmt;
use std::io;
use std::path::Path;

use crate::Error;
use crate::replace;

/// What signed files begin with: their format and its version.
const MAGIC: [u8; 8] = *b"gtpc\0\0\0\x01";

const MAC: usize = blake3::OUT_LEN;

/// A secret of the host that signs compiled code. Whoever knows it can run
/// machine code in the host.
#[derive(Clone)]
pub struct SigningKey([u8; blake3::KEY_LEN]);

impl SigningKey {
    /// A key of 32 bytes that nobody can guess.
    pub fn new(bytes: [u8; blake3::KEY_LEN]) -> Self {
        Self(bytes)
    }

    /// The key in a file, which is made, readable for its owner only, if it is
    /// not there.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the file cannot be read or written, or has not 32
    /// bytes.
    pub fn load_or_create(path: &Path) -> Result<Self, Error> {
        let failed = |what: &str, error: &dyn fmt::Display| Error::Setup {
            message: format!("{what} the signing key {}: {error}", path.display()),
        };
        match std::fs::read(path) {
            Ok(bytes) => match bytes.try_into() {
                Ok(bytes) => Ok(Self(bytes)),
                Err(bytes) => Err(failed(
                    "cannot use",
                    &format!(
                        "it has {} bytes in place of {}; delete it to get a new one",
                        bytes.len(),
                        blake3::KEY_LEN
                    ),
                )),
            },
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let mut bytes = [0; blake3::KEY_LEN];
                getrandom::fill(&mut bytes).map_err(|error| failed("cannot make", &error))?;
                match replace::create(path, &bytes) {
                    Ok(()) => Ok(Self(bytes)),
                    // Somebody else was faster: theirs counts.
                    Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                        Self::load_or_create(path)
                    }
                    Err(error) => Err(failed("cannot write", &error)),
                }
            }
            Err(error) => Err(failed("cannot read", &error)),
        }
    }

    /// A file that holds `payload` and says that it is for `purpose`.
    #[cfg(feature = "compiler")]
    pub(crate) fn sign(&self, purpose: &[u8], payload: &[u8]) -> Vec<u8> {
        let mut file = Vec::with_capacity(MAGIC.len() + MAC + payload.len());
        file.extend(MAGIC);
        file.extend(self.mac(purpose, payload).as_bytes());
        file.extend(payload);
        file
    }

    /// The payload of a file that was signed with this key for this purpose.
    pub(crate) fn verify<'a>(&self, purpose: &[u8], file: &'a [u8]) -> Result<&'a [u8], Error> {
        let unsigned = |reason: &'static str| Error::Unsigned { reason };
        let rest = file
            .strip_prefix(&MAGIC)
            .ok_or_else(|| unsigned("it is no file that `precompile` has made"))?;
        let (mac, payload) = rest
            .split_first_chunk::<MAC>()
            .ok_or_else(|| unsigned("it is cut off"))?;
        // Hashes are compared in constant time.
        if self.mac(purpose, payload) == *mac {
            Ok(payload)
        } else {
            Err(unsigned(
                "it was changed, or signed with another key or for another use",
            ))
        }
    }

    fn mac(&self, purpose: &[u8], payload: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.0);
        // The length keeps the end of one from being taken for the start of
        // the other.
        hasher.update(&(purpose.len() as u64).to_le_bytes());
        hasher.update(purpose);
        hasher.update(payload);
        hasher.finalize()
    }
}

impl fmt::Debug for SigningKey {
    /// Not the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey").finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        SigningKey::new([7; 32])
    }

    #[test]
    fn what_was_signed_comes_back() {
        let file = key().sign(b"use", b"payload");
        assert_eq!(key().verify(b"use", &file).unwrap(), b"payload");
    }

    #[test]
    fn no_bit_may_change() {
        let file = key().sign(b"use", b"payload");
        for bit in 0..file.len() * 8 {
            let mut changed = file.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(key().verify(b"use", &changed).is_err(), "bit {bit}");
        }
        for length in 0..file.len() {
            assert!(key().verify(b"use", &file[..length]).is_err());
        }
    }

    #[test]
    fn other_keys_and_purposes_do_not_count() {
        let file = key().sign(b"use", b"payload");
        assert!(SigningKey::new([8; 32]).verify(b"use", &file).is_err());
        assert!(key().verify(b"us", &file).is_err());
        // The border between the two is part of what is signed.
        let file = key().sign(b"us", b"epayload");
        assert!(key().verify(b"use", &file).is_err());
    }

    #[test]
    fn a_key_file_is_made_once_and_read_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let first = SigningKey::load_or_create(&path).unwrap();
        let second = SigningKey::load_or_create(&path).unwrap();
        assert_eq!(first.0, second.0);
        assert_ne!(first.0, [0; 32]);
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let mode = std::fs::metadata(&path).unwrap().permissions().mode();
            assert_eq!(mode & 0o077, 0, "{mode:o}");
        }
        std::fs::write(&path, "short").unwrap();
        let error = SigningKey::load_or_create(&path).unwrap_err();
        assert!(error.to_string().contains("5 bytes"), "{error}");
        assert!(!format!("{first:?}").contains('['));
    }
}
