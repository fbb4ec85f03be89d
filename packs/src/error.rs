//! Errors of manifests, descriptions and packs.

/// The reason why a manifest, a description or a pack cannot be used. A message has four
/// parts: the place, the fault, the figures, and the remedy. The caller adds the name of
/// the file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A manifest breaks its schema or a rule.
    #[error("{}", lines(.problems))]
    Manifest {
        /// All that is wrong with it: where, and what.
        problems: Vec<Problem>,
    },
    /// A manifest is of another component.
    #[error(
        "hashes.component_wasm: the manifest is of another component: it says {said}, the \
         component has {is}; renew it after every build"
    )]
    Hash {
        /// The hash in the manifest.
        said: String,
        /// That of the component.
        is: String,
    },
    /// A file is no component, or a part of it is not what it should be.
    #[error("{message}")]
    Component {
        /// The place and the fault.
        message: String,
    },
    /// A description is not what it should be.
    #[error("{}", lines(.problems))]
    Description {
        /// All that is wrong with it.
        problems: Vec<Problem>,
    },
    /// A pack, or what it is to be made of, cannot be used.
    #[error("{}", lines(.problems))]
    Pack {
        /// All that is wrong with it.
        problems: Vec<Problem>,
    },
    /// Something is larger than it may be.
    #[error("{what} has {is} {unit}; the limit is {limit} ({remedy})")]
    TooLarge {
        /// The thing: `the pack`, say.
        what: String,
        /// The size, as far as it was read.
        is: u64,
        /// The unit of the size: `bytes`, say.
        unit: &'static str,
        /// The limit of the size.
        limit: u64,
        /// The way to a smaller one.
        remedy: &'static str,
    },
}

/// Something that is wrong, and its place.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Problem {
    /// The place: a field, an entry of a pack.
    pub place: String,
    /// The fault and the remedy.
    pub message: String,
}

impl Problem {
    /// Makes a problem.
    pub fn new(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self {
            place: place.into(),
            message: message.into(),
        }
    }
}

impl Error {
    /// Makes an error of one problem with a manifest.
    pub(crate) fn manifest(place: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Manifest {
            problems: vec![Problem::new(place, message)],
        }
    }

    /// Makes the error of a file that a reader of components refuses.
    #[cfg(feature = "platform")]
    #[allow(clippy::needless_pass_by_value, reason = "as `map_err` hands it over")]
    pub(crate) fn no_component(error: wasmparser::BinaryReaderError) -> Self {
        Self::Component {
            message: format!("is no component: {error}; was it cut off or changed?"),
        }
    }

    /// Makes the error of a core module in place of a component.
    #[cfg(feature = "platform")]
    pub(crate) fn core_module() -> Self {
        Self::Component {
            message: "is a core module and no component; build it for wasm32-wasip2, or make \
                      it one with `wasm-tools component new`"
                .into(),
        }
    }

    /// Returns the problems, where there is a list of them.
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Manifest { problems }
            | Self::Description { problems }
            | Self::Pack { problems } => problems,
            Self::Hash { .. } | Self::Component { .. } | Self::TooLarge { .. } => &[],
        }
    }
}

fn lines(problems: &[Problem]) -> String {
    let lines: Vec<_> = problems
        .iter()
        .map(|problem| format!("{}: {}", problem.place, problem.message))
        .collect();
    lines.join("\n")
}
