//! The error for a file that cannot be explained.

/// A file that cannot be split into its parts.
#[derive(Debug, thiserror::Error)]
#[error(
    "byte {at} of {bytes}: {reason}; a size can be told of WebAssembly components and core \
     modules that are whole"
)]
pub struct Error {
    /// The offset of the fault in the file, in bytes.
    at: u64,
    /// The size of the file, in bytes.
    bytes: u64,
    reason: String,
}

impl Error {
    /// Makes an error of what a reader says of a file.
    pub(crate) fn of(file: &[u8]) -> impl Fn(wasmparser::BinaryReaderError) -> Self {
        let bytes = file.len() as u64;
        move |error| Self {
            at: error.offset().min(bytes),
            bytes,
            reason: error.message().to_owned(),
        }
    }

    pub(crate) fn at(file: &[u8], at: u64, reason: impl Into<String>) -> Self {
        Self {
            at,
            bytes: file.len() as u64,
            reason: reason.into(),
        }
    }
}
