//! Settings beside what a flow gave.

/// Takes the settings out of a payload of one notation.
macro_rules! notation {
    ($notation:ident::$value:ident) => {
        pub(super) mod $notation {
            use crate::$notation::$value;

            /// Returns what the flow gave and the settings that stand beside it.
            pub(in crate::input) fn apart(whole: $value<'_>) -> ($value<'_>, Option<$value<'_>>) {
                match whole.fields(["config", "input"]) {
                    Ok([config, input]) if !config.is_absent() && !input.is_absent() => {
                        (input, Some(config))
                    }
                    _ => (whole, None),
                }
            }
        }
    };
}

notation!(json::Json);
#[cfg(feature = "cbor")]
notation!(cbor::Cbor);
