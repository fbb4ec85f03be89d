//! State by way of the helpers, against what is stored.

use greentic_guest::component::v0_5::node::NodeError;
use greentic_guest::interfaces_types::v0_1::TenantCtx;
use greentic_guest::prelude::*;
use greentic_guest::state::{v1_0, v1_1};
use greentic_guest::testing::{MemoryState, OlderHost};
use greentic_guest::{interfaces_host, json};

/// A store that fails with this code, whatever it is asked.
struct Code(&'static str);

macro_rules! code {
    ($module:ident $($more:item)*) => {
        impl $module::Host for Code {
            fn read<'a>(
                &self,
                _: &'a Call,
                _: &str,
                _: Option<&TenantCtx<'_>>,
            ) -> Result<&'a [u8], $module::HostError<'a>> {
                Err($module::HostError { code: self.0.into(), ..Default::default() })
            }

            fn write<'a>(
                &self,
                _: &'a Call,
                _: &str,
                _: &[u8],
                _: Option<&TenantCtx<'_>>,
            ) -> Result<$module::OpAck, $module::HostError<'a>> {
                Err($module::HostError { code: self.0.into(), ..Default::default() })
            }

            fn delete<'a>(
                &self,
                _: &'a Call,
                _: &str,
                _: Option<&TenantCtx<'_>>,
            ) -> Result<$module::OpAck, $module::HostError<'a>> {
                Err($module::HostError { code: self.0.into(), ..Default::default() })
            }

            $($more)*
        }
    };
}

code! { v1_0 }
code! {
    v1_1
    fn write_if_absent<'a>(
        &self,
        _: &'a Call,
        _: &str,
        _: &[u8],
        _: Option<&TenantCtx<'_>>,
    ) -> Result<bool, v1_1::HostError<'a>> {
        Err(v1_1::HostError { code: self.0.into(), ..Default::default() })
    }
}

/// The same tests of both versions.
macro_rules! versions {
    ($($module:ident as $tests:ident)*) => {$(
        mod $tests {
            use greentic_guest::state::$module::{Host, HostError};

            use super::*;

            fn code<T>(answer: Result<T, HostError<'_>>) -> String {
                answer.err().map_or("none", |error| error.code.get()).to_owned()
            }

            fn values(call: &Call, state: &impl Host) {
                assert_eq!(state.bytes(call, "k"), Ok(None));
                assert_eq!(state.text(call, "k"), Ok(None));
                assert!(state.json(call, "k").unwrap().is_none());
                assert_eq!(state.json_or(call, "k", 7), Ok(7));
                assert_eq!(state.remove(call, "k"), Ok(()));

                assert_eq!(state.put(call, "k", b"\xFF"), Ok(()));
                assert_eq!(state.bytes(call, "k"), Ok(Some(&b"\xFF"[..])));
                assert_eq!(code(state.text(call, "k")), "not-text");
                assert_eq!(code(state.json_or(call, "k", 7)), "not-text");

                let document = json!(call, {"n": [1, 2]});
                assert_eq!(state.put_text(call, "k", document), Ok(()));
                assert_eq!(state.text(call, "k"), Ok(Some(r#"{"n":[1,2]}"#)));
                let json = state.json(call, "k").unwrap().unwrap();
                assert_eq!(json.at("n").items().unwrap().count(), 2);
                assert_eq!(code(state.json_or(call, "k", 7)), "bad-json");
                assert_eq!(state.put_text(call, "k", "8"), Ok(()));
                assert_eq!(state.json_or(call, "k", 7), Ok(8));
                assert_eq!(state.put_text(call, "k", "8 9"), Ok(()));
                assert_eq!(code(state.json(call, "k")), "bad-json");
                assert_eq!(state.remove(call, "k"), Ok(()));
                assert_eq!(state.text(call, "k"), Ok(None));
            }

            #[test]
            fn values_come_back_as_what_they_are() {
                let (call, state) = (Call::new(), MemoryState::new().with("other", "1"));
                values(&call, &state);
                assert_eq!(state.keys(), ["other"]);
            }

            fn all(call: &Call, state: &impl Host) -> [String; 6] {
                [
                    code(state.bytes(call, "k")),
                    code(state.text(call, "k")),
                    code(state.json(call, "k")),
                    code(state.json_or(call, "k", 1)),
                    code(state.put_text(call, "k", "1")),
                    code(state.remove(call, "k")),
                ]
            }

            #[test]
            fn what_is_missing_is_told_from_what_is_refused() {
                let call = Call::new();
                assert_eq!(all(&call, &MemoryState::new().denied()), ["denied"; 6]);
                for code in ["internal", "not found", "not_foun", "not_found ", ""] {
                    assert_eq!(all(&call, &Code(code)), [code; 6]);
                }
                // Hosts have two words for it, and may find it wrong to delete nothing.
                for code in ["not_found", "not-found"] {
                    let expected = ["none", "none", "none", "none", code, "none"];
                    assert_eq!(all(&call, &Code(code)), expected);
                }
            }

            #[test]
            fn errors_become_those_of_nodes() {
                fn read<'a>(call: &'a Call, state: &impl Host) -> Result<u32, NodeError<'a>> {
                    Ok(state.json_or(call, "k", 1).context(call, "the visits")?)
                }
                let call = Call::new();
                let state = MemoryState::new().with("k", r#""1""#);
                let error = read(&call, &state).unwrap_err();
                assert_eq!(error.code, "bad-json");
                let message = "the visits: at byte 0: this is no whole number, or out of range";
                assert_eq!(error.message, message);
            }
        }
    )*};
}

versions! { v1_0 as of_1_0 v1_1 as of_1_1 }

#[test]
fn of_two_who_write_where_nothing_is_one_does() {
    fn claim(state: &impl v1_1::Host, by: &str) -> Result<bool, String> {
        let call = Call::new();
        let answer = state.put_text_if_absent(&call, "k", by);
        answer.map_err(|error| error.code.to_string())
    }
    let state = MemoryState::new();
    assert_eq!(claim(&state, "first"), Ok(true));
    assert_eq!(claim(&state, "second"), Ok(false));
    assert_eq!(state.value("k").as_deref(), Some(&b"first"[..]));
    assert_eq!(
        claim(&Code("unsupported"), "third"),
        Err("unsupported".into())
    );
}

#[test]
fn older_runners_have_texts() {
    fn values(call: &Call, host: &impl interfaces_host::v0_1::Host) {
        assert_eq!(host.text(call, "k"), Ok(None));
        assert_eq!(host.put_text(call, "k", "v"), Ok(()));
        assert_eq!(host.text(call, "k"), Ok(Some("v")));
        let error = host.text(call, "odd").unwrap_err();
        assert_eq!(error.code, "invalid");
    }
    let (call, host) = (Call::new(), OlderHost::new());
    host.state.set("odd", b"\xFF");
    values(&call, &host);
    let value = host.state.value("k");
    assert_eq!(value.as_deref(), Some(&b"v"[..]));
}
