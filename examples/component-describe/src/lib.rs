//! A component that describes itself and does nothing else.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

greentic_guest::describe!(r#"{"name":"demo","version":"1.0.0"}"#);

#[cfg(test)]
mod tests {
    use greentic_guest::Call;
    use greentic_guest::component::v1_0::describe_v1::Guest;

    #[test]
    fn describes_itself() {
        let call = Call::new();
        assert_eq!(
            super::__GreenticDescribe::describe_json(&call),
            r#"{"name":"demo","version":"1.0.0"}"#
        );
    }
}
