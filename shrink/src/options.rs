//! The options of shrinking.

use std::collections::BTreeMap;

use crate::core_wasm::WasmOpt;
use crate::pass::Pass;
use crate::pass::custom::section_kind;

/// The kind of information that a custom section has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum SectionKind {
    /// The names of things: `name`, `component-name`.
    Names,
    /// The tools that made it: `producers`.
    Producers,
    /// The source of its code: `.debug_*` and source maps.
    Debug,
    /// The features that the compiler had switched on: `target_features`.
    TargetFeatures,
    /// The origin of the component: software bills of materials, licences,
    /// versions, and the sections of Greentic's tools (`greentic.*`).
    Provenance,
    /// Signatures over the bytes, which shrinking changes.
    Signature,
    /// Hints that make a compiler's code faster and change no result:
    /// `metadata.code.*`.
    Hints,
    /// Anything else.
    Unknown,
}

impl SectionKind {
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

    /// Returns its name, as on the command line.
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

/// The policy for a kind of custom sections.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SectionPolicy {
    /// They stay.
    Keep,
    /// They go.
    Drop,
    /// They are split into a file of their own (`--set-aside`).
    Split,
}

/// The passes to run, and the custom sections to keep.
#[derive(Clone, Debug)]
pub struct Options {
    without: Vec<Pass>,
    wasm_opt: Option<WasmOpt>,
    custom: BTreeMap<SectionKind, SectionPolicy>,
    named: BTreeMap<String, SectionPolicy>,
}

impl Default for Options {
    /// Returns options with every pass but wasm-opt. Every custom section goes,
    /// except for provenance. A core module that stays one also keeps those of no
    /// known kind.
    fn default() -> Self {
        Self {
            without: Vec::new(),
            wasm_opt: None,
            custom: BTreeMap::from([(SectionKind::Provenance, SectionPolicy::Keep)]),
            named: BTreeMap::new(),
        }
    }
}

impl Options {
    /// Sets the policy for a kind of custom sections.
    #[must_use]
    pub fn custom(mut self, kind: SectionKind, policy: SectionPolicy) -> Self {
        self.custom.insert(kind, policy);
        self
    }

    /// Sets the policy for the custom sections of a name, whatever their kind.
    #[must_use]
    pub fn section(mut self, name: impl Into<String>, policy: SectionPolicy) -> Self {
        self.named.insert(name.into(), policy);
        self
    }

    /// Sets the policy for a kind of custom sections, or for those of a name if
    /// there is no such kind.
    #[must_use]
    pub fn kind_or_section(self, word: &str, policy: SectionPolicy) -> Self {
        match SectionKind::ALL
            .into_iter()
            .find(|kind| kind.name() == word)
        {
            Some(kind) => self.custom(kind, policy),
            None => self.section(word, policy),
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

    /// Returns whether a pass is to run.
    pub fn has(&self, pass: Pass) -> bool {
        !self.without.contains(&pass)
    }

    /// Returns the wasm-opt to run.
    pub fn program(&self) -> Option<&WasmOpt> {
        self.wasm_opt.as_ref()
    }

    /// Returns the custom sections that are decided about by name.
    pub fn sections(&self) -> impl Iterator<Item = (&str, SectionPolicy)> {
        let named = self.named.iter();
        named.map(|(name, policy)| (name.as_str(), *policy))
    }

    /// Returns the policy for a custom section: that of its name, or else that of
    /// its kind.
    pub fn policy(&self, section: &str) -> SectionPolicy {
        let by_kind = || self.custom.get(&section_kind(section)).copied();
        let named = self.named.get(section).copied();
        named.or_else(by_kind).unwrap_or(SectionPolicy::Drop)
    }

    /// Returns the options for a core module that stays one.
    ///
    /// A component has all that a host has to know in its types. A core module has
    /// some of it in custom sections: a dynamic linker reads `dylink.0`, a host of
    /// contracts their `contractspecv0`, and there is no list of such names. So
    /// sections of no known kind stay, unless their kind was decided about.
    pub(crate) fn for_plain(&self) -> Self {
        let mut options = self.clone();
        options
            .custom
            .entry(SectionKind::Unknown)
            .or_insert(SectionPolicy::Keep);
        options
    }

    /// Returns whether a custom section stays.
    pub fn keeps(&self, section: &str) -> bool {
        self.policy(section) == SectionPolicy::Keep
    }
}
