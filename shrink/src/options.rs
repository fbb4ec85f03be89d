//! What to do.

use std::collections::BTreeMap;

use crate::pass::Pass;

/// What kind of thing a custom section says.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Class {
    /// What things were called: `name`, `component-name`.
    Names,
    /// What tools made it: `producers`.
    Producers,
    /// Where its code came from: `.debug_*` and source maps.
    Debug,
    /// Which features the compiler had switched on: `target_features`.
    TargetFeatures,
    /// Who made it of what: software bills of materials, licences, versions,
    /// signatures.
    Provenance,
    /// Anything else.
    Unknown,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Names,
        Self::Producers,
        Self::Debug,
        Self::TargetFeatures,
        Self::Provenance,
        Self::Unknown,
    ];

    /// Its name, as on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::Producers => "producers",
            Self::Debug => "debug",
            Self::TargetFeatures => "target-features",
            Self::Provenance => "provenance",
            Self::Unknown => "unknown",
        }
    }
}

/// What becomes of a class of custom sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Treatment {
    /// They stay.
    Keep,
    /// They go.
    Drop,
    /// They go into a file of their own.
    SetAside,
}

/// What to do and what to leave alone.
#[derive(Clone, Debug)]
pub struct Options {
    /// The passes that are not wanted.
    pub without: Vec<Pass>,
    custom: BTreeMap<Class, Treatment>,
}

impl Default for Options {
    /// Every pass. Every custom section goes, but for what tells who made the
    /// component of what.
    fn default() -> Self {
        Self {
            without: Vec::new(),
            custom: BTreeMap::from([(Class::Provenance, Treatment::Keep)]),
        }
    }
}

impl Options {
    /// Sets what becomes of a class of custom sections.
    #[must_use]
    pub fn custom(mut self, class: Class, treatment: Treatment) -> Self {
        self.custom.insert(class, treatment);
        self
    }

    /// Leaves out a pass.
    #[must_use]
    pub fn without(mut self, pass: Pass) -> Self {
        self.without.push(pass);
        self
    }

    /// What becomes of a class of custom sections.
    pub fn treatment(&self, class: Class) -> Treatment {
        self.custom.get(&class).copied().unwrap_or(Treatment::Drop)
    }

    /// Whether a class of custom sections stays.
    pub fn keeps(&self, class: Class) -> bool {
        self.treatment(class) == Treatment::Keep
    }
}
