//! The interfaces of older runners, over the same state and the same logs.

use super::MemoryState;
use crate::Call;

/// A host of the interfaces of older runners, with state in memory.
///
/// ```
/// # #[cfg(feature = "runner-host-v1")] {
/// use greentic_guest::host::v1_0::kv_v1::Host;
/// use greentic_guest::{Call, testing::OlderHost};
///
/// let (call, host) = (Call::new(), OlderHost::new());
/// host.put(&call, "greetings", "en", "hello");
/// assert_eq!(host.get(&call, "greetings", "en"), Some("hello"));
/// assert_eq!(host.get(&call, "en", "greetings"), None);
/// # }
/// ```
#[derive(Clone, Debug, Default)]
pub struct OlderHost {
    /// The state that it keeps.
    pub state: MemoryState,
    /// The events that were reported.
    #[cfg(feature = "interfaces-host-v0-1")]
    pub logs: super::Logs,
}

impl OlderHost {
    /// Makes a host without state.
    pub fn new() -> Self {
        Self::default()
    }
}

#[cfg(feature = "runner-host-v1")]
const _: () = {
    use std::format;
    use std::string::String;

    use crate::abi::from_utf8;
    use crate::host::v1_0::kv_v1::Host;

    /// Returns the key of a text in the same store, apart from those of other interfaces.
    fn text_key(ns: &str, key: &str) -> String {
        format!("\0kv {}:{ns}{key}", ns.len())
    }

    /// # Panics
    ///
    /// The store denies it: the interface has no place for a failure, and a host ends the
    /// component.
    impl Host for OlderHost {
        fn get<'a>(&self, call: &'a Call, ns: &str, key: &str) -> Option<&'a str> {
            match self.state.read_for(call, true, &text_key(ns, key)) {
                Ok(value) => from_utf8(value),
                Err(("not_found", _)) => None,
                Err((_, message)) => panic!("OlderHost: a host would end the component: {message}"),
            }
        }

        fn put(&self, _: &Call, ns: &str, key: &str, val: &str) {
            let result = self
                .state
                .write_for(true, &text_key(ns, key), val.as_bytes());
            if let Err((_, message)) = result {
                panic!("OlderHost: a host would end the component: {message}");
            }
        }
    }
};

#[cfg(feature = "interfaces-host-v0-1")]
const _: () = {
    use crate::abi::{Str, Tuple2, from_utf8};
    use crate::interfaces_host::v0_1::{
        Host, HostError, OpAck, SessionCursor, SpanContext, TenantCtx,
    };
    use crate::testing::state::StateRefusal;
    use crate::testing::tenant::is_own;

    fn error(call: &Call, (code, message): StateRefusal) -> HostError<'_> {
        HostError {
            code: code.into(),
            message: call.copy(&message).into(),
        }
    }

    impl Host for OlderHost {
        fn telemetry_emit(
            &self,
            _: &Call,
            span: SpanContext<'_>,
            fields: &[Tuple2<Str<'_>, Str<'_>>],
        ) {
            // The interface has no place for a failure.
            let _ = self.logs.take(span, fields, true);
        }

        fn state_get<'a>(
            &self,
            call: &'a Call,
            key: &str,
            ctx: Option<&TenantCtx<'_>>,
        ) -> Result<&'a str, HostError<'a>> {
            let value = self.state.read_for(call, is_own(ctx), key);
            let value = value.map_err(|refusal| error(call, refusal))?;
            from_utf8(value).ok_or(HostError {
                code: "invalid".into(),
                message: "the state under this key is no text".into(),
            })
        }

        fn state_set<'a>(
            &self,
            call: &'a Call,
            key: &str,
            value: &str,
            ctx: Option<&TenantCtx<'_>>,
        ) -> Result<OpAck, HostError<'a>> {
            let result = self.state.write_for(is_own(ctx), key, value.as_bytes());
            result
                .map(|()| OpAck::Ok)
                .map_err(|refusal| error(call, refusal))
        }

        fn session_update<'a>(
            &self,
            _: &'a Call,
            _: SessionCursor<'_>,
            _: Option<&TenantCtx<'_>>,
        ) -> Result<&'a str, HostError<'a>> {
            Err(HostError {
                code: "unavailable".into(),
                message: "this host keeps no sessions".into(),
            })
        }
    }
};
