//! A component that describes itself and does nothing else.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

greentic_guest::describe!(DESCRIPTION);

const DESCRIPTION: &str = r#"{"name":"demo","version":"1.0.0"}"#;

#[cfg(test)]
mod tests {
    #[test]
    fn the_description_is_json() {
        let description: serde_json::Value = serde_json::from_str(super::DESCRIPTION).unwrap();
        assert_eq!(description["name"], "demo");
    }
}
