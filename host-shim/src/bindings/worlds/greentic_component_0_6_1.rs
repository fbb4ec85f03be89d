//! Components that describe themselves, ask for their own configuration and
//! run on CBOR, in the form of version 0.6.1: operations have names and keep no
//! state between them.
//!
//! CBOR is in its canonical form: maps have text keys only, sorted by length
//! and then by their bytes, lengths are definite, and there are no tags.
//!
//! Generated from the WIT package `greentic:component@0.6.1`. Do not edit.

/// What a component is. The component implements this interface, the host
/// calls it.
///
/// WIT: `greentic:component/descriptor@0.6.1`.
pub mod descriptor {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/descriptor@0.6.1";

    guest! {
        /// Everything there is to know before the component runs, as CBOR: its
        /// name and version, its operations and their schemas.
        "describe" describe describe_async call_describe call_describe_async() -> (Vec<u8>);
    }
}

/// The component's operations. The component implements this interface, the
/// host calls it.
///
/// WIT: `greentic:component/runtime@0.6.1`.
pub mod runtime {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/runtime@0.6.1";

    guest! {
        /// Runs the operation `op` on a CBOR value and answers with another one. A
        /// failure is an answer too: how one looks is for the operation to say.
        "invoke" invoke invoke_async call_invoke call_invoke_async(
            op: &str,
            input_cbor: &[u8],
        ) -> (Vec<u8>);
    }
}

/// Questions and answers by which people configure the component. The
/// component implements this interface, the host calls it.
///
/// WIT: `greentic:component/qa@0.6.1`.
pub mod qa {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/qa@0.6.1";

    /// The occasion on which people are asked.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum Mode {
        /// The configuration to begin with, with as few questions as possible.
        #[component(name = "default")]
        Default,
        /// The full setup.
        #[component(name = "setup")]
        Setup,
        /// A newer version of the component takes an existing configuration
        /// over.
        #[component(name = "upgrade")]
        Upgrade,
        /// The component is about to be removed.
        #[component(name = "remove")]
        Remove,
    }

    payload! { enum Mode }

    guest! {
        /// The questions for an occasion, as CBOR.
        "qa-spec" qa_spec qa_spec_async call_qa_spec call_qa_spec_async(mode: Mode) -> (Vec<u8>);
        /// The configuration that comes of the answers, both as CBOR.
        "apply-answers" apply_answers apply_answers_async call_apply_answers call_apply_answers_async(
            mode: Mode,
            answers_cbor: &[u8],
        ) -> (Vec<u8>);
    }
}

/// The component's texts for people. The component implements this interface,
/// the host calls it.
///
/// WIT: `greentic:component/component-i18n@0.6.1`.
pub mod component_i18n {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-i18n@0.6.1";

    guest! {
        /// The keys of all texts that can be translated.
        "i18n-keys" i18n_keys i18n_keys_async call_i18n_keys call_i18n_keys_async(
        ) -> (Vec<String>);
        /// The texts in the language of `locale`, a BCP 47 tag, as CBOR: a map from
        /// keys to texts.
        "i18n-bundle" i18n_bundle i18n_bundle_async call_i18n_bundle call_i18n_bundle_async(
            locale: &str,
        ) -> (Vec<u8>);
    }
}
