//! Reading components and inputs.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use greentic_command::files;
use greentic_host_shim::{Component, Error, Limits, Shim, SigningKey};

use crate::cli::InputArgs;
use crate::failure::Failure;
use crate::options::engine::{KeyArgs, LoadArgs};

/// The number of bytes that tell the kind of a file.
const LOOK: u64 = 16;

/// Loads the component in a file.
pub(crate) fn component(path: &Path, load: &LoadArgs) -> Result<Component, Failure> {
    loaded(&load.engine.shim(None)?, path, &load.key)
}

/// Loads the component in a file with an existing engine.
pub(crate) fn loaded(shim: &Shim, path: &Path, key: &KeyArgs) -> Result<Component, Failure> {
    match key.key()? {
        None => Ok(shim.load(&bytes(path, shim.limits())?)?),
        Some(key) => {
            // The shim reads it, up to the size that was signed: nobody knows how much
            // machine code comes from how much WebAssembly.
            Ok(shim.load_precompiled_file(path, &key)?)
        }
    }
}

/// Reads the file of a component, at most as many bytes as may be loaded.
pub(crate) fn bytes(path: &Path, limits: &Limits) -> Result<Vec<u8>, Failure> {
    let limit = limits.component_bytes;
    let unreadable = |error| Failure::io("cannot read", path, error);
    let mut file = File::open(path).map_err(unreadable)?;
    // A file that is not regular, for example a pipe, has no size to look at.
    let bytes = file.metadata().map_err(unreadable)?.len();
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    let mut content = Vec::with_capacity(bytes.min(limit).saturating_add(1));
    if bytes > limit {
        (&mut file)
            .take(LOOK)
            .read_to_end(&mut content)
            .map_err(unreadable)?;
        if SigningKey::is_signed(&content) {
            // The size is not the fault: the shim reports the kind of the file.
            return Ok(content);
        }
        return Err(Error::TooLarge { bytes, limit }.into());
    }
    let at_most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(at_most)
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    if content.len() > limit {
        let bytes = content.len();
        return Err(Error::TooLarge { bytes, limit }.into());
    }
    Ok(content)
}

/// Reads a file of at most `limit` bytes; `-` is standard input.
pub(crate) fn at_most(path: &Path, limit: u64) -> Result<Vec<u8>, Failure> {
    let unreadable = |error| Failure::io("cannot read", path, error);
    let mut content = Vec::new();
    opened(path)
        .and_then(|file| file.take(limit.saturating_add(1)).read_to_end(&mut content))
        .map_err(unreadable)?;
    if content.len() as u64 > limit {
        let message = format!(
            "{}: the file has more than {limit} bytes, the most that is read; name a smaller one",
            files::name(path)
        );
        return Err(greentic_command::Failure::unusable(message).into());
    }
    Ok(content)
}

/// Returns the input of an operation, as the arguments give it.
pub(crate) fn input(args: &InputArgs) -> Result<String, Failure> {
    text(args.input.as_deref(), args.input_file.as_deref())
}

/// Returns the input as the bytes of a file.
pub(crate) fn input_bytes(args: &InputArgs) -> Result<Vec<u8>, Failure> {
    args.input_file.as_deref().map_or(Ok(Vec::new()), whole)
}

/// Returns a text that is given as such or in a file, `-` for standard input; empty if it
/// is not given.
pub(crate) fn text(text: Option<&str>, path: Option<&Path>) -> Result<String, Failure> {
    let Some(path) = path else {
        return Ok(text.unwrap_or_default().to_owned());
    };
    String::from_utf8(whole(path)?).map_err(|error| Failure::Usage {
        message: format!(
            "{}: the input is not UTF-8 text: byte {} is wrong; save it as UTF-8",
            files::name(path),
            error.utf8_error().valid_up_to()
        ),
    })
}

/// Reads a whole file, `-` for standard input.
fn whole(path: &Path) -> Result<Vec<u8>, Failure> {
    let mut content = Vec::new();
    opened(path)
        .and_then(|mut file| file.read_to_end(&mut content))
        .map_err(|error| Failure::io("cannot read the input from", path, error))?;
    Ok(content)
}

/// Opens a file, or standard input for `-`.
fn opened(path: &Path) -> std::io::Result<Box<dyn Read>> {
    if files::is_stream(path) {
        return Ok(Box::new(std::io::stdin().lock()));
    }
    Ok(Box::new(File::open(path)?))
}
