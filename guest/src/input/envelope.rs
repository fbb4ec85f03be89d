//! What is an envelope, and what is none: greentic-types' `InvocationEnvelope`, as it
//! writes itself.

use crate::Call;
use crate::abi::from_utf8;

/// Reads the envelopes of one notation.
macro_rules! notation {
    ($notation:ident::$value:ident) => {
        pub(super) mod $notation {
            use super::{Call, from_utf8};
            use crate::$notation::{Error, Kind, $value};

            /// Returns the text in the payload of an envelope.
            ///
            /// # Errors
            /// Where the value is none.
            #[inline(never)]
            pub(in crate::input) fn payload<'a>(
                call: &'a Call,
                value: $value<'a>,
            ) -> Result<&'a str, Error<'a>> {
                let [ctx, flow, node, op, payload, metadata] =
                    value.fields(["ctx", "flow_id", "node_id", "op", "payload", "metadata"])?;
                let [env, tenant, id, attempt] =
                    ctx.pick(["env", "tenant", "tenant_id", "attempt"])?;
                // Of a node that has no name there is `null`.
                let node = if node.is_null() { op } else { node };
                for text in [env, tenant, id, flow, node, op] {
                    text.str()?;
                }
                attempt.u32()?;
                bytes(call, metadata)?;
                from_utf8(bytes(call, payload)?).ok_or_else(|| payload.error(Kind::Other))
            }

            /// Returns the bytes that an array has as numbers.
            ///
            /// # Errors
            /// Where it is no array, or something else is in it.
            #[inline(never)]
            pub(in crate::input) fn bytes<'a>(
                call: &'a Call,
                value: $value<'a>,
            ) -> Result<&'a [u8], Error<'a>> {
                let mut bytes = call.bytes();
                for item in value.items()? {
                    let byte = u8::try_from(item.u32()?);
                    bytes.push_byte(byte.map_err(|_| item.error(Kind::Integer))?);
                }
                Ok(bytes.finish())
            }
        }
    };
}

notation!(json::Json);
#[cfg(feature = "cbor")]
notation!(cbor::Cbor);
