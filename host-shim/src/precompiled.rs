//! Components as machine code, signed.

use std::fs::File;
use std::path::Path;

use wasmtime::Engine;
use wasmtime::component::Component as Compiled;

#[cfg(feature = "compiler")]
use crate::compile_worker::Code;
#[cfg(feature = "compiler")]
use crate::pool;
use crate::{Component, Error, Layout, Shim, SigningKey};

/// The purpose that is signed with such a file, which no file of a cache has.
const PURPOSE: &[u8] = b"precompiled component";

/// The numbers in front of the code.
const HEADER: usize = 7 * 8;

/// The content of a signed file.
pub(crate) struct Precompiled<'a> {
    pub(crate) layout: Layout,
    /// Size of the component that was compiled.
    pub(crate) bytes: usize,
    pub(crate) code: &'a [u8],
}

impl Shim {
    /// Loads as [`load_precompiled`](Self::load_precompiled) does, from a file,
    /// of which no more is read than was signed.
    ///
    /// # Errors
    ///
    /// Those of [`load_precompiled`](Self::load_precompiled), and
    /// [`Error::Setup`] if the file cannot be read.
    pub fn load_precompiled_file(&self, path: &Path, key: &SigningKey) -> Result<Component, Error> {
        let mut file = File::open(path).map_err(|error| Error::Setup {
            message: format!(
                "{}: cannot be read: {error}; give a file that this user may read",
                path.display()
            ),
        })?;
        let signed = key.read_signed(PURPOSE, &mut file)?;
        self.load_precompiled(&signed, key)
    }
}

impl<'a> Precompiled<'a> {
    #[cfg(feature = "compiler")]
    pub(crate) fn sign(&self, key: &SigningKey) -> Vec<u8> {
        let Layout {
            core_modules,
            core_bytes,
            memories,
            initial_pages,
            maximum_pages,
            record_bytes,
        } = self.layout;
        let mut payload = Vec::with_capacity(HEADER + self.code.len());
        for number in [
            self.bytes as u64,
            core_modules as u64,
            core_bytes as u64,
            memories as u64,
            initial_pages,
            // No memory has so many pages.
            maximum_pages.unwrap_or(u64::MAX),
            record_bytes,
        ] {
            payload.extend(number.to_le_bytes());
        }
        payload.extend(self.code);
        key.sign(PURPOSE, &payload)
    }

    /// Returns the content, if it was signed with this key.
    pub(crate) fn verify(file: &'a [u8], key: &SigningKey) -> Result<Self, Error> {
        let payload = key.verify(PURPOSE, file)?;
        let other = || Error::OtherEngine {
            message: "it was written by another version of this library".into(),
        };
        let (header, code) = payload.split_first_chunk::<HEADER>().ok_or_else(other)?;
        let mut numbers = [0; HEADER / 8];
        for (number, bytes) in numbers.iter_mut().zip(header.chunks_exact(8)) {
            let mut little_endian = [0; 8];
            little_endian.copy_from_slice(bytes);
            *number = u64::from_le_bytes(little_endian);
        }
        let [
            bytes,
            core_modules,
            core_bytes,
            memories,
            initial,
            maximum,
            record_bytes,
        ] = numbers;
        let count = |number: u64| usize::try_from(number).map_err(|_| other());
        let layout = Layout {
            core_modules: count(core_modules)?,
            core_bytes: count(core_bytes)?,
            memories: count(memories)?,
            initial_pages: initial,
            maximum_pages: Some(maximum).filter(|pages| *pages != u64::MAX),
            record_bytes,
        };
        let bytes = count(bytes)?;
        Ok(Self {
            layout,
            bytes,
            code,
        })
    }

    pub(crate) fn load(&self, engine: &Engine) -> Result<Compiled, Error> {
        deserialize(engine, self.code)
    }
}

/// Code whose signature was checked.
pub(crate) fn deserialize(engine: &Engine, code: &[u8]) -> Result<Compiled, Error> {
    // SAFETY: the bytes have to be what `Component::serialize` gave, unchanged.
    // Both callers have them from `SigningKey::verify` or `read`. By the
    // invariant of `SigningKey`, for which whoever made the key with an `unsafe`
    // constructor has vouched, only this library signs with it; and this library
    // signs nothing but the output of `serialize`: in `Precompiled::sign`, and in
    // `Component::load` for the cache. Another version of Wasmtime, other
    // settings and another kind of machine are found out by `deserialize` itself.
    #[allow(unsafe_code, reason = "signed by this library, see above")]
    let result = unsafe { Compiled::deserialize(engine, code) };
    result.map_err(|error| Error::OtherEngine {
        message: format!("{error:#}"),
    })
}

/// Code that a worker of this host has compiled.
#[cfg(feature = "compiler")]
pub(crate) fn of_worker(engine: &Engine, code: &Code) -> Result<Compiled, Error> {
    // SAFETY: the bytes have to be what `Engine::precompile_component` gave,
    // unchanged. A `Code` only comes from the pipe of a process that runs the
    // program of a `CompileWorker`, and whoever made that has vouched that the
    // program answers with nothing else: `compile_worker::main` writes what
    // `precompile_component` gave, with its length. Another version and other
    // settings are found out by `deserialize` itself.
    #[allow(unsafe_code, reason = "from a child of this process, see above")]
    let result = unsafe { Compiled::deserialize(engine, code.bytes()) };
    result.map_err(|error| {
        let message = format!("{error:#}");
        pool::unfit(&message).unwrap_or(Error::OtherEngine { message })
    })
}
