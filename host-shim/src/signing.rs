//! The signature of compiled code.
//!
//! Compiled code runs as it is, so it must be our own: whoever can write a
//! file that we load would be inside the host. Keyed BLAKE3 hashes over the
//! code and what it is for show that it was made by a holder of the key.
//!
//! A signed file is
//!
//! ```text
//! magic (8) | length of the payload (8) | hash of these 16 (32) | hash of the payload (32) | payload
//! ```
//!
//! The head has a hash of its own, so that nobody without the key can have us
//! read a file that is larger than those that were signed.

use std::fmt;
use std::io::{self, Read};
use std::path::Path;

use crate::Error;
use greentic_untrusted::files::{self, Exposure};

/// The first bytes of signed files: their format and its version.
const MAGIC: [u8; 8] = *b"gtpc\0\0\0\x03";

/// The first bytes of files of every version.
const FAMILY: &[u8] = b"gtpc\0\0\0";

const MAC: usize = blake3::OUT_LEN;

/// Magic and length.
const PREAMBLE: usize = MAGIC.len() + 8;

/// All that is before the payload.
const HEAD: usize = PREAMBLE + 2 * MAC;

/// The content that a hash is over.
#[derive(Clone, Copy)]
enum Part {
    Preamble = 1,
    Payload = 2,
}

/// A secret of the host that signs compiled code. Whoever knows it can run
/// machine code in the host: that is why the constructors that take a key from
/// elsewhere are `unsafe`. Safe code can have a key that nobody knows
/// ([`generate`](Self::generate)), and none that it knows:
///
/// ```compile_fail,E0133
/// let key = greentic_host_shim::SigningKey::new([7; 32]);
/// ```
///
/// ```compile_fail,E0133
/// let key = greentic_host_shim::SigningKey::load_or_create("key".as_ref());
/// ```
#[derive(Clone)]
pub struct SigningKey {
    /// # Invariants
    ///
    /// Nobody but this library signs with it.
    bytes: [u8; blake3::KEY_LEN],
    exposure: Option<Exposure>,
}

impl SigningKey {
    /// Takes a key of 32 bytes that nobody can guess.
    ///
    /// # Safety
    ///
    /// A file with a signature of this key is run as machine code, without a
    /// further look at it. For as long as the key is in use, in this process
    /// and wherever else the bytes are,
    ///
    /// - nothing is signed with the bytes but by this library
    ///   ([`Shim::precompile`](crate::Shim::precompile) and
    ///   [`Cache`](crate::Cache));
    /// - nobody knows the bytes who may not run code of his choice in this
    ///   process: they are random, and kept secret.
    #[allow(unsafe_code, reason = "what it asks of its caller cannot be checked")]
    pub const unsafe fn new(bytes: [u8; blake3::KEY_LEN]) -> Self {
        Self {
            bytes,
            exposure: None,
        }
    }

    /// Makes a key that nobody else knows: for what is signed and loaded by one
    /// process. It is gone with its last clone.
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the system has no random numbers.
    pub fn generate() -> Result<Self, Error> {
        let mut bytes = [0; blake3::KEY_LEN];
        getrandom::fill(&mut bytes).map_err(|error| Error::Setup {
            message: format!(
                "a signing key cannot be made: {error}; give one that was made elsewhere with \
                 `SigningKey::new`"
            ),
        })?;
        Ok(Self {
            bytes,
            exposure: None,
        })
    }

    /// Reads the key in a file, which is made, readable for its owner only, if
    /// it is not there. A file that others can get at is taken all the same, and
    /// reported by [`exposure`](Self::exposure).
    ///
    /// # Errors
    ///
    /// [`Error::Setup`] if the file cannot be read or written, is no regular
    /// file (a link neither), or has not 32 bytes.
    ///
    /// # Safety
    ///
    /// As for [`new`](Self::new), of the bytes in the file: nobody can read or
    /// write it who may not run code of his choice in this process, and no code
    /// that can signs with what it reads.
    #[allow(unsafe_code, reason = "what it asks of its caller cannot be checked")]
    pub unsafe fn load_or_create(path: &Path) -> Result<Self, Error> {
        let failed = |error: &dyn fmt::Display, remedy: &str| Error::Setup {
            message: format!(
                "{}: the signing key cannot be used: {error}; {remedy}",
                path.display()
            ),
        };
        // Twice, if somebody else makes the file at the same moment: theirs
        // counts.
        for _ in 0..2 {
            match Self::read_key(path) {
                Ok(key) => return Ok(key),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) if error.kind() == io::ErrorKind::InvalidData => {
                    return Err(failed(&error, "delete it to get a new one"));
                }
                Err(error) => {
                    let remedy = "name a file that this user may read, and no link";
                    return Err(failed(&error, remedy));
                }
            }
            let key = Self::generate()?;
            match files::create(path, &key.bytes) {
                Ok(()) => return Ok(key),
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => {
                    let remedy = "name a file in a folder that this user may write to";
                    return Err(failed(&error, remedy));
                }
            }
        }
        let remedy = "keep other programs from deleting it";
        Err(failed(&"it comes and goes", remedy))
    }

    fn read_key(path: &Path) -> io::Result<Self> {
        let file = files::read_only(path)?;
        let length = file.metadata()?.len();
        let wrong = || {
            let message = format!("it has {length} bytes in place of {}", blake3::KEY_LEN);
            io::Error::new(io::ErrorKind::InvalidData, message)
        };
        let bytes = files::read_at_most(&file, blake3::KEY_LEN as u64).map_err(|_| wrong())?;
        Ok(Self {
            bytes: bytes.try_into().map_err(|_| wrong())?,
            exposure: Exposure::of(path, &file),
        })
    }

    /// Returns who else can get at the file that the key was read from, which
    /// nobody should.
    pub fn exposure(&self) -> Option<&Exposure> {
        self.exposure.as_ref()
    }

    /// Returns whether the bytes begin as a signed file does, whichever key it was
    /// signed with.
    pub fn is_signed(bytes: &[u8]) -> bool {
        bytes.starts_with(FAMILY)
    }

    /// Makes a file that holds `payload` and says that it is for `purpose`.
    #[cfg(feature = "compiler")]
    pub(crate) fn sign(&self, purpose: &[u8], payload: &[u8]) -> Vec<u8> {
        let mut file = Vec::with_capacity(HEAD + payload.len());
        file.extend(MAGIC);
        file.extend((payload.len() as u64).to_le_bytes());
        let preamble = self.mac(purpose, Part::Preamble, &file);
        file.extend(preamble.as_bytes());
        file.extend(self.mac(purpose, Part::Payload, payload).as_bytes());
        file.extend(payload);
        file
    }

    /// Reads the payload of a file that was signed with this key for this
    /// purpose.
    #[cfg(feature = "compiler")]
    pub(crate) fn read(&self, purpose: &[u8], file: &mut impl Read) -> Result<Vec<u8>, Error> {
        let mut signed = self.read_signed(purpose, file)?;
        self.verify(purpose, &signed)?;
        Ok(signed.split_off(HEAD))
    }

    /// Reads a file whose head was signed with this key for this purpose, for
    /// [`verify`](Self::verify). Of any other file only the head is read.
    pub(crate) fn read_signed(
        &self,
        purpose: &[u8],
        file: &mut impl Read,
    ) -> Result<Vec<u8>, Error> {
        let unreadable = |error: io::Error| Error::Setup {
            message: format!(
                "the compiled code cannot be read: {error}; copy or download the file once more"
            ),
        };
        let mut content = Vec::with_capacity(HEAD);
        let mut head = file.take(HEAD as u64);
        head.read_to_end(&mut content).map_err(unreadable)?;
        let length = self.length(purpose, &content)?;
        // With one byte that should not be there.
        let mut rest = file.take(length.saturating_add(1));
        rest.read_to_end(&mut content).map_err(unreadable)?;
        Ok(content)
    }

    /// Returns the payload of a file that was signed with this key for this
    /// purpose.
    pub(crate) fn verify<'a>(&self, purpose: &[u8], file: &'a [u8]) -> Result<&'a [u8], Error> {
        let length = self.length(purpose, file)?;
        let (mac, payload) = file[PREAMBLE + MAC..].split_at(MAC);
        if payload.len() as u64 != length {
            return Err(unsigned("it is cut off, or has something behind its end"));
        }
        // Hashes are compared in constant time.
        if self.mac(purpose, Part::Payload, payload) == *mac {
            Ok(payload)
        } else {
            Err(changed())
        }
    }

    /// Returns the length of the payload, by a head that was signed. The file
    /// has a head at least then.
    fn length(&self, purpose: &[u8], file: &[u8]) -> Result<u64, Error> {
        if !file.starts_with(&MAGIC) {
            return Err(unsigned("it is no file that `precompile` has made"));
        }
        let Some((preamble, rest)) = file.split_at_checked(PREAMBLE) else {
            return Err(unsigned("it is cut off"));
        };
        let Some((mac, _)) = rest.split_at_checked(2 * MAC) else {
            return Err(unsigned("it is cut off"));
        };
        if self.mac(purpose, Part::Preamble, preamble) != mac[..MAC] {
            return Err(changed());
        }
        let mut length = [0; 8];
        length.copy_from_slice(&preamble[MAGIC.len()..]);
        Ok(u64::from_le_bytes(length))
    }

    fn mac(&self, purpose: &[u8], part: Part, bytes: &[u8]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.bytes);
        // The length keeps the end of one from being taken for the start of
        // the other.
        hasher.update(&(purpose.len() as u64).to_le_bytes());
        hasher.update(purpose);
        hasher.update(&[part as u8]);
        hasher.update(bytes);
        hasher.finalize()
    }
}

fn unsigned(reason: &'static str) -> Error {
    Error::Unsigned { reason }
}

fn changed() -> Error {
    unsigned("it was changed, or signed with another key or for another use")
}

impl fmt::Debug for SigningKey {
    /// Not the key.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("SigningKey")
            .field("exposure", &self.exposure)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key() -> SigningKey {
        with(7)
    }

    #[allow(
        unsafe_code,
        reason = "keys that everybody knows, of files that nobody loads"
    )]
    fn with(byte: u8) -> SigningKey {
        // SAFETY: nothing that is signed with these keys is loaded.
        unsafe { SigningKey::new([byte; 32]) }
    }

    #[allow(unsafe_code, reason = "of folders that nobody else knows")]
    fn in_file(path: &Path) -> Result<SigningKey, Error> {
        // SAFETY: nothing is signed with it.
        unsafe { SigningKey::load_or_create(path) }
    }

    #[test]
    fn what_was_signed_comes_back() {
        let file = key().sign(b"use", b"payload");
        assert_eq!(key().verify(b"use", &file).unwrap(), b"payload");
        assert_eq!(key().read(b"use", &mut &*file).unwrap(), b"payload");
        assert!(SigningKey::is_signed(&file) && !SigningKey::is_signed(b"\0asm"));
    }

    #[test]
    fn no_bit_may_change() {
        let file = key().sign(b"use", b"payload");
        let is_refused = |file: &[u8]| {
            let verified = key().verify(b"use", file);
            let read = key().read(b"use", &mut &*file);
            let unsigned = |error| matches!(error, Error::Unsigned { .. });
            verified.is_err_and(unsigned) && read.is_err_and(unsigned)
        };
        for bit in 0..file.len() * 8 {
            let mut changed = file.clone();
            changed[bit / 8] ^= 1 << (bit % 8);
            assert!(is_refused(&changed), "bit {bit}");
        }
        for length in 0..file.len() {
            assert!(is_refused(&file[..length]), "{length} bytes");
        }
        assert!(is_refused(&[&file[..], b"x"].concat()));
    }

    #[test]
    fn other_keys_and_purposes_do_not_count() {
        let file = key().sign(b"use", b"payload");
        assert!(with(8).verify(b"use", &file).is_err());
        assert!(key().verify(b"us", &file).is_err());
        // The border between the two is part of what is signed.
        let file = key().sign(b"us", b"epayload");
        assert!(key().verify(b"use", &file).is_err());
        // A preamble and its hash are no payload with one.
        let inner = key().sign(b"use", b"");
        let preamble = &inner[..PREAMBLE];
        let mut file = key().sign(b"use", preamble);
        file[PREAMBLE + MAC..HEAD].copy_from_slice(&inner[PREAMBLE..PREAMBLE + MAC]);
        assert!(key().verify(b"use", &file).is_err());
    }

    /// Gives bytes without end, and counts them.
    struct Endless<'a>(&'a [u8], usize);

    impl Read for Endless<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = if self.0.is_empty() {
                buffer.fill(0);
                buffer.len()
            } else {
                self.0.read(buffer)?
            };
            self.1 += read;
            Ok(read)
        }
    }

    #[test]
    fn no_more_is_read_than_was_signed() {
        let file = key().sign(b"use", b"payload");
        // All of a file, and one byte that shows that there is more.
        let mut endless = Endless(&file, 0);
        assert!(key().read(b"use", &mut endless).is_err());
        assert_eq!(endless.1, file.len() + 1);
        // A length that nobody has signed.
        let mut huge = file.clone();
        huge[8..16].copy_from_slice(&u64::MAX.to_le_bytes());
        let mut endless = Endless(&huge, 0);
        assert!(key().read(b"use", &mut endless).is_err());
        assert_eq!(endless.1, HEAD);
    }

    #[test]
    fn a_key_file_is_made_once_and_read_after() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        let first = in_file(&path).unwrap();
        let second = in_file(&path).unwrap();
        assert_eq!(first.bytes, second.bytes);
        assert_ne!(first.bytes, [0; 32]);
        assert_ne!(first.bytes, SigningKey::generate().unwrap().bytes);
        assert_eq!((first.exposure(), second.exposure()), (None, None));
        for content in ["short", &"long".repeat(1_000_000)] {
            std::fs::write(&path, content).unwrap();
            let error = in_file(&path).unwrap_err();
            let bytes = format!("{} bytes", content.len());
            assert!(error.to_string().contains(&bytes), "{error}");
        }
        assert!(!format!("{first:?}").contains('['));
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_can_get_at_is_reported() {
        use std::os::unix::fs::PermissionsExt;

        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        in_file(&path).unwrap();
        let mode = std::fs::metadata(&path).unwrap().permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{mode:o}");
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o644)).unwrap();
        let key = in_file(&path).unwrap();
        let exposure = key.exposure().unwrap().to_string();
        assert!(exposure.contains("0644"), "{exposure}");
        // Links are not followed: not to read one, and not to make one.
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&path, &link).unwrap();
        let error = in_file(&link).unwrap_err();
        assert!(error.to_string().contains("is a link"), "{error}");
        let nowhere = folder.path().join("nowhere");
        std::fs::remove_file(&link).unwrap();
        std::os::unix::fs::symlink(&nowhere, &link).unwrap();
        assert!(in_file(&link).is_err());
        assert!(!nowhere.exists());
    }
}
