//! Rules for packs that are shipped as components.
//!
//! Generated from the WIT package `greentic:pack-validate@0.1.0`. Do not edit.

/// Checks packs. Implemented by the validator and called by tools that build
/// or inspect packs. A validator judges by its inputs alone; it should not
/// count on network or files.
///
/// WIT: `greentic:pack-validate/validator@0.1.0`.
pub mod validator {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:pack-validate/validator@0.1.0";

    /// One remark about a pack.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct Diagnostic {
        /// How bad it is: `info`, `warn` or `error`.
        pub severity: String,
        /// A short word that programs can match on.
        pub code: String,
        /// A sentence for people.
        pub message: String,
        /// Which file of the pack, or which place in its manifest, is meant;
        /// `none` where the remark is about the pack as a whole.
        pub path: Option<String>,
        /// What to do about it, for people; `none` where there is no advice.
        pub hint: Option<String>,
    }

    payload! { record Diagnostic { severity, code, message, path, hint } }

    /// What a validator gets to see of a pack.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct PackInputs {
        /// The manifest of the pack, as CBOR. Empty where the pack has none.
        #[component(name = "manifest-cbor")]
        pub manifest_cbor: Vec<u8>,
        /// The list of what the pack is made of (SBOM), as JSON.
        #[component(name = "sbom-json")]
        pub sbom_json: String,
        /// Paths of all files in the pack. Their content is not handed over.
        #[component(name = "file-index")]
        pub file_index: Vec<String>,
    }

    payload! { record PackInputs { manifest_cbor, sbom_json, file_index } }

    guest! {
        /// Whether this validator has anything to say about the pack. Where the
        /// answer is `false`, `validate` is not called. Cannot report a failure:
        /// a manifest that cannot be read is a reason to answer `true` and to
        /// complain in `validate`, or to leave the pack to other validators.
        "applies" applies applies_async call_applies call_applies_async(
            inputs: &PackInputs,
        ) -> (bool);
        /// Every remark about the pack; an empty list where there is nothing to
        /// object to. What keeps the validator from judging is a diagnostic as
        /// well.
        "validate" validate validate_async call_validate call_validate_async(
            inputs: &PackInputs,
        ) -> (Vec<Diagnostic>);
    }
}
