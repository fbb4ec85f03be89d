//! A pack that describes itself, to those who set it up. Values are CBOR in
//! its canonical form: text keys only, sorted by length and then by their
//! bytes, definite lengths, no tags.
//!
//! Generated from the WIT package `greentic:pack@0.6.0`. Do not edit.

/// What the pack is. Called by whoever works with the pack. No function here
/// can report a failure; one that fails traps.
///
/// WIT: `greentic:pack/pack-descriptor@0.6.0`.
pub mod pack_descriptor {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack/pack-descriptor@0.6.0";

    host! {
        /// Name, version and the like, as CBOR: enough to list the pack.
        "get-pack-info" get_pack_info() -> (Vec<u8>);
        /// The full description of the pack, as CBOR.
        "describe" describe() -> (Vec<u8>);
    }
}

/// The units that the pack consists of. No function here can report a
/// failure; one that fails traps.
///
/// WIT: `greentic:pack/pack-units@0.6.0`.
pub mod pack_units {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack/pack-units@0.6.0";

    host! {
        /// All units, as CBOR, with the id of each.
        "list-units" list_units() -> (Vec<u8>);
        /// The description of one unit, as CBOR. For an id that `list-units` does
        /// not name there is no answer to give: the call traps, or the CBOR says
        /// so.
        "describe-unit" describe_unit(unit_id: String) -> (Vec<u8>);
    }
}

/// Checks that the pack makes of itself. What is wrong with the pack stands in
/// the answer; that a check could not be made can only be shown by a trap.
///
/// WIT: `greentic:pack/pack-validation@0.6.0`.
pub mod pack_validation {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack/pack-validation@0.6.0";

    host! {
        /// The findings about the pack as a whole, as CBOR.
        "validate-pack" validate_pack() -> (Vec<u8>);
        /// The findings about one capability, named by its id, as CBOR.
        "validate-capability" validate_capability(capability: String) -> (Vec<u8>);
    }
}

/// Questions to the person who sets the pack up, and what follows from the
/// answers.
///
/// WIT: `greentic:pack/pack-qa@0.6.0`.
pub mod pack_qa {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack/pack-qa@0.6.0";

    /// On which occasion the questions are asked.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum QaMode {
        /// The pack is taken into use with as few questions as it can do
        /// with.
        #[component(name = "default")]
        Default,
        /// The pack is set up, with all questions that matter.
        #[component(name = "setup")]
        Setup,
        /// A newer version replaces one that was set up before.
        #[component(name = "upgrade")]
        Upgrade,
        /// The pack is taken out of use.
        #[component(name = "remove")]
        Remove,
    }

    payload! { enum QaMode }

    host! {
        /// The questions for this occasion, as CBOR. Texts for people refer to
        /// translations by their keys. Cannot report a failure.
        "qa-spec" qa_spec(mode: QaMode) -> (Vec<u8>);
        /// The state that follows from `answers` to the questions of the same
        /// `mode`. `current-state` is the state so far, empty where there is none.
        /// All three are CBOR. There is no error channel: answers that do not fit
        /// can only be shown in the state that is returned, or end in a trap.
        "apply-answers" apply_answers(
            mode: QaMode,
            current_state: Vec<u8>,
            answers: Vec<u8>,
        ) -> (Vec<u8>);
    }
}

/// Texts of the pack for people.
///
/// WIT: `greentic:pack/pack-i18n@0.6.0`.
pub mod pack_i18n {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack/pack-i18n@0.6.0";

    host! {
        /// The keys of all texts that the pack refers to, so that tools can check
        /// translations for gaps. Cannot report a failure.
        "i18n-keys" i18n_keys() -> (Vec<String>);
    }
}
