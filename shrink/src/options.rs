//! What to do.

use std::collections::BTreeMap;

use crate::core::WasmOpt;
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
    without: Vec<Pass>,
    wasm_opt: Option<WasmOpt>,
    custom: BTreeMap<Class, Treatment>,
}

impl Default for Options {
    /// Every pass but wasm-opt. Every custom section goes, but for what tells who made the
    /// component of what.
    fn default() -> Self {
        Self {
            without: Vec::new(),
            wasm_opt: None,
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

    /// Runs wasm-opt on core modules too.
    #[must_use]
    pub fn wasm_opt(mut self, program: WasmOpt) -> Self {
        self.wasm_opt = Some(program);
        self
    }

    /// Whether a pass is to run.
    pub fn has(&self, pass: Pass) -> bool {
        !self.without.contains(&pass)
    }

    /// The wasm-opt to run.
    pub fn program(&self) -> Option<&WasmOpt> {
        self.wasm_opt.as_ref()
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
