//! Components that describe themselves, ask for their own configuration and
//! run on CBOR.
//!
//! All data is CBOR in its canonical form: the keys of maps are text, sorted
//! by length and then by bytes; lengths are definite; there are no tags. Which
//! keys a map has is agreed between components and hosts, not here.
//!
//! The component implements all interfaces and the host calls them. No
//! function can report a failure: a component says so within the data where
//! that has a place for it, and traps otherwise.
//!
//! Generated from the WIT package `greentic:component@0.6.0`. Do not edit.

/// What the component is, for hosts and tools that are to offer it.
///
/// WIT: `greentic:component/component-descriptor@0.6.0`.
pub mod component_descriptor {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-descriptor@0.6.0";

    guest! {
        /// What identifies the component, as CBOR. Enough for a list of components.
        /// Cannot report a failure.
        "get-component-info" get_component_info get_component_info_async call_get_component_info call_get_component_info_async(
        ) -> (Vec<u8>);
        /// The whole description, as CBOR: what somebody needs to know who puts
        /// the component into a flow. Cannot report a failure.
        "describe" describe describe_async call_describe call_describe_async() -> (Vec<u8>);
    }
}

/// Schemas of the data that the component takes and gives.
///
/// One hash stands for all three: the SHA-256, in hexadecimal digits, of the
/// canonical CBOR of a map with the keys `input`, `output` and `config`.
///
/// WIT: `greentic:component/component-schema@0.6.0`.
pub mod component_schema {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-schema@0.6.0";

    guest! {
        /// Schema of what `run` takes as its input, as CBOR. Cannot report a
        /// failure.
        "input-schema" input_schema input_schema_async call_input_schema call_input_schema_async(
        ) -> (Vec<u8>);
        /// Schema of what `run` gives as its output, as CBOR. Cannot report a
        /// failure.
        "output-schema" output_schema output_schema_async call_output_schema call_output_schema_async(
        ) -> (Vec<u8>);
        /// Schema of the configuration that `apply-answers` makes, as CBOR. Cannot
        /// report a failure.
        "config-schema" config_schema config_schema_async call_config_schema call_config_schema_async(
        ) -> (Vec<u8>);
    }
}

/// The component's work.
///
/// WIT: `greentic:component/component-runtime@0.6.0`.
pub mod component_runtime {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-runtime@0.6.0";

    /// What a run leaves behind.
    #[derive(Clone, Debug, PartialEq, ComponentType, Lift, Lower)]
    #[component(record)]
    pub struct RunResult {
        /// The output, as CBOR, in the form that `output-schema` tells.
        pub output: Vec<u8>,
        /// The state for the next run, as CBOR. It replaces the one before.
        #[component(name = "new-state")]
        pub new_state: Vec<u8>,
    }

    payload! { record RunResult { output, new_state } }

    guest! {
        /// Runs the component once on `input`, CBOR in the form that
        /// `input-schema` tells. `state` is CBOR too: the `new-state` of the run
        /// before, or what the host begins with.
        ///
        /// Has no error: the output has to tell that the input was bad, or the
        /// component traps.
        "run" run run_async call_run call_run_async(input: &[u8], state: &[u8]) -> (RunResult);
    }
}

/// Questions whose answers become the component's configuration.
///
/// WIT: `greentic:component/component-qa@0.6.0`.
pub mod component_qa {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-qa@0.6.0";

    /// The occasion on which the questions are asked.
    #[derive(Clone, Debug, PartialEq, Eq, Copy, ComponentType, Lift, Lower)]
    #[component(enum)]
    #[repr(u8)]
    pub enum QaMode {
        /// None in particular: the questions for ordinary use.
        #[component(name = "default")]
        Default,
        /// The component is being set up for the first time.
        #[component(name = "setup")]
        Setup,
        /// A newer version takes the place of an older one.
        #[component(name = "upgrade")]
        Upgrade,
        /// The component is about to be taken away.
        #[component(name = "remove")]
        Remove,
    }

    payload! { enum QaMode }

    guest! {
        /// The questions to ask on the occasion `mode`, as CBOR. Texts for people
        /// may be keys that `i18n-keys` lists. Cannot report a failure.
        "qa-spec" qa_spec qa_spec_async call_qa_spec call_qa_spec_async(mode: QaMode) -> (Vec<u8>);
        /// The configuration that follows from `current-config` and from `answers`
        /// to the questions of the same `mode`, all of them CBOR. The host keeps
        /// it.
        ///
        /// Has no error: for answers that make no sense a component can answer
        /// with `current-config`, or trap.
        "apply-answers" apply_answers apply_answers_async call_apply_answers call_apply_answers_async(
            mode: QaMode,
            current_config: &[u8],
            answers: &[u8],
        ) -> (Vec<u8>);
    }
}

/// Texts of the component in the languages of people.
///
/// WIT: `greentic:component/component-i18n@0.6.0`.
pub mod component_i18n {
    #[allow(unused_imports, reason = "not every interface needs all")]
    use crate::runtime::prelude::*;

    /// The name of the interface, as components have it.
    pub const NAME: &str = "greentic:component/component-i18n@0.6.0";

    guest! {
        /// The keys of all texts that the component refers to. The translations
        /// are kept elsewhere; with the list a tool finds the ones that are
        /// missing. Cannot report a failure.
        "i18n-keys" i18n_keys i18n_keys_async call_i18n_keys call_i18n_keys_async(
        ) -> (Vec<String>);
    }
}
