//! The reasons why an entry was not taken.

/// The reason why an entry was not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, thiserror::Error)]
#[non_exhaustive]
pub enum TelemetryError {
    /// The entry is larger than it may be.
    #[error("the entry has {bytes} bytes, and at most {limit} are taken")]
    TooLarge {
        /// Bytes of all its texts.
        bytes: usize,
        /// The number that is taken.
        limit: usize,
    },
    /// More entries come in than go out.
    #[error("the entry was dropped: too many are waiting")]
    Full,
}

impl TelemetryError {
    /// A short word for programs, `full` say.
    pub fn code(self) -> &'static str {
        match self {
            Self::TooLarge { .. } => "too-large",
            Self::Full => "full",
        }
    }
}
