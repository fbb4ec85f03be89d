//! What to do.

use std::collections::BTreeMap;

use crate::core::WasmOpt;
use crate::pass::Pass;
use crate::pass::custom::class;

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
    /// Who made it of what: software bills of materials, licences, versions, and
    /// what Greentic's tools say of a component (`greentic.*`).
    Provenance,
    /// Signatures over the bytes, which are others afterwards.
    Signature,
    /// What makes a compiler's code faster and changes no result: `metadata.code.*`.
    Hints,
    /// Anything else.
    Unknown,
}

impl Class {
    /// All of them.
    pub const ALL: [Self; 8] = [
        Self::Names,
        Self::Producers,
        Self::Debug,
        Self::TargetFeatures,
        Self::Provenance,
        Self::Signature,
        Self::Hints,
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
            Self::Signature => "signature",
            Self::Hints => "hints",
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
    named: BTreeMap<String, Treatment>,
}

impl Default for Options {
    /// Every pass but wasm-opt. Every custom section goes, but for what tells who made the
    /// component of what; in a core module that stays one those of no known class stay too.
    fn default() -> Self {
        Self {
            without: Vec::new(),
            wasm_opt: None,
            custom: BTreeMap::from([(Class::Provenance, Treatment::Keep)]),
            named: BTreeMap::new(),
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

    /// Sets what becomes of the custom sections of a name, whatever their class.
    #[must_use]
    pub fn section(mut self, name: impl Into<String>, treatment: Treatment) -> Self {
        self.named.insert(name.into(), treatment);
        self
    }

    /// Sets what becomes of a class of custom sections, or of those of a name if
    /// there is no such class.
    #[must_use]
    pub fn class_or_section(self, word: &str, treatment: Treatment) -> Self {
        match Class::ALL.into_iter().find(|class| class.name() == word) {
            Some(class) => self.custom(class, treatment),
            None => self.section(word, treatment),
        }
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

    /// The custom sections that are decided about by name.
    pub fn sections(&self) -> impl Iterator<Item = (&str, Treatment)> {
        let named = self.named.iter();
        named.map(|(name, treatment)| (name.as_str(), *treatment))
    }

    /// What becomes of a custom section: what its name says, or else its class.
    pub fn treatment(&self, section: &str) -> Treatment {
        let class = || self.custom.get(&class(section)).copied();
        let named = self.named.get(section).copied();
        named.or_else(class).unwrap_or(Treatment::Drop)
    }

    /// The same for a core module that stays one.
    ///
    /// A component says in its types what a host has to know. A core module says some of
    /// it in custom sections: a dynamic linker reads `dylink.0`, a host of contracts their
    /// `contractspecv0`, and there is no list of such names. So those of no known class
    /// stay, unless somebody decided about the class.
    pub(crate) fn for_plain(&self) -> Self {
        let mut options = self.clone();
        options
            .custom
            .entry(Class::Unknown)
            .or_insert(Treatment::Keep);
        options
    }

    /// Whether a custom section stays.
    pub fn keeps(&self, section: &str) -> bool {
        self.treatment(section) == Treatment::Keep
    }
}
