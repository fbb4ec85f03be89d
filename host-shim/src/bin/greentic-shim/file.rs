//! Reading components and inputs.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use greentic_host_shim::{Component, Error, Limits, Shim};

use crate::cli::InputArgs;
use crate::failure::Failure;

/// Loads the component in a file, of which no more is read than may be loaded.
pub(crate) fn component(path: &Path, limits: Limits) -> Result<Component, Failure> {
    let limit = limits.component_bytes;
    let unreadable = |error| Failure::io("cannot read", path, error);
    let file = File::open(path).map_err(unreadable)?;
    // What is no regular file, a pipe say, has no size to look at.
    let bytes = file.metadata().map_err(unreadable)?.len();
    let bytes = usize::try_from(bytes).unwrap_or(usize::MAX);
    if bytes > limit {
        return Err(Error::TooLarge { bytes, limit }.into());
    }
    let mut content = Vec::with_capacity(bytes);
    let at_most = u64::try_from(limit).unwrap_or(u64::MAX).saturating_add(1);
    file.take(at_most)
        .read_to_end(&mut content)
        .map_err(unreadable)?;
    Ok(Shim::new(limits)?.load(&content)?)
}

/// The input of an operation, from wherever it is to come.
pub(crate) fn input(args: &InputArgs) -> Result<String, Failure> {
    let Some(path) = &args.input_file else {
        return Ok(args.input.clone().unwrap_or_default());
    };
    let mut content = Vec::new();
    let result = if path.as_os_str() == "-" {
        std::io::stdin().lock().read_to_end(&mut content)
    } else {
        File::open(path).and_then(|mut file| file.read_to_end(&mut content))
    };
    result.map_err(|error| Failure::io("cannot read the input from", path, error))?;
    String::from_utf8(content).map_err(|error| Failure::Usage {
        message: format!(
            "the input is not UTF-8 text: byte {} is wrong",
            error.utf8_error().valid_up_to()
        ),
    })
}
