//! The parts of an envelope beside the payload.

use crate::Call;
use crate::call::CallRef;

/// Reads what stands in the envelopes of one notation, which were checked.
macro_rules! notation {
    ($(#[$doc:meta])* $context:ident of $notation:ident::$value:ident, $bytes:path) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug)]
        pub struct $context<'a> {
            call: CallRef<'a>,
            pub(super) envelope: crate::$notation::$value<'a>,
        }

        impl<'a> $context<'a> {
            pub(super) const fn new(
                call: &'a Call,
                envelope: crate::$notation::$value<'a>,
            ) -> Self {
                Self { call: CallRef::new(call), envelope }
            }

            fn text(&self, name: &str) -> &'a str {
                self.envelope.at(name).str().unwrap_or_default()
            }

            /// Returns the context of the tenant, with all that it has: `env`,
            /// `tenant`, `tenant_id` and `attempt`, and where they are known
            /// `session_id`, `user`, `trace_id` and others.
            pub fn tenant(&self) -> crate::$notation::$value<'a> {
                self.envelope.at("ctx")
            }

            /// Returns the name of the flow.
            pub fn flow_id(&self) -> &'a str {
                self.text("flow_id")
            }

            /// Returns the name of the node in its flow, if it has one.
            pub fn node_id(&self) -> Option<&'a str> {
                self.envelope.at("node_id").str().ok()
            }

            /// Returns the operation that the flow asked for. The one that the host
            /// calls can be another: a flow may say one in its payload.
            pub fn op(&self) -> &'a str {
                self.text("op")
            }

            /// Returns the metadata: of the platform's runners JSON, which is `null`
            /// where there is none.
            pub fn metadata(&self) -> &'a [u8] {
                $bytes(self.call.get(), self.envelope.at("metadata")).unwrap_or_default()
            }
        }
    };
}

notation! {
    /// The parts of an envelope beside the payload. Each method reads the envelope
    /// again: keep what it returns.
    ///
    /// ```
    /// # use greentic_guest::Call;
    /// # let call = Call::new();
    /// let text = r#"{"ctx":{"env":"prod","tenant":"acme","tenant_id":"acme","user":"ada","attempt":2},
    ///     "flow_id":"main","node_id":null,"op":"quote","payload":[52,50],"metadata":[110,117,108,108]}"#;
    /// let input = call.input(text).unwrap();
    /// assert_eq!(input.payload().u32(), Ok(42));
    ///
    /// let context = input.context().unwrap();
    /// assert_eq!((context.flow_id(), context.node_id(), context.op()), ("main", None, "quote"));
    /// assert_eq!(context.tenant().at("user").str(), Ok("ada"));
    /// assert_eq!(context.metadata(), b"null");
    /// ```
    Context of json::Json, super::envelope::bytes
}

#[cfg(feature = "cbor")]
notation! {
    /// The parts of an envelope in CBOR beside the payload. Each method reads the
    /// envelope again: keep what it returns.
    CborContext of cbor::Cbor, super::run::bytes
}
