//! Errors and refusals.

/// The reason why there is no output, not even the input.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The input is not valid WebAssembly.
    #[error("not valid WebAssembly: {message} (at offset {offset:#x})")]
    Malformed {
        /// The message of the validator.
        message: String,
        /// The place of the error, in bytes from the beginning.
        offset: u64,
    },

    /// The input is a core module that cannot be made a component.
    #[error("this core module cannot be made a component: {cause}")]
    Encode {
        /// The message of the encoder.
        cause: String,
    },
}

impl From<wasmparser::BinaryReaderError> for Error {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self::Malformed {
            message: error.message().to_owned(),
            offset: error.offset(),
        }
    }
}

/// The reason why something was left as it was. This is no error: nothing was lost.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    /// Makes a refusal that says `reason`.
    pub fn new(reason: impl Into<String>) -> Self {
        Self(reason.into())
    }
}

impl From<crate::core_wasm::ModuleRefusal> for Refusal {
    fn from(refusal: crate::core_wasm::ModuleRefusal) -> Self {
        Self(refusal.to_string())
    }
}

impl From<wasmparser::BinaryReaderError> for Refusal {
    fn from(error: wasmparser::BinaryReaderError) -> Self {
        Self(error.to_string())
    }
}
