//! The pack `{name}`.

#![cfg_attr(target_family = "wasm", no_std)]
#![forbid(unsafe_code)]

use greentic_guest::json;

/// The compiler checks that it is JSON.
const MAIN: &str = json::constant(include_str!("../flows/main.json"));

greentic_guest::pack! {
    struct Pack,
    id: "{name}",
    publisher: "",
    flows: {
        "main" => Messaging(MAIN) { entrypoints: ["start"] },
    },
}

#[cfg(test)]
mod tests {
    use super::Pack;
    use greentic_guest::Call;
    use greentic_guest::pack_export_v1::v0_1::Guest as _;

    #[test]
    fn every_flow_of_the_list_is_there() {
        let call = Call::new();
        let flows = Pack::list_flows(&call);
        assert!(!flows.is_empty());
        for flow in flows {
            assert_ne!(Pack::get_flow_json(&call, flow.id.get()), "null");
        }
    }
}
